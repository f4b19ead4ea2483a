"""UTKFace, aligned and cropped: `age_gender_race_date.jpg.chip.jpg` in any folders."""

import re
from collections import Counter

from training.labels import OLDEST, Labels
from training.sets.files import pictures_below
from training.sets.listing import Listed, SetListing, SetPlace

RACES = ("white", "black", "asian", "indian", "other")
NAME = re.compile(r"(\d{1,3})_([01])_([0-4])_\d{8,}")


def read(place: SetPlace) -> SetListing:
    """Age (above 100 counts as 100), gender (0 a man, 1 a woman) and race. Raises SetError without pictures."""
    pictures = []
    left_out: Counter[str] = Counter()
    for path in pictures_below(place.folder):
        found = NAME.match(path.name)
        if not found:
            left_out["name lacks a part"] += 1
            continue
        age, gender, race = (int(part) for part in found.groups())
        labels = Labels(age=min(age, OLDEST), gender="woman" if gender else "man", group=RACES[race])
        pictures.append(Listed(path, labels))
    return SetListing.of(pictures, left_out)
