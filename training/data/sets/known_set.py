"""What is known about a set besides its pictures."""

from dataclasses import dataclass

from training.data.sets.listing import Loader
from training.data.splits import SplitRule

RESEARCH = "research only, not for commercial use"


@dataclass(frozen=True, slots=True)
class KnownSet:
    """A set: its description, how it is read and split, and where to get it."""

    name: str
    read: Loader
    rule: SplitRule
    what: str
    gives: str
    licence: str
    owner: str
    """Where its owner distributes it."""
    copy: str | None = None
    """Where a public copy was found (docs/data.md): repository, commit and folder."""
    takes_table: bool = False
    """Whether its labels may be in a file outside its folder."""
