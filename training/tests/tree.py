"""Tiny synthetic sets in a temporary folder."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from training.data.labels import Labels
from training.data.sets.listing import SetListing
from training.data.splits import bucket


def grow(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files below a folder. Their contents need not be pictures, because loaders do not decode them."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def labels_of(listing: SetListing) -> dict[str, Labels]:
    """The labels of a listing, by file name."""
    return {one.path.name: one.labels for one in listing.pictures}


def bytes_of_bucket(wanted: int) -> str:
    """A text whose bucket is `wanted`."""
    numbers = (str(i) for i in range(100_000))
    return next(text for text in numbers if bucket(hashlib.sha1(text.encode()).hexdigest()) == wanted)
