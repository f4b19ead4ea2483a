"""Finds pictures and tables in the folder of a set."""

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.data.sets.listing import SetError, SetPlace

PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff")


def require_folder(folder: Path) -> None:
    """Raises SetError if the folder is missing."""
    if not folder.is_dir():
        raise SetError(f"{folder} is not a folder: give the folder that the set was unpacked into")


def files_below(folder: Path) -> list[Path]:
    """All files below a folder except hidden ones, in a fixed order. Raises SetError if the folder is missing."""
    require_folder(folder)
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root, name) for name in sorted(names) if not name.startswith(".")]
    return found


def pictures_of(paths: Iterable[Path]) -> list[Path]:
    """The paths whose suffix is one of PICTURES."""
    return [path for path in paths if path.suffix.lower() in PICTURES]


def pictures_below(folder: Path) -> list[Path]:
    """All pictures below a folder in a fixed order. Raises SetError if there are none."""
    pictures = pictures_of(files_below(folder))
    if not pictures:
        raise SetError(f"there is no picture in {folder}: give the folder that the set was unpacked into")
    return pictures


def by_name(pictures: Iterable[Path], parts: int = 1) -> dict[str, Path]:
    """Pictures by the last `parts` parts of their path, joined by slashes; the first of several with one name wins."""
    found: dict[str, Path] = {}
    for path in pictures:
        found.setdefault("/".join(path.parts[-parts:]), path)
    return found


def table_named(place: SetPlace, name: str) -> Path:
    """The table that was given, or else the one of that name in the folder. Raises SetError if it is missing."""
    if place.table is not None:
        if not place.table.is_file():
            raise SetError(f"{place.table} is not a file")
        return place.table
    for path in files_below(place.folder):
        if path.name == name:
            return path
    raise SetError(f"{name} is not in {place.folder}: put it there or name the file after a comma, DIR,FILE")


def read_csv(path: Path, separator: str = ",") -> list[list[str]]:
    """All rows that are not empty. Raises SetError if the file is not a text table."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return [row for row in csv.reader(file, delimiter=separator) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise SetError(f"{path} is not a text table: {error}") from error


def read_table(path: Path, columns: Iterable[str], separator: str = ",") -> Iterator[dict[str, str]]:
    """Rows as dictionaries by the names in the first row. Raises SetError if one of `columns` is missing."""
    rows = read_csv(path, separator)
    heading = rows[0] if rows else []
    missing = [name for name in columns if name not in heading]
    if missing:
        raise SetError(f"{path} has no column {missing[0]!r}: it is not the table that belongs to this set")
    return (dict(zip(heading, row, strict=False)) for row in rows[1:])
