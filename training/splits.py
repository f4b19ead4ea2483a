"""Who trains, who validates, who is held out: the rules of docs/data.md, a function of a picture's bytes and its set."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from training.sets.listing import Official

Part = Literal["train", "validation", "held-out"]
PARTS: tuple[Part, ...] = ("held-out", "validation", "train")
"""In the order in which they win where copies of one picture fall into several."""

Bounds = tuple[int, int]
"""Buckets below the first are held out, below the second validate, the rest trains."""
ALL_HELD_OUT: Bounds = (100, 100)
ALL_VALIDATION: Bounds = (0, 100)
ALL_TRAIN: Bounds = (0, 0)
FEW_VALIDATION: Bounds = (0, 4)


@dataclass(frozen=True, slots=True)
class SplitRule:
    """How a set is split: bounds of the buckets for each part of its owner; no part counts as train."""

    train: Bounds = FEW_VALIDATION
    validation: Bounds = FEW_VALIDATION
    test: Bounds = ALL_HELD_OUT


def by_bucket(held_out: int, validation: int) -> SplitRule:
    """For sets without official parts: below held_out, then below validation."""
    bounds = (held_out, validation)
    return SplitRule(bounds, bounds, bounds)


def bucket(sha1: str) -> int:
    """0 to 99 from the hexadecimal SHA-1 of a file's bytes."""
    return int(sha1[:8], 16) % 100


def bucket_of_person(person: str) -> int:
    """0 to 99 from a person's id, so that all pictures of one person fall into one part."""
    return bucket(hashlib.sha1(person.encode()).hexdigest())


def part(rule: SplitRule, official: Official | None, place: int) -> Part:
    """The part of a picture in its set; place: its bucket, or its person's."""
    held_out, validation = getattr(rule, official or "train")
    if place < held_out:
        return "held-out"
    return "validation" if place < validation else "train"


def strictest(parts: list[Part]) -> Part:
    """The part of a picture that stands in several: held out anywhere is held out everywhere."""
    return min(parts, key=PARTS.index)
