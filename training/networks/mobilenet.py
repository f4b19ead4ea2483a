"""MobileNet (Howard et al. 2017) as Keras lays it out, as a teacher: too many multiply-adds for the page."""

from torch import Tensor
from torch.nn import functional

from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Block, Chain, GlobalAveragePool

STEM = 32
MEAN_PIXEL = (123.68, 116.779, 103.939)
"""RGB, 0…255: what the published weights take from a picture before they are shown it in the order BGR."""
STAGES = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *((512, 1),) * 5, (1024, 2), (1024, 1))
"""Channels and stride of each depthwise separable convolution."""


class Halving(Block):
    """A 3×3 convolution of stride 2 whose padding lies at the right and the bottom alone, as TensorFlow's."""

    def __init__(self, channels: int, out_channels: int, *, depthwise: bool = False) -> None:
        super().__init__()
        self.conv = ConvNorm(
            channels, out_channels, stride=2, activation="relu6", padding=0, depthwise=depthwise
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(functional.pad(x, (0, 1, 0, 1)))


def mobilenet(dropout: float = 0.0) -> FaceNetwork:
    """The 27 convolutions of MobileNet at width 1, to the mean of its last maps; heads of ours on those. Made for
    faces of 224 pixels; takes any size from 32 on."""
    blocks: list[Block] = [Halving(3, STEM)]
    channels = STEM
    for out, stride in STAGES:
        blocks += [
            Halving(channels, channels, depthwise=True)
            if stride == 2
            else ConvNorm(channels, channels, activation="relu6", depthwise=True),
            ConvNorm(channels, out, 1, activation="relu6"),
        ]
        channels = out
    return FaceNetwork(Chain(*blocks, GlobalAveragePool()), Heads(channels, dropout))
