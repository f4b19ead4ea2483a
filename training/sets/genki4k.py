"""GENKI-4K in two folders, `Smile` and `not_Smile`, or `smile` and `no-smile`."""

import re
from collections import Counter

from training.labels import Labels
from training.sets.files import pictures_below
from training.sets.listing import Listed, SetError, SetListing, SetPlace

SMILE = re.compile(r"smil(e|ing)", re.IGNORECASE)
NO_SMILE = re.compile(r"(no|not|non)[-_ ]?smil(e|ing)", re.IGNORECASE)


def read(place: SetPlace) -> SetListing:
    """Smile, from the innermost folder that names a class. Raises SetError where no picture is in one."""
    pictures = []
    left_out: Counter[str] = Counter()
    for path in pictures_below(place.folder):
        folders = path.relative_to(place.folder).parts[:-1]
        named = [name for name in folders if SMILE.fullmatch(name) or NO_SMILE.fullmatch(name)]
        if named:
            pictures.append(Listed(path, Labels(smile=bool(SMILE.fullmatch(named[-1])))))
        else:
            left_out["in no folder of a class"] += 1
    if not pictures:
        raise SetError(f"no picture in {place.folder} is in a folder named Smile or not_Smile")
    return SetListing.of(pictures, left_out)
