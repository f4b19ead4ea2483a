"""MORPH: `000001_0M54.jpg` is the person, the number of the picture, M or F, and the age."""

import re
from pathlib import Path

from training.data.labels import OLDEST, Labels
from training.data.sets.gather import listing_by_path
from training.data.sets.listing import Listed, SetListing, SetPlace

NAME = re.compile(r"(\d+)_(\d+)([MF])(\d{2,3})\.", re.IGNORECASE)


def read(place: SetPlace) -> SetListing:
    """Age and gender; split by person. Raises SetError without pictures of such names."""
    otherwise = "name without person, gender and age"
    return listing_by_path(place.folder, _listed, otherwise, "is named like 000001_0M54.jpg")


def _listed(path: Path, _: tuple[str, ...]) -> Listed | None:
    match = NAME.match(path.name)
    if not match:
        return None
    gender = "man" if match[3].upper() == "M" else "woman"
    return Listed(path, Labels(age=min(int(match[4]), OLDEST), gender=gender), person=match[1])
