"""SMILEsmileD: folders `positives` (a smile) and `negatives`, pictures cut from LFW."""

from collections import Counter

from training.labels import Labels
from training.sets.files import pictures_below
from training.sets.listing import Listed, SetError, SetListing, SetPlace

CLASSES = {"positives": True, "negatives": False}


def read(place: SetPlace) -> SetListing:
    """Smile, from the folder. Raises SetError where no picture is in one of the two."""
    pictures = []
    left_out: Counter[str] = Counter()
    for path in pictures_below(place.folder):
        named = [CLASSES[name] for name in path.relative_to(place.folder).parts[:-1] if name in CLASSES]
        if named:
            pictures.append(Listed(path, Labels(smile=named[-1])))
        else:
            left_out["in no folder of a class"] += 1
    if not pictures:
        raise SetError(f"no picture in {place.folder} is in a folder named positives or negatives")
    return SetListing.of(pictures, left_out)
