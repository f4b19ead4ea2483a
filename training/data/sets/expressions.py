"""The sets of docs/data.md, "More pictures of expressions", whose labels are in a table of this repository.

The folder of each set is the one in which the table's paths begin, so that all of them can be given the same folder.

A label is one emotion. The table's `trust` is its own estimate of how often such labels are right. The share of the
labelled emotion is taken from it, and the others get equal parts of the rest: nothing says which of them is right when
the label is wrong.
"""

import csv
import lzma
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from PIL import Image

from training.data.labels import EMOTIONS, Labels, one_emotion
from training.data.sets.files import require_folder
from training.data.sets.listing import FaceBox, Listed, Loader, Official, SetError, SetListing, SetPlace

TABLE = Path(__file__).parents[1] / "tables" / "expressions.csv.xz"
"""Columns: set, path, emotion, person, colour, trust (1 to 3), box (pixels, or empty), note."""
SHARES = {"1": 0.7, "2": 0.85, "3": 1.0}
"""The share of the labelled emotion by the table's `trust`."""

HELD_OUT_FROM = 29
"""KDEF's women and men are both numbered 1 to 35. The last seven of each are held out, three before them validate."""
VALIDATION_FROM = 26

VOTED = {"h": "happiness", "sa": "sadness", "a": "anger", "d": "disgust", "f": "fear", "su": "surprise"}
"""The emotions that the raters of the Taiwanese actors could choose, by the abbreviations of the table's notes."""
VOTE = re.compile(r"\b([a-z]+)(\d\.\d+)")

Row = Mapping[str, str]


def loader(name: str, split: Callable[[str], Official] | None = None) -> Loader:
    """The loader of a set of the table; `split`: the part of each person, for sets whose people are assigned by hand.

    The loader raises SetError if no picture of the set is in the folder.
    """
    return partial(_read, name, split)


def part_of_kdef(person: str) -> Official:
    """The part of one of KDEF's 70 people, such as `kdef_F01`: 50 train, 6 validate and 14 are held out."""
    number = int(person[-2:])
    if number >= HELD_OUT_FROM:
        return "test"
    return "validation" if number >= VALIDATION_FROM else "train"


def shares_of(row: Row) -> tuple[float, ...]:
    """Shares of the eight emotions, sum 1: the raters' votes, or the labelled emotion by the table's trust in it.

    Raters of the Taiwanese actors could not choose neutral and mostly called a neutral face happy. Pictures named neutral
    therefore keep their name, and the votes of the others are used instead of their name.
    """
    votes = {VOTED[name]: float(share) for name, share in VOTE.findall(row["note"].partition("votes ")[2])}
    if votes and row["emotion"] != "neutral":
        return tuple(votes.get(name, 0.0) / sum(votes.values()) for name in EMOTIONS)
    share = SHARES[row["trust"]]
    rest = (1 - share) / (len(EMOTIONS) - 1)
    return tuple(share if labelled else rest for labelled in one_emotion(row["emotion"]))


@cache
def _table() -> tuple[Row, ...]:
    with lzma.open(TABLE, "rt", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _read(name: str, split: Callable[[str], Official] | None, place: SetPlace) -> SetListing:
    require_folder(place.folder)
    rows = [row for row in _table() if row["set"] == name]
    best: dict[str, Row] = {}
    # A picture has one crop, so of several labelled faces the most trusted, then the largest, is used.
    for row in sorted(rows, key=lambda row: (-int(row["trust"]), -_area(row["box"]))):
        best.setdefault(row["path"], row)
    pictures = []
    left_out = Counter({"another face of a listed picture": len(rows) - len(best)})
    for path, row in sorted(best.items()):
        picture = place.folder / path
        if not picture.is_file():
            left_out["in the table, no picture"] += 1
            continue
        try:
            box = _shares_of_picture(row["box"], picture) if row["box"] else None
        except OSError:
            left_out["cannot be decoded"] += 1
            continue
        person = row["person"] or None
        official = split(person) if split and person else None
        pictures.append(Listed(picture, Labels(emotion=shares_of(row)), official, person, box))
    if not pictures:
        raise SetError(f"{place.folder} has no picture of {name}: the first would be {rows[0]['path']}")
    return SetListing.of(pictures, left_out)


def _corners(box: str) -> tuple[int, ...]:
    return tuple(int(number) for number in box.split(","))


def _area(box: str) -> int:
    """Square pixels of a box of the table; 0 without one."""
    if not box:
        return 0
    left, top, right, bottom = _corners(box)
    return (right - left) * (bottom - top)


def _shares_of_picture(box: str, path: Path) -> FaceBox:
    """A box of the table, limited to the picture, as shares of its size. Raises OSError if it cannot be read."""
    with Image.open(path) as picture:
        width, height = picture.size
    left, top, right, bottom = _corners(box)
    return max(left, 0) / width, max(top, 0) / height, min(right / width, 1), min(bottom / height, 1)
