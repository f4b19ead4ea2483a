"""Runs exported layers in PyTorch exactly as the converter gets them."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from training.networks.layers import activate


def run_layers(layers: Sequence[Mapping[str, Any]], tensors: Mapping[str, Tensor], x: Tensor) -> Tensor:
    """The output of the last layer of network.json for pictures [n, 3, s, s] in −1…1.

    The input of each layer is the output of the previous one. Raises ValueError for an unknown op and KeyError for a
    missing tensor.
    """
    done: dict[str, Tensor] = {}
    for layer in layers:
        x = _run(layer, tensors, x, done)
        if "name" in layer:
            done[layer["name"]] = x
    return x


def run_network(
    layers: Sequence[Mapping[str, Any]],
    heads: Sequence[Mapping[str, Any]],
    tensors: Mapping[str, Tensor],
    x: Tensor,
) -> dict[str, Tensor]:
    """The logits [n, outChannels] of each head, by its `output`; raises as run_layers."""
    features = run_layers(layers, tensors, x)
    return {head["output"]: _run(head, tensors, features, {}) for head in heads}


def same_padding(size: Sequence[int], kernel: int, stride: int) -> list[int]:
    """TensorFlow's SAME padding for a map of [height, width], as functional.pad takes it: left, right, top, bottom.

    The output has ceil(side / stride) windows per side; an odd pixel of padding goes to the right or bottom.
    """
    padding: list[int] = []
    for side in reversed(size):
        total = max(0, (math.ceil(side / stride) - 1) * stride + kernel - side)
        padding += [total // 2, total - total // 2]
    return padding


def _run(
    layer: Mapping[str, Any], tensors: Mapping[str, Tensor], x: Tensor, done: Mapping[str, Tensor]
) -> Tensor:
    name = layer.get("name", "")
    match layer["op"]:
        case "conv" | "depthwiseConv" as op:
            groups = 1 if op == "conv" else layer["channels"]
            weight, bias = tensors[f"{name}.weight"], tensors[f"{name}.bias"]
            stride, padding = layer["stride"], layer["padding"]
            if padding == "same":
                x = functional.pad(x, same_padding(x.shape[2:], layer["kernel"], stride))
                padding = 0
            y = functional.conv2d(x, weight, bias, stride, padding, groups=groups)
        case "dense":
            y = functional.linear(x, tensors[f"{name}.weight"], tensors[f"{name}.bias"])
        case "add":
            y = x + done[layer["from"]]
        case "squeezeExcite":
            mean = x.mean((2, 3))
            reduced = functional.linear(
                mean, tensors[f"{name}.reduce.weight"], tensors[f"{name}.reduce.bias"]
            )
            gate = functional.linear(
                reduced.relu(), tensors[f"{name}.expand.weight"], tensors[f"{name}.expand.bias"]
            )
            gate = torch.sigmoid(gate) if layer["gate"] == "sigmoid" else functional.hardsigmoid(gate)
            y = x * gate[:, :, None, None]
        case "globalAveragePool":
            y = x.mean((2, 3))
        case op:
            raise ValueError(f"{name} has the unknown op {op}")
    return activate(y, layer.get("activation"), tensors.get(f"{name}.alpha"))
