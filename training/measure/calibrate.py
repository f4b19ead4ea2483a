"""One temperature a head, fitted on validation faces (Guo et al. 2017)."""

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
# What the better calibrated temperature may cost in the figure that a head is judged by.
WORSE_YEARS = 0.02
WORSE_VOTES = 0.001


@dataclass(frozen=True, slots=True)
class Fit:
    """A head's temperature, why it is that one, and figures at temperature 1 and at this one."""

    temperature: float
    method: str
    before: dict[str, float]
    after: dict[str, float]
    candidates: dict[str, float]
    """Temperatures by method."""

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def cross_entropy(
    logits: np.ndarray, targets: np.ndarray, temperature: float, weights: np.ndarray | None = None
) -> float:
    """Mean negative log-likelihood in nats of classes [n] or shares [n, c] under softmax(logits / temperature); each
    face counts as its weight [n] says, where there are weights."""
    scaled = np.asarray(logits, np.float64) / temperature
    top = scaled.max(axis=1)
    log_sum = top + np.log(np.exp(scaled - top[:, None]).sum(axis=1))
    shares = targets if targets.ndim == 2 else np.eye(scaled.shape[1])[targets]
    return float(np.average(log_sum - (scaled * shares).sum(axis=1), weights=weights))


def fit_temperature(logits: np.ndarray, targets: np.ndarray, weights: np.ndarray | None = None) -> float:
    """The temperature in RANGE with the least cross-entropy, to 1e-4; targets and weights as of cross_entropy.

    Cross-entropy is convex in 1 / temperature, so it falls and then rises over the logarithm of it too: golden
    section search finds the one minimum. Raises ValueError for no faces.
    """
    if len(logits) == 0:
        raise ValueError("a temperature needs faces with labels")
    low, high = (math.log(end) for end in RANGE)
    place = least(lambda place: cross_entropy(logits, targets, math.exp(place), weights), low, high)
    return round(math.exp(place), 4)


def least(loss: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that falls and then rises between `low` and `high` is least: golden section search."""
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
    """The temperature in RANGE at which the age interval as the page shows it covers `share` of the ages [n], each
    counting as its weight [n] says.

    The interval widens with the temperature, so bisection finds it; the nearer end where even that end is too
    narrow or too wide. Raises ValueError for no faces.
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
    """The fit of every head, from all faces that have its label, or from those of some sets by head. Named sets weigh
    alike: one temperature has to do for all of them, whichever has the most faces.

    Raises ValueError for a head without any labelled face.
    """
    fits = {"age": _fit_age, "gender": _fit_gender, "emotion": _fit_emotion, "smile": _fit_smile}
    result = {}
    for head in HEADS:
        names = (sets or {}).get(head)
        known = _known(faces if names is None else faces.take(np.isin(faces.sets, list(names))), head)
        result[head] = fits[head](known, None if names is None else _alike(known.sets))
    return result


def sets_by_head(arguments: Sequence[str]) -> dict[str, list[str]]:
    """Of arguments such as `emotion=ferplus,rafdb`. Raises ValueError for another form or an unknown head."""
    sets = {}
    for argument in arguments:
        head, _, names = argument.partition("=")
        if head not in HEADS or not names:
            raise ValueError(f"{argument!r} is not HEAD=SET,SET with HEAD one of {', '.join(HEADS)}")
        sets[head] = names.split(",")
    return sets


def _fit_age(faces: Judged, weights: np.ndarray | None) -> Fit:
    """Coverage is what the page promises; it wins unless the expectation, which moves too, gets worse by it."""
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
    """The likelihood of the label with the most votes makes the share on the page the chance of being right; the
    votes' own is less sure than that. The first wins unless the error against the votes gets worse by it."""
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
    """The first candidate at which `guard` is no more than `allowed` above its value at temperature 1, else that."""
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


def _alike(sets: np.ndarray) -> np.ndarray:
    """Weights [n] by which every set counts as much as every other."""
    _, place, counts = np.unique(sets, return_inverse=True, return_counts=True)
    return 1 / counts[place]
