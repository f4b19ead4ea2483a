"""MobileNetV2 (Sandler et al. 2018): inverted bottlenecks with ReLU6 and linear narrow layers."""

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
    """MobileNetV2, with the paper's channels at `width` 1 and `last` 1280.

    `early_stride` is the stride of the second stage. The paper's 2 reduces a face of 96 pixels to 3×3, because it was
    designed for 224 pixels; 1 reduces it to 6×6. Raises ValueError for another stride.
    """
    if early_stride not in (1, 2):
        raise ValueError(f"mobilenetv2: early_stride must be 1 or 2, not {early_stride}")
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
