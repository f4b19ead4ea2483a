"""Convolutions with BatchNorm, which fuse to one convolution with bias, and load from one."""

from typing import Literal, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.networks.layers import Activate, Activation, Block, LayerWriter, expect_shape

FILTER_NORM = 2**0.5
"""Expected norm of one filter after He et al.'s initialisation (2015), whatever its size."""


class NormedConv(nn.Sequential):
    """A convolution without bias and its BatchNorm; `padding` None is kernel // 2."""

    def __init__(
        self,
        channels: int,
        out_channels: int,
        kernel: int,
        stride: int = 1,
        padding: int | None = None,
        groups: int = 1,
    ) -> None:
        padding = kernel // 2 if padding is None else padding
        conv = nn.Conv2d(channels, out_channels, kernel, stride, padding, groups=groups, bias=False)
        nn.init.kaiming_normal_(conv.weight)
        super().__init__(conv, nn.BatchNorm2d(out_channels))

    @property
    def conv(self) -> nn.Conv2d:
        return cast(nn.Conv2d, self[0])

    @property
    def norm(self) -> nn.BatchNorm2d:
        return cast(nn.BatchNorm2d, self[1])

    def fused(self) -> tuple[Tensor, Tensor]:
        """Weight [out, in / groups, k, k] and bias [out] that do the same in evaluation mode, float64."""
        scale, shift = scale_and_shift(self.norm)
        return self.conv.weight.detach().double() * scale[:, None, None, None], shift

    @torch.no_grad()
    def load(self, weight: Tensor, bias: Tensor | None = None) -> None:
        """Makes this compute a fused convolution in evaluation mode, with statistics 0 and 1.

        Filters get the norm of fresh ones, and gamma the rest: below a BatchNorm a filter's norm does nothing
        but set how far one step of the optimizer turns it. A filter of zeros keeps its values, gamma 0.
        """
        norms = weight.double().flatten(1).norm(dim=1)
        gamma = norms / FILTER_NORM
        scaled = weight.double() / gamma.clamp_min(1e-12)[:, None, None, None]
        alive = (norms > 1e-9)[:, None, None, None]
        self.conv.weight.copy_(torch.where(alive, scaled, self.conv.weight.double()))
        self.norm.reset_running_stats()
        self.norm.weight.copy_(torch.where(norms > 1e-9, gamma, 0) * (1 + self.norm.eps) ** 0.5)
        self.norm.bias.copy_(torch.zeros_like(norms) if bias is None else bias)


def scale_and_shift(norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """What a BatchNorm does to each channel in evaluation mode: x · scale + shift, both [channels], float64."""
    mean, variance = statistics_of(norm)
    scale = norm.weight.detach().double() / (variance.double() + norm.eps).sqrt()
    return scale, norm.bias.detach().double() - mean.double() * scale


def statistics_of(norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """A BatchNorm's running mean and variance, both [channels]. Raises ValueError where it keeps none."""
    if norm.running_mean is None or norm.running_var is None:
        raise ValueError("this BatchNorm keeps no running statistics")
    return norm.running_mean, norm.running_var


class ConvNorm(Block):
    """Convolution, BatchNorm, activation. `depthwise`: one filter per channel (then out_channels = channels)."""

    def __init__(
        self,
        channels: int,
        out_channels: int,
        kernel: int = 3,
        stride: int = 1,
        activation: Activation | None = "relu",
        *,
        padding: int | None = None,
        depthwise: bool = False,
    ) -> None:
        super().__init__()
        if depthwise and out_channels != channels:
            raise ValueError(
                f"a depthwise convolution makes {channels} channels of {channels}, not {out_channels}"
            )
        groups = channels if depthwise else 1
        self.branch = NormedConv(channels, out_channels, kernel, stride, padding, groups)
        self.activate = Activate(activation, out_channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.activate(self.branch(x))

    def write(self, writer: LayerWriter) -> None:
        write_conv(writer, self.branch.conv, *self.branch.fused(), self.activate)

    def load_fused(self, weight: Tensor, bias: Tensor) -> None:
        """Takes a fused weight [out, in / groups, k, k] and bias [out]."""
        expect_shape(weight, self.branch.conv.weight)
        self.branch.load(weight, bias)


class BranchedConv(Block):
    """RepVGG's block (Ding et al. 2021): 3×3, 1×1 and, where the shape stays, the input itself, each with a
    BatchNorm of its own; summed, then the activation. Fused it is one 3×3 convolution."""

    def __init__(
        self, channels: int, out_channels: int, stride: int = 1, activation: Activation | None = "relu"
    ) -> None:
        super().__init__()
        self.wide = NormedConv(channels, out_channels, 3, stride)
        self.point = NormedConv(channels, out_channels, 1, stride)
        same = channels == out_channels and stride == 1
        self.identity = nn.BatchNorm2d(channels) if same else None
        self.activate = Activate(activation, out_channels)

    def forward(self, x: Tensor) -> Tensor:
        total = self.wide(x) + self.point(x)
        if self.identity is not None:
            total = total + self.identity(x)
        return self.activate(total)

    def fused(self) -> tuple[Tensor, Tensor]:
        """Weight [out, in, 3, 3] and bias [out] that do the same in evaluation mode, float64."""
        weight, bias = self.wide.fused()
        point, point_bias = self.point.fused()
        weight = weight + functional.pad(point, (1, 1, 1, 1))
        bias = bias + point_bias
        if self.identity is not None:
            scale, shift = scale_and_shift(self.identity)
            weight[:, :, 1, 1] += torch.diag(scale)
            bias = bias + shift
        return weight, bias

    def write(self, writer: LayerWriter) -> None:
        write_conv(writer, self.wide.conv, *self.fused(), self.activate)

    @torch.no_grad()
    def load_fused(self, weight: Tensor, bias: Tensor) -> None:
        """Takes a fused weight [out, in, 3, 3] and bias [out] apart so that no branch cancels another.

        The identity takes the centre's diagonal (each channel's own weight), the 1×1 branch half of the rest of
        the centre, the 3×3 branch the other half and all around it, and the bias. Branches of opposite sign
        would compute the same here, but would multiply the noise of their batch statistics.
        """
        expect_shape(weight, self.wide.conv.weight)
        around = weight.double().clone()
        centre = around[:, :, 1, 1]
        if self.identity is not None:
            own = centre.diagonal().clone()
            centre.diagonal().zero_()
            self.identity.reset_running_stats()
            self.identity.weight.copy_(own * (1 + self.identity.eps) ** 0.5)
            self.identity.bias.zero_()
        centre *= 0.5
        self.point.load(centre[:, :, None, None].clone())
        self.wide.load(around, bias)


def write_conv(
    writer: LayerWriter,
    conv: nn.Conv2d,
    weight: Tensor,
    bias: Tensor,
    after: Activate,
    padding: int | Literal["same"] | None = None,
) -> None:
    """Writes a fused convolution with the kernel and stride of `conv`, and its padding if no other is given."""
    depthwise = conv.groups > 1
    channels = (
        {"channels": conv.out_channels}
        if depthwise
        else {"inChannels": conv.in_channels, "outChannels": conv.out_channels}
    )
    writer.write(
        "depthwiseConv" if depthwise else "conv",
        "depthwise" if depthwise else "conv",
        {"weight": weight, "bias": bias, **after.tensors()},
        kernel=conv.kernel_size[0],
        stride=conv.stride[0],
        padding=conv.padding[0] if padding is None else padding,
        activation=after.name,
        **channels,
    )
