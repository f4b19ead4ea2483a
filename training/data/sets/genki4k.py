"""GENKI-4K in two folders, `Smile` and `not_Smile`, or `smile` and `no-smile`."""

import re
from pathlib import Path

from training.data.labels import Labels
from training.data.sets.gather import listing_by_path
from training.data.sets.listing import Listed, SetListing, SetPlace

SMILE = re.compile(r"smil(e|ing)", re.IGNORECASE)
NO_SMILE = re.compile(r"(no|not|non)[-_ ]?smil(e|ing)", re.IGNORECASE)


def read(place: SetPlace) -> SetListing:
    """Smile, from the innermost folder that names a class. Raises SetError if no picture is in such a folder."""
    expected = "is in a folder named Smile or not_Smile"
    return listing_by_path(place.folder, _listed, "in no folder of a class", expected)


def _listed(path: Path, folders: tuple[str, ...]) -> Listed | None:
    named = [name for name in folders if SMILE.fullmatch(name) or NO_SMILE.fullmatch(name)]
    return Listed(path, Labels(smile=bool(SMILE.fullmatch(named[-1])))) if named else None
