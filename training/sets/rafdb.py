"""RAF-DB basic, aligned: train_labels.csv and test_labels.csv (image, label) and the pictures in any folders."""

from collections import Counter

from training.labels import Labels, one_emotion
from training.sets.files import by_name, pictures_below, read_csv, table_named
from training.sets.listing import Listed, Official, SetListing, SetPlace

CODES = ("surprise", "fear", "disgust", "happiness", "sadness", "anger", "neutral")
"""RAF-DB's own numbers, from 1."""
TABLES: dict[str, Official] = {"train_labels.csv": "train", "test_labels.csv": "test"}


def read(place: SetPlace) -> SetListing:
    """Emotion, one of seven. Raises SetError without pictures or without one of the tables."""
    names = by_name(pictures_below(place.folder))
    pictures = []
    left_out: Counter[str] = Counter()
    for table, official in TABLES.items():
        for row in read_csv(table_named(SetPlace(place.folder), table)):
            if row[:2] == ["image", "label"]:
                continue
            if len(row) < 2 or row[1] not in tuple("1234567"):
                left_out["malformed row"] += 1
            elif row[0] not in names:
                left_out["in the table, no picture"] += 1
            else:
                labels = Labels(emotion=one_emotion(CODES[int(row[1]) - 1]))
                pictures.append(Listed(names[row[0]], labels, official))
    return SetListing.of(pictures, left_out)
