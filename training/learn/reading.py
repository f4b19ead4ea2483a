"""Reads faces with a network while it is trained, and the headline figures of what it read."""

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
# Name in a run's record; head and figure as `training/measure/figures.py` names them.
HEADLINES = (
    ("age_mae", "age", "mae"),
    ("gender", "gender", "accuracy"),
    ("emotion", "emotion", "accuracy"),
    ("smile", "smile", "accuracy"),
)


@torch.no_grad()
def read_faces(network: nn.Module, faces: Faces, size: int) -> dict[str, np.ndarray]:
    """float32 logits [n, c] of every face by head, from the page's own crops scaled to `size` pixels."""
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
    """All figures by set, of logits [n, c] by head as they are."""
    labels = [entry.labels for entry in faces.entries]
    judged = judge([entry.set for entry in faces.entries], labels, logits)
    return figures_by_set(judged, dict.fromkeys(HEADS, 1.0))


def headline_figures(logits: Mapping[str, np.ndarray], faces: Faces) -> dict[str, dict[str, Any]]:
    """By set: mean absolute error of the age in years, shares of the right gender, emotion and smile, 0…1."""
    by_set = figures_of_faces(logits, faces)
    return {
        name: {
            "n": figures["n"],
            **{told: figures[head][key] for told, head, key in HEADLINES if head in figures},
        }
        for name, figures in by_set.items()
    }
