"""The masked losses of the four heads. A face without a label for a head adds nothing to that head's loss."""

import torch
from torch import Tensor
from torch.nn import functional

from training.data.targets import UNKNOWN, YEARS


def age_distribution(years: Tensor, sigma: float) -> Tensor:
    """A normal distribution around each age in `years` [n], cut to 0…100 and scaled to sum 1: float32 [n, 101].

    `sigma` is in years. Label distribution learning: Geng 2016; Gao et al. 2018 (DLDL-v2).
    """
    ages = torch.arange(YEARS, dtype=torch.float32)
    return functional.softmax(-((ages[None] - years[:, None]) ** 2) / (2 * sigma**2), dim=1)


def expectation(logits: Tensor) -> Tensor:
    """Mean of the softmax over 0…100 years (DEX, Rothe et al. 2015): [n, 101] → [n]."""
    ages = torch.arange(YEARS, dtype=torch.float32)
    return functional.softmax(logits.float(), dim=1) @ ages


def age_loss(logits: Tensor, years: Tensor, bracket: Tensor, sigma: float, distance_weight: float) -> Tensor:
    """Loss per face [n] of logits [n, 101]; 0 if neither an age nor a bracket is known.

    With an age in `years` [n]: the Kullback-Leibler divergence from age_distribution(years, sigma), plus
    distance_weight × |expectation − age| in years. With a `bracket` [n, 2]: −log of the probability inside it.
    """
    logits = logits.float()
    log_p = functional.log_softmax(logits, dim=1)
    target = age_distribution(years.clamp(min=0), sigma)
    divergence = (torch.xlogy(target, target) - target * log_p).sum(1)
    distance = (expectation(logits) - years).abs()
    ages = torch.arange(YEARS)
    inside = (ages[None] >= bracket[:, :1]) & (ages[None] <= bracket[:, 1:])
    mass = torch.logsumexp(log_p.masked_fill(~inside, -torch.inf).masked_fill(bracket[:, :1] < 0, 0.0), dim=1)
    by_age = divergence + distance_weight * distance
    none = torch.zeros_like(by_age)
    return torch.where(years >= 0, by_age, torch.where(bracket[:, 0] >= 0, -mass, none))


def class_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy per face [n] of logits [n, c] against classes [n] or shares [n, c]; 0 for UNKNOWN targets."""
    logits = logits.float()
    if target.dim() == 1:
        known = target != UNKNOWN
        shares = functional.one_hot(target.clamp(min=0).long(), logits.shape[1]).float()
    else:
        known = target[:, 0] != UNKNOWN
        shares = target.clamp(min=0)
    loss = -(shares * functional.log_softmax(logits, dim=1)).sum(1)
    return torch.where(known, loss, torch.zeros_like(loss))


def smoothed(shares: Tensor, amount: float) -> Tensor:
    """Label smoothing (Szegedy et al. 2016): spreads `amount` of a single label evenly over all classes.

    Shares [n, c] → [n, c]. Divided votes already express uncertainty and stay as they are, as do UNKNOWN rows.
    """
    single = shares.max(dim=1, keepdim=True).values == 1
    return torch.where(single, shares * (1 - amount) + amount / shares.shape[1], shares)


def mean_of_known(loss: Tensor, known: Tensor) -> Tensor:
    """Mean of the loss [n] over the faces that have the label (`known`, bool [n]); 0 if no face has it."""
    return loss.sum() / known.sum().clamp(min=1)
