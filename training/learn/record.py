"""The record of a run: record.jsonl with one JSON object per line."""

import json
from pathlib import Path
from typing import Any


def append_record(path: Path, line: dict[str, Any]) -> None:
    """Appends one line, with floats rounded to five significant digits."""
    with path.open("a") as file:
        file.write(json.dumps(_rounded(line)) + "\n")


def read_record(path: Path) -> list[dict[str, Any]]:
    """All lines; one that is incomplete because the run was killed is left out."""
    lines = []
    for line in path.read_text().splitlines():
        try:
            lines.append(json.loads(line))
        except ValueError:
            continue
    return lines


def trim_record(path: Path, images: int) -> None:
    """Drops the lines after `images` pictures, those of the checkpoint: the resumed run records them again."""
    if path.exists():
        kept = [line for line in read_record(path) if line.get("images", 0) <= images]
        path.write_text("".join(json.dumps(line) + "\n" for line in kept))


def _rounded(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return value
