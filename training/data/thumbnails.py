"""Cached grey thumbnails of all pictures: thumbnails.bin (uint8 [n, 32, 32]) and thumbnails.jsonl (their SHA-1).

Each thumbnail is written as soon as it is made, so that an interrupted command resumes where it stopped.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIZE = 32
BYTES = SIZE * SIZE
REPORT_EVERY_S = 10.0


def thumbnail(path: Path) -> NDArray[np.uint8]:
    """The whole picture as uint8 [32, 32], stretched to a square by area averaging. Raises OSError if undecodable."""
    try:
        with Image.open(path) as picture:
            picture.draft("L", (2 * SIZE, 2 * SIZE))
            grey = picture.convert("L").resize((SIZE, SIZE), Image.Resampling.BOX)
    except (SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise OSError(str(error)) from error
    return np.asarray(grey, dtype=np.uint8)


class Thumbnails:
    """The thumbnails stored in a folder, by SHA-1."""

    def __init__(self, folder: Path) -> None:
        """Reads the stored thumbnails and removes an incomplete row at the end."""
        folder.mkdir(parents=True, exist_ok=True)
        self._pixels = folder / "thumbnails.bin"
        self._names = folder / "thumbnails.jsonl"
        self._rows: dict[str, int] = {}
        self._failures: dict[str, str] = {}
        self._count = 0
        if self._pixels.is_file() and self._names.is_file():
            self._read()

    def _read(self) -> None:
        lines = self._names.read_text("utf-8").splitlines(keepends=True)
        whole = min(sum(line.endswith("\n") for line in lines), self._pixels.stat().st_size // BYTES)
        for row, line in enumerate(lines[:whole]):
            values = json.loads(line)
            self._rows[values["sha1"]] = row
            if "failure" in values:
                self._failures[values["sha1"]] = values["failure"]
        self._count = whole
        with self._pixels.open("r+b") as file:
            file.truncate(whole * BYTES)
        self._names.write_text("".join(lines[:whole]), "utf-8")

    def of(self, pictures: Sequence[tuple[str, Path]]) -> tuple[NDArray[np.uint8], dict[str, str]]:
        """Thumbnails uint8 [n, 32, 32] of (SHA-1, path) in that order, and decoding errors by SHA-1.

        Undecodable pictures have black thumbnails. Prints the progress on stderr.
        """
        missing = [one for one in pictures if one[0] not in self._rows]
        reported = time.monotonic()
        with self._pixels.open("ab") as pixels, self._names.open("a", encoding="utf-8") as names:
            for done, (sha1, path) in enumerate(missing):
                line = {"sha1": sha1}
                try:
                    small = thumbnail(path)
                except OSError as error:
                    line["failure"] = self._failures[sha1] = str(error)
                    small = np.zeros((SIZE, SIZE), np.uint8)
                pixels.write(small.tobytes())
                names.write(json.dumps(line) + "\n")
                self._rows[sha1] = self._count
                self._count += 1
                if time.monotonic() - reported > REPORT_EVERY_S:
                    reported = time.monotonic()
                    print(f"thumbnails: {done + 1} of {len(missing)}", file=sys.stderr)
        kept = np.fromfile(self._pixels, np.uint8).reshape(-1, SIZE, SIZE)
        rows = [self._rows[sha1] for sha1, _ in pictures]
        failures = {sha1: self._failures[sha1] for sha1, _ in pictures if sha1 in self._failures}
        return kept[rows], failures
