"""The targets that the weights must reach, and whether an evaluation reaches them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.report.markdown import NOTHING

# For each unit: the factor from the evaluation's figure, the number of decimals, the unit of a difference.
UNITS = {
    "%": (100, 1, "points"),
    "years": (1, 2, "years"),
    "M": (1e-6, 1, "M"),
    "MB": (1e-6, 2, "MB"),
    "": (1, 3, ""),
}
BETTER = ("less", "more", "within")
# Decimal figures are not exact in binary; a gap below this counts as reached.
ROUNDING = 1e-9

Target = float | Sequence[float]


class AcceptanceError(ValueError):
    """The table of targets is not valid."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure and its targets; acceptance.toml describes the fields."""

    title: str
    figure: str
    better: str
    unit: str = ""
    first: Target | None = None
    must: Target | None = None
    worth: Target | None = None
    peers: Mapping[str, float] = field(default_factory=dict)
    digits: int | None = None
    """Number of decimals; None: the default of the unit."""

    def value(self, evaluation: Mapping[str, Any] | None) -> float | None:
        """The figure in this row's unit; None if the evaluation lacks it."""
        raw = figure_at(evaluation or {}, self.figure.split("."))
        return None if raw is None else raw * UNITS[self.unit][0]

    def format(self, value: Target | None, difference: bool = False) -> str:
        """A value or a range with its unit, or a difference of values; a dash for None."""
        if value is None:
            return NOTHING
        _, digits, unit_of_difference = UNITS[self.unit]
        digits = digits if self.digits is None else self.digits
        if difference:
            # A small shortfall must not be rounded to zero, which would read as reached.
            text = f"{value:.{digits}f}" if value >= 0.5 * 10**-digits else f"{value:.1g}"
            return f"{text} {unit_of_difference}".strip()
        ends = [f"{end:.{digits}f}" for end in (value if isinstance(value, Sequence) else [value])]
        return " ".join(["–".join(ends), self.unit]).strip()

    def target(self, value: Target | None) -> str:
        """A target with its comparison sign; a dash for None."""
        if value is None:
            return NOTHING
        sign = {"less": "≤ ", "more": "≥ ", "within": ""}[self.better]
        return sign + self.format(value)


def figure_at(evaluation: Mapping[str, Any], path: Sequence[str]) -> float | None:
    """The number at a path of keys in nested mappings; None if there is no number at it."""
    value: Any = evaluation
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The parsed table of targets."""

    rows: tuple[Row, ...]
    peers: str
    """One sentence on how the `peers` of the rows were measured."""


def read_acceptance(path: Path) -> Acceptance:
    """Reads and checks acceptance.toml. Raises AcceptanceError that names the invalid row."""
    try:
        values = tomllib.loads(path.read_text())
        rows = tuple(Row(**one) for one in values["row"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise AcceptanceError(f"{path}: {error}") from error
    for row in rows:
        pair = row.better == "within"
        targets = [one for one in (row.must, row.worth) if one is not None]
        if row.better not in BETTER or row.unit not in UNITS:
            raise AcceptanceError(
                f"{path}: {row.title}: better must be one of {', '.join(BETTER)}, unit one of {list(UNITS)}"
            )
        if any((isinstance(one, list) and len(one) == 2) != pair or isinstance(one, str) for one in targets):
            raise AcceptanceError(
                f'{path}: {row.title}: a target is a pair [low, high] if better is "within", else one number'
            )
    return Acceptance(rows, values.get("peers", ""))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row with its measured figure and that of an earlier evaluation, both in the row's unit."""

    row: Row
    value: float | None
    before: float | None

    @property
    def reached(self) -> bool | None:
        """Whether `must` is reached; None without a target or a figure."""
        return self._reaches(self.row.must)

    @property
    def worth_reached(self) -> bool | None:
        """Whether `worth` is reached; None without a target or a figure."""
        return self._reaches(self.row.worth)

    def _reaches(self, target: Target | None) -> bool | None:
        return (
            None
            if target is None or self.value is None
            else shortfall(self.value, target, self.row.better) == 0
        )

    def result(self) -> str:
        """The text of the table's last column."""
        if self.value is None:
            return "not evaluated"
        must, worth = self.row.must, self.row.worth
        if must is None:
            return NOTHING
        if not self.reached:
            return "fell short by " + self.row.format(shortfall(self.value, must, self.row.better), True)
        if worth is None:
            return "reached"
        if self.worth_reached:
            return "reached, worth reaching too"
        return (
            "reached; worth reaching is "
            + self.row.format(shortfall(self.value, worth, self.row.better), True)
            + " off"
        )


def shortfall(value: float, target: Target, better: str) -> float:
    """Distance of a value from a target, ≥ 0, in their unit; 0 if the target is reached."""
    if isinstance(target, Sequence):
        low, high = target
        gap = max(low - value, value - high)
    else:
        gap = value - target if better == "less" else target - value
    return 0.0 if gap <= ROUNDING else gap


def judge(rows: Sequence[Row], now: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[Verdict]:
    """Each row with the figures of an evaluation and, if given, of an earlier one."""
    return [Verdict(row, row.value(now), row.value(before)) for row in rows]
