"""CelebA (Liu et al. 2015): list_attr_celeba.txt, list_eval_partition.txt and the pictures in any folder."""

from collections import Counter
from pathlib import Path

from training.data.labels import Labels
from training.data.sets.files import by_name, pictures_below, table_named
from training.data.sets.listing import Listed, Official, SetError, SetListing, SetPlace

ATTRIBUTES = "list_attr_celeba.txt"
PARTITION = "list_eval_partition.txt"
PARTS: dict[str, Official] = {"0": "train", "1": "validation", "2": "test"}
SIGNS = {"1": True, "-1": False}


def read(place: SetPlace) -> SetListing:
    """Gender and smile; `Young` is not usable as an age. Raises SetError without pictures or if a list is missing."""
    names = by_name(pictures_below(place.folder))
    parts = dict(line[:2] for line in _words_of(place, PARTITION) if len(line) >= 2)
    lines = _words_of(place, ATTRIBUTES)
    heading = next((line for line in lines if "Male" in line and "Smiling" in line), None)
    if heading is None:
        raise SetError(
            f"{ATTRIBUTES} in {place.folder} has no line with the names Male and Smiling: download it again"
        )
    pictures = []
    left_out: Counter[str] = Counter()
    for line in lines[lines.index(heading) + 1 :]:
        values = dict(zip(heading, line[1:], strict=False))
        male, smiling = SIGNS.get(values.get("Male", "")), SIGNS.get(values.get("Smiling", ""))
        official = PARTS.get(parts.get(line[0], ""))
        if male is None or smiling is None or len(line) != len(heading) + 1:
            left_out["malformed row"] += 1
        elif official is None:
            left_out["in no part of the partition"] += 1
        elif line[0] not in names:
            left_out["in the table, no picture"] += 1
        else:
            labels = Labels(gender="man" if male else "woman", smile=smiling)
            pictures.append(Listed(names[line[0]], labels, official))
    return SetListing.of(pictures, left_out)


def _words_of(place: SetPlace, name: str) -> list[list[str]]:
    path: Path = table_named(SetPlace(place.folder), name)
    try:
        return [words for line in path.read_text("utf-8").splitlines() if (words := line.split())]
    except UnicodeDecodeError as error:
        raise SetError(f"{path} is not a text file: use {name} as it is distributed") from error
