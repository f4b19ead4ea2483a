"""UTKFace, aligned and cropped: `age_gender_race_date.jpg.chip.jpg` in any folders."""

import re
from pathlib import Path

from training.data.labels import OLDEST, Labels
from training.data.sets.gather import listing_by_path
from training.data.sets.listing import Listed, SetListing, SetPlace

RACES = ("white", "black", "asian", "indian", "other")
NAME = re.compile(r"(\d{1,3})_([01])_([0-4])_\d{8,}")


def read(place: SetPlace) -> SetListing:
    """Age (at most 100), gender (0 is a man, 1 a woman) and race. Raises SetError without pictures."""
    return listing_by_path(place.folder, _listed, "name lacks a part")


def _listed(path: Path, _: tuple[str, ...]) -> Listed | None:
    match = NAME.match(path.name)
    if not match:
        return None
    age, gender, race = (int(part) for part in match.groups())
    return Listed(path, Labels(age=min(age, OLDEST), gender="woman" if gender else "man", group=RACES[race]))
