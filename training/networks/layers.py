"""The building blocks of the networks; each can write itself as the fused layers that scripts/models/convert/network.ts
reads."""

from collections.abc import Iterator
from typing import Any, Literal, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

Activation = Literal["relu", "relu6", "prelu", "hardSwish"]
ACTIVATIONS: tuple[Activation, ...] = ("relu", "relu6", "prelu", "hardSwish")


class LayerWriter:
    """Collects the layers of an export in order, and their tensors in float32."""

    def __init__(self) -> None:
        self.layers: list[dict[str, Any]] = []
        self.tensors: dict[str, Tensor] = {}
        self._counts: dict[str, int] = {}

    @property
    def last(self) -> str:
        """Name of the layer that was written last. Raises ValueError if there is none or it has no name."""
        name = self.layers[-1].get("name") if self.layers else None
        if name is None:
            raise ValueError("a residual block needs a named layer before it")
        return name

    def write(self, op: str, prefix: str, tensors: dict[str, Tensor], **fields: Any) -> None:  # noqa: ANN401
        """Appends a layer and its tensors, named by `prefix` and its running number, such as conv01."""
        self._counts[prefix] = self._counts.get(prefix, 0) + 1
        name = f"{prefix}{self._counts[prefix]:02}"
        self.layers.append({"op": op, "name": name, **fields})
        for key, tensor in tensors.items():
            self.tensors[f"{name}.{key}"] = tensor.detach().to("cpu", torch.float32).contiguous()

    def write_pool(self) -> None:
        """Appends the global average pool, which has neither name nor tensors."""
        self.layers.append({"op": "globalAveragePool"})


def expect_shape(weight: Tensor, like: Tensor) -> None:
    """Raises ValueError if a weight to be loaded does not have the shape of `like`."""
    if weight.shape != like.shape:
        raise ValueError(f"a weight of shape {list(weight.shape)} where {list(like.shape)} is needed")


class Block(nn.Module):
    """A module that can write itself as fused layers.

    A block that is a single layer may also load its fused weights, with `load_fused(weight, bias)`.
    """

    def write(self, writer: LayerWriter) -> None:
        """Appends layers equivalent to this block in evaluation mode.

        Raises ValueError if the format has no such layer.
        """
        raise ValueError(
            f"the page's format has no layer for {type(self).__name__}: this network can only teach"
        )


class Chain(nn.Sequential, Block):
    """Blocks that run one after the other."""

    def __iter__(self) -> Iterator[Block]:
        return cast(Iterator[Block], super().__iter__())

    def write(self, writer: LayerWriter) -> None:
        for block in self:
            block.write(writer)


class Activate(nn.Module):
    """The activation of that name, or the identity for None; a `prelu` has one slope per channel.

    Raises ValueError for a name that is not in ACTIVATIONS.
    """

    def __init__(self, name: Activation | None, channels: int) -> None:
        super().__init__()
        if name is not None and name not in ACTIVATIONS:
            raise ValueError(f"{name!r} is not an activation; choose one of {', '.join(ACTIVATIONS)} or None")
        self.name = name
        self.slope = nn.Parameter(torch.full((channels,), 0.25)) if name == "prelu" else None

    def forward(self, x: Tensor) -> Tensor:
        return activate(x, self.name, self.slope)

    def tensors(self) -> dict[str, Tensor]:
        """The slopes as `alpha` [channels] for a prelu; otherwise nothing."""
        return {} if self.slope is None else {"alpha": self.slope}


def activate(x: Tensor, name: str | None, slope: Tensor | None = None) -> Tensor:
    """Applies the activation of that name; `slope` [channels] is required for prelu. Raises ValueError."""
    match name:
        case None:
            return x
        case "relu":
            return functional.relu(x)
        case "relu6":
            return functional.relu6(x)
        case "prelu":
            if slope is None:
                raise ValueError("prelu needs its slopes")
            return functional.prelu(x, slope)
        case "hardSwish":
            return functional.hardswish(x)
        case _:
            raise ValueError(f"{name!r} is not a known activation")


class Residual(Block):
    """Blocks whose output is added to their input, followed by an optional activation.

    The shape must stay the same: the format feeds each layer with the previous one, so the shortcut cannot have a
    convolution.
    """

    def __init__(self, *blocks: Block, channels: int, activation: Activation | None = None) -> None:
        super().__init__()
        self.blocks = Chain(*blocks)
        self.activate = Activate(activation, channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.activate(x + self.blocks(x))

    def write(self, writer: LayerWriter) -> None:
        origin = writer.last
        self.blocks.write(writer)
        after = self.activate
        writer.write("add", "add", after.tensors(), **{"from": origin}, activation=after.name)


class SqueezeExcite(Block):
    """Scales each channel by a gate computed from the means of all channels (Hu et al. 2018)."""

    def __init__(
        self, channels: int, reduced: int, gate: Literal["sigmoid", "hardSigmoid"] = "sigmoid"
    ) -> None:
        super().__init__()
        if gate not in ("sigmoid", "hardSigmoid"):
            raise ValueError(f"{gate!r} is not a gate; choose sigmoid or hardSigmoid")
        self.reduce = nn.Linear(channels, reduced)
        self.expand = nn.Linear(reduced, channels)
        self.gate = gate

    def forward(self, x: Tensor) -> Tensor:
        z = self.expand(functional.relu(self.reduce(x.mean((2, 3)))))
        z = torch.sigmoid(z) if self.gate == "sigmoid" else functional.hardsigmoid(z)
        return x * z[:, :, None, None]

    def write(self, writer: LayerWriter) -> None:
        tensors = {
            "reduce.weight": self.reduce.weight,
            "reduce.bias": self.reduce.bias,
            "expand.weight": self.expand.weight,
            "expand.bias": self.expand.bias,
        }
        reduced = self.reduce.out_features
        writer.write("squeezeExcite", "squeeze", tensors, reducedChannels=reduced, gate=self.gate)


class GlobalAveragePool(Block):
    """Mean over height and width: [n, c, h, w] → [n, c]."""

    def forward(self, x: Tensor) -> Tensor:
        return x.mean((2, 3))

    def write(self, writer: LayerWriter) -> None:
        writer.write_pool()


class Dense(Block):
    """A dense layer with an activation: [n, channels] → [n, out_channels]."""

    def __init__(self, channels: int, out_channels: int, activation: Activation | None = "relu") -> None:
        super().__init__()
        self.linear = nn.Linear(channels, out_channels)
        self.activate = Activate(activation, out_channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.activate(self.linear(x))

    def write(self, writer: LayerWriter) -> None:
        tensors = {"weight": self.linear.weight, "bias": self.linear.bias, **self.activate.tensors()}
        out = self.linear.out_features
        writer.write("dense", "dense", tensors, activation=self.activate.name, outChannels=out)

    @torch.no_grad()
    def load_fused(self, weight: Tensor, bias: Tensor) -> None:
        """Loads a weight [out, in] and bias [out]. Raises ValueError for another shape."""
        expect_shape(weight, self.linear.weight)
        self.linear.weight.copy_(weight)
        self.linear.bias.copy_(bias)
