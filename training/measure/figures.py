"""Figures of labelled faces, with the names and definitions of `npm run evaluate`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from training.data.labels import EMOTIONS, GENDERS, Labels
from training.data.targets import UNKNOWN, Targets, targets_of
from training.measure import metrics

# Ten-year bands of which the worst gender accuracy is reported.
MIDDLE_BANDS = tuple(metrics.band_of(age) for age in range(10, 80, 10))
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """n labelled faces with a network's logits. Row i of every field belongs to the same face."""

    sets: np.ndarray
    """Name of the set, str [n]."""
    groups: np.ndarray
    """Race or ethnicity in the set's own terms, str [n]; empty if not given."""
    targets: Targets
    logits: Mapping[str, np.ndarray]
    """By head, float [n, c]."""

    def __len__(self) -> int:
        return len(self.targets)

    def take(self, rows: np.ndarray) -> "Judged":
        """The faces that a mask [n] or indices [m] select."""
        logits = {head: values[rows] for head, values in self.logits.items()}
        return Judged(self.sets[rows], self.groups[rows], self.targets.take(rows), logits)


def judge(sets: Sequence[str], labels: Sequence[Labels], logits: Mapping[str, np.ndarray]) -> Judged:
    """Joins labels and logits. Smiles that training derives from emotion votes are not measured, only labels are."""
    smile = [UNKNOWN if one.smile is None else int(one.smile) for one in labels]
    targets = replace(targets_of(list(labels)), smile=np.array(smile, np.int8))
    groups = np.array([one.group or "" for one in labels])
    return Judged(np.array(sets), groups, targets, logits)


def figures_by_set(faces: Judged, temperatures: Mapping[str, float]) -> dict[str, Figures]:
    """The figures of each set, ordered by name; the arguments are those of figures_of."""
    return {
        str(name): figures_of(faces.take(faces.sets == name), temperatures) for name in np.unique(faces.sets)
    }


def figures_of(faces: Judged, temperatures: Mapping[str, float]) -> Figures:
    """All figures that the labels allow; a head without labels is left out.

    `temperatures`: by head. Shares and probabilities are in 0…1, errors of the age in years.
    """
    parts = {
        "age": _age(faces, temperatures["age"]),
        "ageBracket": _brackets(faces, temperatures["age"]),
        "gender": _gender(faces, temperatures["gender"]),
        "emotion": _emotion(faces, temperatures["emotion"]),
        "smile": _smile(faces, temperatures["smile"]),
    }
    return {"n": len(faces), **{name: part for name, part in parts.items() if part is not None}}


def _age(all_faces: Judged, temperature: float) -> Figures | None:
    faces = all_faces.take(all_faces.targets.age != UNKNOWN)
    if not len(faces):
        return None
    readings = metrics.read_ages(metrics.softmax(faces.logits["age"], temperature))
    actual = faces.targets.age

    def mae(rows: np.ndarray) -> Figures:
        return {"n": int(rows.sum()), "mae": metrics.mean_absolute_error(readings.years[rows], actual[rows])}

    return {
        "n": len(faces),
        "mae": metrics.mean_absolute_error(readings.years, actual),
        "cs5": metrics.cumulative_score(readings.years, actual),
        "coverage80": metrics.coverage(readings, actual),
        "coverage80Exact": metrics.exact_coverage(readings, actual),
        "byBand": _by(_bands(faces), mae),
        "byGender": _by(_genders(faces), mae),
        "byGroup": _by(faces.groups, mae),
    }


def _brackets(all_faces: Judged, temperature: float) -> Figures | None:
    faces = all_faces.take(all_faces.targets.bracket[:, 0] != UNKNOWN)
    if not len(faces):
        return None
    years = metrics.read_ages(metrics.softmax(faces.logits["age"], temperature)).years
    shown = np.floor(years + 0.5)
    youngest, oldest = faces.targets.bracket.T
    return {"n": len(faces), "accuracy": float(((shown >= youngest) & (shown <= oldest)).mean())}


def _gender(all_faces: Judged, temperature: float) -> Figures | None:
    faces = all_faces.take(all_faces.targets.gender != UNKNOWN)
    if not len(faces):
        return None
    p = metrics.softmax(faces.logits["gender"], temperature)
    right = p.argmax(axis=1) == faces.targets.gender

    def share(rows: np.ndarray) -> Figures:
        return {"n": int(rows.sum()), "accuracy": float(right[rows].mean())}

    by_band, by_group = _by(_bands(faces), share), _by(faces.groups, share)
    return {
        "n": len(faces),
        "accuracy": float(right.mean()),
        "worstGroup": _worst(by_group.values()),
        "worstBand10To79": _worst(one for band, one in by_band.items() if band in MIDDLE_BANDS),
        "ece": metrics.calibration_error(p.max(axis=1), right),
        "byGender": _by(_genders(faces), share),
        "byBand": by_band,
        "byGroup": by_group,
    }


def _emotion(all_faces: Judged, temperature: float) -> Figures | None:
    faces = all_faces.take(all_faces.targets.emotion[:, 0] != UNKNOWN)
    if not len(faces):
        return None
    votes = faces.targets.emotion
    p = metrics.softmax(faces.logits["emotion"], temperature)
    # An emotion without a vote on any picture is not a class of the set, so it is never predicted.
    classes = np.flatnonzero(votes.max(axis=0) > 0)
    actual = votes.argmax(axis=1)
    counts = metrics.confusion(metrics.best_of(p, classes), actual, len(EMOTIONS))
    recall = metrics.recall_by_class(counts)
    has_votes = bool((votes.max(axis=1) < 1).any())
    return {
        "n": len(faces),
        "classes": len(classes),
        "accuracy": float(np.trace(counts) / counts.sum()),
        "macroF1": metrics.macro_f1(counts),
        "macroRecall": float(np.nanmean(recall)),
        **({"voteMae": metrics.vote_error(p, votes)} if has_votes else {}),
        "ece": metrics.calibration_error(p.max(axis=1), p.argmax(axis=1) == actual),
        "byClass": {
            EMOTIONS[i]: {"n": int(counts[i].sum()), "recall": float(recall[i])}
            for i in classes
            if counts[i].any()
        },
    }


def _smile(all_faces: Judged, temperature: float) -> Figures | None:
    faces = all_faces.take(all_faces.targets.smile != UNKNOWN)
    if not len(faces):
        return None
    p = metrics.softmax(faces.logits["smile"], temperature)
    right = (p[:, 1] >= 0.5) == (faces.targets.smile == 1)
    return {
        "n": len(faces),
        "accuracy": float(right.mean()),
        "ece": metrics.calibration_error(p.max(axis=1), right),
    }


def _bands(faces: Judged) -> np.ndarray:
    return np.array(["" if age == UNKNOWN else metrics.band_of(age) for age in faces.targets.age])


def _genders(faces: Judged) -> np.ndarray:
    return np.array(["" if gender == UNKNOWN else GENDERS[gender] for gender in faces.targets.gender])


def _by(keys: np.ndarray, figures: Callable[[np.ndarray], Figures]) -> dict[str, Figures]:
    """The figures of the rows with each key, ordered by the key's first number or by name; empty keys are skipped."""
    names = sorted({str(key) for key in keys} - {""}, key=_in_order)
    return {name: figures(keys == name) for name in names}


def _in_order(name: str) -> tuple[int, str]:
    digits = name.rstrip("+").split("-")[0]
    return (int(digits) if digits.isdigit() else -1, name)


def _worst(figures: Iterable[Figures]) -> float | None:
    return min((one["accuracy"] for one in figures), default=None)
