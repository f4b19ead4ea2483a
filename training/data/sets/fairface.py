"""FairFace: fairface_label_train.csv and fairface_label_val.csv (file, age, gender, race)."""

import re
from collections import Counter

from training.data.labels import OLDEST, Gender, Labels
from training.data.sets.files import by_name, pictures_below, read_table, table_named
from training.data.sets.listing import Listed, Official, SetListing, SetPlace

TABLES: dict[str, Official] = {"fairface_label_train.csv": "train", "fairface_label_val.csv": "validation"}
GENDERS: dict[str, Gender] = {"Male": "man", "Female": "woman"}
SPREADSHEET = {"03-Sep": "3-9", "Sep-03": "3-9", "Oct-19": "10-19"}
"""Two of the brackets as a spreadsheet changed them into dates."""
BRACKET = re.compile(r"(\d{1,2})-(\d{1,2})")


def bracket_of(text: str) -> tuple[int, int] | None:
    """Youngest and oldest year of a bracket such as `3-9` or `more than 70`; None for another text."""
    if text == "more than 70":
        return 70, OLDEST
    match = BRACKET.fullmatch(SPREADSHEET.get(text, text))
    return (int(match[1]), int(match[2])) if match else None


def read(place: SetPlace) -> SetListing:
    """Age bracket, gender and race; `file` is the end of a picture's path. Raises SetError if a table is missing."""
    names = by_name(pictures_below(place.folder), parts=2)
    pictures = []
    left_out: Counter[str] = Counter()
    for table, official in TABLES.items():
        path = table_named(SetPlace(place.folder), table)
        for row in read_table(path, ("file", "age", "gender", "race")):
            bracket, gender = bracket_of(row.get("age", "")), GENDERS.get(row.get("gender", ""))
            if bracket is None or gender is None:
                left_out["malformed row"] += 1
            elif row.get("file") not in names:
                left_out["in the table, no picture"] += 1
            else:
                group = row.get("race", "").replace("_", " ").lower() or None
                labels = Labels(age_bracket=bracket, gender=gender, group=group)
                pictures.append(Listed(names[row["file"]], labels, official))
    return SetListing.of(pictures, left_out)
