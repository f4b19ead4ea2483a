"""Pieces that travel: pack-000.bin (encoded crops, one after the other) and pack-000.jsonl (a heading with the shape
of the crops, then a line per crop: its entry of the manifest and its place)."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from training.data.crop_folder import CropShape
from training.data.manifest import Entry

FORMAT = 1
ENCODERS = {"jpeg": "JPEG", "webp": "WEBP"}


class PackError(ValueError):
    """Pieces or options that cannot be used."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One encoded crop."""

    entry: Entry
    data: bytes

    def line(self, offset: int) -> bytes:
        """Its line in the piece's jsonl."""
        place = {"offset": offset, "bytes": len(self.data)}
        return json.dumps({**self.entry.to_json(), **place}).encode() + b"\n"


def encode(crop: np.ndarray, encoder: str, quality: int) -> bytes:
    """uint8 [h, w, 3] as a file; a JPEG of a grey crop has one channel."""
    image = Image.fromarray(crop)
    if encoder == "jpeg" and (crop == crop[..., :1]).all():
        image = image.convert("L")
    file = io.BytesIO()
    image.save(file, ENCODERS[encoder], quality=quality)
    return file.getvalue()


def decode(data: bytes) -> np.ndarray:
    """uint8 [h, w, 3] of a file. Raises PackError where it is none."""
    try:
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    except (OSError, UnidentifiedImageError) as error:
        raise PackError(f"a packed crop cannot be decoded: {error}") from error


def write_pieces(out: Path, crops: Sequence[Packed], shape: CropShape, limit: int) -> list[Path]:
    """Writes pieces whose two files together have at most `limit` bytes; returns the jsonl files.

    Raises PackError where the folder holds pieces already, or one crop alone passes the limit.
    """
    out.mkdir(parents=True, exist_ok=True)
    if any(out.glob("pack-*")):
        raise PackError(f"{out} holds pieces already: name an empty folder")
    written = []
    for number, piece in enumerate(_pieces(crops, limit - _heading_bytes(shape))):
        data = b"".join(one.data for one in piece)
        offsets = np.cumsum([0, *(len(one.data) for one in piece)]).tolist()
        lines = [one.line(offset) for one, offset in zip(piece, offsets, strict=False)]
        path = out / f"pack-{number:03}.jsonl"
        path.with_suffix(".bin").write_bytes(data)
        path.write_bytes(_heading(shape, len(piece), data) + b"".join(lines))
        written.append(path)
    return written


def bytes_of(piece: Path) -> int:
    """Of both files of a piece, by its jsonl file."""
    return piece.stat().st_size + piece.with_suffix(".bin").stat().st_size


def _pieces(crops: Sequence[Packed], limit: int) -> Iterator[list[Packed]]:
    piece: list[Packed] = []
    size = 0
    for one in crops:
        # The longest line: that of the greatest offset.
        added = len(one.data) + len(one.line(limit))
        if added > limit:
            raise PackError("a crop alone is larger than a piece may be: raise --limit")
        if size + added > limit:
            yield piece
            piece, size = [], 0
        piece.append(one)
        size += added
    if piece:
        yield piece


def _heading(shape: CropShape, count: int, data: bytes) -> bytes:
    seal = {"count": count, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return json.dumps({"format": FORMAT, "crops": shape.to_json(), **seal}).encode() + b"\n"


def _heading_bytes(shape: CropShape) -> int:
    return len(_heading(shape, 10**9, b"")) + 12


def read_piece(path: Path) -> tuple[CropShape, list[Packed]]:
    """The shape of the crops of a piece, and the crops, by its jsonl file.

    Raises PackError where one of the two files is missing, cut short or not what was written.
    """
    try:
        heading, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        data = path.with_suffix(".bin").read_bytes()
        told, count, digest, shape = (heading[name] for name in ("format", "count", "sha256", "crops"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackError(f"{path} and its .bin are no whole piece: carry them again") from error
    if told != FORMAT:
        raise PackError(f"{path} is of format {told}, not {FORMAT}: pack anew")
    if len(lines) != count or hashlib.sha256(data).hexdigest() != digest:
        raise PackError(f"{path} or its .bin was cut short or changed: carry them again")
    try:
        return CropShape.from_json(shape), [_packed(line, data) for line in lines]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackError(f"{path} has a line of something else ({error}): carry it again") from error


def _packed(line: Mapping[str, Any], data: bytes) -> Packed:
    values = {name: value for name, value in line.items() if name not in ("offset", "bytes")}
    return Packed(Entry.from_json(values), data[line["offset"] : line["offset"] + line["bytes"]])
