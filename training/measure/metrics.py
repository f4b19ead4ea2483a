"""Accuracy and calibration metrics, defined as in `npm run evaluate`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

YEARS = 101
# Probability cut off at each end of the age interval, as in src/core/decode.ts.
TAIL = 0.1
BINS = 15


def softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Probabilities of logits / temperature (> 0): [n, c] → float64 [n, c], rows summing to 1."""
    scaled = np.asarray(logits, np.float64) / temperature
    raised = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


@dataclass(frozen=True, slots=True)
class AgeReadings:
    """The ages that the page shows for n faces, in years, float64 [n] each."""

    years: np.ndarray
    """Expectation of the distribution."""
    low: np.ndarray
    """Lower end of the interval; 10 % of the probability is below it."""
    high: np.ndarray
    """Upper end of the interval; 10 % of the probability is above it."""


def read_ages(probabilities: np.ndarray) -> AgeReadings:
    """Expectation and 80 % interval of distributions over 0…100 years [n, 101], as decodeAge in src/core/decode.ts."""
    years = probabilities @ np.arange(YEARS)
    low = np.minimum(age_quantile(probabilities, TAIL), years)
    high = np.maximum(age_quantile(probabilities, 1 - TAIL), years)
    return AgeReadings(years, low, high)


def age_quantile(probabilities: np.ndarray, share: float) -> np.ndarray:
    """The age below which each distribution [n, 101] has the probability `share` (0…1): years [n].

    The mass of year i is spread evenly from i − ½ to i + ½, as ageQuantile in src/core/decode.ts.
    """
    up_to = np.cumsum(probabilities, axis=1)
    reached = (up_to >= share) & (probabilities > 0)
    year = reached.argmax(axis=1)
    rows = np.arange(len(probabilities))
    mass = probabilities[rows, year]
    below = np.where(year > 0, up_to[rows, np.maximum(year, 1) - 1], 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        quantile = np.clip(year - 0.5 + (share - below) / mass, 0, YEARS - 1)
    # Due to rounding the cumulative sum may never reach the share.
    return np.where(reached.any(axis=1), quantile, YEARS - 1)


def mean_absolute_error(predicted: np.ndarray, actual: np.ndarray) -> float:
    """Mean of |predicted − actual| over [n] and [n], in their unit."""
    return float(np.abs(predicted - actual).mean())


def cumulative_score(predicted: np.ndarray, actual: np.ndarray, years: float = 5) -> float:
    """CS@k: the share (0…1) of ages with an error of at most k = `years`."""
    return float((np.abs(predicted - actual) <= years).mean())


def coverage(readings: AgeReadings, actual: np.ndarray, weights: np.ndarray | None = None) -> float:
    """Share (0…1) of ages [n] in the interval as the page shows it: in whole years, both ends included.

    `weights` [n] weight the faces; None weights them equally.
    """
    low, high = (np.floor(end + 0.5) for end in (readings.low, readings.high))
    return float(np.average((actual >= low) & (actual <= high), weights=weights))


def exact_coverage(readings: AgeReadings, actual: np.ndarray) -> float:
    """Share (0…1) of ages [n] in the interval with its exact ends."""
    return float(((actual >= readings.low) & (actual <= readings.high)).mean())


def band_of(age: float) -> str:
    """The ten-year band of an age in years: `0-9` … `90-99`, or `100+`."""
    start = int(age // 10) * 10
    return "100+" if start >= 100 else f"{start}-{start + 9}"


def accuracy(predicted: np.ndarray, actual: np.ndarray) -> float:
    """Share (0…1) of equal entries of [n] and [n]."""
    return float((predicted == actual).mean())


def confusion(predicted: np.ndarray, actual: np.ndarray, classes: int) -> np.ndarray:
    """Confusion matrix of integer classes [n] and [n]: int64 [classes, classes], row = label, column = prediction."""
    pairs = actual.astype(np.int64) * classes + predicted.astype(np.int64)
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


def f1_by_class(counts: np.ndarray) -> np.ndarray:
    """F1 = 2·TP / (2·TP + FP + FN) of each class of a confusion matrix; nan if it neither occurs nor is predicted."""
    either = counts.sum(axis=0) + counts.sum(axis=1)
    with np.errstate(invalid="ignore"):
        return 2 * np.diagonal(counts) / np.where(either == 0, np.nan, either)


def macro_f1(counts: np.ndarray) -> float:
    """Unweighted mean F1 over the classes that occur among the labels."""
    return float(f1_by_class(counts)[counts.sum(axis=1) > 0].mean())


def recall_by_class(counts: np.ndarray) -> np.ndarray:
    """Recall (0…1) of each class of a confusion matrix; nan for a class that does not occur."""
    actual = counts.sum(axis=1)
    return np.diagonal(counts) / np.where(actual == 0, np.nan, actual)


def vote_error(probabilities: np.ndarray, votes: np.ndarray) -> float:
    """Mean of |probability − share of the votes| over faces and classes, both [n, c]."""
    return float(np.abs(probabilities - votes).mean())


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Predictions with a confidence in (low, high]; the lowest bin also holds 0."""

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


def reliability(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> list[ReliabilityBin]:
    """Mean confidence and accuracy by bins of equal width; empty bins are left out.

    confidence: 0…1 [n]; right: bool [n].
    """
    places = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    return [
        ReliabilityBin(
            low=place / bins,
            high=(place + 1) / bins,
            n=int(inside.sum()),
            confidence=float(confidence[inside].mean()),
            accuracy=float(right[inside].mean()),
        )
        for place in range(bins)
        if (inside := places == place).any()
    ]


def calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> float:
    """Expected calibration error: mean |accuracy − confidence| of the bins, weighted by size (Guo et al. 2017).

    confidence: 0…1 [n]; right: bool [n].
    """
    gaps = [(one.n, abs(one.accuracy - one.confidence)) for one in reliability(confidence, right, bins)]
    return sum(n * gap for n, gap in gaps) / len(confidence)


def best_of(probabilities: np.ndarray, classes: Sequence[int] | np.ndarray) -> np.ndarray:
    """The most probable of `classes` for each row of [n, c], int64 [n]; the first of them if several are equal."""
    return np.asarray(classes)[probabilities[:, classes].argmax(axis=1)]
