"""MobileNet (Howard et al. 2017) with the layout of Keras: a teacher at 160 pixels, the page's network at 96."""

from torch import Tensor
from torch.nn import functional

from training.networks.convs import ConvNorm, write_conv
from training.networks.face import FaceNetwork
from training.networks.fused import same_padding
from training.networks.heads import Heads
from training.networks.layers import Activation, Block, Chain, GlobalAveragePool, LayerWriter

STEM = 32
MEAN_PIXEL = (123.68, 116.779, 103.939)
"""RGB, 0…255: the mean that is subtracted from pictures for the published weights, which take BGR."""
STAGES = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *((512, 1),) * 5, (1024, 2), (1024, 1))
"""Channels and stride of each depthwise separable convolution."""


class Halving(Block):
    """A 3×3 convolution of stride 2 with TensorFlow's padding, which pads even sides only at the right and bottom."""

    def __init__(
        self, channels: int, out_channels: int, activation: Activation, *, depthwise: bool = False
    ) -> None:
        super().__init__()
        self.conv = ConvNorm(
            channels, out_channels, stride=2, activation=activation, padding=0, depthwise=depthwise
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(functional.pad(x, same_padding(x.shape[2:], 3, 2)))

    def write(self, writer: LayerWriter) -> None:
        branch = self.conv.branch
        write_conv(writer, branch.conv, *branch.fused(), self.conv.activate, padding="same")

    def load_fused(self, weight: Tensor, bias: Tensor) -> None:
        """Loads a fused weight [out, in / groups, 3, 3] and bias [out]. Raises ValueError for another shape."""
        self.conv.load_fused(weight, bias)


def mobilenet(
    dropout: float = 0.0,
    features: int = STAGES[-1][0],
    width: float = 1.0,
    activation: Activation = "relu6",
) -> FaceNetwork:
    """The 27 convolutions of MobileNet, a global average, and our heads.

    `width` multiplies the channels of all convolutions except the last, which has `features` channels. It was designed
    for pictures of 224 pixels but takes any size. The published weights were trained with relu6.
    """
    channels = round(STEM * width)
    blocks: list[Block] = [Halving(3, channels, activation)]
    stages = [(round(out * width), stride) for out, stride in STAGES[:-1]]
    for out, stride in (*stages, (features, STAGES[-1][1])):
        blocks += [
            Halving(channels, channels, activation, depthwise=True)
            if stride == 2
            else ConvNorm(channels, channels, activation=activation, depthwise=True),
            ConvNorm(channels, out, 1, activation=activation),
        ]
        channels = out
    return FaceNetwork(Chain(*blocks, GlobalAveragePool()), Heads(channels, dropout))
