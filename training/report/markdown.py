"""Formats tables and figures in Markdown."""

from collections.abc import Sequence

NOTHING = "–"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column is left-aligned and the others right-aligned; `|` in a cell is escaped."""
    rule = ["---", *["--:"] * (len(header) - 1)]
    lines = [[cell.replace("|", "\\|") for cell in line] for line in (header, *rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:]))


def number(value: float | None, digits: int = 2) -> str:
    """A number with thousands separators and `digits` decimals; a dash for None."""
    return NOTHING if value is None else f"{value:,.{digits}f}"


def percent(share: float | None, digits: int = 1) -> str:
    """A share 0…1 in per cent, without the percent sign; a dash for None."""
    return NOTHING if share is None else f"{100 * share:.{digits}f}"
