"""SMILEsmileD: folders `positives` (a smile) and `negatives`, pictures cut from LFW."""

from pathlib import Path

from training.data.labels import Labels
from training.data.sets.gather import listing_by_path
from training.data.sets.listing import Listed, SetListing, SetPlace

CLASSES = {"positives": True, "negatives": False}


def read(place: SetPlace) -> SetListing:
    """Smile, from the folder. Raises SetError if no picture is in one of the two."""
    expected = "is in a folder named positives or negatives"
    return listing_by_path(place.folder, _listed, "in no folder of a class", expected)


def _listed(path: Path, folders: tuple[str, ...]) -> Listed | None:
    named = [CLASSES[name] for name in folders if name in CLASSES]
    return Listed(path, Labels(smile=named[-1])) if named else None
