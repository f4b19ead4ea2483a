"""RAF-DB basic, aligned: train_labels.csv and test_labels.csv (image, label) and the pictures in any folders."""

from training.data.labels import Labels, one_emotion
from training.data.sets.gather import listing_by_tables
from training.data.sets.listing import Official, SetListing, SetPlace

CODES = ("surprise", "fear", "disgust", "happiness", "sadness", "anger", "neutral")
"""The emotions by RAF-DB's own numbers, which start at 1."""
TABLES: dict[str, Official] = {"train_labels.csv": "train", "test_labels.csv": "test"}


def read(place: SetPlace) -> SetListing:
    """Emotion, one of seven. Raises SetError without pictures or if a table is missing."""
    return listing_by_tables(place.folder, TABLES, _labels_of, heading=["image", "label"])


def _labels_of(row: list[str]) -> Labels | None:
    known = len(row) > 1 and row[1] in tuple("1234567")
    return Labels(emotion=one_emotion(CODES[int(row[1]) - 1])) if known else None
