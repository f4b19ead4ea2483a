"""Labeled Faces in the Wild (Huang et al. 2007) with the genders of Afifi and Abdelhamed (2019): male_names.txt and
female_names.txt (one picture's name per line) and the pictures in any folders."""

from collections import Counter

from training.data.labels import Gender, Labels
from training.data.sets.files import by_name, pictures_below, read_csv, table_named
from training.data.sets.listing import Listed, SetListing, SetPlace

TABLES: dict[str, Gender] = {"male_names.txt": "man", "female_names.txt": "woman"}


def read(place: SetPlace) -> SetListing:
    """Gender. Raises SetError without pictures or if a list is missing."""
    names = by_name(pictures_below(place.folder))
    lists: dict[Gender, set[str]] = {
        gender: {row[0].strip() for row in read_csv(table_named(place, table))}
        for table, gender in TABLES.items()
    }
    both, either = lists["man"] & lists["woman"], lists["man"] | lists["woman"]
    pictures = [
        Listed(names[name], Labels(gender=gender))
        for gender, listed in lists.items()
        for name in sorted(listed - both)
        if name in names
    ]
    left_out = {
        "in both lists": len(both),
        "in a list, no picture": len(either - both - set(names)),
        "in no list": len(set(names) - either),
    }
    return SetListing.of(pictures, Counter(left_out))
