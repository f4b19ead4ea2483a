"""Adience (Eidinger, Enbar, Hassner 2014): fold_0_data.txt to fold_4_data.txt and `aligned` or `faces`."""

import re
from collections import Counter

from training.data.labels import Gender, Labels
from training.data.sets.files import by_name, pictures_below, read_table, table_named
from training.data.sets.listing import Listed, Official, SetListing, SetPlace

HELD_OUT_FOLD = 4
"""No person is in two folds."""
FOLDS = range(5)
GENDERS: dict[str, Gender] = {"f": "woman", "m": "man"}
BRACKET = re.compile(r"\((\d{1,3}), (\d{1,3})\)")
PREFIXES = ("landmark_aligned_face", "coarse_tilt_aligned_face")


def age_of(text: str) -> tuple[float | None, tuple[int, int] | None]:
    """The age in years or the bracket in a text such as `35` or `(25, 32)`; both None for other texts."""
    match = BRACKET.fullmatch(text)
    if match:
        return None, (int(match[1]), int(match[2]))
    return (float(text) if text.isdecimal() else None), None


def read(place: SetPlace) -> SetListing:
    """Age bracket (in some rows the age) and gender; split by person. Raises SetError if a fold's table is missing."""
    names = by_name(pictures_below(place.folder), parts=2)
    pictures = []
    left_out: Counter[str] = Counter()
    for fold in FOLDS:
        official: Official = "test" if fold == HELD_OUT_FOLD else "train"
        table = table_named(SetPlace(place.folder), f"fold_{fold}_data.txt")
        columns = ("user_id", "original_image", "face_id", "age", "gender")
        for row in read_table(table, columns, separator="\t"):
            if any(row.get(column) is None for column in columns):
                left_out["malformed row"] += 1
                continue
            user, end = row["user_id"], f"{row['face_id']}.{row['original_image']}"
            paths = [names[key] for prefix in PREFIXES if (key := f"{user}/{prefix}.{end}") in names]
            if not paths:
                left_out["in the table, no picture"] += 1
                continue
            age, bracket = age_of(row["age"].strip())
            labels = Labels(age=age, age_bracket=bracket, gender=GENDERS.get(row["gender"].strip()))
            pictures.append(Listed(paths[0], labels, official, person=user))
    return SetListing.of(pictures, left_out)
