"""The list of suspicious labels for review: a CSV file in whose column `verdict` a person enters a decision."""

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from training.data.sets.listing import SetError

DROP = "drop"
VERDICTS = ("", "keep", DROP)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A face whose label the network contradicts with high confidence."""

    path: str
    sha1: str
    set: str
    part: str
    task: str
    label: str
    reading: str
    strength: float
    """Probability 0…1 of the predicted class, or years between the label and the prediction."""
    verdict: str = ""


COLUMNS = tuple(field.name for field in fields(Suspect))


def write_suspects(path: Path, suspects: Sequence[Suspect]) -> None:
    """Writes the list with an empty `verdict`. `drop` removes the picture from training; `keep` or nothing keeps it."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(astuple(one) for one in suspects)


def read_dropped(path: Path) -> frozenset[str]:
    """SHA-1 of the pictures whose verdict is `drop`. The list must have the columns sha1 and verdict, in any order.

    Raises SetError if the file or a column is missing, or for an unknown verdict.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.DictReader(file)
            missing = {"sha1", "verdict"} - set(rows.fieldnames or ())
            if missing:
                raise SetError(f"{path} lacks the column {', '.join(sorted(missing))}")
            verdicts = [
                ((row["sha1"] or "").strip().lower(), (row["verdict"] or "").strip().lower()) for row in rows
            ]
    except (OSError, UnicodeDecodeError) as error:
        raise SetError(f"cannot read {path}: {error}") from error
    for number, (_, verdict) in enumerate(verdicts, 2):
        if verdict not in VERDICTS:
            raise SetError(f"{path}, line {number}: the verdict {verdict!r} must be keep, drop or empty")
    return frozenset(sha1 for sha1, verdict in verdicts if verdict == DROP)
