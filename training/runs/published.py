"""The weights of the page's graph model (`npm run convert`), back as the fused tensors of an export."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.learn.checkpoint import CheckpointError

NAMES = {"filter": "weight", "matrix": "weight", "bias": "bias"}
"""What scripts/models/convert calls a layer's tensors, and what an export does."""
ESCAPE = -128
"""Stands among a weight's bytes for one that follows behind them in two (src/engine/weights.ts)."""


def published_tensors(folder: Path) -> dict[str, Tensor]:
    """float32 by the names of face-attributes.safetensors: conv weights OIHW, depthwise weights [channels, 1, k, k],
    dense weights [out, in].

    `folder` holds model.json and its weight files; what they have rounded stays rounded. Raises CheckpointError
    where they are missing, of other lengths than they say or of layers that a chain of convolutions does not have.
    """
    path = folder / "model.json"
    named = {_name(name): tensor for name, tensor in listed_tensors(path, ["weightsManifest"]).items()}
    # TensorFlow's are [k, k, channels, 1], so what lies where a convolution's inputs lie are their channels.
    return {
        name: tensor.transpose(0, 1).contiguous()
        if name.startswith("depthwise") and tensor.ndim == 4
        else tensor
        for name, tensor in named.items()
    }


def listed_tensors(path: Path, keys: Sequence[str] = ()) -> dict[str, Tensor]:
    """float32 by their own names, in PyTorch's layout, of the weights that a TensorFlow.js manifest lists, also
    of those in the page's own steps.

    `path`: a JSON file beside the weight files; `keys` lead in it to the manifest. Raises CheckpointError where they
    are missing or of other lengths than they say.
    """
    try:
        groups = json.loads(path.read_text())
        for key in keys:
            groups = groups[key]
        tensors: dict[str, Tensor] = {}
        for group in groups:
            data = b"".join((path.parent / name).read_bytes() for name in group["paths"])
            for weight in group["weights"]:
                values, length = _values(weight, data)
                data = data[length:]
                if weight["dtype"] == "float32":
                    tensors[weight["name"]] = _in_our_layout(values, weight)
            if data:
                raise CheckpointError(f"{path}: its weights are {len(data)} bytes longer than it says")
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, CheckpointError):
            raise
        raise CheckpointError(f"{path} and its weights are missing or no model's: {error}") from error
    return tensors


def _values(weight: dict[str, Any], data: bytes) -> tuple[np.ndarray, int]:
    """What is stored of a weight, in its shape, and how many bytes at the beginning of `data` that takes."""
    about = weight.get("quantization", weight)
    values = np.frombuffer(data, np.dtype(about["dtype"]).newbyteorder("<"), int(np.prod(weight["shape"])))
    length = values.nbytes
    if "escapes" in about:
        escapes = about["escapes"]
        behind = np.frombuffer(data[length : length + 2 * escapes], "<i2")
        values = values.astype(np.int16)
        places = np.flatnonzero(values == ESCAPE)
        if len(places) != escapes:
            raise ValueError(f"{weight['name']} has {len(places)} escapes, not {escapes}")
        values[places] = behind
        length += behind.nbytes
    return values.reshape(weight["shape"]), length


def _in_our_layout(values: np.ndarray, weight: dict[str, Any]) -> Tensor:
    grid = weight.get("quantization", {})
    real = values.astype(np.float32) * np.float32(grid.get("scale", 1)) + np.float32(grid.get("min", 0))
    # HWIO to OIHW; [in, out] to [out, in]; a scalar stays.
    order = {4: (3, 2, 0, 1), 2: (1, 0), 1: (0,), 0: ()}[real.ndim]
    return torch.from_numpy(np.ascontiguousarray(real.transpose(order)))


def _name(name: str) -> str:
    layer, _, part = name.rpartition("/")
    if part not in NAMES:
        raise CheckpointError(f"{name} is of a layer that cannot be taken up again")
    return f"{layer}.{NAMES[part]}"
