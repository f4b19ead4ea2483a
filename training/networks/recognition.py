"""dlib's face recognition network (King 2017, after He et al. 2016), a teacher that the page cannot run."""

from torch import Tensor
from torch.nn import functional

from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Block, Chain, GlobalAveragePool, Residual

STAGES = ((32, 3), (64, 3), (128, 2), (256, 2))
"""Channels and number of residual blocks of each stage."""
FEATURES = 256
MEAN_PIXEL = (122.782, 117.001, 104.298)
"""RGB, 0…255: the mean that is subtracted from pictures, before division by 255, for the published weights."""


class MaxPool(Block):
    """Maximum pooling: 3×3, stride 2, no padding."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.max_pool2d(x, 3, 2)


class Halving(Block):
    """A residual block that halves the map. Its shortcut is a 2×2 average, padded with zeros to the channels and the
    size of the other path."""

    def __init__(self, channels: int, out_channels: int) -> None:
        super().__init__()
        self.first = ConvNorm(channels, out_channels, stride=2, padding=0)
        self.second = ConvNorm(out_channels, out_channels, activation=None)

    def forward(self, x: Tensor) -> Tensor:
        out = self.second(self.first(x))
        short = functional.avg_pool2d(x, 2)
        height, width = (max(out.shape[i], short.shape[i]) for i in (2, 3))
        return functional.relu(
            _padded(out, height, width, out.shape[1]) + _padded(short, height, width, out.shape[1])
        )


def _padded(x: Tensor, height: int, width: int, channels: int) -> Tensor:
    return functional.pad(x, (0, width - x.shape[3], 0, height - x.shape[2], 0, channels - x.shape[1]))


def recognition(dropout: float = 0.0) -> FaceNetwork:
    """The 29 convolutions of dlib's face recognition network, a global average, and our heads.

    It was designed for faces of 150 pixels but takes any size from about 64.
    """
    blocks: list[Block] = [ConvNorm(3, STAGES[0][0], kernel=7, stride=2, padding=0), MaxPool()]
    channels = STAGES[0][0]
    for out, count in STAGES:
        if out != channels:
            blocks.append(Halving(channels, out))
        channels = out
        blocks += [_basic(channels) for _ in range(count)]
    blocks += [Halving(channels, FEATURES), GlobalAveragePool()]
    return FaceNetwork(Chain(*blocks), Heads(FEATURES, dropout))


def _basic(channels: int) -> Residual:
    return Residual(
        ConvNorm(channels, channels),
        ConvNorm(channels, channels, activation=None),
        channels=channels,
        activation="relu",
    )
