"""The multiply-adds and parameters of a network, counted from its exported layers."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.networks.heads import HEAD_LAYERS

Layers = Sequence[Mapping[str, Any]]

PICTURE_CHANNELS = 3


@dataclass(frozen=True, slots=True)
class LayerCost:
    """The cost of one layer: multiply-adds for one face, and the number of values in its tensors."""

    multiply_adds: int
    parameters: int


def multiply_adds(layers: Layers, size: int, heads: Layers = HEAD_LAYERS) -> int:
    """Multiply-adds for one face of size × size pixels in convolutions and dense layers.

    Squeeze-excite and the heads are included; biases, activations, additions, gates and pools are not. (The card of
    the first weights was counted without `heads`.) Raises ValueError that names a layer which does not fit its input.
    """
    return sum(cost.multiply_adds for cost in _costs(layers, size, heads))


def parameters(layers: Layers, heads: Layers = HEAD_LAYERS) -> int:
    """Number of weights, biases and slopes of all layers and of the heads. Raises ValueError as multiply_adds."""
    return sum(cost.parameters for cost in _costs(layers, None, heads))


def _costs(layers: Layers, size: int | None, heads: Layers) -> Iterator[LayerCost]:
    """The cost of each layer; without a size the multiply-adds are meaningless."""
    channels, side = PICTURE_CHANNELS, size
    for layer in layers:
        yield _cost(layer, channels, side)
        channels, side = _after(layer, channels, side)
    for head in heads:
        yield _cost(head, channels, side)


def _after(layer: Mapping[str, Any], channels: int, side: int | None) -> tuple[int, int | None]:
    match layer["op"]:
        case "conv" | "depthwiseConv":
            return layer.get("outChannels", channels), _shrunk(layer, side)
        case "dense":
            return layer["outChannels"], side
        case _:
            return channels, side


def _shrunk(layer: Mapping[str, Any], side: int | None) -> int | None:
    if side is None:
        return None
    if layer["padding"] == "same":
        return math.ceil(side / layer["stride"])
    shrunk = (side + 2 * layer["padding"] - layer["kernel"]) // layer["stride"] + 1
    if shrunk < 1:
        raise ValueError(
            f"{layer['name']}: an input of {side}×{side} is smaller than the kernel of {layer['kernel']}"
        )
    return shrunk


def _cost(layer: Mapping[str, Any], channels: int, side: int | None) -> LayerCost:
    op = layer["op"]
    slopes = channels if layer.get("activation") == "prelu" else 0
    match op:
        case "conv" | "depthwiseConv":
            incoming = layer["inChannels" if op == "conv" else "channels"]
            if incoming != channels:
                raise ValueError(f"{layer['name']}: its input has {channels} channels, not {incoming}")
            outgoing = layer["outChannels"] if op == "conv" else channels
            weights = outgoing * layer["kernel"] ** 2 * (incoming if op == "conv" else 1)
            slopes = outgoing if slopes else 0
            return LayerCost(weights * (_shrunk(layer, side) or 0) ** 2, weights + outgoing + slopes)
        case "dense":
            outgoing = layer["outChannels"]
            return LayerCost(channels * outgoing, (channels + 1) * outgoing + (outgoing if slopes else 0))
        case "squeezeExcite":
            reduced = layer["reducedChannels"]
            return LayerCost(2 * channels * reduced, 2 * channels * reduced + channels + reduced)
        case "add" | "globalAveragePool":
            return LayerCost(0, slopes)
        case _:
            raise ValueError(f"{layer.get('name', 'a layer')} has the unknown op {op}")
