"""What the weights must reach, and whether an evaluation does."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.report.markdown import NOTHING

# Of the evaluation's figure in a row's unit: factor, digits, the unit of a difference.
UNITS = {
    "%": (100, 1, "points"),
    "years": (1, 2, "years"),
    "M": (1e-6, 1, "M"),
    "MB": (1e-6, 2, "MB"),
    "": (1, 3, ""),
}
BETTER = ("less", "more", "within")
# Binary fractions of decimal figures.
ROUNDING = 1e-9

Target = float | Sequence[float]


class AcceptanceError(ValueError):
    """A table of targets that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure and what it must be; see acceptance.toml."""

    title: str
    figure: str
    better: str
    unit: str = ""
    first: Target | None = None
    must: Target | None = None
    worth: Target | None = None
    peers: Mapping[str, float] = field(default_factory=dict)
    digits: int | None = None
    """Decimals; None: those of the unit."""

    def value(self, evaluation: Mapping[str, Any] | None) -> float | None:
        """The figure in this row's unit; None where the evaluation has it not."""
        raw = figure_at(evaluation or {}, self.figure.split("."))
        return None if raw is None else raw * UNITS[self.unit][0]

    def told(self, value: Target | None, difference: bool = False) -> str:
        """A value or a range with its unit; a dash for none."""
        if value is None:
            return NOTHING
        _, digits, unit_of_difference = UNITS[self.unit]
        digits = digits if self.digits is None else self.digits
        if difference:
            # A small one must not be told as none at all.
            told = f"{value:.{digits}f}" if value >= 0.5 * 10**-digits else f"{value:.1g}"
            return f"{told} {unit_of_difference}".strip()
        ends = [f"{end:.{digits}f}" for end in (value if isinstance(value, Sequence) else [value])]
        return " ".join(["–".join(ends), self.unit]).strip()

    def target(self, value: Target | None) -> str:
        """A target with its sign; a dash for none."""
        if value is None:
            return NOTHING
        sign = {"less": "≤ ", "more": "≥ ", "within": ""}[self.better]
        return sign + self.told(value)


def figure_at(evaluation: Mapping[str, Any], path: Sequence[str]) -> float | None:
    """The number at a path of keys; None where there is none."""
    found: Any = evaluation
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The table of targets."""

    rows: tuple[Row, ...]
    peers: str
    """How the rows' `peers` were measured."""


def read_acceptance(path: Path) -> Acceptance:
    """Raises AcceptanceError with the row that is wrong."""
    try:
        values = tomllib.loads(path.read_text())
        rows = tuple(Row(**one) for one in values["row"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise AcceptanceError(f"{path}: {error}") from error
    for row in rows:
        pair = row.better == "within"
        targets = [one for one in (row.must, row.worth) if one is not None]
        if row.better not in BETTER or row.unit not in UNITS:
            raise AcceptanceError(f"{path}: {row.title}: better or unit is none of those it may be")
        if any((isinstance(one, list) and len(one) == 2) != pair or isinstance(one, str) for one in targets):
            raise AcceptanceError(
                f"{path}: {row.title}: a target is a range of two where it must lie within, else one number"
            )
    return Acceptance(rows, values.get("peers", ""))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row with its figures."""

    row: Row
    value: float | None
    before: float | None
    """Of the earlier evaluation."""

    @property
    def reached(self) -> bool | None:
        """None where there is no target or no figure."""
        return self._reaches(self.row.must)

    @property
    def worth_reached(self) -> bool | None:
        """Of what is worth reaching."""
        return self._reaches(self.row.worth)

    def _reaches(self, target: Target | None) -> bool | None:
        return (
            None
            if target is None or self.value is None
            else shortfall(self.value, target, self.row.better) == 0
        )

    def told(self) -> str:
        """The last column of the table."""
        if self.value is None:
            return "not evaluated"
        must, worth = self.row.must, self.row.worth
        if must is None:
            return NOTHING
        if not self.reached:
            return "fell short by " + self.row.told(shortfall(self.value, must, self.row.better), True)
        if worth is None:
            return "reached"
        if self.worth_reached:
            return "reached, worth reaching too"
        return (
            "reached; worth reaching is "
            + self.row.told(shortfall(self.value, worth, self.row.better), True)
            + " off"
        )


def shortfall(value: float, target: Target, better: str) -> float:
    """How far a value is from a target, in their unit; 0 where it reaches it."""
    if isinstance(target, Sequence):
        low, high = target
        gap = max(low - value, value - high)
    else:
        gap = value - target if better == "less" else target - value
    return 0.0 if gap <= ROUNDING else gap


def judge(rows: Sequence[Row], now: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[Verdict]:
    """Each row with the figures of an evaluation, and of an earlier one where there is one."""
    return [Verdict(row, row.value(now), row.value(before)) for row in rows]
