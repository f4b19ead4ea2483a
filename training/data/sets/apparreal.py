"""APPA-REAL face crops: train_labels.csv, val_labels.csv and test_labels.csv (name and years, without a heading)."""

import re

from training.data.labels import OLDEST, Labels
from training.data.sets.gather import listing_by_tables
from training.data.sets.listing import Official, SetListing, SetPlace

TABLES: dict[str, Official] = {
    "train_labels.csv": "train",
    "val_labels.csv": "validation",
    "test_labels.csv": "test",
}
YEARS = re.compile(r"\d{1,3}(\.\d+)?")


def read(place: SetPlace) -> SetListing:
    """Age in years. Raises SetError without pictures or if a table is missing."""
    return listing_by_tables(place.folder, TABLES, _labels_of)


def _labels_of(row: list[str]) -> Labels | None:
    known = len(row) > 1 and YEARS.fullmatch(row[1].strip())
    return Labels(age=min(float(row[1]), OLDEST)) if known else None
