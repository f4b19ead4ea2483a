"""FER2013's pictures with the ten votes of FER+ (Barsoum et al. 2016), joined by `Image name`, never by row."""

from collections import Counter
from collections.abc import Sequence

from training.labels import EMOTIONS, Labels
from training.sets.files import by_name, pictures_below, read_table, table_named
from training.sets.listing import Listed, Official, SetListing, SetPlace

COLUMNS = (*EMOTIONS, "unknown", "NF")
USAGES: dict[str, Official] = {"Training": "train", "PublicTest": "validation", "PrivateTest": "test"}


def shares_of(votes: Sequence[int]) -> tuple[float, ...] | None:
    """Shares of the eight emotions, sum 1, from ten counts in the order of COLUMNS.

    The rule of docs/data.md: a vote of one counts as none; None if unknown or NF (no face) then has at least as many votes
    as the best emotion, or no vote for an emotion is left.
    """
    kept = [count if count > 1 else 0 for count in votes]
    emotions, others = kept[: len(EMOTIONS)], kept[len(EMOTIONS) :]
    best = max(emotions)
    if best == 0 or max(others) >= best:
        return None
    return tuple(count / sum(emotions) for count in emotions)


def read(place: SetPlace) -> SetListing:
    """Emotion as shares of votes; pictures without a clear emotion have no label but keep their part.

    Raises SetError without pictures or without fer2013new.csv.
    """
    names = by_name(pictures_below(place.folder))
    pictures = []
    left_out: Counter[str] = Counter()
    for row in read_table(table_named(place, "fer2013new.csv"), ("Usage", "Image name", *COLUMNS)):
        name, usage = row.get("Image name"), USAGES.get(row.get("Usage", ""))
        try:
            votes = [int(row[column]) for column in COLUMNS]
        except (KeyError, ValueError):
            left_out["malformed row"] += 1
            continue
        if not name:
            left_out["row names no picture"] += 1
        elif usage is None:
            left_out["malformed row"] += 1
        elif name not in names:
            left_out["in the table, no picture"] += 1
        else:
            pictures.append(Listed(names[name], Labels(emotion=shares_of(votes)), usage))
    return SetListing.of(pictures, left_out)
