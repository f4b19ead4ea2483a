"""Fits linear heads again on frozen features, and fits how the spread of the age distribution changes with age."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy as cross_entropy_loss
from torch.nn.functional import linear, softmax

from training.data.faces import Faces
from training.data.labels import EMOTIONS, HEADS, OLDEST
from training.data.targets import UNKNOWN
from training.learn.config import ConfigError
from training.learn.objective import label_loss
from training.learn.sampling import Balance, draw, face_weights
from training.measure.calibrate import cross_entropy, fit_temperature, minimize_unimodal

STEEPEST = 1.0
"""Bound (±) on the slope that fit_spread searches."""


@dataclass(frozen=True, slots=True)
class HeadFit:
    """The data and the regularization with which one head is fitted."""

    shares: dict[str, float]
    """Share of each set in a batch; faces without the head's label are never drawn."""
    anchor: float = 0.0
    """Weight of the squared distance from the previous weights."""
    balanced: bool = False
    """Whether rare ages, people and emotions are drawn more often, as in training; else all faces of a set equally."""
    kept: dict[str, float] = field(default_factory=dict)
    """By set, the weight of a second loss on its faces, towards what the previous head predicts for them, so that the
    head keeps what it could do there (learning without forgetting, Li and Hoiem 2016)."""
    blend: float = 1.0
    """Share of the fitted weights in a mean with the previous ones, which often does better on both the old and the new
    data than either (Wortsman et al. 2022)."""
    offsets: dict[str, float] = field(default_factory=dict)
    """By emotion, what is added to its logit after the fit: the balance of the classes, chosen on validation faces (logit
    adjustment, Menon et al. 2021)."""

    def __post_init__(self) -> None:
        if unknown := set(self.offsets) - set(EMOTIONS):
            raise ConfigError(f"offsets: {', '.join(sorted(unknown))} is not an emotion")
        if not 0 < self.blend <= 1:
            raise ConfigError("blend must be above 0 and at most 1")
        if not self.shares or min(self.shares.values()) <= 0:
            raise ConfigError("shares must give each set a share above 0")
        if set(self.kept) - set(self.shares) or min(self.kept.values(), default=1) <= 0:
            raise ConfigError("kept must give sets with a share a weight above 0")


@dataclass(frozen=True, slots=True)
class HeadsConfig:
    """Everything that the new heads depend on, apart from the data and the code."""

    start: str
    """Path of the run's checkpoint below WORK."""
    heads: dict[str, HeadFit]
    seed: int = 1
    steps: int = 800
    batch: int = 1024
    rate: float = 2e-3
    """Initial learning rate; it falls linearly to 0."""
    strength: float = 0.7
    """Augmentation strength of a face's third view; the others are the page's own crop and its mirror image."""
    sigma: float = 1.0
    age_distance: float = 0.1
    smoothing: float = 0.1
    age_spread: bool = False
    """Whether the age logits, if the age head is fitted, are scaled by year (fit_spread) on validation faces."""


def read_heads_config(path: Path) -> HeadsConfig:
    """Reads and checks a TOML file. Raises ConfigError that names the file and the problem."""
    try:
        values = tomllib.loads(path.read_text())
        heads = {name: HeadFit(**one) for name, one in values.pop("heads", {}).items()}
        config = HeadsConfig(heads=heads, **values)
        if not heads or set(heads) - set(HEADS):
            raise ConfigError(f"[heads.NAME] must name some of {', '.join(HEADS)}")
        if any(fit.offsets for name, fit in heads.items() if name != "emotion"):
            raise ConfigError("offsets are for the head emotion")
        for name in ("steps", "batch", "rate", "sigma"):
            if getattr(config, name) <= 0:
                raise ConfigError(f"{name} must be above 0")
        return config
    except (OSError, tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error


def fit_head(
    head: str, before: Mapping[str, Tensor], features: Tensor, faces: Faces, config: HeadsConfig
) -> dict[str, Tensor]:
    """Fits a head's new `weight` [logits, c] and `bias` [logits], starting from those of `before`.

    `features`: float [n, views, c] of the faces; each step sees one view of a batch. The optimizer is Adam with a
    linearly falling rate. Raises ValueError for a share of a set that is missing or has no label for the head.
    """
    fit = config.heads[head]
    cumulative = labelled_weights(head, faces, fit).cumsum()
    kept = torch.tensor([fit.kept.get(name, 0.0) for name in faces.sets])
    weight, bias = (before[part].clone().requires_grad_() for part in ("weight", "bias"))
    optimizer = torch.optim.Adam([weight, bias], lr=config.rate)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, config.steps)
    for step in range(config.steps):
        rows = draw(cumulative, config.batch, config.seed, step)
        seen = features[rows, step % features.shape[1]].float()
        logits = linear(seen, weight, bias)
        squared_distance = (weight - before["weight"]).square().sum()
        loss = label_loss(head, logits, faces.targets.take(rows), config) + fit.anchor * squared_distance
        if fit.kept:
            previous = softmax(linear(seen, before["weight"], before["bias"]), dim=1)
            loss += (kept[rows] * cross_entropy_loss(logits, previous, reduction="none")).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    fitted = {"weight": weight.detach(), "bias": bias.detach()}
    blended = {part: torch.lerp(before[part], fitted[part], fit.blend) for part in fitted}
    for emotion, offset in fit.offsets.items():
        blended["bias"][EMOTIONS.index(emotion)] += offset
    return blended


def labelled_weights(head: str, faces: Faces, fit: HeadFit) -> np.ndarray:
    """The probability with which each face is drawn, float64 [n], sum 1.

    The share of a set is divided among its faces that have the head's label. Raises ValueError for a share of a set
    that is missing or has no label for the head.
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
    """The slope s in ±STEEPEST by which the spread of the age distribution changes with age.

    Scaling the logit of year k by exp(s · (k − 50) / 50), each time with the best temperature, maximizes the likelihood
    of the ages [n]. Below 0, distributions are wider in old age. It is vector scaling (Guo et al. 2017) restricted to
    two parameters, the slope and the temperature. `logits` [n, 101]; `ages` in years, UNKNOWN if not given. Raises
    ValueError without ages.
    """
    known = ages != UNKNOWN
    years = np.rint(ages[known]).astype(int)

    def loss(slope: float) -> float:
        scaled = logits[known] * year_scales(slope)
        return cross_entropy(scaled, years, fit_temperature(scaled, years))

    return round(minimize_unimodal(loss, -STEEPEST, STEEPEST), 3)


def year_scales(slope: float) -> np.ndarray:
    """The factors on the logits of years 0 to 100 for a slope of fit_spread: float64 [101]."""
    return np.exp(slope * (np.arange(OLDEST + 1) - OLDEST / 2) / (OLDEST / 2))
