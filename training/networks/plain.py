"""The plain stack of 3×3 convolutions, trained with RepVGG's branches (Ding et al. 2021)."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from training.networks.convs import BranchedConv, ConvNorm, expect_shape
from training.networks.face import FaceNetwork
from training.networks.heads import HEADS, Heads
from training.networks.layers import Chain, GlobalAveragePool
from training.networks.stages import stages

WIDTHS = (24, 48, 96, 192, 256)
DEPTHS = (1, 2, 6, 4, 1)


class Plain(FaceNetwork):
    """Stages of 3×3 convolutions with ReLU, the first of each stage at stride 2, then the global average.

    The defaults are, fused, the architecture of the first weights. `branched` False trains one convolution with
    BatchNorm per layer. Raises ValueError when widths and depths do not fit each other.
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

    @torch.no_grad()
    def load_fused(self, tensors: Mapping[str, Tensor]) -> None:
        """Takes the fused weights of a network of this shape: conv01.weight [out, in, 3, 3], conv01.bias [out] and
        so on, head.age.weight … So the outputs in evaluation mode are those of the fused network; for training
        call calibrate afterwards. Raises ValueError when a tensor is missing, left over or of another shape.
        """
        convs = list(self.trunk)[:-1]
        expected = {f"conv{i:02}.{part}" for i in range(1, len(convs) + 1) for part in ("weight", "bias")}
        expected |= {f"head.{name}.{part}" for name in HEADS for part in ("weight", "bias")}
        if differing := expected.symmetric_difference(tensors):
            raise ValueError(f"these weights are of another network: {', '.join(sorted(differing)[:4])} …")
        for i, conv in enumerate(convs, start=1):
            conv.load_fused(tensors[f"conv{i:02}.weight"], tensors[f"conv{i:02}.bias"])
        for key, tensor in self.head.state_dict().items():
            expect_shape(tensors[f"head.{key}"], tensor)
            tensor.copy_(tensors[f"head.{key}"])
