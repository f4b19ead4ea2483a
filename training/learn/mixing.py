"""Mixup (Zhang et al. 2018): blends a second face into each face of a batch and learns the labels of both."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Mix:
    """The second face of each face of a batch, and its share."""

    order: np.ndarray
    """int64 [n]: the row of the second face of each face."""
    share: float
    """Share of the second face, 0…0.5."""

    def pictures(self, x: Tensor) -> Tensor:
        """The faces [n, 3, s, s] blended with their second faces."""
        return torch.lerp(x, x[torch.from_numpy(self.order).to(x.device)], self.share)

    def losses(self, first: dict[str, Tensor], second: dict[str, Tensor]) -> dict[str, Tensor]:
        """The losses by head against the labels of the first and of the second faces, weighted as the pictures are."""
        return {head: torch.lerp(loss, second[head], self.share) for head, loss in first.items()}


def draw_mix(count: int, alpha: float, seed: int, step: int) -> Mix:
    """The mix of one batch of `count` faces with a share from Beta(alpha, alpha); determined by seed and step.

    A share s above ½ is replaced by 1 − s, so that each face's own labels keep the larger weight.
    """
    # The third number separates these draws from those of sampling.
    random = np.random.default_rng([seed, step, 2])
    share = float(random.beta(alpha, alpha))
    return Mix(random.permutation(count), min(share, 1 - share))
