"""The inverted bottleneck of MobileNetV2 (Sandler et al. 2018), of which three of the networks are built."""

from training.networks.convs import ConvNorm
from training.networks.layers import Activation, Block, Chain, Residual, SqueezeExcite


def inverted_bottleneck(
    channels: int,
    out_channels: int,
    *,
    stride: int,
    expand: int,
    activation: Activation,
    kernel: int = 3,
    squeeze: int | None = None,
) -> Block:
    """An inverted bottleneck [n, channels, h, w] → [n, out_channels, h / stride, w / stride].

    A 1×1 convolution to `expand` times the channels (omitted at 1), a depthwise one, and a 1×1 one without activation;
    the input is added if the shape stays the same. `squeeze` adds a squeeze-excite after the depthwise convolution,
    reduced to the expanded channels divided by `squeeze` (at least 8).
    """
    hidden = channels * expand
    blocks: list[Block] = []
    if expand != 1:
        blocks.append(ConvNorm(channels, hidden, 1, activation=activation))
    blocks.append(ConvNorm(hidden, hidden, kernel, stride, activation, depthwise=True))
    if squeeze is not None:
        blocks.append(SqueezeExcite(hidden, max(8, hidden // squeeze), "hardSigmoid"))
    blocks.append(ConvNorm(hidden, out_channels, 1, activation=None))
    if stride == 1 and channels == out_channels:
        return Residual(*blocks, channels=channels)
    return Chain(*blocks)


def scaled(channels: int, width: float) -> int:
    """Channels times a network's width, rounded to a multiple of 8 (at least 8) for efficient SIMD.

    Raises ValueError when the width is not positive.
    """
    if not width > 0:
        raise ValueError(f"the width of a network must be positive, not {width}")
    return max(8, round(channels * width / 8) * 8)
