"""Packs the crops of training and validation small, in pieces that travel one by one.

    python -m training.pack --work WORK --out DIR [--limit 40] [--format jpeg|webp] [--quality 95] [--set NAME …]
    python -m training.pack --unpack DIR --work WORK

A piece is pack-000.bin (encoded crops, one after the other) and pack-000.jsonl (a heading, then a line per crop: its
entry of the manifest and its place); both together stay below --limit megabytes. Crops are in the order of their
hashes, so every piece is a sample of all sets. Unpacking makes WORK/manifest.jsonl and WORK/crops, or adds to what
earlier pieces made there. Held-out pictures are never packed.
"""

import argparse
import hashlib
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from training.faces import FacesError, load_faces
from training.labels import Labels
from training.manifest import Entry, read_manifest, write_manifest
from training.sets.listing import SetError

FORMAT = 1
PARTS = ("train", "validation")
ENCODERS = {"jpeg": "JPEG", "webp": "WEBP"}
MEGABYTE = 1_000_000


class PackError(ValueError):
    """Pieces or options that cannot be used."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One encoded crop."""

    entry: Entry
    data: bytes

    def line(self, offset: int) -> bytes:
        """Its line in the piece's jsonl."""
        one = self.entry
        place = {"offset": offset, "bytes": len(self.data)}
        about = {"sha1": one.sha1, "path": one.path, "set": one.set, "part": one.part}
        cluster = {} if one.cluster is None else {"cluster": one.cluster}
        return json.dumps({**about, "labels": one.labels.to_json(), **cluster, **place}).encode() + b"\n"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, help="folder to write pieces to")
    what.add_argument("--unpack", type=Path, help="folder of pieces to read")
    parser.add_argument("--limit", type=float, default=40, help="megabytes of a piece")
    parser.add_argument("--format", choices=ENCODERS, default="jpeg")
    parser.add_argument("--quality", type=int, default=95)
    parser.add_argument("--set", action="append", help="only this set; may be given again")
    options = parser.parse_args()
    try:
        if options.unpack:
            added = unpack(sorted(options.unpack.glob("pack-*.jsonl")), options.work)
            print(f"{added} crops added to {options.work}")
        else:
            crops = encode_all(options.work, options.set, options.format, options.quality)
            pieces = write_pieces(options.out, crops, read_about(options.work), int(options.limit * MEGABYTE))
            print(f"{len(crops)} crops, pieces: {len(pieces)}, in {options.out}")
    except (PackError, FacesError, SetError) as error:
        sys.exit(str(error))


def read_about(work: Path) -> dict[str, Any]:
    """What crops.json says of the crops. Raises FacesError where it is not there."""
    path = work / "crops" / "crops.json"
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise FacesError(f"{path} is missing or broken; run `npm run crops` first") from error


def encode_all(
    work: Path, sets: Sequence[str] | None, encoder: str = "jpeg", quality: int = 95
) -> list[Packed]:
    """All crops of both parts, encoded, in the order of their hashes. Set by set, to hold few raw ones at a time."""
    wanted = sorted({one.set for one in read_manifest(work / "manifest.jsonl") if one.part in PARTS})
    if sets and (unknown := set(sets) - set(wanted)):
        raise PackError(f"the manifest has no {', '.join(sorted(unknown))}; it has {', '.join(wanted)}")
    packed: list[Packed] = []
    for name in sets or wanted:
        before = len(packed)
        for part in PARTS:
            try:
                faces = load_faces(work, part, [name])
            except FacesError:
                # A set may have no face in one part; none at all is an error below.
                continue
            packed += [
                Packed(entry, encode(crop, encoder, quality))
                for entry, crop in zip(faces.entries, faces.crops, strict=True)
            ]
        print(f"{name}: {len(packed) - before} crops", file=sys.stderr)
    if not packed:
        raise PackError(
            f"{work} has no crops of {', '.join(sets or wanted) or 'any set'}; run `npm run crops` first"
        )
    return sorted(packed, key=lambda one: one.entry.sha1)


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


def write_pieces(out: Path, crops: Sequence[Packed], about: Mapping[str, Any], limit: int) -> list[Path]:
    """Writes pieces whose two files together have at most `limit` bytes; returns the jsonl files.

    Raises PackError where the folder holds pieces already, or one crop alone passes the limit.
    """
    out.mkdir(parents=True, exist_ok=True)
    if any(out.glob("pack-*")):
        raise PackError(f"{out} holds pieces already: name an empty folder")
    written = []
    for number, piece in enumerate(_pieces(crops, limit - _heading_bytes(about))):
        data = b"".join(one.data for one in piece)
        offsets = np.cumsum([0, *(len(one.data) for one in piece)]).tolist()
        lines = [one.line(offset) for one, offset in zip(piece, offsets, strict=False)]
        path = out / f"pack-{number:03}.jsonl"
        path.with_suffix(".bin").write_bytes(data)
        path.write_bytes(_heading(about, len(piece), data) + b"".join(lines))
        written.append(path)
    return written


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


def _heading(about: Mapping[str, Any], count: int, data: bytes) -> bytes:
    seal = {"count": count, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return json.dumps({"format": FORMAT, "crops": about, **seal}).encode() + b"\n"


def _heading_bytes(about: Mapping[str, Any]) -> int:
    return len(_heading(about, 10**9, b"")) + 12


def read_piece(path: Path) -> tuple[dict[str, Any], list[Packed]]:
    """What crops.json says, and the crops of a piece by its jsonl file.

    Raises PackError where one of the two files is missing, cut short or not what was written.
    """
    try:
        heading, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        data = path.with_suffix(".bin").read_bytes()
        about, count, digest = heading["crops"], heading["count"], heading["sha256"]
        told = heading["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackError(f"{path} and its .bin are no whole piece: carry them again") from error
    if told != FORMAT:
        raise PackError(f"{path} is of format {told}, not {FORMAT}: pack anew")
    if len(lines) != count or hashlib.sha256(data).hexdigest() != digest:
        raise PackError(f"{path} or its .bin was cut short or changed: carry them again")
    return about, [_packed(line, data) for line in lines]


def _packed(line: Mapping[str, Any], data: bytes) -> Packed:
    values = {name: value for name, value in line.items() if name not in ("offset", "bytes")}
    entry = Entry(**{**values, "labels": Labels.from_json(values["labels"])})
    return Packed(entry, data[line["offset"] : line["offset"] + line["bytes"]])


def unpack(pieces: Sequence[Path], work: Path) -> int:
    """Adds the crops of pieces (their jsonl files) to WORK; what is there already is left alone. Returns how many.

    Raises PackError where there are no pieces, one is broken, or WORK holds crops of another shape.
    """
    if not pieces:
        raise PackError("no pack-*.jsonl there: name the folder of the pieces")
    folder = work / "crops"
    folder.mkdir(parents=True, exist_ok=True)
    manifest = work / "manifest.jsonl"
    entries = read_manifest(manifest) if manifest.exists() else []
    known = {one.sha1 for one in entries}
    before = len(known)
    for path in pieces:
        about, packed = read_piece(path)
        if not (folder / "crops.json").exists():
            (folder / "crops.json").write_text(json.dumps(about, indent=2) + "\n")
        elif read_about(work) != about:
            raise PackError(f"{work} holds crops of another shape than {path}: name an empty folder")
        new = [one for one in packed if one.entry.sha1 not in known]
        _append(folder, new, about["size"])
        entries += [one.entry for one in new]
        known |= {one.entry.sha1 for one in new}
        write_manifest(manifest, entries)
    return len(known) - before


def _append(folder: Path, packed: Sequence[Packed], size: int) -> None:
    """Pixels before lines, as scripts/crops does: what no line speaks of is never read."""
    shape = (size, size, 3)
    with (folder / "crops.bin").open("ab") as file:
        row = file.tell() // int(np.prod(shape))
        file.truncate(row * int(np.prod(shape)))
        for one in packed:
            crop = decode(one.data)
            if crop.shape != shape:
                raise PackError(f"a packed crop is {crop.shape}, not {shape}: pack anew")
            file.write(crop.tobytes())
    with (folder / "crops.jsonl").open("a", encoding="utf-8") as file:
        for i, one in enumerate(packed):
            file.write("\n" + json.dumps({"sha1": one.entry.sha1, "row": row + i, "failure": None}))


if __name__ == "__main__":
    main()
