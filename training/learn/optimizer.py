"""The optimizers: Muon for the dense filters, AdamW for the other parameters."""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

# Quintic Newton-Schulz iteration that moves all singular values into about 0.7…1.2 (Jordan 2024).
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
ITERATIONS = 5
# Gives Muon's updates the root mean square of AdamW's, so that both can share one rate (Liu et al. 2025).
ADAMW_RMS = 0.2


def orthogonalized(matrix: Tensor) -> Tensor:
    """Approximately U·Vᵀ, where U·S·Vᵀ is the singular value decomposition of [m, n]; computed in bfloat16."""
    a, b, c = COEFFICIENTS
    x = matrix.bfloat16()
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.T
    x = x / (x.norm() + 1e-7)
    for _ in range(ITERATIONS):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.T if tall else x).to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    """Momentum with an orthogonalized update, which moves every direction of a matrix equally (Jordan 2024).

    For weights of two or more dimensions, reshaped to [out, rest]. Weight decay is decoupled.
    """

    def __init__(
        self, params: Iterable[Tensor], lr: float, momentum: float = 0.95, weight_decay: float = 0.0
    ) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:
        """One update; see torch.optim.Optimizer."""
        loss = closure() if closure else None
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(p)
                momentum = state["momentum"].mul_(group["momentum"]).add_(p.grad)
                nesterov = p.grad.add(momentum, alpha=group["momentum"])
                matrix = nesterov.reshape(len(p), -1)
                update = orthogonalized(matrix) * (ADAMW_RMS * max(matrix.shape) ** 0.5)
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(update.view_as(p), alpha=-group["lr"])
        return loss


def make_optimizers(
    network: nn.Module, rate: float, weight_decay: float, muon: bool
) -> list[torch.optim.Optimizer]:
    """Muon (if `muon`) for dense filters, AdamW for heads, depthwise filters, normalization and biases.

    `rate` is the initial learning rate of every parameter group. Weight decay applies only to weights.
    """
    filters: list[Tensor] = []
    matrices: list[Tensor] = []
    rest: list[Tensor] = []
    for name, p in network.named_parameters():
        if p.dim() < 2:
            rest.append(p)
        elif muon and p.dim() == 4 and p.shape[1] > 1 and "head" not in name:
            filters.append(p)
        else:
            matrices.append(p)
    adamw = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": weight_decay}, {"params": rest, "weight_decay": 0.0}], lr=rate
    )
    return [adamw, Muon(filters, rate, weight_decay=weight_decay)] if filters else [adamw]
