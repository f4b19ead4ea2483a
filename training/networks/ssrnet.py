"""SSR-Net (Yang et al. 2018), as near as the export's format allows."""

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
    """The backbone of SSR-Net in one stream: 3×3 convolutions with ReLU, three halvings between four stages.

    The original has two streams side by side, 32 channels with ReLU and average pooling, 16 with tanh and
    maximum pooling, multiplied at three depths into three stages of age regression. The format feeds each layer
    by the one before, so the streams are one of 48 channels that mix, all with ReLU (the format has no tanh);
    pooling is stride 2 in the convolution before it; and the heads are ours on the average of the last map.
    Faces of 64 pixels as in the paper, or larger. `depth`: convolutions a stage (the paper's: 1); `width`
    multiplies the channels (the paper's: 1). Raises ValueError when `widths` is empty or `depth` below 1.
    """
    if not widths or depth < 1:
        raise ValueError(f"ssrnet: widths {list(widths)} and depth {depth} make no network")
    channels = 3
    blocks: list[Block] = []
    for stage, stage_width in enumerate(widths):
        for i in range(depth):
            out = scaled(stage_width, width)
            halves = i == 0 and stage < len(widths) - 1
            blocks.append(ConvNorm(channels, out, stride=2 if halves else 1))
            channels = out
    return FaceNetwork(Chain(*blocks, GlobalAveragePool()), Heads(channels, dropout))
