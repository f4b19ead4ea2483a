"""Fits linear heads anew on features that stay as they are, and the spread of the ages by year."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import linear

from training.data.faces import Faces
from training.data.labels import HEADS, OLDEST
from training.data.targets import UNKNOWN
from training.learn.config import ConfigError
from training.learn.objective import label_loss
from training.learn.sampling import Balance, draw, face_weights
from training.measure.calibrate import cross_entropy, fit_temperature, least

STEEPEST = 1.0
"""Of the slope of the spread, either way."""


@dataclass(frozen=True, slots=True)
class HeadFit:
    """What one head is fitted on."""

    shares: dict[str, float]
    """Of the sets; faces without the head's label are never drawn."""
    anchor: float = 0.0
    """Weight of the squared distance from the weights as they were."""
    balanced: bool = False
    """Whether rare ages, people and emotions are drawn more often, as training does; else all of a set alike."""

    def __post_init__(self) -> None:
        if not self.shares or min(self.shares.values()) <= 0:
            raise ConfigError("shares must give each set a share above 0")


@dataclass(frozen=True, slots=True)
class HeadsConfig:
    """Everything that the new heads depend on beside the data and the code."""

    start: str
    """The run's checkpoint, below WORK."""
    heads: dict[str, HeadFit]
    seed: int = 1
    steps: int = 800
    batch: int = 1024
    rate: float = 2e-3
    """At the start; it falls to 0 linearly."""
    strength: float = 0.7
    """Of the augmentation of a face's third view; the others are the page's own crop and its mirror image."""
    sigma: float = 1.0
    age_distance: float = 0.1
    smoothing: float = 0.1
    age_spread: bool = False
    """Whether the ages' logits, where their head is fitted, are scaled by year (fit_spread) on validation faces."""


def read_heads_config(path: Path) -> HeadsConfig:
    """Raises ConfigError with the file and what is wrong in it."""
    try:
        values = tomllib.loads(path.read_text())
        heads = {name: HeadFit(**one) for name, one in values.pop("heads", {}).items()}
        config = HeadsConfig(heads=heads, **values)
        if not heads or set(heads) - set(HEADS):
            raise ConfigError(f"[heads.NAME] must be of {', '.join(HEADS)}")
        for name in ("steps", "batch", "rate", "sigma"):
            if getattr(config, name) <= 0:
                raise ConfigError(f"{name} must be above 0")
        return config
    except (OSError, tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error


def fit_head(
    head: str, before: Mapping[str, Tensor], features: Tensor, faces: Faces, config: HeadsConfig
) -> dict[str, Tensor]:
    """A head's new `weight` [logits, c] and `bias` [logits], begun from those of `before`.

    features: float [n, views, c] of the faces; each step sees one view of a batch. Adam, the rate falling linearly.
    Raises ValueError for a share of a set that is not there or has no such label.
    """
    fit = config.heads[head]
    cumulative = labelled_weights(head, faces, fit).cumsum()
    weight, bias = (before[part].clone().requires_grad_() for part in ("weight", "bias"))
    optimizer = torch.optim.Adam([weight, bias], lr=config.rate)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, config.steps)
    for step in range(config.steps):
        rows = draw(cumulative, config.batch, config.seed, step)
        logits = linear(features[rows, step % features.shape[1]].float(), weight, bias)
        away = (weight - before["weight"]).square().sum()
        loss = label_loss(head, logits, faces.targets.take(rows), config) + fit.anchor * away
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return {"weight": weight.detach(), "bias": bias.detach()}


def labelled_weights(head: str, faces: Faces, fit: HeadFit) -> np.ndarray:
    """Probability of each face to be drawn, float64 [n], sum 1: each set's share among those of its faces that have
    the head's label.

    Raises ValueError for a share of a set that is not there or has no such label.
    """
    balance = Balance() if fit.balanced else Balance(age=0, person=0, emotion=0)
    weights = face_weights(faces, fit.shares, balance) * faces.targets.known()[head]
    for name, share in fit.shares.items():
        rows = faces.sets == name
        if not weights[rows].any():
            raise ValueError(f"no face of {name} has a label for {head}: leave its share out")
        weights[rows] *= share / weights[rows].sum()
    return weights / weights.sum()


def fit_spread(logits: np.ndarray, ages: np.ndarray) -> float:
    """How much wider the ages' distributions must be in old age than in youth: the slope s at which the logits of
    year k times exp(s · (k − 50) / 50), at their best temperature, make the ages [n] likeliest.

    Below 0 the old are less sure. One number of vector scaling (Guo et al. 2017), whose matrix is a diagonal; the
    other is the temperature. logits [n, 101], ages in years, UNKNOWN where not given. Raises ValueError for no ages.
    """
    known = ages != UNKNOWN
    years = np.rint(ages[known]).astype(int)

    def loss(slope: float) -> float:
        scaled = logits[known] * year_scales(slope)
        return cross_entropy(scaled, years, fit_temperature(scaled, years))

    return round(least(loss, -STEEPEST, STEEPEST), 3)


def year_scales(slope: float) -> np.ndarray:
    """float64 [101]: what fit_spread's slope makes of the logit of each year."""
    return np.exp(slope * (np.arange(OLDEST + 1) - OLDEST / 2) / (OLDEST / 2))
