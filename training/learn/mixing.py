"""Mixup (Zhang et al. 2018): a second face laid thinly over each face of a batch, and both faces' labels learnt."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Mix:
    """Which face lies over which, and how much of it."""

    order: np.ndarray
    """int64 [n]: the row of the face that is laid over each."""
    share: float
    """Of the second face, 0…0.5."""

    def pictures(self, x: Tensor) -> Tensor:
        """The faces [n, 3, s, s] with the others over them."""
        return torch.lerp(x, x[torch.from_numpy(self.order).to(x.device)], self.share)

    def losses(self, first: dict[str, Tensor], second: dict[str, Tensor]) -> dict[str, Tensor]:
        """By head, the loss against the faces' own labels and against the others', weighed as the pictures are."""
        return {head: torch.lerp(loss, second[head], self.share) for head, loss in first.items()}


def draw_mix(count: int, alpha: float, seed: int, step: int) -> Mix:
    """The mix of one batch, its share from Beta(alpha, alpha): the same for the same seed and step.

    A share above a half is the same mix seen from the other face, so the smaller one is taken.
    """
    # The third number keeps these apart from sampling's own draws.
    random = np.random.default_rng([seed, step, 2])
    share = float(random.beta(alpha, alpha))
    return Mix(random.permutation(count), min(share, 1 - share))
