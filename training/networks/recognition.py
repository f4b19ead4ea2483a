"""dlib's network for recognizing faces (King 2017, after He et al. 2016), as a teacher: the page cannot run it."""

from torch import Tensor
from torch.nn import functional

from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Block, Chain, GlobalAveragePool, Residual

STAGES = ((32, 3), (64, 3), (128, 2), (256, 2))
"""Channels and residual blocks of each stage at one size of the map."""
FEATURES = 256
MEAN_PIXEL = (122.782, 117.001, 104.298)
"""RGB, 0…255: what the published weights take from a picture before they divide it by 255."""


class MaxPool(Block):
    """3×3, stride 2, no padding."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.max_pool2d(x, 3, 2)


class Halving(Block):
    """A residual block that halves the map: the shortcut is a 2×2 average, with zeros for the further channels
    and at the edges where the other path's map is larger."""

    def __init__(self, channels: int, out_channels: int) -> None:
        super().__init__()
        self.first = ConvNorm(channels, out_channels, stride=2, padding=0)
        self.second = ConvNorm(out_channels, out_channels, activation=None)

    def forward(self, x: Tensor) -> Tensor:
        out = self.second(self.first(x))
        short = functional.avg_pool2d(x, 2)
        height, width = (max(out.shape[i], short.shape[i]) for i in (2, 3))
        return functional.relu(
            _grown(out, height, width, out.shape[1]) + _grown(short, height, width, out.shape[1])
        )


def _grown(x: Tensor, height: int, width: int, channels: int) -> Tensor:
    return functional.pad(x, (0, width - x.shape[3], 0, height - x.shape[2], 0, channels - x.shape[1]))


def recognition(dropout: float = 0.0) -> FaceNetwork:
    """The 29 convolutions of dlib's face recognition network, to the mean of its last maps; heads of ours on those.
    Made for faces of 150 pixels; takes any size from about 64 on."""
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
