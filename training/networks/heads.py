"""The four linear heads on a face's features."""

from typing import Any, cast

from torch import Tensor, nn

from training.data.labels import HEADS

HEAD_LAYERS: list[dict[str, Any]] = [
    {"op": "dense", "name": f"head.{name}", "output": name, "outChannels": size}
    for name, size in HEADS.items()
]
"""The heads as network.json lists them."""


class Heads(nn.ModuleDict):
    """Maps features [n, c] to the logits of each of HEADS, after a common dropout."""

    def __init__(self, features: int, dropout: float = 0.0) -> None:
        super().__init__({name: nn.Linear(features, size) for name, size in HEADS.items()})
        self.rate = dropout

    def forward(self, features: Tensor) -> dict[str, Tensor]:
        """Logits [n, c] by head of features [n, c]."""
        kept = nn.functional.dropout(features, self.rate, self.training)
        return {name: head(kept) for name, head in self.items()}

    def linear(self, name: str) -> nn.Linear:
        """The layer of one head."""
        return cast(nn.Linear, self[name])

    def tensors(self) -> dict[str, Tensor]:
        """`head.<name>.weight` [logits, c] and `head.<name>.bias` [logits], float32."""
        state = self.state_dict()
        return {f"head.{key}": tensor.detach().cpu().float().contiguous() for key, tensor in state.items()}
