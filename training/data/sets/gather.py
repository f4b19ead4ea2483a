"""The two commonest ways in which sets say what a picture shows: by its name and folders, or by tables."""

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
    """All pictures below a folder.

    listed: of a picture's path and the names of the folders that it lies in, None where they give no label;
    otherwise: the reason for which such pictures are left out; expected: how one of them at least must be ("is named
    like …"), if so; besides: the name of folders that are no part of the set. Raises SetError without pictures, and
    where none is as expected.
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
    """The pictures that tables below a folder name in their first column, wherever they lie.

    tables: names of the tables, with the part that each stands for; labels_of: of a row, None where it is
    malformed; heading: a first row that is none. Raises SetError without pictures or without one of the tables.
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
