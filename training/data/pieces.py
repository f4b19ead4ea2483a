"""The two files of a piece: pack-000.bin and pack-000.jsonl.

The first has the concatenated encoded crops. The second has a heading with the shape of the crops, and then one line
per crop with its manifest entry and its position in the first.
"""

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
    """A piece or an option is not valid."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One encoded crop."""

    entry: Entry
    data: bytes

    def line(self, offset: int) -> bytes:
        """The crop's line in the jsonl file; `offset` is its first byte in the bin file."""
        position = {"offset": offset, "bytes": len(self.data)}
        return json.dumps({**self.entry.to_json(), **position}).encode() + b"\n"


def encode(crop: np.ndarray, encoder: str, quality: int) -> bytes:
    """Encodes uint8 [h, w, 3] with one of ENCODERS; a JPEG of a grey crop has one channel."""
    image = Image.fromarray(crop)
    if encoder == "jpeg" and (crop == crop[..., :1]).all():
        image = image.convert("L")
    file = io.BytesIO()
    image.save(file, ENCODERS[encoder], quality=quality)
    return file.getvalue()


def decode(data: bytes) -> np.ndarray:
    """Decodes an image file to uint8 [h, w, 3]. Raises PackError if it is not an image."""
    try:
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    except (OSError, UnidentifiedImageError) as error:
        raise PackError(f"a packed crop cannot be decoded: {error}") from error


def write_pieces(out: Path, crops: Sequence[Packed], shape: CropShape, limit: int) -> list[Path]:
    """Writes pieces whose two files together have at most `limit` bytes; returns the jsonl files.

    Raises PackError if the folder already holds pieces or a single crop exceeds the limit.
    """
    out.mkdir(parents=True, exist_ok=True)
    if any(out.glob("pack-*")):
        raise PackError(f"{out} already holds pieces: name an empty folder")
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
    """The size in bytes of both files of a piece, given its jsonl file."""
    return piece.stat().st_size + piece.with_suffix(".bin").stat().st_size


def _pieces(crops: Sequence[Packed], limit: int) -> Iterator[list[Packed]]:
    piece: list[Packed] = []
    size = 0
    for one in crops:
        # An offset equal to the limit gives the longest possible line.
        added = len(one.data) + len(one.line(limit))
        if added > limit:
            raise PackError("a single crop exceeds the size of a piece: raise --limit")
        if size + added > limit:
            yield piece
            piece, size = [], 0
        piece.append(one)
        size += added
    if piece:
        yield piece


def _heading(shape: CropShape, count: int, data: bytes) -> bytes:
    checks = {"count": count, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return json.dumps({"format": FORMAT, "crops": shape.to_json(), **checks}).encode() + b"\n"


def _heading_bytes(shape: CropShape) -> int:
    return len(_heading(shape, 10**9, b"")) + 12


def read_piece(path: Path) -> tuple[CropShape, list[Packed]]:
    """The shape of a piece's crops, and the crops, given its jsonl file.

    Raises PackError if one of the two files is missing, truncated or modified.
    """
    try:
        heading, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        data = path.with_suffix(".bin").read_bytes()
        version, count, digest, shape = (heading[name] for name in ("format", "count", "sha256", "crops"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackError(f"{path} and its .bin are not a complete piece: copy them again") from error
    if version != FORMAT:
        raise PackError(f"{path} has format {version}, not {FORMAT}: pack again")
    if len(lines) != count or hashlib.sha256(data).hexdigest() != digest:
        raise PackError(f"{path} or its .bin was truncated or modified: copy them again")
    try:
        return CropShape.from_json(shape), [_packed(line, data) for line in lines]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackError(f"{path} has an invalid line ({error}): copy it again") from error


def _packed(line: Mapping[str, Any], data: bytes) -> Packed:
    values = {name: value for name, value in line.items() if name not in ("offset", "bytes")}
    return Packed(Entry.from_json(values), data[line["offset"] : line["offset"] + line["bytes"]])
