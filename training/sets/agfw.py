"""AGFW (Duong and others 2016): a folder for the gender and in it one for the bracket, `male/25-29/1.png`."""

import re
from collections import Counter

from training.labels import OLDEST, Gender, Labels
from training.sets.files import pictures_below
from training.sets.listing import Listed, SetError, SetListing, SetPlace

GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("male", "man", "men"), "man"),
    **dict.fromkeys(("female", "woman", "women"), "woman"),
}
BRACKET = re.compile(r"(?:age[-_ ]?)?(\d{1,3})[-_](\d{1,3})", re.IGNORECASE)
OPEN = re.compile(r"(?:age[-_ ]?)?(\d{1,3})\+", re.IGNORECASE)


def bracket_of(folder: str) -> tuple[int, int] | None:
    """Youngest and oldest year of `25-29`, `25_29`, `age_25_29` or `60+`; None for other names."""
    if found := BRACKET.fullmatch(folder):
        return int(found[1]), int(found[2])
    if found := OPEN.fullmatch(folder):
        return int(found[1]), OLDEST
    return None


def read(place: SetPlace) -> SetListing:
    """Age bracket and gender, from the folders in either order. Raises SetError where no picture is in such."""
    pictures = []
    left_out: Counter[str] = Counter()
    for path in pictures_below(place.folder):
        folders = path.relative_to(place.folder).parts[:-1]
        genders = [GENDERS[name.lower()] for name in folders if name.lower() in GENDERS]
        brackets = [bracket for name in folders if (bracket := bracket_of(name))]
        if genders and brackets:
            pictures.append(Listed(path, Labels(age_bracket=brackets[-1], gender=genders[-1])))
        else:
            left_out["in no folder of a gender and a bracket"] += 1
    if not pictures:
        raise SetError(f"no picture in {place.folder} is in folders such as male/25-29")
    return SetListing.of(pictures, left_out)
