"""FG-NET: `001A02.JPG` is the subject, `A` and the age; a letter follows if a subject has several of one age."""

import re
from pathlib import Path

from training.data.labels import OLDEST, Labels
from training.data.sets.gather import listing_by_path
from training.data.sets.listing import Listed, SetListing, SetPlace

NAME = re.compile(r"(\d{3})A(\d{2,3})[a-z]?\.", re.IGNORECASE)


def read(place: SetPlace) -> SetListing:
    """Age; split by subject. Raises SetError without pictures of such names."""
    return listing_by_path(place.folder, _listed, "name without subject and age", "is named like 001A02.JPG")


def _listed(path: Path, _: tuple[str, ...]) -> Listed | None:
    match = NAME.match(path.name)
    return Listed(path, Labels(age=min(int(match[2]), OLDEST)), person=match[1]) if match else None
