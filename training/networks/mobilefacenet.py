"""MobileFaceNet (Chen et al. 2018): bottlenecks with PReLU, and a global depthwise convolution in place of the
average, so that each position of the face has its own weight."""

import torch
from torch import Tensor
from torch.nn import functional

from training.networks.bottleneck import inverted_bottleneck, scaled
from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Block, Chain, GlobalAveragePool

STAGES = ((2, 64, 5, 2), (4, 128, 1, 2), (2, 128, 6, 1), (4, 128, 1, 2), (2, 128, 2, 1))
"""Table 1 of the paper: expansion, channels, blocks, stride of the first block."""


class GlobalDepthwise(ConvNorm):
    """A depthwise convolution over the whole map of `side`×`side` to 1×1.

    For a map of another size, such as in a run that starts with small faces, the kernel is resized bilinearly and
    divided by the growth of its area. It is exported as it was built.
    """

    def __init__(self, channels: int, side: int) -> None:
        super().__init__(channels, channels, side, activation=None, padding=0, depthwise=True)
        self.side = side

    def forward(self, x: Tensor) -> Tensor:
        if x.shape[2:] == (self.side, self.side):
            return super().forward(x)
        weight = self.branch.conv.weight
        resized = functional.interpolate(weight, x.shape[2:], mode="bilinear", align_corners=False)
        resized = resized * (self.side**2 / resized[0, 0].numel())
        return self.branch.norm(functional.conv2d(x, resized, groups=x.shape[1]))


def mobilefacenet(
    width: float = 0.875, size: int = 96, features: int = 128, dropout: float = 0.0
) -> FaceNetwork:
    """MobileFaceNet for faces of size × size pixels, with the paper's channels at `width` 1.

    `features` is the size of its embedding, which a global average over its 1×1 map turns into a vector, as the
    exported format requires. Raises ValueError for a size below 16.
    """
    if size < 16:
        raise ValueError(f"mobilefacenet: faces of {size} pixels leave no map for the last convolution")
    channels, last = scaled(64, width), scaled(512, width)
    blocks: list[Block] = [
        ConvNorm(3, channels, stride=2, activation="prelu"),
        ConvNorm(channels, channels, activation="prelu", depthwise=True),
    ]
    for expand, stage_channels, count, stride in STAGES:
        for i in range(count):
            out = scaled(stage_channels, width)
            step = stride if i == 0 else 1
            blocks.append(inverted_bottleneck(channels, out, stride=step, expand=expand, activation="prelu"))
            channels = out
    side = -(-size // 16)
    blocks += [
        ConvNorm(channels, last, 1, activation="prelu"),
        GlobalDepthwise(last, side),
        ConvNorm(last, features, 1, activation=None),
        GlobalAveragePool(),
    ]
    network = FaceNetwork(Chain(*blocks), Heads(features, dropout))
    with torch.no_grad():
        for block in blocks:
            if isinstance(block, GlobalDepthwise):
                block.branch.conv.weight.fill_(1 / side**2)
    return network
