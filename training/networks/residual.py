"""Residual blocks of two 3×3 convolutions (He et al. 2016)."""

from collections.abc import Sequence

from training.networks.bottleneck import scaled
from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Activation, Block, Chain, GlobalAveragePool, Residual
from training.networks.stages import stages

WIDTHS = (24, 48, 96, 176)
DEPTHS = (0, 1, 2, 2)


def residual(
    width: float = 1.0,
    widths: Sequence[int] = WIDTHS,
    depths: Sequence[int] = DEPTHS,
    activation: Activation = "relu",
    dropout: float = 0.0,
) -> FaceNetwork:
    """Stages of a 3×3 convolution at stride 2 and `depths` basic blocks each, and a global average.

    A basic block is two 3×3 convolutions, addition of the input, and an activation. The original halves the map within
    a block with a 1×1 convolution on the shortcut, which the exported format cannot express, so here a convolution
    before the blocks does. Raises ValueError if widths and depths do not fit each other.
    """
    channels = 3
    blocks: list[Block] = []
    for stage_channels, count in stages("residual", widths, depths, fewest=0):
        out = scaled(stage_channels, width)
        blocks.append(ConvNorm(channels, out, stride=2, activation=activation))
        for _ in range(count):
            first = ConvNorm(out, out, activation=activation)
            second = ConvNorm(out, out, activation=None)
            blocks.append(Residual(first, second, channels=out, activation=activation))
        channels = out
    return FaceNetwork(Chain(*blocks, GlobalAveragePool()), Heads(channels, dropout))
