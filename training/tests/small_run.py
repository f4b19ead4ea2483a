"""Synthetic faces in memory and the configuration of a tiny network, for tests of training."""

import tomllib

import numpy as np

from training.data.faces import Faces
from training.data.labels import Labels, one_emotion
from training.data.manifest import Entry
from training.data.targets import targets_of
from training.learn.config import config_of

CONFIG = """
network = "plain"
options = { widths = [8, 16, 16], depths = [1, 1, 1], branched = false }
batch = 16
warmup = 2
rate = 0.01
validate_every = 64
[shares]
made = 1.0
[[phases]]
size = 32
images = 96
[[phases]]
size = 48
images = 64
rate = [1.0, 0.0]
"""


def made_up_faces(n=48):
    """n faces, two thirds of them labelled: bright ones as afraid men of 70, dark ones as happy girls of 10."""
    random = np.random.default_rng(7)
    crops = random.integers(0, 80, (n, 64, 64, 3), dtype=np.uint8)
    labels = []
    for i in range(n):
        bright = i % 2 == 1
        if bright:
            crops[i] += 150
        labels.append(
            Labels(
                age=70 if bright else 10,
                gender="man" if bright else "woman",
                emotion=one_emotion("fear" if bright else "happiness"),
                smile=not bright,
            )
            if i % 3
            else Labels()
        )
    entries = [
        Entry(f"{i:040x}", f"/{i}.png", "made", "train", label, None) for i, label in enumerate(labels)
    ]
    return Faces(crops, 8, targets_of(labels), entries)


def a_config(**changes):
    return config_of({**tomllib.loads(CONFIG), **changes})
