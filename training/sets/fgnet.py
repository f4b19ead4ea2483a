"""FG-NET: `001A02.JPG`, subject, A, age, and a letter where a subject has several pictures of one age."""

import re
from collections import Counter

from training.labels import OLDEST, Labels
from training.sets.files import pictures_below
from training.sets.listing import Listed, SetError, SetListing, SetPlace

NAME = re.compile(r"(\d{3})A(\d{2,3})[a-z]?\.", re.IGNORECASE)


def read(place: SetPlace) -> SetListing:
    """Age; split by subject. Raises SetError without pictures of such names."""
    pictures = []
    left_out: Counter[str] = Counter()
    for path in pictures_below(place.folder):
        found = NAME.match(path.name)
        if found:
            pictures.append(Listed(path, Labels(age=min(int(found[2]), OLDEST)), person=found[1]))
        else:
            left_out["name without subject and age"] += 1
    if not pictures:
        raise SetError(f"no picture in {place.folder} is named like 001A02.JPG")
    return SetListing.of(pictures, left_out)
