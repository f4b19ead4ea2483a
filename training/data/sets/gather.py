"""The two most common layouts of sets: labels in the names of pictures and folders, or in tables."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from training.data.labels import Labels
from training.data.sets.files import by_name, pictures_below, read_csv, table_named
from training.data.sets.listing import Listed, Official, SetError, SetListing, SetPlace


def listing_by_path(
    folder: Path,
    listed: Callable[[Path, tuple[str, ...]], Listed | None],
    otherwise: str,
    expected: str | None = None,
    besides: str | None = None,
) -> SetListing:
    """Lists all pictures below a folder by their paths.

    `listed` maps a picture's path and the names of its folders below `folder` to its listing, or to None without a
    label; `otherwise` is then the reason for leaving it out. `expected` completes the error "no picture in … is named
    like …" if all are left out; None allows that. Folders named `besides` are skipped. Raises SetError without
    pictures.
    """
    pictures = []
    left_out: Counter[str] = Counter()
    for path in pictures_below(folder):
        folders = path.relative_to(folder).parts[:-1]
        if besides in folders:
            continue
        if one := listed(path, folders):
            pictures.append(one)
        else:
            left_out[otherwise] += 1
    if expected and not pictures:
        raise SetError(f"no picture in {folder} {expected}")
    return SetListing.of(pictures, left_out)


def listing_by_tables(
    folder: Path,
    tables: Mapping[str, Official],
    labels_of: Callable[[list[str]], Labels | None],
    heading: list[str] | None = None,
) -> SetListing:
    """Lists the pictures, anywhere below a folder, whose names are in the first column of tables.

    `tables`: the names of the tables and the official part of each; `labels_of`: the labels of a row, None if it is
    malformed; `heading`: a first row to skip. Raises SetError without pictures or if a table is missing.
    """
    names = by_name(pictures_below(folder))
    pictures = []
    left_out: Counter[str] = Counter()
    for table, official in tables.items():
        rows = read_csv(table_named(SetPlace(folder), table))
        for row in rows[1:] if rows[:1] == [heading] else rows:
            labels = labels_of(row)
            if labels is None:
                left_out["malformed row"] += 1
            elif row[0] not in names:
                left_out["in the table, no picture"] += 1
            else:
                pictures.append(Listed(names[row[0]], labels, official))
    return SetListing.of(pictures, left_out)
