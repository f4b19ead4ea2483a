"""Turns the listings of sets into manifest entries and counts the pictures of each set by outcome.

Copies are merged, near copies are kept in one part, and pictures that a person marked as wrongly labelled are dropped.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from training.data.manifest import Entry
from training.data.near_copies import (
    POSED,
    UNALIGNED,
    clusters_of,
    keep_together,
    near_copies,
    without_posed,
)
from training.data.sets.known import SETS
from training.data.sets.listing import Listed, SetError, SetListing
from training.data.sets.merge import contradict, merged
from training.data.splits import Part, bucket, bucket_of_person, part, strictest
from training.data.thumbnails import Thumbnails


@dataclass(slots=True)
class Tally:
    """The number of one set's pictures, by part and by reason for leaving them out."""

    pictures: int = 0
    parts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def sha1_of(path: Path) -> str:
    """Hexadecimal SHA-1 of a file's bytes. Raises SetError if it cannot be read."""
    try:
        return hashlib.sha1(path.read_bytes()).hexdigest()
    except OSError as error:
        raise SetError(f"cannot read {path}: {error.strerror}") from error


def entries_of(
    listings: Mapping[str, SetListing], hashed: Callable[[Path], str] = sha1_of
) -> tuple[list[Entry], dict[str, Tally]]:
    """One entry for each distinct picture, in the order of their hashes, and the tally of each set.

    Copies of a picture become one entry with merged labels, in the set and at the path of the first copy in the
    strictest part. A picture without any label is left out, but its part still counts for its copies; the loaders
    list unlabelled held-out pictures for that reason.
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
        winner = strictest([one_part for _, _, one_part in same])
        first = next(index for index, (_, _, one_part) in enumerate(same) if one_part == winner)
        # A picture has one crop, so labels of another face in it do not count.
        box = next((one.box for _, one, _ in (same[first], *same) if one.box is not None), None)
        labels = merged([one.labels for _, one, _ in same if one.box in (None, box)])
        known = bool(labels.to_json())
        name, listed, _ = same[first]
        for index, (other, _, _) in enumerate(same):
            if index != first:
                tallies[other].left_out["copy of another picture"] += 1
        if known:
            tallies[name].parts[winner] += 1
            entries.append(Entry(sha1, str(listed.path.absolute()), name, winner, labels, box=box))
        else:
            disagree = contradict([one.labels for _, one, _ in same])
            tallies[name].left_out["labels of copies disagree" if disagree else "no clear label"] += 1
    return entries, tallies


def without_near_copies_across(
    entries: Sequence[Entry], work: Path, tallies: Mapping[str, Tally]
) -> tuple[list[Entry], str]:
    """Entries with all near copies in one part, and lines to print about the moves; updates the tallies.

    `work`: the folder in which the thumbnails are stored. Pictures that cannot be decoded are left out.
    """
    thumbnails, failures = Thumbnails(work).of([(one.sha1, Path(one.path)) for one in entries])
    unaligned = np.array([one.set in UNALIGNED for one in entries], dtype=bool)
    pairs, _ = near_copies(thumbnails, unaligned)
    pairs = without_posed(pairs, np.array([one.set in POSED for one in entries], dtype=bool))
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
    """Entries without those that a person marked as wrongly labelled; updates the tallies.

    Held-out pictures stay, so that figures cover exactly the pictures that the set's owner chose for testing.
    """
    kept = []
    for one in entries:
        if one.sha1 in dropped and one.part != "held-out":
            tallies[one.set].parts[one.part] -= 1
            tallies[one.set].left_out["dropped by hand"] += 1
        else:
            kept.append(one)
    return kept
