"""MORPH: `000001_0M54.jpg`, person, number of the picture, M or F, age."""

import re
from collections import Counter

from training.labels import OLDEST, Labels
from training.sets.files import pictures_below
from training.sets.listing import Listed, SetError, SetListing, SetPlace

NAME = re.compile(r"(\d+)_(\d+)([MF])(\d{2,3})\.", re.IGNORECASE)


def read(place: SetPlace) -> SetListing:
    """Age and gender; split by person. Raises SetError without pictures of such names."""
    pictures = []
    left_out: Counter[str] = Counter()
    for path in pictures_below(place.folder):
        found = NAME.match(path.name)
        if found:
            gender = "man" if found[3].upper() == "M" else "woman"
            labels = Labels(age=min(int(found[4]), OLDEST), gender=gender)
            pictures.append(Listed(path, labels, person=found[1]))
        else:
            left_out["name without person, gender and age"] += 1
    if not pictures:
        raise SetError(f"no picture in {place.folder} is named like 000001_0M54.jpg")
    return SetListing.of(pictures, left_out)
