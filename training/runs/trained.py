"""A finished run in the form that ships: the averaged weights, fused, in float32."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.data.faces import Faces
from training.data.labels import VISIBLE
from training.learn.augment import centre
from training.learn.checkpoint import CHECKPOINT, CheckpointError, load_checkpoint, load_network
from training.measure.figures import Judged, judge
from training.networks.face import FaceNetwork
from training.networks.fused import run_network

BATCH = 128


@dataclass(frozen=True, slots=True)
class Fused:
    """A network in the form that is exported.

    Calling it with float32 [n, 3, size, size] in −1…1 returns logits [n, c] by head.
    """

    layers: Sequence[Mapping[str, Any]]
    heads: Sequence[Mapping[str, Any]]
    tensors: Mapping[str, Tensor]
    size: int
    """Side of the input in pixels."""

    def __call__(self, x: Tensor) -> dict[str, Tensor]:
        return run_network(self.layers, self.heads, self.tensors, x)

    def with_tensors(self, tensors: Mapping[str, Tensor]) -> "Fused":
        """The same layers with other weights."""
        return replace(self, tensors=tensors)


@dataclass(frozen=True, slots=True)
class TrainedRun:
    """The network of a finished run, and how it was trained."""

    network: FaceNetwork
    """With averaged weights, in evaluation mode."""
    fused: Fused
    config: Mapping[str, Any]
    images: int
    """Pictures seen."""
    visible: Mapping[str, Tensor] | None = None
    """`weight` and `bias` of the output `visible`; None if it was not fitted."""


def fuse(network: FaceNetwork, size: int) -> Fused:
    """The exported layers and heads of a network for pictures of size × size pixels."""
    layers, tensors = network.export_layers()
    heads, head_tensors = network.export_heads()
    return Fused(layers, heads, {**tensors, **head_tensors}, size)


def with_visible(fused: Fused, layer: Mapping[str, Tensor]) -> Fused:
    """The network with the output `visible` (training.runs.visible): `weight` [3, c] and `bias` [3] of `layer`."""
    name = "head.visible"
    head = {"op": "dense", "name": name, "output": "visible", "outChannels": len(VISIBLE)}
    tensors = {f"{name}.{part}": layer[part].float().contiguous() for part in ("weight", "bias")}
    return replace(fused, heads=[*fused.heads, head], tensors={**fused.tensors, **tensors})


def load_run(folder: Path, checkpoint: str = CHECKPOINT) -> TrainedRun:
    """Reads the folder of a run. Raises CheckpointError if it has no checkpoint of this version."""
    path = folder / checkpoint
    values = load_checkpoint(path)
    try:
        network = load_network(path)
        fused = fuse(network, int(values["size"]))
        if "visible" in values:
            fused = with_visible(fused, values["visible"])
        return TrainedRun(network, fused, values["config"], int(values["images"]), values.get("visible"))
    except KeyError as error:
        raise CheckpointError(f"{path} lacks {error}: it was written by other code; train again") from error


@torch.no_grad()
def fused_logits(
    network: Fused, crops: np.ndarray, margin: int, mirrored: bool = False
) -> dict[str, np.ndarray]:
    """float32 logits [n, c] by head of crops uint8 [n, s, s, 3] with `margin` pixels around the page's own crop.

    `mirrored`: average the logits of each crop and of its mirror image, as the page does for a photo.
    """
    parts: dict[str, list[Tensor]] = {head["output"]: [] for head in network.heads}
    for start in range(0, len(crops), BATCH):
        x = centre(torch.from_numpy(crops[start : start + BATCH]), margin, network.size)
        out = network(x)
        if mirrored:
            other = network(x.flip(3))
            out = {head: (logits + other[head]) / 2 for head, logits in out.items()}
        for head, logits in out.items():
            parts[head].append(logits)
    return {head: torch.cat(logits).numpy() for head, logits in parts.items()}


def judge_faces(network: Fused, faces: Faces, mirrored: bool = False) -> Judged:
    """The faces with the network's logits; `mirrored` as in fused_logits."""
    labels = [entry.labels for entry in faces.entries]
    logits = fused_logits(network, faces.crops, faces.margin, mirrored)
    return judge([entry.set for entry in faces.entries], labels, logits)
