"""Merges the labels of several copies of one picture."""

from collections.abc import Sequence
from typing import TypeVar

from training.data.labels import Gender, Labels

T = TypeVar("T")


def merged(copies: Sequence[Labels]) -> Labels:
    """The labels on which all copies that have them agree; a label on which they disagree is unknown.

    Emotions agree if the same one has most votes (the first on a tie); their shares are then averaged, because they are
    votes of different people on the same picture. An age outside another copy's bracket makes both unknown.
    """
    age = _same([one.age for one in copies])
    bracket = _same([one.age_bracket for one in copies])
    if age is not None and bracket is not None and not bracket[0] <= age < bracket[1] + 1:
        age = bracket = None
    genders: list[Gender | None] = [one.gender for one in copies]
    return Labels(
        age=age,
        age_bracket=bracket,
        gender=_same(genders),
        emotion=_emotion([one.emotion for one in copies if one.emotion is not None]),
        smile=_same([one.smile for one in copies]),
        group=_same([one.group for one in copies]),
    )


def contradict(copies: Sequence[Labels]) -> bool:
    """Whether merging removes a label because the copies disagree."""
    kept = merged(copies).to_json()
    return any(name not in kept for one in copies for name in one.to_json())


def _same(values: Sequence[T | None]) -> T | None:
    known = {value for value in values if value is not None}
    return known.pop() if len(known) == 1 else None


def _emotion(shares: Sequence[tuple[float, ...]]) -> tuple[float, ...] | None:
    if len({one.index(max(one)) for one in shares}) != 1:
        return None
    return tuple(sum(votes) / len(shares) for votes in zip(*shares, strict=True))
