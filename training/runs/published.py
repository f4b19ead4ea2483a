"""Reads the weights of the page's graph model (`npm run convert`) back as the fused tensors of an export."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.learn.checkpoint import CheckpointError

NAMES = {"filter": "weight", "matrix": "weight", "bias": "bias"}
"""Names of a layer's tensors: those of scripts/models/convert and those of an export."""
ESCAPE = -128
"""Marks a value that does not fit in one byte and is stored after the bytes as int16 (src/engine/weights.ts)."""


def published_tensors(folder: Path) -> dict[str, Tensor]:
    """float32 tensors by the names in face-attributes.safetensors.

    Conv weights are OIHW, depthwise weights [channels, 1, k, k], dense weights [out, in]. `folder` holds model.json and
    its weight files, whose rounding remains. Raises CheckpointError if they are missing, of a wrong length, or have a
    layer that is neither a convolution nor dense.
    """
    path = folder / "model.json"
    named = {_name(name): tensor for name, tensor in listed_tensors(path, ["weightsManifest"]).items()}
    # TensorFlow's depthwise weights are [k, k, channels, 1], so their channels are on the axis of the inputs.
    return {
        name: tensor.transpose(0, 1).contiguous()
        if name.startswith("depthwise") and tensor.ndim == 4
        else tensor
        for name, tensor in named.items()
    }


def listed_tensors(path: Path, keys: Sequence[str] = ()) -> dict[str, Tensor]:
    """float32 tensors in PyTorch's layout, by their own names, of the weights in a TensorFlow.js manifest.

    Weights in the page's own quantized format are decoded too. `path`: a JSON file in the folder of the weight files;
    `keys`: the path of keys to the manifest in it. Raises CheckpointError if a file is missing or of a wrong length.
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
                raise CheckpointError(f"{path}: its weights are {len(data)} bytes longer than it states")
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, CheckpointError):
            raise
        raise CheckpointError(
            f"{path} and its weights are missing or not those of a model: {error}"
        ) from error
    return tensors


def _values(weight: dict[str, Any], data: bytes) -> tuple[np.ndarray, int]:
    """The stored values of a weight at the start of `data`, in its shape, and the number of bytes they take."""
    about = weight.get("quantization", weight)
    values = np.frombuffer(data, np.dtype(about["dtype"]).newbyteorder("<"), int(np.prod(weight["shape"])))
    length = values.nbytes
    if "escapes" in about:
        escapes = about["escapes"]
        escaped = np.frombuffer(data[length : length + 2 * escapes], "<i2")
        values = values.astype(np.int16)
        places = np.flatnonzero(values == ESCAPE)
        if len(places) != escapes:
            raise ValueError(f"{weight['name']} has {len(places)} escapes, not {escapes}")
        values[places] = escaped
        length += escaped.nbytes
    return values.reshape(weight["shape"]), length


def _in_our_layout(values: np.ndarray, weight: dict[str, Any]) -> Tensor:
    grid = weight.get("quantization", {})
    real = values.astype(np.float32) * np.float32(grid.get("scale", 1)) + np.float32(grid.get("min", 0))
    # HWIO becomes OIHW and [in, out] becomes [out, in].
    order = {4: (3, 2, 0, 1), 2: (1, 0), 1: (0,), 0: ()}[real.ndim]
    return torch.from_numpy(np.ascontiguousarray(real.transpose(order)))


def _name(name: str) -> str:
    layer, _, part = name.rpartition("/")
    if part not in NAMES:
        raise CheckpointError(f"{name} belongs to a layer that cannot be restored")
    return f"{layer}.{NAMES[part]}"
