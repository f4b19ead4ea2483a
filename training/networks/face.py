"""What all networks have in common: a trunk from faces to features, and the heads."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from training.networks.convs import scale_and_shift, statistics_of
from training.networks.heads import HEAD_LAYERS, Heads
from training.networks.layers import Block, Chain, GlobalAveragePool, LayerWriter, expect_shape


class FaceNetwork(nn.Module):
    """A trunk, which ends in a vector [n, c] of features, and the four heads on it."""

    def __init__(self, trunk: Block, heads: Heads) -> None:
        super().__init__()
        self.trunk = trunk
        self.head = heads

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        """Faces, RGB, float32 [n, 3, s, s] in −1…1, to logits: age [n, 101], gender [n, 2], emotion [n, 8],
        smile [n, 2]."""
        return self.head(self.trunk(x))

    def export_layers(self) -> tuple[list[dict[str, Any]], dict[str, Tensor]]:
        """The trunk as fused layers of network.json and their tensors in float32. Heads: export_heads."""
        writer = LayerWriter()
        self.trunk.write(writer)
        return writer.layers, writer.tensors

    def export_heads(self) -> tuple[list[dict[str, Any]], dict[str, Tensor]]:
        """The heads of network.json and their tensors in float32."""
        return HEAD_LAYERS, self.head.tensors()

    @torch.no_grad()
    def load_fused(self, tensors: Mapping[str, Tensor]) -> None:
        """Takes the fused weights of a network of this shape, by the names of an export: conv01.weight [out, in, 3,
        3], conv01.bias [out], dense01.weight [out, in] …, head.age.weight … So the outputs in evaluation mode are
        those of the fused network; for training call calibrate afterwards.

        Raises ValueError when a tensor is missing, left over or of another shape, and for a trunk that is not a
        chain of convolutions, pool and dense layers: what was fused of others cannot be told apart.
        """
        loaders = _loaders(self.trunk)
        names = [*loaders, *(f"head.{name}" for name in self.head)]
        expected = {f"{name}.{part}" for name in names for part in ("weight", "bias")}
        if differing := expected.symmetric_difference(tensors):
            raise ValueError(f"these weights are of another network: {', '.join(sorted(differing)[:4])} …")
        for name, load in loaders.items():
            load(tensors[f"{name}.weight"], tensors[f"{name}.bias"])
        for key, tensor in self.head.state_dict().items():
            expect_shape(tensors[f"head.{key}"], tensor)
            tensor.copy_(tensors[f"head.{key}"])

    @torch.no_grad()
    def calibrate(self, batches: Iterable[Tensor]) -> None:
        """Sets every BatchNorm's statistics to those of its input over `batches` ([n, 3, s, s] in −1…1 each),
        and gamma and beta so that the outputs in evaluation mode stay the same.

        Afterwards training mode, which normalises by each batch's own statistics, computes about the same too:
        so loaded weights can be trained on. One pass is enough, as no input changes by what is changed here.
        Raises ValueError when there is no batch.
        """
        norms = [module for module in self.modules() if isinstance(module, nn.BatchNorm2d)]
        sums: dict[nn.Module, _Sums] = {norm: _Sums(norm) for norm in norms}
        hooks = [norm.register_forward_pre_hook(lambda m, args: sums[m].take(args[0])) for norm in norms]
        training = self.training
        self.eval()
        try:
            for batch in batches:
                self(batch)
        finally:
            for hook in hooks:
                hook.remove()
            self.train(training)
        for norm in norms:
            sums[norm].put(norm)


def _loaders(trunk: Block) -> dict[str, Callable[[Tensor, Tensor], None]]:
    """What takes the weight and bias of each of a chain's layers, by the names that they are written with."""
    loaders: dict[str, Callable[[Tensor, Tensor], None]] = {}
    writer = LayerWriter()
    for block in trunk if isinstance(trunk, Chain) else [trunk]:
        if isinstance(block, GlobalAveragePool):
            continue
        loader = getattr(block, "load_fused", None)
        if loader is not None:
            block.write(writer)
        # A prelu's slopes are no weight or bias.
        if loader is None or f"{writer.last}.alpha" in writer.tensors:
            raise ValueError("only a chain of convolutions and dense layers takes fused weights up again")
        loaders[writer.last] = loader
    return loaders


class _Sums:
    """Mean and variance of one BatchNorm's input, in float64."""

    def __init__(self, norm: nn.BatchNorm2d) -> None:
        self.count = 0
        self.total = torch.zeros_like(statistics_of(norm)[0], dtype=torch.float64)
        self.squares = torch.zeros_like(self.total)

    def take(self, x: Tensor) -> None:
        values = x.double()
        self.count += x.numel() // x.shape[1]
        self.total += values.sum((0, 2, 3))
        self.squares += values.square().sum((0, 2, 3))

    def put(self, norm: nn.BatchNorm2d) -> None:
        if self.count == 0:
            raise ValueError("calibrate needs at least one batch of faces")
        mean = self.total / self.count
        variance = (self.squares / self.count - mean.square()).clamp_min(0)
        scale, shift = scale_and_shift(norm)
        running_mean, running_variance = statistics_of(norm)
        running_mean.copy_(mean)
        running_variance.copy_(variance)
        norm.weight.copy_(scale * (variance + norm.eps).sqrt())
        norm.bias.copy_(shift + scale * mean)
