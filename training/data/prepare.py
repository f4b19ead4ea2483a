"""Makes the manifest: reads the sets, detects copies, and assigns each picture to a part.

python -m training prepare --set utkface=DIR --set ferplus=DIR,CSV … --out WORK/manifest.jsonl [--drop CSV]
python -m training prepare --list [--set …]

The thumbnails used to detect near copies are stored in the manifest's folder and reused.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from training.data.entries import entries_of, without_dropped, without_near_copies_across
from training.data.manifest import write_manifest
from training.data.prepare_tables import list_of, table_of
from training.data.sets.known import SETS
from training.data.sets.listing import SetError, SetPlace
from training.data.verdicts import read_dropped


def parse_set(text: str) -> tuple[str, SetPlace]:
    """Parses `name=DIR` or `name=DIR,TABLE`. Raises SetError, which lists the known sets, for anything else."""
    name, _, place = text.partition("=")
    if name not in SETS or not place:
        raise SetError(
            f"--set {text}: must be NAME=DIR or NAME=DIR,TABLE, NAME being one of {', '.join(SETS)}"
        )
    folder, _, table = place.partition(",")
    if table and not SETS[name].takes_table:
        raise SetError(
            f"--set {text}: {name} takes no table, its labels are in its folder: give {name}={folder}"
        )
    return name, SetPlace(Path(folder), Path(table) if table else None)


def parse_sets(texts: Sequence[str]) -> dict[str, SetPlace]:
    """Parses all --set options, by name. Raises SetError for one that is invalid or given twice."""
    places: dict[str, SetPlace] = {}
    for text in texts:
        name, place = parse_set(text)
        if name in places:
            raise SetError(f"--set {name} is given twice: put its folders into one folder")
        places[name] = place
    return places


def make(
    places: Mapping[str, SetPlace], out: Path, *, near: bool, dropped: frozenset[str] = frozenset()
) -> str:
    """Writes the manifest and returns the text to print. Raises SetError.

    `near`: whether near copies are detected and kept in one part; `dropped`: SHA-1 of pictures to leave out.
    """
    listings = {}
    for name, place in places.items():
        listings[name] = SETS[name].read(place)
        print(f"{name}: {len(listings[name].pictures)} pictures listed", file=sys.stderr)
    entries, tallies = entries_of(listings)
    summary = "near copies: not checked"
    if near:
        entries, summary = without_near_copies_across(entries, out.parent, tallies)
    entries = without_dropped(entries, dropped, tallies)
    write_manifest(out, entries)
    return f"{table_of(tallies)}\n{summary}\n{len(entries)} pictures in {out}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code: 0, or 1 after an error message on stderr."""
    parser = argparse.ArgumentParser(
        prog="python -m training prepare",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--set", action="append", default=[], metavar="NAME=DIR[,TABLE]", dest="sets")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the manifest to write")
    parser.add_argument("--list", action="store_true", help="list the known sets and where to get them")
    parser.add_argument(
        "--near-copies",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="keep near copies in one part (the default)",
    )
    parser.add_argument(
        "--drop",
        action="append",
        default=[],
        type=Path,
        metavar="CSV",
        help="a reviewed list of `training suspicious`: pictures with the verdict `drop` leave training and validation",
    )
    options = parser.parse_args(arguments)
    try:
        places = parse_sets(options.sets)
        if options.list:
            print(list_of(places))
        elif not places or options.out is None:
            raise SetError("give at least one --set NAME=DIR, and --out FILE; --list names the sets")
        else:
            dropped = frozenset[str]().union(*map(read_dropped, options.drop))
            print(make(places, options.out, near=options.near_copies, dropped=dropped))
    except SetError as error:
        print(f"prepare: {error}", file=sys.stderr)
        return 1
    return 0
