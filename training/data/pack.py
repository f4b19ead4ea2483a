"""Packs the crops of training and validation into small pieces that can be copied one by one.

    python -m training pack --work WORK --out DIR [--limit 40] [--format jpeg|webp] [--quality 95] [--set NAME …]
    python -m training pack --unpack DIR --work WORK

The two files of a piece (pieces.py) together have at most --limit megabytes. Crops are ordered by their hashes, so
every piece is a sample of all sets. Unpacking creates WORK/manifest.jsonl and WORK/crops, or adds to those that earlier
pieces created. Held-out pictures are never packed.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from training.command import command_parser
from training.data.crop_folder import CHANNELS, CropsError, append_crops, read_crop_shape, write_crop_shape
from training.data.faces import FacesError, load_faces
from training.data.manifest import read_manifest, write_manifest
from training.data.pieces import (
    ENCODERS,
    Packed,
    PackError,
    bytes_of,
    decode,
    encode,
    read_piece,
    write_pieces,
)
from training.data.sets.listing import SetError

LOT = 128
"""Number of crops that a process encodes or decodes at a time."""
PARTS = ("train", "validation")
MEGABYTE = 1_000_000


def main() -> None:
    """The command."""
    parser = command_parser("pack", __doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, help="folder to write pieces to")
    what.add_argument("--unpack", type=Path, help="folder of pieces to read")
    parser.add_argument("--limit", type=float, default=40, help="largest size of a piece in megabytes")
    parser.add_argument("--format", choices=ENCODERS, default="jpeg")
    parser.add_argument("--quality", type=int, default=95)
    parser.add_argument("--set", action="append", help="only this set; can be repeated")
    options = parser.parse_args()
    try:
        if options.unpack:
            added = unpack(sorted(options.unpack.glob("pack-*.jsonl")), options.work)
            print(f"{added} crops added to {options.work}")
        else:
            crops = encode_all(options.work, options.set, options.format, options.quality)
            shape = read_crop_shape(options.work / "crops")
            pieces = write_pieces(options.out, crops, shape, int(options.limit * MEGABYTE))
            megabytes = sum(bytes_of(path) for path in pieces) / MEGABYTE
            print(f"{len(crops)} crops, {megabytes:.1f} MB, pieces: {len(pieces)}, in {options.out}")
    except (PackError, CropsError, SetError) as error:
        sys.exit(str(error))


def encode_all(
    work: Path, sets: Sequence[str] | None, encoder: str = "jpeg", quality: int = 95
) -> list[Packed]:
    """All crops of both parts, encoded and ordered by their hashes.

    They are loaded set by set to limit memory. Raises PackError if a named set is not in the manifest or no crop is
    left, SetError or CropsError if a file of WORK is missing or broken.
    """
    wanted = sorted({one.set for one in read_manifest(work / "manifest.jsonl") if one.part in PARTS})
    if sets and (unknown := set(sets) - set(wanted)):
        raise PackError(f"the manifest has no {', '.join(sorted(unknown))}; it has {', '.join(wanted)}")
    packed: list[Packed] = []
    as_files = partial(encode, encoder=encoder, quality=quality)
    for name in sets or wanted:
        before = len(packed)
        for part in PARTS:
            try:
                faces = load_faces(work, part, [name])
            except FacesError:
                # A set may lack faces in one part; an empty result is an error below.
                continue
            with Pool() as pool:
                files = pool.imap(as_files, faces.crops, LOT)
                packed += [Packed(entry, file) for entry, file in zip(faces.entries, files, strict=True)]
        print(f"{name}: {len(packed) - before} crops", file=sys.stderr)
    if not packed:
        raise PackError(
            f"{work} has no crops of {', '.join(sets or wanted) or 'any set'}; run `npm run crops` first"
        )
    return sorted(packed, key=lambda one: one.entry.sha1)


def unpack(pieces: Sequence[Path], work: Path) -> int:
    """Adds the crops of pieces (named by their jsonl files) to WORK and returns the number of new crops.

    Crops that WORK already holds are skipped. Raises PackError without pieces, for a broken piece, or if WORK holds
    crops of another shape; SetError or CropsError if WORK's own manifest or crops.json is broken.
    """
    if not pieces:
        raise PackError("no pack-*.jsonl found: name the folder of the pieces")
    folder = work / "crops"
    folder.mkdir(parents=True, exist_ok=True)
    manifest = work / "manifest.jsonl"
    entries = read_manifest(manifest) if manifest.exists() else []
    known = {one.sha1 for one in entries}
    before = len(known)
    for path in pieces:
        shape, packed = read_piece(path)
        if not (folder / "crops.json").exists():
            write_crop_shape(folder, shape)
        elif read_crop_shape(folder) != shape:
            raise PackError(f"{work} holds crops of another shape than {path}: name an empty folder")
        new = [one for one in packed if one.entry.sha1 not in known]
        append_crops(folder, shape.size, _decoded(new, shape.size))
        entries += [one.entry for one in new]
        known |= {one.entry.sha1 for one in new}
        write_manifest(manifest, entries)
    return len(known) - before


def _decoded(packed: Sequence[Packed], size: int) -> Iterator[tuple[str, np.ndarray]]:
    """Yields the SHA-1 and pixels of each crop, decoded on all cores because one core would take too long."""
    with Pool() as pool:
        yield from _checked(
            zip(packed, pool.imap(decode, [one.data for one in packed], LOT), strict=True), size
        )


def _checked(decoded: Iterable[tuple[Packed, np.ndarray]], size: int) -> Iterator[tuple[str, np.ndarray]]:
    for one, crop in decoded:
        if crop.shape != (size, size, CHANNELS):
            raise PackError(f"a packed crop is {crop.shape}, not {(size, size, CHANNELS)}: pack again")
        yield one.entry.sha1, crop
