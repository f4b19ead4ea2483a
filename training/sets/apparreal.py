"""APPA-REAL face crops: train_labels.csv, val_labels.csv and test_labels.csv (name, years; no heading)."""

import re
from collections import Counter

from training.labels import OLDEST, Labels
from training.sets.files import by_name, pictures_below, read_csv, table_named
from training.sets.listing import Listed, Official, SetListing, SetPlace

TABLES: dict[str, Official] = {
    "train_labels.csv": "train",
    "val_labels.csv": "validation",
    "test_labels.csv": "test",
}
YEARS = re.compile(r"\d{1,3}(\.\d+)?")


def read(place: SetPlace) -> SetListing:
    """Age in years. Raises SetError without pictures or without one of the tables."""
    names = by_name(pictures_below(place.folder))
    pictures = []
    left_out: Counter[str] = Counter()
    for table, official in TABLES.items():
        for row in read_csv(table_named(SetPlace(place.folder), table)):
            if len(row) < 2 or not YEARS.fullmatch(row[1].strip()):
                left_out["malformed row"] += 1
            elif row[0] not in names:
                left_out["in the table, no picture"] += 1
            else:
                labels = Labels(age=min(float(row[1]), OLDEST))
                pictures.append(Listed(names[row[0]], labels, official))
    return SetListing.of(pictures, left_out)
