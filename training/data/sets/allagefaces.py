"""All-Age-Faces: the number, `A` and the age, such as `07380A36.jpg`."""

import re
from pathlib import Path

from training.data.labels import OLDEST, Labels
from training.data.sets.gather import listing_by_path
from training.data.sets.listing import Listed, SetListing, SetPlace

NAME = re.compile(r"(\d{5})A(\d{1,3})\.")
LAST_WOMAN = 7380
ALIGNED = "aglined faces"
"""Folder (in the owner's spelling) of aligned copies, which are skipped: the page's own code cuts the crops."""


def read(place: SetPlace) -> SetListing:
    """Age and gender (numbers up to 07380 are women). Raises SetError without pictures."""
    expected = f"is named like 07380A36.jpg outside the folder {ALIGNED!r}"
    return listing_by_path(place.folder, _listed, "name without number and age", expected, besides=ALIGNED)


def _listed(path: Path, _: tuple[str, ...]) -> Listed | None:
    match = NAME.match(path.name)
    if not match:
        return None
    number, age = (int(part) for part in match.groups())
    return Listed(path, Labels(age=min(age, OLDEST), gender="woman" if number <= LAST_WOMAN else "man"))
