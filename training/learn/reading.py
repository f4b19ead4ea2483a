"""Predictions of a network during training, and their main figures."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from training.data.faces import Faces
from training.data.labels import HEADS
from training.learn.augment import centre
from training.measure.figures import Figures, figures_by_set, judge

BATCH = 256
# Name in a run's record, then the head and figure in training/measure/figures.py.
HEADLINES = (
    ("age_mae", "age", "mae"),
    ("gender", "gender", "accuracy"),
    ("emotion", "emotion", "accuracy"),
    ("smile", "smile", "accuracy"),
)


@torch.no_grad()
def read_faces(network: nn.Module, faces: Faces, size: int) -> dict[str, np.ndarray]:
    """float32 logits [n, c] of every face by head, from the page's own crops resized to `size` pixels."""
    network.eval()
    device = next(network.parameters()).device
    parts: dict[str, list[Tensor]] = {head: [] for head in HEADS}
    for start in range(0, len(faces), BATCH):
        crops = torch.from_numpy(faces.crops[start : start + BATCH]).to(device)
        with torch.autocast(device.type, torch.bfloat16):
            out = network(centre(crops, faces.margin, size))
        for head in HEADS:
            parts[head].append(out[head].float().cpu())
    return {head: torch.cat(parts[head]).numpy() for head in HEADS}


def figures_of_faces(logits: Mapping[str, np.ndarray], faces: Faces) -> dict[str, Figures]:
    """All figures by set, for logits [n, c] by head, at temperature 1."""
    labels = [entry.labels for entry in faces.entries]
    judged = judge([entry.set for entry in faces.entries], labels, logits)
    return figures_by_set(judged, dict.fromkeys(HEADS, 1.0))


def headline_figures(logits: Mapping[str, np.ndarray], faces: Faces) -> dict[str, dict[str, Any]]:
    """The main figures by set: mean absolute error of the age in years; accuracy of the other heads, 0…1."""
    by_set = figures_of_faces(logits, faces)
    return {
        set_name: {
            "n": figures["n"],
            **{name: figures[head][key] for name, head, key in HEADLINES if head in figures},
        }
        for set_name, figures in by_set.items()
    }
