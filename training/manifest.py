"""manifest.jsonl: all pictures, each once, with its part and its labels; a line of JSON for a picture."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from training.labels import Labels
from training.sets.listing import SetError
from training.splits import PARTS, Part


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


def write_manifest(path: Path, entries: Iterable[Entry]) -> None:
    """Writes beside the file and then renames, so that a reader never sees half a manifest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    with beside.open("w", encoding="utf-8") as file:
        for one in entries:
            line = {
                "sha1": one.sha1,
                "path": one.path,
                "set": one.set,
                "part": one.part,
                "labels": one.labels.to_json(),
            }
            if one.cluster is not None:
                line["cluster"] = one.cluster
            file.write(json.dumps(line) + "\n")
    os.replace(beside, path)


def read_manifest(path: Path) -> list[Entry]:
    """Raises SetError where the file is missing or a line is none of a manifest."""
    if not path.is_file():
        raise SetError(f"there is no manifest {path}: make it with python -m training.prepare --out {path}")
    entries = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                entry = Entry(
                    **{**(values := json.loads(line)), "labels": Labels.from_json(values["labels"])}
                )
            except (ValueError, TypeError, KeyError) as error:
                raise SetError(
                    f"{path}, line {number} is not a line of a manifest: make the manifest anew"
                ) from error
            if entry.part not in PARTS:
                raise SetError(f"{path}, line {number}: part {entry.part!r} is none of {', '.join(PARTS)}")
            entries.append(entry)
    return entries
