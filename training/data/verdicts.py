"""The list of suspicious labels that a person goes through: a CSV whose column `verdict` is filled in by hand."""

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from training.data.sets.listing import SetError

DROP = "drop"
VERDICTS = ("", "keep", DROP)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A face that the network is sure to be something else than its label says."""

    path: str
    sha1: str
    set: str
    part: str
    task: str
    label: str
    reading: str
    strength: float
    """Probability 0…1 of the reading, or years between label and reading."""
    verdict: str = ""


COLUMNS = tuple(field.name for field in fields(Suspect))


def write_suspects(path: Path, suspects: Sequence[Suspect]) -> None:
    """Writes the list, `verdict` empty: `drop` there takes the picture out, `keep` or nothing leaves it in."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(astuple(one) for one in suspects)


def read_dropped(path: Path) -> frozenset[str]:
    """SHA-1 of the pictures whose verdict is `drop`. A list needs the columns sha1 and verdict, in any order.

    Raises SetError where the file is missing, a column is, or a verdict is another word.
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
            raise SetError(
                f"{path}, line {number}: the verdict {verdict!r} is neither keep nor drop nor empty"
            )
    return frozenset(sha1 for sha1, verdict in verdicts if verdict == DROP)
