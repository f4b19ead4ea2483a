"""The interface of a set's loader: the set's location, and its listed pictures with labels, not yet decoded."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from training.data.labels import Labels

Official = Literal["train", "validation", "test"]
FaceBox = tuple[float, float, float, float]
"""Left, top, right and bottom of a face, as shares 0…1 of the picture's width and height."""


class SetError(ValueError):
    """A folder, table or argument is not valid; the message describes the problem and its solution."""


@dataclass(frozen=True, slots=True)
class SetPlace:
    """The location of a set: its folder, and its table of labels if that is not in the folder."""

    folder: Path
    table: Path | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One picture of a set."""

    path: Path
    labels: Labels
    """Empty if the picture has no usable label; it is listed because its part still applies to its copies."""
    official: Official | None = None
    """The part to which the set's owner assigned it."""
    person: str | None = None
    """The owner's id of the person, in sets that are split by person."""
    box: FaceBox | None = None
    """The labelled face; None: the picture's main face."""


@dataclass(frozen=True, slots=True)
class SetListing:
    """All usable pictures of a set, and the number of those left out, by reason."""

    pictures: list[Listed]
    left_out: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def of(pictures: list[Listed], left_out: Counter[str]) -> "SetListing":
        """A listing without the reasons that did not occur."""
        return SetListing(pictures, {reason: n for reason, n in left_out.items() if n > 0})


Loader = Callable[[SetPlace], SetListing]
"""Reads a set. Raises SetError if the folder does not hold it."""
