"""Checkpoints: everything that a run needs to resume with identical results."""

import os
import pickle
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from training.networks.face import FaceNetwork
from training.networks.known import build

FORMAT = 1
CHECKPOINT = "checkpoint.pt"
"""File name of the checkpoint in a run's folder."""


class CheckpointError(ValueError):
    """A file is not a checkpoint, or is one of another network."""


def save_checkpoint(path: Path, values: dict[str, Any]) -> None:
    """Replaces the file atomically, so that a run killed while writing keeps its previous checkpoint."""
    part = path.with_suffix(".part")
    torch.save({"format": FORMAT, **values}, part)
    os.replace(part, path)


def load_checkpoint(path: Path) -> dict[str, Any]:
    """Reads what save_checkpoint wrote. Raises CheckpointError if the file is missing or of another format."""
    try:
        values = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, ValueError, EOFError, pickle.UnpicklingError) as error:
        raise CheckpointError(f"{path} is missing or not a checkpoint") from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise CheckpointError(f"{path} is not a checkpoint of this version")
    return values


def load_network(path: Path) -> FaceNetwork:
    """The network of a checkpoint with its averaged weights, in evaluation mode. Raises CheckpointError."""
    values = load_checkpoint(path)
    network = build(values["network"]["name"], **values["network"]["options"])
    network.load_state_dict(values["average"])
    return network.eval()


def start_from(network: FaceNetwork, path: Path, batches: list[Tensor]) -> None:
    """Loads the weights of a checkpoint or of an export into a new network of the same architecture.

    An export is fused; the statistics of its new normalization layers are computed from `batches`, float32
    [n, 3, s, s]. Raises CheckpointError if the file is missing, broken or of another network.
    """
    if path.suffix == ".safetensors":
        try:
            # A network that learns has other features, so the output on the old ones is fitted again afterwards.
            tensors = {name: one for name, one in load_file(path).items() if "visible" not in name}
            network.load_fused(tensors)
        except (OSError, SafetensorError, ValueError) as error:
            raise CheckpointError(f"{path} is missing, broken or of another network: {error}") from error
        network.calibrate(batches)
        return
    try:
        network.load_state_dict(load_checkpoint(path)["average"])
    except RuntimeError as error:
        raise CheckpointError(f"{path} is of another network: {error}") from error


class Average:
    """Exponential moving average of weights and statistics. The decay starts lower and rises to `decay`."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.state = {name: value.clone() for name, value in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Includes the network's state after the optimizer's step number `step`, counted from 1."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, value in network.state_dict().items():
            average = self.state[name]
            if value.dtype.is_floating_point:
                average.lerp_(value, 1 - decay)
            else:
                average.copy_(value)
