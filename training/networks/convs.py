"""Convolutions with BatchNorm that can be fused into, and loaded from, one convolution with bias."""

from typing import Literal, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.networks.layers import Activate, Activation, Block, LayerWriter, expect_shape

FILTER_NORM = 2**0.5
"""Expected norm of one filter after the initialisation of He et al. (2015), independent of its size."""


class NormedConv(nn.Sequential):
    """A convolution without bias and its BatchNorm; `padding` None means kernel // 2."""

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
        """The convolution."""
        return cast(nn.Conv2d, self[0])

    @property
    def norm(self) -> nn.BatchNorm2d:
        """The BatchNorm after it."""
        return cast(nn.BatchNorm2d, self[1])

    def fused(self) -> tuple[Tensor, Tensor]:
        """The equivalent weight [out, in / groups, k, k] and bias [out] in evaluation mode, float64."""
        scale, shift = scale_and_shift(self.norm)
        return self.conv.weight.detach().double() * scale[:, None, None, None], shift

    @torch.no_grad()
    def load(self, weight: Tensor, bias: Tensor | None = None) -> None:
        """Loads a fused convolution, equivalent in evaluation mode, with running mean 0 and variance 1.

        Filters are scaled to the norm of newly initialised ones and gamma compensates: before a BatchNorm the norm of a
        filter only determines the effective size of an optimizer step. A filter of zeros keeps its values and gets
        gamma 0.
        """
        norms = weight.double().flatten(1).norm(dim=1)
        gamma = norms / FILTER_NORM
        scaled = weight.double() / gamma.clamp_min(1e-12)[:, None, None, None]
        nonzero = (norms > 1e-9)[:, None, None, None]
        self.conv.weight.copy_(torch.where(nonzero, scaled, self.conv.weight.double()))
        self.norm.reset_running_stats()
        self.norm.weight.copy_(torch.where(norms > 1e-9, gamma, 0) * (1 + self.norm.eps) ** 0.5)
        self.norm.bias.copy_(torch.zeros_like(norms) if bias is None else bias)


def scale_and_shift(norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """A BatchNorm in evaluation mode as x · scale + shift: scale and shift, both float64 [channels]."""
    mean, variance = statistics_of(norm)
    scale = norm.weight.detach().double() / (variance.double() + norm.eps).sqrt()
    return scale, norm.bias.detach().double() - mean.double() * scale


def statistics_of(norm: nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """A BatchNorm's running mean and variance, both [channels]. Raises ValueError if it keeps none."""
    if norm.running_mean is None or norm.running_var is None:
        raise ValueError("this BatchNorm keeps no running statistics")
    return norm.running_mean, norm.running_var


class ConvNorm(Block):
    """Convolution, BatchNorm and activation. `depthwise`: one filter per channel, which needs equal channels."""

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
                f"a depthwise convolution of {channels} channels has {channels} outputs, not {out_channels}"
            )
        groups = channels if depthwise else 1
        self.branch = NormedConv(channels, out_channels, kernel, stride, padding, groups)
        self.activate = Activate(activation, out_channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.activate(self.branch(x))

    def write(self, writer: LayerWriter) -> None:
        write_conv(writer, self.branch.conv, *self.branch.fused(), self.activate)

    def load_fused(self, weight: Tensor, bias: Tensor) -> None:
        """Loads a fused weight [out, in / groups, k, k] and bias [out]. Raises ValueError for another shape."""
        expect_shape(weight, self.branch.conv.weight)
        self.branch.load(weight, bias)


class BranchedConv(Block):
    """The block of RepVGG (Ding et al. 2021), which fuses into one 3×3 convolution.

    It sums a 3×3 convolution, a 1×1 convolution and, if the shape stays the same, the input, each with its own
    BatchNorm, and then applies the activation.
    """

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
        """The equivalent weight [out, in, 3, 3] and bias [out] in evaluation mode, float64."""
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
        """Splits a fused weight [out, in, 3, 3] and bias [out] into the branches so that no branch cancels another.

        The identity gets the diagonal of the centre (each channel's own weight), the 1×1 branch half of the rest of the
        centre, and the 3×3 branch everything else. Branches of opposite sign would compute the same, but amplify the
        noise of their batch statistics. Raises ValueError for another shape.
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
    """Writes a fused convolution with the kernel and stride of `conv`; `padding` None means the padding of `conv`."""
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
