"""MobileNetV2 (Sandler et al. 2018): inverted bottlenecks with ReLU6, linear where they are narrow."""

from training.networks.bottleneck import inverted_bottleneck, scaled
from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Block, Chain, GlobalAveragePool

STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
"""Table 2 of the paper: expansion, channels, blocks, stride of the first block."""


def mobilenetv2(
    width: float = 0.8, last: int = 1280, early_stride: int = 1, dropout: float = 0.0
) -> FaceNetwork:
    """MobileNetV2; `width` 1 and `last` 1280 are the paper's channels.

    `early_stride` is the second stage's. The paper's 2 leaves 3×3 of a face of 96 pixels, as it was made for 224;
    1 leaves 6×6. Raises ValueError when it is neither.
    """
    if early_stride not in (1, 2):
        raise ValueError(f"mobilenetv2: early_stride is 1 or 2, not {early_stride}")
    channels = scaled(32, width)
    blocks: list[Block] = [ConvNorm(3, channels, stride=2, activation="relu6")]
    for stage, (expand, stage_channels, count, stride) in enumerate(STAGES):
        for i in range(count):
            out = scaled(stage_channels, width)
            first = early_stride if stage == 1 else stride
            step = first if i == 0 else 1
            blocks.append(inverted_bottleneck(channels, out, stride=step, expand=expand, activation="relu6"))
            channels = out
    blocks += [ConvNorm(channels, last, 1, activation="relu6"), GlobalAveragePool()]
    return FaceNetwork(Chain(*blocks), Heads(last, dropout))
