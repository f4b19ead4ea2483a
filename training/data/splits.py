"""Who trains, who validates, who is held out: the rules of docs/data.md, a function of a picture's bytes and its set."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from training.data.sets.listing import Official

Part = Literal["train", "validation", "held-out"]
PARTS: tuple[Part, ...] = ("held-out", "validation", "train")
"""In order of precedence if copies of one picture are in several parts."""

Bounds = tuple[int, int]
"""Buckets below the first bound are held out, those below the second are for validation, the others for training."""
ALL_HELD_OUT: Bounds = (100, 100)
ALL_VALIDATION: Bounds = (0, 100)
ALL_TRAIN: Bounds = (0, 0)
FEW_VALIDATION: Bounds = (0, 4)


@dataclass(frozen=True, slots=True)
class SplitRule:
    """The bounds of the buckets for each of the set's official parts; pictures without a part use `train`."""

    train: Bounds = FEW_VALIDATION
    validation: Bounds = FEW_VALIDATION
    test: Bounds = ALL_HELD_OUT


def by_bucket(held_out: int, validation: int) -> SplitRule:
    """The rule for sets without official parts: the same bounds (0 to 100) for all pictures."""
    bounds = (held_out, validation)
    return SplitRule(bounds, bounds, bounds)


def bucket(sha1: str) -> int:
    """The bucket, 0 to 99, of a picture by the hexadecimal SHA-1 of its bytes."""
    return int(sha1[:8], 16) % 100


def bucket_of_person(person: str) -> int:
    """The bucket, 0 to 99, of a person's id, so that all pictures of one person are in one part."""
    return bucket(hashlib.sha1(person.encode()).hexdigest())


def part(rule: SplitRule, official: Official | None, place: int) -> Part:
    """The part of a picture in its set; `place`: its bucket or its person's, 0 to 99."""
    held_out, validation = getattr(rule, official or "train")
    if place < held_out:
        return "held-out"
    return "validation" if place < validation else "train"


def strictest(parts: list[Part]) -> Part:
    """The part of a picture whose copies are in several parts: held out in one set means held out in all."""
    return min(parts, key=PARTS.index)
