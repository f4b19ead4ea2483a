"""manifest.jsonl: one line of JSON per picture, with its part and its labels."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.data.labels import Labels
from training.data.sets.listing import FaceBox, SetError
from training.data.splits import PARTS, Part


@dataclass(frozen=True, slots=True)
class Entry:
    """One picture."""

    sha1: str
    path: str
    """Absolute."""
    set: str
    part: Part
    labels: Labels
    cluster: str | None = None
    """The smallest SHA-1 among the picture and its near copies; None without near copies."""
    moved: bool = False
    """Whether near copies, not the rule of the set, decided the part. `npm run evaluate` leaves such a picture out of the
    held-out figures, which are of the pictures that the rule holds out."""
    box: FaceBox | None = None
    """The labelled face; None: the picture's main face. `npm run crops` and `npm run evaluate` read this face."""

    def to_json(self) -> dict[str, Any]:
        """The values of a line of the manifest; `cluster`, `moved` and `box` are left out if None or False."""
        line = {name: getattr(self, name) for name in ("sha1", "path", "set", "part")}
        cluster = {} if self.cluster is None else {"cluster": self.cluster}
        moved = {"moved": True} if self.moved else {}
        box = {} if self.box is None else {"box": self.box}
        return {**line, "labels": self.labels.to_json(), **box, **cluster, **moved}

    @staticmethod
    def from_json(values: dict[str, Any]) -> "Entry":
        """The inverse of to_json. Raises ValueError if a value is missing, unknown or of the wrong type."""
        try:
            box = {"box": tuple(values["box"])} if "box" in values else {}
            entry = Entry(**{**values, "labels": Labels.from_json(values["labels"]), **box})
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"not an entry of a manifest: {error}") from error
        if entry.part not in PARTS:
            raise ValueError(f"part {entry.part!r} is not one of {', '.join(PARTS)}")
        if not isinstance(entry.moved, bool):
            raise ValueError(f"moved is {entry.moved!r}")
        if entry.box is not None and len(entry.box) != 4:
            raise ValueError(f"box is {entry.box!r}")
        return entry


def write_manifest(path: Path, entries: Iterable[Entry]) -> None:
    """Replaces the file atomically, so that a reader never sees an incomplete manifest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    with partial.open("w", encoding="utf-8") as file:
        for one in entries:
            file.write(json.dumps(one.to_json()) + "\n")
    os.replace(partial, path)


def read_manifest(path: Path) -> list[Entry]:
    """Reads all entries. Raises SetError if the file is missing or a line is not an entry of a manifest."""
    if not path.is_file():
        raise SetError(f"{path} is missing: make the manifest with python -m training prepare --out {path}")
    entries = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                entries.append(Entry.from_json(json.loads(line)))
            except ValueError as error:
                raise SetError(
                    f"{path}, line {number} is not a line of a manifest ({error}): make the manifest again"
                ) from error
    return entries
