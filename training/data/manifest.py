"""manifest.jsonl: all pictures, each once, with its part and its labels; a line of JSON for a picture."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.data.labels import Labels
from training.data.sets.listing import SetError
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
    """The smallest SHA-1 among its near copies and itself; None without near copies."""
    moved: bool = False
    """Whether its near copies, not the rule of its set, put it into its part: `npm run evaluate` then leaves
    it out of the held-out figures, which are of the pictures that the rule holds out."""

    def to_json(self) -> dict[str, Any]:
        """A line of the manifest; without cluster and moved where they say nothing."""
        line = {name: getattr(self, name) for name in ("sha1", "path", "set", "part")}
        cluster = {} if self.cluster is None else {"cluster": self.cluster}
        moved = {"moved": True} if self.moved else {}
        return {**line, "labels": self.labels.to_json(), **cluster, **moved}

    @staticmethod
    def from_json(values: dict[str, Any]) -> "Entry":
        """The opposite of to_json. Raises ValueError where something is missing, left over or of another kind."""
        try:
            entry = Entry(**{**values, "labels": Labels.from_json(values["labels"])})
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"no entry of a manifest: {error}") from error
        if entry.part not in PARTS:
            raise ValueError(f"part {entry.part!r} is none of {', '.join(PARTS)}")
        if not isinstance(entry.moved, bool):
            raise ValueError(f"moved is {entry.moved!r}")
        return entry


def write_manifest(path: Path, entries: Iterable[Entry]) -> None:
    """Writes beside the file and then renames, so that a reader never sees half a manifest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    with beside.open("w", encoding="utf-8") as file:
        for one in entries:
            file.write(json.dumps(one.to_json()) + "\n")
    os.replace(beside, path)


def read_manifest(path: Path) -> list[Entry]:
    """Raises SetError where the file is missing or a line is none of a manifest."""
    if not path.is_file():
        raise SetError(f"there is no manifest {path}: make it with python -m training prepare --out {path}")
    entries = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                entries.append(Entry.from_json(json.loads(line)))
            except ValueError as error:
                raise SetError(
                    f"{path}, line {number} is not a line of a manifest ({error}): make the manifest anew"
                ) from error
    return entries
