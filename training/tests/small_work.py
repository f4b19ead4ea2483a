"""A synthetic WORK folder and a run of a tiny network, for tests of the commands that use finished runs."""

import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from training.data.labels import EMOTIONS, Labels, one_emotion
from training.data.manifest import Entry, write_manifest
from training.learn.checkpoint import load_network, save_checkpoint
from training.networks.face import FaceNetwork
from training.networks.known import build

SIZE = 16
MARGIN = 4
STORED = SIZE + 2 * MARGIN
OPTIONS = {"widths": [6, 8], "depths": [1, 2]}
TEMPLATE = {
    "rightEye": {"x": 38, "y": 46},
    "leftEye": {"x": 74, "y": 46},
    "noseTip": {"x": 56, "y": 66.5},
    "mouthCentre": {"x": 56, "y": 83.5},
}


def write_work(work: Path, n: int = 60, seed: int = 1) -> list[Entry]:
    """Writes manifest.jsonl and crops of n random faces of three sets; every fourth is in the part train."""
    random = np.random.default_rng(seed)
    entries = []
    for i in range(n):
        age, gender = float(random.integers(5, 90)), ("woman", "man")[int(random.integers(2))]
        emotion = EMOTIONS[int(random.integers(8))]
        name, labels = (
            ("utkface", Labels(age=age, gender=gender, group="asian")),
            ("ferplus", Labels(emotion=one_emotion(emotion))),
            ("genki4k", Labels(smile=bool(random.integers(2)))),
        )[i % 3]
        part = "train" if i % 4 == 0 else "validation"
        entries.append(Entry(f"{i:040x}", f"/nowhere/{i}.png", name, part, labels))
    write_manifest(work / "manifest.jsonl", entries)
    write_crops(work / "crops", [entry.sha1 for entry in entries], random)
    return entries


def write_crops(folder: Path, sha1s: list[str], random: np.random.Generator) -> np.ndarray:
    """Writes crops.json, crops.bin and crops.jsonl as `npm run crops` does; returns the crops."""
    folder.mkdir(parents=True, exist_ok=True)
    crops = random.integers(0, 256, (len(sha1s), STORED, STORED, 3)).astype(np.uint8)
    about = {"size": STORED, "margin": MARGIN, "template": TEMPLATE, "fingerprint": "0"}
    (folder / "crops.json").write_text(json.dumps(about))
    (folder / "crops.bin").write_bytes(crops.tobytes())
    lines = [{"sha1": sha1, "row": row, "failure": None} for row, sha1 in enumerate(sha1s)]
    (folder / "crops.jsonl").write_text("".join("\n" + json.dumps(line) for line in lines))
    return crops


def write_run(work: Path, name: str = "small", seed: int = 3) -> Path:
    """Writes a checkpoint of a tiny branched network with normalization statistics; returns the run's folder."""
    network = build("plain", seed=seed, **OPTIONS)
    network.train()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for _ in range(5):
            network(torch.rand(8, 3, SIZE, SIZE) * 2 - 1)
    state = network.state_dict()
    config = {
        "network": "plain",
        "options": OPTIONS,
        "shares": {"utkface": 1.0, "ferplus": 1.0, "genki4k": 1.0},
    }
    folder = work / "runs" / name
    folder.mkdir(parents=True)
    save_checkpoint(
        folder / "checkpoint.pt",
        {
            "network": {"name": "plain", "options": OPTIONS},
            "size": SIZE,
            # Zeros reveal code that reads these weights in place of the averaged ones.
            "model": {key: torch.zeros_like(value) for key, value in state.items()},
            "average": state,
            "config": config,
            "step": 10,
            "images": 1280,
        },
    )
    return folder


def network_of(run: Path) -> FaceNetwork:
    """The averaged network of a run."""
    return load_network(run / "checkpoint.pt")


def write_golden_crops(folder: Path, n: int = 4, size: int = SIZE) -> torch.Tensor:
    """Writes golden.safetensors and golden-faces.json with n random crops; returns the crops."""
    folder.mkdir(parents=True)
    crops = torch.randint(0, 256, (n, size, size, 3), generator=torch.Generator().manual_seed(7)).to(
        torch.uint8
    )
    save_file({"crops": crops, "logits.age": torch.zeros(n, 101)}, folder / "golden.safetensors")
    pictures = [{"picture": f"{i}.jpg", "size": [100, 100], "k": 1} for i in range(n)]
    (folder / "golden-faces.json").write_text(json.dumps(pictures, indent=0))
    return crops
