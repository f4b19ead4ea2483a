"""Crops and labels together: what training reads into memory."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.manifest import Entry, read_manifest
from training.targets import Targets, targets_of

CHANNELS = 3
CHUNK = 2048


class FacesError(ValueError):
    """The folder of crops is not there or does not fit the manifest."""


@dataclass(frozen=True, slots=True)
class Faces:
    """n faces of one part. Row i of everything is of the same face."""

    crops: np.ndarray
    """uint8 [n, size, size, 3], RGB; the page's crop with `margin` more pixels on each side."""
    margin: int
    targets: Targets
    entries: list[Entry]

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def sets(self) -> np.ndarray:
        """The set of each face, str [n]."""
        return np.array([entry.set for entry in self.entries])


def load_faces(work: Path, part: str, sets: list[str] | None = None) -> Faces:
    """Reads the faces of a part ("train", "validation") of some sets, or of all, from WORK/manifest.jsonl and
    WORK/crops. Pictures in which the page finds no face are left out, and said on stderr.

    Raises FacesError where a file is missing or nothing is left.
    """
    shape = _read_shape(work / "crops" / "crops.json")
    size = shape["size"]
    rows = _read_rows(work / "crops" / "crops.jsonl")
    wanted = [
        e for e in read_manifest(work / "manifest.jsonl") if e.part == part and (not sets or e.set in sets)
    ]
    entries = sorted((e for e in wanted if rows.get(e.sha1) is not None), key=lambda e: rows[e.sha1])
    if not entries:
        raise FacesError(f"{work}: no crops of the part {part}; run `npm run crops` first")
    if len(entries) < len(wanted):
        cut = sum(e.sha1 in rows for e in wanted)
        missing = f"{cut - len(entries)} without a face, {len(wanted) - cut} not cut yet"
        print(f"{part}: {len(entries)} of {len(wanted)} pictures; {missing}", file=sys.stderr)
    stored = np.memmap(work / "crops" / "crops.bin", np.uint8, "r").reshape(-1, size, size, CHANNELS)
    index = np.array([rows[e.sha1] for e in entries])
    crops = np.empty((len(entries), size, size, CHANNELS), np.uint8)
    # In memory: a mapped file is evicted and read again all the time.
    for start in range(0, len(index), CHUNK):
        crops[start : start + CHUNK] = stored[index[start : start + CHUNK]]
    return Faces(crops, shape["margin"], targets_of([e.labels for e in entries]), entries)


def _read_shape(path: Path) -> dict[str, int]:
    try:
        shape = json.loads(path.read_text())
        return {"size": int(shape["size"]), "margin": int(shape["margin"])}
    except (OSError, ValueError, KeyError) as error:
        raise FacesError(f"{path} is missing or broken; run `npm run crops` first") from error


def _read_rows(path: Path) -> dict[str, int | None]:
    rows: dict[str, int | None] = {}
    for line in path.read_text().split("\n"):
        try:
            one = json.loads(line)
        except ValueError:
            # The end of a run of crops that was ended in mid-line, and the empty first line.
            continue
        rows[one["sha1"]] = one["row"]
    return rows
