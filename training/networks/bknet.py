"""BKNet (Sang & Cuong 2018): a VGG-like network for smile, emotion and gender together."""

from training.networks.bottleneck import scaled
from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Block, Chain, Dense, GlobalAveragePool

BLOCKS = ((32, 2), (64, 2), (128, 2), (256, 3))
"""Channels and number of 3×3 convolutions of each block."""


def bknet(width: float = 0.95, features: int = 256, dropout: float = 0.0) -> FaceNetwork:
    """BKNet's four blocks of 3×3 convolutions, 32-64-128-256 channels at `width` 1.

    It differs from the original because the exported format has no maximum pooling and only heads of one layer. Each
    block starts with stride 2 in place of the pooling before it; the first one too, because the original takes faces
    of 48 pixels and ours are twice as large. A global average and one dense layer of `features` for all tasks replace
    the last pooling and the two dense layers of each task. BatchNorm after each convolution is an addition.
    """
    channels = 3
    blocks: list[Block] = []
    for block_channels, count in BLOCKS:
        for i in range(count):
            out = scaled(block_channels, width)
            blocks.append(ConvNorm(channels, out, stride=2 if i == 0 else 1))
            channels = out
    return FaceNetwork(
        Chain(*blocks, GlobalAveragePool(), Dense(channels, features)), Heads(features, dropout)
    )
