"""What a loader is given and what it gives back: the pictures of one set with their labels, not yet decoded."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from training.data.labels import Labels

Official = Literal["train", "validation", "test"]


class SetError(ValueError):
    """A folder, table or argument that is not as it must be; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class SetPlace:
    """Where a set lies: its folder, and its table of labels where that is not in the folder."""

    folder: Path
    table: Path | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One picture of a set."""

    path: Path
    labels: Labels
    """Empty where the set shows the picture but no label can be had: its part still binds its copies."""
    official: Official | None = None
    """The part that the set's owner put it in."""
    person: str | None = None
    """The owner's id of who is shown, in sets that are split by person."""


@dataclass(frozen=True, slots=True)
class SetListing:
    """All pictures of a set that could be placed, and how many could not, by reason."""

    pictures: list[Listed]
    left_out: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def of(pictures: list[Listed], left_out: Counter[str]) -> "SetListing":
        """Without the reasons that did not occur."""
        return SetListing(pictures, {reason: n for reason, n in left_out.items() if n > 0})


Loader = Callable[[SetPlace], SetListing]
"""Raises SetError where the folder is not such a set."""
