"""All-Age-Faces: `NUMBERAage.jpg`, such as 07380A36.jpg."""

import re
from collections import Counter

from training.labels import OLDEST, Labels
from training.sets.files import pictures_below
from training.sets.listing import Listed, SetError, SetListing, SetPlace

NAME = re.compile(r"(\d{5})A(\d{1,3})\.")
LAST_WOMAN = 7380
ALIGNED = "aglined faces"
"""The set holds each picture twice (its owner's spelling); crops are made by the page's own code."""


def read(place: SetPlace) -> SetListing:
    """Age and gender (numbers up to 07380 are women). Raises SetError without pictures."""
    pictures = []
    left_out: Counter[str] = Counter()
    for path in pictures_below(place.folder):
        if ALIGNED in path.relative_to(place.folder).parts:
            continue
        found = NAME.match(path.name)
        if not found:
            left_out["name without number and age"] += 1
            continue
        number, age = (int(part) for part in found.groups())
        labels = Labels(age=min(age, OLDEST), gender="woman" if number <= LAST_WOMAN else "man")
        pictures.append(Listed(path, labels))
    if not pictures:
        raise SetError(
            f"no picture in {place.folder} is named like 07380A36.jpg outside the folder {ALIGNED!r}"
        )
    return SetListing.of(pictures, left_out)
