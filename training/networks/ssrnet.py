"""SSR-Net (Yang et al. 2018), as closely as the exported format allows."""

from collections.abc import Sequence

from training.networks.bottleneck import scaled
from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Block, Chain, GlobalAveragePool

STREAMS = (32 + 16, 32 + 16, 32 + 16, 32 + 16)
"""Channels of both streams together after each of the four convolutions."""


def ssrnet(
    width: float = 2.5, widths: Sequence[int] = STREAMS, depth: int = 1, dropout: float = 0.0
) -> FaceNetwork:
    """The backbone of SSR-Net as one stream: four stages of 3×3 convolutions with ReLU; all but the last halve the map.

    The original has two parallel streams, 32 channels with ReLU and average pooling and 16 with tanh and maximum
    pooling, which are multiplied at three depths into three stages of age regression. The exported format feeds each
    layer with the previous one and has no tanh, so there is one stream of 48 channels with ReLU. Stride 2 replaces
    pooling, and our heads use the average of the last map.

    Faces have 64 pixels, as in the paper, or more. `depth` is the number of convolutions per stage and `width`
    multiplies the channels; both are 1 in the paper. Raises ValueError if `widths` is empty or `depth` below 1.
    """
    if not widths or depth < 1:
        raise ValueError(f"ssrnet: widths {list(widths)} and depth {depth} are not valid")
    channels = 3
    blocks: list[Block] = []
    for stage, stage_width in enumerate(widths):
        for i in range(depth):
            out = scaled(stage_width, width)
            halves = i == 0 and stage < len(widths) - 1
            blocks.append(ConvNorm(channels, out, stride=2 if halves else 1))
            channels = out
    return FaceNetwork(Chain(*blocks, GlobalAveragePool()), Heads(channels, dropout))
