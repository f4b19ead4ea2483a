"""Reads faces with a network, and the headline figures of what it read."""

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from training.augment import centre
from training.faces import Faces
from training.losses import HEADS, expectation
from training.targets import UNKNOWN

BATCH = 256


@torch.no_grad()
def read_faces(network: nn.Module, faces: Faces, size: int, mirrored: bool = False) -> dict[str, np.ndarray]:
    """float32 logits of every face by head, from the page's own crops; `mirrored`: from their mirror images."""
    network.eval()
    device = next(network.parameters()).device
    parts: dict[str, list[Tensor]] = {head: [] for head in HEADS}
    for start in range(0, len(faces), BATCH):
        crops = torch.from_numpy(faces.crops[start : start + BATCH]).to(device)
        x = centre(crops, faces.margin, size)
        with torch.autocast(device.type, torch.bfloat16):
            out = network(x.flip(3) if mirrored else x)
        for head in HEADS:
            parts[head].append(out[head].float().cpu())
    return {head: torch.cat(parts[head]).numpy() for head in HEADS}


def headline_figures(logits: dict[str, np.ndarray], faces: Faces) -> dict[str, dict[str, Any]]:
    """By set: mean absolute error of the age in years, shares of the right gender, emotion and smile, 0…1."""
    t = faces.targets
    years = expectation(torch.from_numpy(logits["age"])).numpy()
    figures: dict[str, dict[str, Any]] = {}
    for name in sorted(set(faces.sets)):
        here = faces.sets == name
        one: dict[str, Any] = {"n": int(here.sum())}
        aged = here & (t.age != UNKNOWN)
        if aged.any():
            one["age_mae"] = float(np.abs(years - t.age)[aged].mean())
        gendered = here & (t.gender != UNKNOWN)
        if gendered.any():
            one["gender"] = float((logits["gender"].argmax(1) == t.gender)[gendered].mean())
        felt = here & (t.emotion[:, 0] != UNKNOWN)
        if felt.any():
            one["emotion"] = float((logits["emotion"].argmax(1) == t.emotion.argmax(1))[felt].mean())
        smiled = here & (t.smile != UNKNOWN)
        if smiled.any():
            one["smile"] = float((logits["smile"].argmax(1) == t.smile)[smiled].mean())
        figures[name] = one
    return figures
