"""BKNet (Sang & Cuong 2018): a VGG-like network made for smile, emotion and gender together."""

from training.networks.bottleneck import scaled
from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Block, Chain, Dense, GlobalAveragePool

BLOCKS = ((32, 2), (64, 2), (128, 2), (256, 3))
"""Channels and 3×3 convolutions of each block."""


def bknet(width: float = 0.95, features: int = 256, dropout: float = 0.0) -> FaceNetwork:
    """BKNet's four blocks of 3×3 convolutions, 32-64-128-256 channels at `width` 1.

    Where it differs, as the format has no maximum pooling and heads of one layer: each block starts with stride 2
    in place of the pooling after the block before; so does the first, because the original takes faces of 48
    pixels and ours are twice that. The last pooling and the two dense layers of each task are a global average
    and one dense layer of `features` for all tasks. BatchNorm after each convolution is ours.
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
