"""The crops and labels of a part, loaded into memory for training."""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.data.crop_folder import CHANNELS, CropsError, read_crop_shape, read_rows, stored_crops
from training.data.manifest import Entry, read_manifest
from training.data.targets import Targets, targets_of

CHUNK = 2048


class FacesError(ValueError):
    """The crops have no face of the requested part and sets."""


@dataclass(frozen=True, slots=True)
class Faces:
    """n faces of one part. Row i of every field belongs to the same face."""

    crops: np.ndarray
    """uint8 [n, size, size, 3], RGB: the page's crop with `margin` additional pixels on each side."""
    margin: int
    targets: Targets
    entries: list[Entry]

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def sets(self) -> np.ndarray:
        """The name of each face's set, str [n]."""
        return np.array([entry.set for entry in self.entries])


def load_faces(work: Path, part: str, sets: list[str] | None = None) -> Faces:
    """Reads the faces of a part ("train" or "validation") of the named sets, or of all, from WORK.

    Needs WORK/manifest.jsonl and WORK/crops. Pictures in which the page detects no face are left out; their number is
    printed on stderr. Raises SetError or CropsError if a file is missing or broken, FacesError if no face is left.
    """
    folder = work / "crops"
    shape = read_crop_shape(folder)
    rows = read_rows(folder)
    wanted = [
        e for e in read_manifest(work / "manifest.jsonl") if e.part == part and (not sets or e.set in sets)
    ]
    placed = [(row, e) for e in wanted if (row := rows.get(e.sha1)) is not None]
    entries = [e for _, e in sorted(placed, key=lambda pair: pair[0])]
    if not entries:
        raise FacesError(f"{work}: no crops of the part {part}; run `npm run crops` first")
    if len(entries) < len(wanted):
        cut = sum(e.sha1 in rows for e in wanted)
        missing = f"{cut - len(entries)} without a face, {len(wanted) - cut} not cut yet"
        print(f"{part}: {len(entries)} of {len(wanted)} pictures; {missing}", file=sys.stderr)
    stored = stored_crops(folder, shape.size)
    index = np.array([rows[e.sha1] for e in entries])
    if index.max() >= len(stored):
        raise CropsError(f"{folder} lists more crops than crops.bin holds; cut them again in an empty folder")
    crops = np.empty((len(entries), shape.size, shape.size, CHANNELS), np.uint8)
    # Copied into memory, because the pages of a mapped file are evicted and read again throughout training.
    for start in range(0, len(index), CHUNK):
        crops[start : start + CHUNK] = stored[index[start : start + CHUNK]]
    return Faces(crops, shape.margin, targets_of([e.labels for e in entries]), entries)
