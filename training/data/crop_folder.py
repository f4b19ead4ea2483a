"""WORK/crops as `npm run crops` writes it: crops.json (shape), crops.bin (pixels), crops.jsonl (row of each picture)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

CHANNELS = 3
KEYPOINTS = ("rightEye", "leftEye", "noseTip", "mouthCentre")


class CropsError(ValueError):
    """A file of WORK/crops is missing or broken."""


@dataclass(frozen=True, slots=True)
class CropShape:
    """The contents of crops.json, which apply to all crops of a folder."""

    size: int
    """Side of a stored crop in pixels."""
    margin: int
    """Width in pixels, on each side, of the border outside the page's own crop."""
    template: Mapping[str, tuple[float, float]]
    """The position of each of KEYPOINTS in a crop: x and y in pixels of a 112×112 square."""
    fingerprint: str
    """Hash of the code that cut the crops."""

    def to_json(self) -> dict[str, Any]:
        """The values in the order and number format of `npm run crops`, which compares the text of the file."""
        template = {name: {"x": x, "y": y} for name, (x, y) in self.template.items()}
        return {
            "size": self.size,
            "margin": self.margin,
            "template": template,
            "fingerprint": self.fingerprint,
        }

    @staticmethod
    def from_json(values: Mapping[str, Any]) -> "CropShape":
        """The inverse of to_json. Raises ValueError if a value is missing or of the wrong type."""
        try:
            template = {
                name: (values["template"][name]["x"], values["template"][name]["y"]) for name in KEYPOINTS
            }
            return CropShape(int(values["size"]), int(values["margin"]), template, str(values["fingerprint"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a shape of crops: {error}") from error


def read_crop_shape(folder: Path) -> CropShape:
    """Reads crops.json of the folder. Raises CropsError if it is missing or broken."""
    path = folder / "crops.json"
    try:
        return CropShape.from_json(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise _missing(path) from error


def write_crop_shape(folder: Path, shape: CropShape) -> None:
    """Writes crops.json of the folder with the text that `npm run crops` writes, which can then add to the folder."""
    (folder / "crops.json").write_text(json.dumps(shape.to_json(), indent=2) + "\n", "utf-8")


def read_rows(folder: Path) -> dict[str, int | None]:
    """The row in crops.bin of each picture, by SHA-1; None if no face was detected in it.

    Raises CropsError if crops.jsonl is missing or has lines of another kind.
    """
    path = folder / "crops.jsonl"
    rows: dict[str, int | None] = {}
    try:
        for line in path.read_text("utf-8").split("\n"):
            try:
                one = json.loads(line)
            except ValueError:
                # The first line is empty, and a line is cut short if `npm run crops` was interrupted.
                continue
            rows[one["sha1"]] = one["row"]
    except (OSError, KeyError, TypeError) as error:
        raise _missing(path) from error
    return rows


def stored_crops(folder: Path, size: int) -> NDArray[np.uint8]:
    """crops.bin memory-mapped as uint8 [n, size, size, 3], RGB; an incomplete last crop is left out.

    Raises CropsError if the file is missing or empty.
    """
    path = folder / "crops.bin"
    try:
        count = path.stat().st_size // (size * size * CHANNELS)
        return np.memmap(path, np.uint8, "r", shape=(count, size, size, CHANNELS))
    except (OSError, ValueError) as error:
        raise _missing(path) from error


def append_crops(folder: Path, size: int, crops: Iterable[tuple[str, NDArray[np.uint8]]]) -> None:
    """Appends crops, each a SHA-1 and uint8 [size, size, 3]; an incomplete last crop is overwritten.

    Pixels are written before lines, as in `npm run crops`, because pixels without a line are never read.
    """
    length = size * size * CHANNELS
    lines = []
    with (folder / "crops.bin").open("ab") as file:
        whole = file.tell() // length
        file.truncate(whole * length)
        for row, (sha1, crop) in enumerate(crops, whole):
            file.write(crop.tobytes())
            lines.append("\n" + json.dumps({"sha1": sha1, "row": row, "failure": None}))
    with (folder / "crops.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(lines)


def _missing(path: Path) -> CropsError:
    return CropsError(f"{path} is missing or broken; run `npm run crops` first")
