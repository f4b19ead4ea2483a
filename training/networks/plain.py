"""A plain stack of 3×3 convolutions, trained with the branches of RepVGG (Ding et al. 2021)."""

from collections.abc import Sequence

from training.networks.convs import BranchedConv, ConvNorm
from training.networks.face import FaceNetwork
from training.networks.heads import Heads
from training.networks.layers import Chain, GlobalAveragePool
from training.networks.stages import stages

WIDTHS = (24, 48, 96, 192, 256)
DEPTHS = (1, 2, 6, 4, 1)


class Plain(FaceNetwork):
    """Stages of 3×3 convolutions with ReLU, the first of each stage at stride 2, and a global average.

    Fused, the defaults give the architecture of the first weights. With `branched` False each layer is trained as one
    convolution with BatchNorm. Raises ValueError if widths and depths do not fit each other.
    """

    def __init__(
        self,
        widths: Sequence[int] = WIDTHS,
        depths: Sequence[int] = DEPTHS,
        branched: bool = True,
        dropout: float = 0.0,
    ) -> None:
        blocks: list[BranchedConv | ConvNorm] = []
        channels = 3
        for width, depth in stages("plain", widths, depths):
            for i in range(depth):
                stride = 2 if i == 0 else 1
                blocks.append(
                    BranchedConv(channels, width, stride)
                    if branched
                    else ConvNorm(channels, width, stride=stride)
                )
                channels = width
        super().__init__(Chain(*blocks, GlobalAveragePool()), Heads(channels, dropout))
