"""Fits one temperature per head on validation faces (Guo et al. 2017)."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from training.data.labels import HEADS
from training.data.targets import UNKNOWN
from training.measure import metrics
from training.measure.figures import Judged

RANGE = (0.2, 5.0)
STEPS = 60
GOLDEN = (math.sqrt(5) - 1) / 2
COVERAGE = 0.8
# By how much the better calibrated temperature may worsen a head's main figure.
WORSE_YEARS = 0.02
WORSE_VOTES = 0.001


@dataclass(frozen=True, slots=True)
class Fit:
    """A head's temperature, the method that chose it, and figures at temperature 1 and at this one."""

    temperature: float
    method: str
    before: dict[str, float]
    after: dict[str, float]
    candidates: dict[str, float]
    """All fitted temperatures, by method."""

    def to_json(self) -> dict[str, Any]:
        """The fields as plain JSON values."""
        return asdict(self)


def cross_entropy(
    logits: np.ndarray, targets: np.ndarray, temperature: float, weights: np.ndarray | None = None
) -> float:
    """Mean negative log-likelihood, in nats, of `targets` under softmax(logits [n, c] / temperature).

    `targets`: classes [n] or shares [n, c]. `weights` [n] weight the faces; None weights them equally.
    """
    scaled = np.asarray(logits, np.float64) / temperature
    top = scaled.max(axis=1)
    log_sum = top + np.log(np.exp(scaled - top[:, None]).sum(axis=1))
    shares = targets if targets.ndim == 2 else np.eye(scaled.shape[1])[targets]
    return float(np.average(log_sum - (scaled * shares).sum(axis=1), weights=weights))


def fit_temperature(logits: np.ndarray, targets: np.ndarray, weights: np.ndarray | None = None) -> float:
    """The temperature in RANGE with the least cross-entropy, to 1e-4; the arguments are those of cross_entropy.

    Cross-entropy is convex in 1 / temperature and so unimodal in its logarithm, over which golden section search
    converges to the minimum. Raises ValueError without faces.
    """
    if len(logits) == 0:
        raise ValueError("a temperature needs faces with labels")
    low, high = (math.log(end) for end in RANGE)
    log_temperature = minimize_unimodal(
        lambda x: cross_entropy(logits, targets, math.exp(x), weights), low, high
    )
    return round(math.exp(log_temperature), 4)


def minimize_unimodal(loss: Callable[[float], float], low: float, high: float) -> float:
    """The argument in low…high that minimizes a unimodal function, by golden section search."""
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = loss(left), loss(right)
    for _ in range(STEPS):
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = loss(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = loss(right)
    return (low + high) / 2


def fit_coverage(
    logits: np.ndarray, ages: np.ndarray, weights: np.ndarray | None = None, share: float = COVERAGE
) -> float:
    """The temperature in RANGE at which the age interval, as the page shows it, covers `share` (0…1) of the ages [n].

    logits [n, 101]; `weights` [n] weight the faces. The interval widens with the temperature, so bisection converges;
    if no temperature in RANGE fits, the nearer end is returned. Raises ValueError without faces.
    """
    if len(logits) == 0:
        raise ValueError("a temperature needs faces with labels")
    low, high = (math.log(end) for end in RANGE)
    for _ in range(STEPS // 2):
        middle = (low + high) / 2
        readings = metrics.read_ages(metrics.softmax(logits, math.exp(middle)))
        if metrics.coverage(readings, ages, weights) < share:
            low = middle
        else:
            high = middle
    return round(math.exp((low + high) / 2), 4)


def calibrate(faces: Judged, sets: Mapping[str, Sequence[str]] | None = None) -> dict[str, Fit]:
    """Fits every head on all faces that have its label, or on those of the sets named for the head.

    Named sets have equal total weight, because one temperature serves all of them whichever has the most faces.
    Raises ValueError for a head without any labelled face.
    """
    fits = {"age": _fit_age, "gender": _fit_gender, "emotion": _fit_emotion, "smile": _fit_smile}
    result = {}
    for head in HEADS:
        names = (sets or {}).get(head)
        known = _known(faces if names is None else faces.take(np.isin(faces.sets, list(names))), head)
        result[head] = fits[head](known, None if names is None else _equal_set_weights(known.sets))
    return result


def sets_by_head(arguments: Sequence[str]) -> dict[str, list[str]]:
    """Parses arguments such as `emotion=ferplus,rafdb`. Raises ValueError for another form or an unknown head."""
    sets = {}
    for argument in arguments:
        head, _, names = argument.partition("=")
        if head not in HEADS or not names:
            raise ValueError(f"{argument!r} is not HEAD=SET,SET with HEAD one of {', '.join(HEADS)}")
        sets[head] = names.split(",")
    return sets


def _fit_age(faces: Judged, weights: np.ndarray | None) -> Fit:
    """Prefers coverage, which the page states, unless it worsens the mean absolute error, which changes with it."""
    logits, ages = faces.logits["age"], faces.targets.age
    candidates = {
        "coverage": fit_coverage(logits, ages, weights),
        "likelihood": fit_temperature(logits, np.rint(ages).astype(int), weights),
    }

    def figures(temperature: float) -> dict[str, float]:
        readings = metrics.read_ages(metrics.softmax(logits, temperature))
        return {
            "mae": metrics.mean_absolute_error(readings.years, ages),
            "coverage80": metrics.coverage(readings, ages),
            "coverage80Exact": metrics.exact_coverage(readings, ages),
        }

    return _choose(candidates, figures, "mae", WORSE_YEARS)


def _fit_gender(faces: Judged, weights: np.ndarray | None) -> Fit:
    return _fit_classes(faces.logits["gender"], faces.targets.gender.astype(int), weights)


def _fit_smile(faces: Judged, weights: np.ndarray | None) -> Fit:
    return _fit_classes(faces.logits["smile"], faces.targets.smile.astype(int), weights)


def _fit_classes(logits: np.ndarray, actual: np.ndarray, weights: np.ndarray | None) -> Fit:
    def figures(temperature: float) -> dict[str, float]:
        return _calibration(logits, actual, temperature)

    return _choose({"likelihood": fit_temperature(logits, actual, weights)}, figures, "ece", math.inf)


def _fit_emotion(faces: Judged, weights: np.ndarray | None) -> Fit:
    """Prefers the fit to the most-voted label, unless it worsens the error against the votes.

    Fitted to that label, the probability on the page is the chance of being right; fitted to the votes it is lower.
    """
    logits, votes = faces.logits["emotion"], faces.targets.emotion
    actual = votes.argmax(axis=1)
    candidates = {
        "labels": fit_temperature(logits, actual, weights),
        "votes": fit_temperature(logits, votes, weights),
    }

    def figures(temperature: float) -> dict[str, float]:
        p = metrics.softmax(logits, temperature)
        return {**_calibration(logits, actual, temperature), "voteMae": metrics.vote_error(p, votes)}

    return _choose(candidates, figures, "voteMae", WORSE_VOTES)


def _calibration(logits: np.ndarray, actual: np.ndarray, temperature: float) -> dict[str, float]:
    p = metrics.softmax(logits, temperature)
    return {
        "ece": metrics.calibration_error(p.max(axis=1), p.argmax(axis=1) == actual),
        "nll": cross_entropy(logits, actual, temperature),
    }


def _choose(
    candidates: dict[str, float],
    figures: Callable[[float], dict[str, float]],
    guard: str,
    allowed: float,
) -> Fit:
    """The first candidate whose `guard` figure exceeds its value at temperature 1 by at most `allowed`; else 1."""
    before = figures(1.0)
    for method, temperature in candidates.items():
        after = figures(temperature)
        if after[guard] <= before[guard] + allowed:
            return Fit(temperature, method, before, after, candidates)
    return Fit(1.0, "none", before, before, candidates)


def _known(faces: Judged, head: str) -> Judged:
    """The faces with a label for the head."""
    labels = getattr(faces.targets, head)
    rows = (labels if labels.ndim == 1 else labels[:, 0]) != UNKNOWN
    if not rows.any():
        raise ValueError(f"no validation face has a label for {head}: its temperature cannot be fitted")
    return faces.take(rows)


def _equal_set_weights(sets: np.ndarray) -> np.ndarray:
    """Weights [n] that give every set the same total."""
    _, index, counts = np.unique(sets, return_inverse=True, return_counts=True)
    return 1 / counts[index]
