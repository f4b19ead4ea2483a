"""AGFW (Duong et al. 2016): a folder for the gender, in it one for the age bracket, such as `male/25-29/1.png`."""

import re
from pathlib import Path

from training.data.labels import OLDEST, Gender, Labels
from training.data.sets.gather import listing_by_path
from training.data.sets.listing import Listed, SetListing, SetPlace

GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("male", "man", "men"), "man"),
    **dict.fromkeys(("female", "woman", "women"), "woman"),
}
BRACKET = re.compile(r"(?:age[-_ ]?)?(\d{1,3})[-_](\d{1,3})", re.IGNORECASE)
OPEN = re.compile(r"(?:age[-_ ]?)?(\d{1,3})\+", re.IGNORECASE)


def bracket_of(folder: str) -> tuple[int, int] | None:
    """Youngest and oldest year of `25-29`, `25_29`, `age_25_29` or `60+`; None for other names."""
    if match := BRACKET.fullmatch(folder):
        return int(match[1]), int(match[2])
    if match := OPEN.fullmatch(folder):
        return int(match[1]), OLDEST
    return None


def read(place: SetPlace) -> SetListing:
    """Age bracket and gender, from folders in either order. Raises SetError if no picture is in such folders."""
    otherwise = "in no folder of a gender and a bracket"
    return listing_by_path(place.folder, _listed, otherwise, "is in folders such as male/25-29")


def _listed(path: Path, folders: tuple[str, ...]) -> Listed | None:
    genders: list[Gender] = [GENDERS[name.lower()] for name in folders if name.lower() in GENDERS]
    brackets = [bracket for name in folders if (bracket := bracket_of(name))]
    if not genders or not brackets:
        return None
    return Listed(path, Labels(age_bracket=brackets[-1], gender=genders[-1]))
