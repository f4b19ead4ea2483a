"""WORK/crops, made by `npm run crops`: crops.json (what the crops are), crops.bin (pixels), crops.jsonl (whose)."""

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
    """A file of the crops is missing or broken."""


@dataclass(frozen=True, slots=True)
class CropShape:
    """What crops.json says of all crops of a folder."""

    size: int
    """Pixels a side of a stored crop."""
    margin: int
    """Pixels of it on each side that lie outside the page's own crop."""
    template: Mapping[str, tuple[float, float]]
    """Where the crops have each of KEYPOINTS, x and y in pixels of a 112×112 square."""
    fingerprint: str
    """Of the code that cut them."""

    def to_json(self) -> dict[str, Any]:
        """As `npm run crops`, which compares the text, writes it: its order of keys, numbers as read."""
        template = {name: {"x": x, "y": y} for name, (x, y) in self.template.items()}
        return {
            "size": self.size,
            "margin": self.margin,
            "template": template,
            "fingerprint": self.fingerprint,
        }

    @staticmethod
    def from_json(values: Mapping[str, Any]) -> "CropShape":
        """The opposite of to_json. Raises ValueError where something is missing or of another kind."""
        try:
            template = {
                name: (values["template"][name]["x"], values["template"][name]["y"]) for name in KEYPOINTS
            }
            return CropShape(int(values["size"]), int(values["margin"]), template, str(values["fingerprint"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"no shape of crops: {error}") from error


def read_crop_shape(folder: Path) -> CropShape:
    """Reads crops.json of the folder. Raises CropsError where it is missing or broken."""
    path = folder / "crops.json"
    try:
        return CropShape.from_json(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise _missing(path) from error


def write_crop_shape(folder: Path, shape: CropShape) -> None:
    """Writes crops.json of the folder, the same text as `npm run crops`, which then continues the folder."""
    (folder / "crops.json").write_text(json.dumps(shape.to_json(), indent=2) + "\n", "utf-8")


def read_rows(folder: Path) -> dict[str, int | None]:
    """By SHA-1 which row of crops.bin is the picture's, None where no face was found in it.

    Raises CropsError where crops.jsonl is missing or has lines of something else.
    """
    path = folder / "crops.jsonl"
    rows: dict[str, int | None] = {}
    try:
        for line in path.read_text("utf-8").split("\n"):
            try:
                one = json.loads(line)
            except ValueError:
                # The end of a run of crops that was ended in mid-line, and the empty first line.
                continue
            rows[one["sha1"]] = one["row"]
    except (OSError, KeyError, TypeError) as error:
        raise _missing(path) from error
    return rows


def stored_crops(folder: Path, size: int) -> NDArray[np.uint8]:
    """crops.bin as [n, size, size, 3], RGB, left on the disk. A crop cut short at the end is not among them.

    Raises CropsError where the file is missing or empty.
    """
    path = folder / "crops.bin"
    try:
        count = path.stat().st_size // (size * size * CHANNELS)
        return np.memmap(path, np.uint8, "r", shape=(count, size, size, CHANNELS))
    except (OSError, ValueError) as error:
        raise _missing(path) from error


def append_crops(folder: Path, size: int, crops: Iterable[tuple[str, NDArray[np.uint8]]]) -> None:
    """Adds crops, SHA-1 and uint8 [size, size, 3] each; what was left of one cut short is written over.

    Pixels come before lines, as in `npm run crops`: what no line speaks of is never read.
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
