"""The base of all networks: a trunk from faces to features, and the heads."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from training.networks.convs import scale_and_shift, statistics_of
from training.networks.heads import HEAD_LAYERS, Heads
from training.networks.layers import Block, Chain, GlobalAveragePool, LayerWriter, expect_shape


class FaceNetwork(nn.Module):
    """A trunk, which outputs features [n, c], and the four heads on them."""

    def __init__(self, trunk: Block, heads: Heads) -> None:
        super().__init__()
        self.trunk = trunk
        self.head = heads

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        """Maps faces, RGB float32 [n, 3, s, s] in −1…1, to logits: age [n, 101], gender [n, 2], emotion [n, 8],
        smile [n, 2]."""
        return self.head(self.trunk(x))

    def export_layers(self) -> tuple[list[dict[str, Any]], dict[str, Tensor]]:
        """The trunk as fused layers of network.json and their float32 tensors; export_heads returns the heads."""
        writer = LayerWriter()
        self.trunk.write(writer)
        return writer.layers, writer.tensors

    def export_heads(self) -> tuple[list[dict[str, Any]], dict[str, Tensor]]:
        """The heads of network.json and their float32 tensors."""
        return HEAD_LAYERS, self.head.tensors()

    @torch.no_grad()
    def load_fused(self, tensors: Mapping[str, Tensor]) -> None:
        """Loads the fused weights of a network of this architecture, by the names of an export.

        For example conv01.weight [out, in, 3, 3], conv01.bias [out], dense01.weight [out, in] and head.age.weight.
        Afterwards the outputs in evaluation mode are those of the fused network; call calibrate before training.

        Raises ValueError if a tensor is missing, unknown or of another shape. The trunk must be a chain of convolutions,
        pool and dense layers, because other fused layers cannot be separated; ValueError otherwise.
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
        """Sets the statistics of every BatchNorm to those of its input over `batches`, each [n, 3, s, s] in −1…1.

        Gamma and beta are adapted so that the outputs in evaluation mode stay the same. Training mode, which uses the
        statistics of each batch, then gives about the same outputs, so that training can continue from loaded weights.
        One pass is enough, because these changes do not affect any layer's input. Raises ValueError without a batch.
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
    """The functions that load the weight and bias of each layer of a chain, by the layers' exported names."""
    loaders: dict[str, Callable[[Tensor, Tensor], None]] = {}
    writer = LayerWriter()
    for block in trunk if isinstance(trunk, Chain) else [trunk]:
        if isinstance(block, GlobalAveragePool):
            continue
        loader = getattr(block, "load_fused", None)
        if loader is not None:
            block.write(writer)
        # The slopes of a prelu are neither weight nor bias and would be lost.
        if loader is None or f"{writer.last}.alpha" in writer.tensors:
            raise ValueError("only a chain of convolutions and dense layers can load fused weights")
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
