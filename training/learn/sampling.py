"""Selects the faces of a batch: sets by fixed shares, and within a set rare faces more often."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from training.data.faces import Faces
from training.data.labels import Labels


@dataclass(frozen=True, slots=True)
class Balance:
    """Exponents p: a face whose key occurs c times in its set has weight c^−p. 0: faces equally; 1: keys equally."""

    age: float = 0.4
    """Key: the decade of its age, or its bracket. Children and old people are rare."""
    person: float = 0.4
    """Key: race and gender together, if the set gives both."""
    emotion: float = 0.4
    """Key: the emotion with the most votes."""


def face_weights(faces: Faces, shares: dict[str, float], balance: Balance) -> np.ndarray:
    """The probability with which each face is drawn, float64 [n], sum 1: each set's share divided among its faces.

    Raises ValueError for a share of a set that has no faces.
    """
    sets = faces.sets
    missing = set(shares) - set(sets)
    if missing:
        raise ValueError(f"no crops of {', '.join(sorted(missing))}: leave its share out or prepare the set")
    weights = np.zeros(len(faces))
    for name, share in shares.items():
        rows = np.flatnonzero(sets == name)
        labels = [faces.entries[i].labels for i in rows]
        within = (
            rarity([_age_key(one) for one in labels]) ** balance.age
            * rarity([_person_key(one) for one in labels]) ** balance.person
            * rarity([_emotion_key(one) for one in labels]) ** balance.emotion
        )
        weights[rows] = share * within / within.sum()
    return weights / weights.sum()


def rarity(keys: Sequence[Hashable | None]) -> np.ndarray:
    """For each key the number of all keys divided by its number of occurrences; 1 for None. float64 [n]."""
    counts: dict[Hashable, int] = {}
    for key in keys:
        if key is not None:
            counts[key] = counts.get(key, 0) + 1
    return np.array([1.0 if key is None else len(keys) / counts[key] for key in keys])


def draw(cumulative: np.ndarray, count: int, seed: int, step: int) -> np.ndarray:
    """The rows of one batch, drawn with replacement; determined by seed and step alone.

    `cumulative`: cumulative sum of the faces' probabilities, float64 [n].
    """
    random = np.random.default_rng([seed, abs(step), step < 0])
    places = random.random(count) * cumulative[-1]
    return np.searchsorted(cumulative, places, side="right").clip(max=len(cumulative) - 1)


def passes(faces: Faces, shares: dict[str, float], images: int) -> dict[str, tuple[int, float]]:
    """By set: its number of faces, and how often each is seen on average in a run of `images` pictures."""
    sets, total = faces.sets, sum(shares.values())
    counts = {name: int((sets == name).sum()) for name in shares}
    return {name: (counts[name], images * share / total / counts[name]) for name, share in shares.items()}


def _age_key(labels: Labels) -> Hashable | None:
    if labels.age is not None:
        return int(labels.age) // 10
    return labels.age_bracket


def _person_key(labels: Labels) -> Hashable | None:
    if labels.gender is None or labels.group is None:
        return None
    return labels.gender, labels.group


def _emotion_key(labels: Labels) -> Hashable | None:
    return None if labels.emotion is None else int(np.argmax(labels.emotion))
