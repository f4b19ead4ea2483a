"""IMDB-WIKI (Rothe, Timofte, Van Gool 2015): `imdb.mat` and `wiki.mat`, each in the folder of its pictures."""

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
from scipy.io import loadmat
from scipy.io.matlab import MatReadError

from training.data.labels import OLDEST, Labels
from training.data.sets.files import files_below
from training.data.sets.listing import Listed, SetError, SetListing, SetPlace

TABLES = ("imdb", "wiki")
FIELDS = ("dob", "photo_taken", "full_path", "gender", "face_score", "second_face_score", "face_location")
MATLAB_EPOCH = 366
"""Difference in days: Matlab counts from the year 0, Python from the year 1."""


def age_at(dob: float, photo_taken: float) -> int | None:
    """Completed years in the middle of the year of the picture, as the set's owners compute the age.

    `dob`: Matlab's day number; `photo_taken`: a year. None if the day is not a date.
    """
    try:
        birth = date.fromordinal(int(dob) - MATLAB_EPOCH)
        return int(photo_taken) - birth.year - (1 if (birth.month, birth.day) > (7, 1) else 0)
    except (ValueError, OverflowError):
        return None


def read(place: SetPlace) -> SetListing:
    """Age and gender (0 is a woman, 1 a man) of pictures with one face; split by person.

    Pictures are left out if the age is outside 0 to 100, the gender is missing, or the owners' detector returned no
    face (score -inf) or a second one. Raises SetError without pictures or without a table.
    """
    pictures = []
    left_out: Counter[str] = Counter()
    for table in _tables_of(place):
        below = place.folder if place.table else table.parent
        for row in _rows_of(table):
            reason = _reason_against(row)
            path = below / str(row["full_path"])
            if reason is None and not path.is_file():
                reason = "in the table, no picture"
            if reason is not None:
                left_out[reason] += 1
                continue
            age = age_at(float(row["dob"]), float(row["photo_taken"]))
            labels = Labels(age=age, gender="man" if row["gender"] == 1 else "woman")
            pictures.append(Listed(path, labels, person=f"{table.stem}:{path.name.split('_')[0]}"))
    if not pictures:
        raise SetError(
            f"none of the pictures in the tables of {place.folder} exists: unpack the pictures next to the tables"
        )
    return SetListing.of(pictures, left_out)


def _reason_against(row: dict[str, float | str]) -> str | None:
    """The reason for leaving out a row; None to use it."""
    age = age_at(float(row["dob"]), float(row["photo_taken"]))
    if age is None or not 0 <= age <= OLDEST:
        return "age outside 0 to 100"
    if row["gender"] not in (0, 1):
        return "no gender"
    if not math.isfinite(float(row["face_score"])):
        return "no face"
    if not math.isnan(float(row["second_face_score"])):
        return "a second face"
    return None


def _tables_of(place: SetPlace) -> list[Path]:
    names = [f"{name}.mat" for name in TABLES]
    tables = (
        [place.table] if place.table else [path for path in files_below(place.folder) if path.name in names]
    )
    if not tables or not all(table.is_file() for table in tables):
        raise SetError(
            f"there is neither imdb.mat nor wiki.mat in {place.folder}: put them next to the pictures"
        )
    return tables


def _rows_of(table: Path) -> Iterator[dict[str, float | str]]:
    try:
        content = loadmat(table, squeeze_me=True)
        struct = next(content[name] for name in TABLES if name in content)
        columns = {field: np.atleast_1d(struct[field].item()) for field in FIELDS if field != "face_location"}
    except (
        MatReadError,
        StopIteration,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        NotImplementedError,
        OSError,
    ) as error:
        raise SetError(
            f"{table} is not the table of IMDB-WIKI: use imdb.mat or wiki.mat as it is distributed"
        ) from error
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(columns, values, strict=True))
