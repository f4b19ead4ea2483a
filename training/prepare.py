"""Makes the manifest: reads the sets, finds copies, gives each picture its part.

python -m training.prepare --set utkface=DIR --set ferplus=DIR,CSV … --out WORK/manifest.jsonl [--drop CSV]
python -m training.prepare --list [--set …]

The thumbnails that near copies are found with are kept beside the manifest and not made again.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from training.manifest import Entry, write_manifest
from training.near_copies import UNALIGNED, clusters_of, keep_together, near_copies
from training.sets.known import SETS
from training.sets.listing import Listed, SetError, SetListing, SetPlace
from training.sets.merge import contradict, merged
from training.splits import PARTS, Part, bucket, bucket_of_person, part, strictest
from training.thumbnails import Thumbnails
from training.verdicts import read_dropped


@dataclass(slots=True)
class Tally:
    """What became of the pictures of one set."""

    pictures: int = 0
    parts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def sha1_of(path: Path) -> str:
    """Hexadecimal SHA-1 of a file's bytes. Raises SetError where it cannot be read."""
    try:
        return hashlib.sha1(path.read_bytes()).hexdigest()
    except OSError as error:
        raise SetError(f"cannot read {path}: {error.strerror}") from error


def entries_of(
    listings: Mapping[str, SetListing], hashed: Callable[[Path], str] = sha1_of
) -> tuple[list[Entry], dict[str, Tally]]:
    """Each content once, in the order of its hash, and what became of each set's pictures.

    Copies of one content give one entry, in the set and at the path of the first of them that lies in the
    strictest part; their labels are merged. A content without any label left gives none, though its part still
    binds: the loaders list held-out pictures without labels for that.
    """
    tallies = {name: Tally() for name in listings}
    copies: dict[str, list[tuple[str, Listed, Part]]] = {}
    for name, listing in listings.items():
        tallies[name].pictures = len(listing.pictures) + sum(listing.left_out.values())
        tallies[name].left_out.update(listing.left_out)
        for one in listing.pictures:
            sha1 = hashed(one.path)
            place = bucket(sha1) if one.person is None else bucket_of_person(one.person)
            copies.setdefault(sha1, []).append((name, one, part(SETS[name].rule, one.official, place)))
    entries = []
    for sha1 in sorted(copies):
        same = copies[sha1]
        winner = strictest([where for _, _, where in same])
        first = next(index for index, (_, _, where) in enumerate(same) if where == winner)
        labels = merged([one.labels for _, one, _ in same])
        known = bool(labels.to_json())
        name, listed, _ = same[first]
        for index, (other, _, _) in enumerate(same):
            if index != first:
                tallies[other].left_out["copy of another picture"] += 1
        if known:
            tallies[name].parts[winner] += 1
            entries.append(Entry(sha1, str(listed.path.absolute()), name, winner, labels))
        else:
            disagree = contradict([one.labels for _, one, _ in same])
            tallies[name].left_out["labels of copies disagree" if disagree else "no clear label"] += 1
    return entries, tallies


def table_of(tallies: Mapping[str, Tally]) -> str:
    """Lines to print: pictures, parts, and what was left out and why, set by set."""
    order = ("train", "validation", "held-out")
    assert set(order) == set(PARTS)
    heading = f"{'set':<12}{'pictures':>9}{'train':>9}{'validation':>12}{'held out':>10}  left out"
    lines = [heading]
    for name, tally in tallies.items():
        why = ", ".join(f"{count} {reason}" for reason, count in sorted(tally.left_out.items()))
        train, validation, held_out = (tally.parts[one] for one in order)
        lines.append(
            f"{name:<12}{tally.pictures:>9}{train:>9}{validation:>12}{held_out:>10}  {why or 'none'}"
        )
    return "\n".join(lines)


def parse_set(text: str) -> tuple[str, SetPlace]:
    """`name=DIR` or `name=DIR,TABLE`. Raises SetError, naming the sets there are, for anything else."""
    name, _, place = text.partition("=")
    if name not in SETS or not place:
        raise SetError(
            f"--set {text}: must be NAME=DIR or NAME=DIR,TABLE, NAME being one of {', '.join(SETS)}"
        )
    folder, _, table = place.partition(",")
    if table and not SETS[name].takes_table:
        raise SetError(
            f"--set {text}: {name} takes no table, its labels lie in its folder: give {name}={folder}"
        )
    return name, SetPlace(Path(folder), Path(table) if table else None)


def without_near_copies_across(
    entries: Sequence[Entry], work: Path, tallies: Mapping[str, Tally]
) -> tuple[list[Entry], str]:
    """Entries with near copies kept in one part, and lines that say what moved; tallies are brought up to date.

    work: the folder that keeps the thumbnails. A picture that cannot be decoded is left out.
    """
    thumbnails, failures = Thumbnails(work).of([(one.sha1, Path(one.path)) for one in entries])
    unaligned = np.array([one.set in UNALIGNED for one in entries], dtype=bool)
    pairs, _ = near_copies(thumbnails, unaligned)
    kept = keep_together(entries, clusters_of(len(entries), pairs))
    moved: Counter[tuple[str, str, str]] = Counter()
    for before, after in zip(entries, kept, strict=True):
        if before.part != after.part:
            moved[before.set, before.part, after.part] += 1
    for tally in tallies.values():
        tally.parts.clear()
    for one in kept:
        if one.sha1 in failures:
            tallies[one.set].left_out["cannot be decoded"] += 1
        else:
            tallies[one.set].parts[one.part] += 1
    clusters = Counter(one.cluster for one in kept if one.cluster is not None)
    lines = [
        f"near copies: {len(pairs.one)} pairs, {pairs.mirrored.sum()} of them mirrored; {len(clusters)} clusters of "
        f"{sum(clusters.values())} pictures, the largest of {max(clusters.values(), default=0)}"
    ]
    for (name, before, after), count in sorted(moved.items()):
        lines.append(f"  {name}: {count} from {before} to {after}")
    return [one for one in kept if one.sha1 not in failures], "\n".join(lines)


def without_dropped(
    entries: Sequence[Entry], dropped: frozenset[str], tallies: Mapping[str, Tally]
) -> list[Entry]:
    """Entries less those whose labels were found wrong by hand; tallies are brought up to date.

    What is held out stays: a figure is of the pictures that a set's owner put there.
    """
    kept = []
    for one in entries:
        if one.sha1 in dropped and one.part != "held-out":
            tallies[one.set].parts[one.part] -= 1
            tallies[one.set].left_out["dropped by hand"] += 1
        else:
            kept.append(one)
    return kept


def list_of(places: Mapping[str, SetPlace]) -> str:
    """What each set is, whether its folder is given and read, and where it is to be had."""
    lines = []
    for name, known in SETS.items():
        lines.append(f"{name}: {known.what}")
        lines.append(f"  gives    {known.gives}; licence: {known.licence}")
        if name in places:
            try:
                listing = known.read(places[name])
                lines.append(f"  given    {len(listing.pictures)} pictures in {places[name].folder}")
            except SetError as error:
                lines.append(f"  missing  {error}")
        else:
            lines.append("  not given")
        lines.append(f"  owner    {known.owner}")
        lines.append(f"  copy     {known.copy or 'none known'}")
    return "\n".join(lines)


def parse_sets(texts: Sequence[str]) -> dict[str, SetPlace]:
    """All --set options by name. Raises SetError for one that is wrong or given twice."""
    places: dict[str, SetPlace] = {}
    for text in texts:
        name, place = parse_set(text)
        if name in places:
            raise SetError(f"--set {name} is given twice: put its folders under one")
        places[name] = place
    return places


def make(
    places: Mapping[str, SetPlace], out: Path, *, near: bool, dropped: frozenset[str] = frozenset()
) -> str:
    """Writes the manifest and gives back the lines to print. Raises SetError."""
    listings = {}
    for name, place in places.items():
        listings[name] = SETS[name].read(place)
        print(f"{name}: {len(listings[name].pictures)} pictures listed", file=sys.stderr)
    entries, tallies = entries_of(listings)
    told = "near copies: not looked for"
    if near:
        entries, told = without_near_copies_across(entries, out.parent, tallies)
    entries = without_dropped(entries, dropped, tallies)
    write_manifest(out, entries)
    return f"{table_of(tallies)}\n{told}\n{len(entries)} pictures in {out}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, or 1 after one sentence on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m training.prepare",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--set", action="append", default=[], metavar="NAME=DIR[,TABLE]", dest="sets")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the manifest to write")
    parser.add_argument("--list", action="store_true", help="say what sets there are and where to get them")
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
        help="a list of training.suspicious with verdicts: pictures marked `drop` leave training and validation",
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


if __name__ == "__main__":
    sys.exit(main())
