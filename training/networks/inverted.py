"""Inverted bottlenecks in the shape that docs/measurements.md measured in the browser."""

from collections.abc import Sequence

from training.networks.bottleneck import inverted_bottleneck, scaled
from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Activation, Block, Chain, GlobalAveragePool
from training.networks.stages import stages

WIDTHS = (24, 48, 96, 160)
DEPTHS = (2, 4, 6, 2)


def inverted(
    width: float = 1.8,
    widths: Sequence[int] = WIDTHS,
    depths: Sequence[int] = DEPTHS,
    expand: int = 4,
    last: int = 640,
    kernel: int = 3,
    activation: Activation = "relu",
    squeeze: int | None = None,
    dropout: float = 0.0,
) -> FaceNetwork:
    """A 3×3 stem at stride 2, then stages of inverted bottlenecks, the first of each at stride 2, a 1×1 convolution
    to `last`, and the global average.

    `width` multiplies `widths` and the stem; 1 is what was measured there. `kernel` is the depthwise convolutions'
    (3 or 5; 7 is slow: docs/measurements.md), `squeeze` the reduction of a squeeze-excite in each block, None for none.
    Raises ValueError when the options do not fit each other.
    """
    shape = stages("inverted", widths, depths)
    if expand < 1:
        raise ValueError(f"inverted: expand must be 1 or more, not {expand}")
    if kernel % 2 == 0:
        raise ValueError(f"inverted: the kernel must be odd, not {kernel}")
    channels = scaled(widths[0], width)
    blocks: list[Block] = [ConvNorm(3, channels, stride=2, activation=activation)]
    for stage_channels, count in shape:
        for i in range(count):
            out = scaled(stage_channels, width)
            stride = 2 if i == 0 else 1
            blocks.append(
                inverted_bottleneck(
                    channels,
                    out,
                    stride=stride,
                    expand=expand,
                    activation=activation,
                    kernel=kernel,
                    squeeze=squeeze,
                )
            )
            channels = out
    blocks += [ConvNorm(channels, last, 1, activation=activation), GlobalAveragePool()]
    return FaceNetwork(Chain(*blocks), Heads(last, dropout))
