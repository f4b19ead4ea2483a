"""The table of compared networks, in Markdown and as plain values."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.measure.times import Times
from training.report.markdown import NOTHING, number, percent, table
from training.runs.provenance import title_of
from training.study.comparison import Comparison, Entry


@dataclass(frozen=True, slots=True)
class Figure:
    """One column of the table: a figure over the faces of several sets."""

    name: str
    heading: str
    head: str
    figure: str
    sets: tuple[str, ...]
    best: Callable[[Sequence[float]], float]
    format: Callable[[float | None], str]


FIGURES = (
    Figure("ageMae", "age MAE, years", "age", "mae", ("utkface", "allagefaces", "apparreal"), min, number),
    Figure("gender", "gender, %", "gender", "accuracy", ("utkface", "allagefaces", "fairface"), max, percent),
    Figure("ferplus", "FER+ emotion, %", "emotion", "accuracy", ("ferplus",), max, percent),
    Figure("rafdb", "RAF-DB emotion, %", "emotion", "accuracy", ("rafdb",), max, percent),
    Figure("smile", "smile, %", "smile", "accuracy", ("genki4k", "smilesmiled"), max, percent),
)
# Columns of a set's own table: heading, head, figure, formatting function.
BY_SET = (
    ("age MAE", "age", "mae", number),
    ("gender %", "gender", "accuracy", percent),
    ("emotion %", "emotion", "accuracy", percent),
    ("macro F1", "emotion", "macroF1", lambda value: number(value, 3)),
    ("smile %", "smile", "accuracy", percent),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The results of one network."""

    entry: Entry
    images: int
    """Pictures seen."""
    speeds: Mapping[int, float]
    """Images per second in training, by input size."""
    card: Mapping[str, Any] | None
    """The card of its export; None until its run is finished."""

    @property
    def sets(self) -> Mapping[str, Any]:
        """Figures on validation, by set."""
        return self.card["validation"]["sets"] if self.card else {}

    @property
    def cost(self) -> Mapping[str, Any]:
        """Multiply-adds and parameters."""
        return self.card["cost"] if self.card else {}


def pooled(sets: Mapping[str, Any], figure: Figure) -> tuple[float | None, int]:
    """A figure over all labelled faces of its sets (None without any), and the number of those faces."""
    parts = [sets[name][figure.head] for name in figure.sets if figure.head in sets.get(name, {})]
    n = sum(part["n"] for part in parts)
    return (sum(part[figure.figure] * part["n"] for part in parts) / n if n else None), n


def check_same_faces(measured: Sequence[Measured]) -> None:
    """Raises ValueError if the networks were measured on different validation faces."""
    counts = {
        one.entry.name: {name: part["n"] for name, part in one.sets.items()} for one in measured if one.card
    }
    first = next(iter(counts), "")
    for name, faces in counts.items():
        if faces != counts[first]:
            raise ValueError(
                f"{first} and {name} were measured on different validation faces: remove WORK/exports/compare-* and "
                "run this again"
            )


def as_json(comparison: Comparison, measured: Sequence[Measured], times: Times | None) -> dict[str, Any]:
    """The contents of table.json: everything in the table, and the figures by set. Raises as check_same_faces."""
    check_same_faces(measured)
    return {
        "protocol": comparison.protocol,
        "browserTimes": times.measured if times else None,
        "networks": [_plain(comparison, one, times) for one in measured],
    }


def _plain(comparison: Comparison, one: Measured, times: Times | None) -> dict[str, Any]:
    entry = one.entry
    values: dict[str, Any] = {
        "name": entry.name,
        "title": entry.title,
        "network": entry.network,
        "options": entry.options,
        "budget": entry.budget,
        "images": one.images,
        "finished": one.images >= comparison.config(entry).images,
    }
    if one.card:
        figures = {figure.name: pooled(one.sets, figure) for figure in FIGURES}
        values |= {
            **one.card["cost"],
            "imagesPerSecond": {str(size): round(speed, 1) for size, speed in one.speeds.items()},
            "figures": {
                name: {"value": round(value, 4), "n": n}
                for name, (value, n) in figures.items()
                if value is not None
            },
            "sets": one.sets,
            "msPerFace": times.ms.get(entry.title) if times else None,
        }
    return values


def as_markdown(comparison: Comparison, measured: Sequence[Measured], times: Times | None) -> str:
    """table.md. Raises ValueError as check_same_faces."""
    check_same_faces(measured)
    done = [one for one in measured if one.card]
    parts = ["# Networks under one protocol", _protocol(comparison)]
    for budget in dict.fromkeys(one.entry.budget for one in done):
        group = [one for one in done if one.entry.budget == budget]
        parts += [f"## Near {budget} multiply-adds" if budget else "## Networks", _main_table(group, times)]
    if done:
        parts += [_legend(done, times), "## By set", *_set_tables(done)]
    unfinished = [one for one in measured if not one.card]
    if unfinished:
        parts += ["## Not finished", *[_progress(comparison, one) for one in unfinished]]
    return "\n\n".join(parts) + "\n"


def _protocol(comparison: Comparison) -> str:
    config = comparison.config(comparison.entries[0])
    phases = ", then ".join(f"{phase.images:,} at {phase.size} px" for phase in config.phases)
    shares = ", ".join(f"{title_of(name)} {share:g}" for name, share in config.shares.items())
    optimizer = "Muon for the filters and AdamW for the rest" if config.muon else "AdamW"
    return (
        f"Each network starts from random weights and sees the same {config.images:,} pictures: {phases}. "
        f"Seed {config.seed}, batches of {config.batch}, {optimizer}, rate {config.rate:g}, the same augmentation; "
        f"shares of the sets: {shares}. Figures are those of the averaged weights, fused, in float32, on the "
        "validation part (not the held-out one), on crops of the last size, with temperatures fitted there. The whole protocol is in table.json."
    )


def _main_table(group: Sequence[Measured], times: Times | None) -> str:
    header = ["network", "multiply-adds, M", "parameters, M", "pictures seen", "pictures/s in training"]
    header += [figure.heading for figure in FIGURES] + (["ms per face"] if times else [])
    best = {figure.name: _best(group, figure) for figure in FIGURES}
    rows = []
    for one in group:
        cost = one.cost
        cells = [one.entry.title, number(cost["multiplyAdds"] / 1e6, 1), number(cost["parameters"] / 1e6)]
        cells += [f"{one.images:,}", _speeds(one)]
        for figure in FIGURES:
            value = pooled(one.sets, figure)[0]
            text = figure.format(value)
            cells.append(f"**{text}**" if text == best[figure.name] != NOTHING else text)
        rows.append(cells + ([number(times.ms.get(one.entry.title))] if times else []))
    return table(header, rows)


def _best(group: Sequence[Measured], figure: Figure) -> str:
    values = [value for one in group if (value := pooled(one.sets, figure)[0]) is not None]
    return figure.format(figure.best(values) if values else None)


def _speeds(one: Measured) -> str:
    return " / ".join(f"{speed:.0f}" for _, speed in sorted(one.speeds.items())) or NOTHING


def _legend(done: Sequence[Measured], times: Times | None) -> str:
    sizes = " / ".join(f"{size} px" for size in sorted({size for one in done for size in one.speeds}))
    speeds = [f"Pictures a second: the median of a run, at {sizes}."] if sizes else []
    lines = [" ".join(["Bold: the best under its budget.", *speeds]), ""]
    for figure in FIGURES:
        value, n = pooled(done[0].sets, figure)
        if value is None:
            continue
        names = ", ".join(title_of(name) for name in figure.sets if figure.head in done[0].sets.get(name, {}))
        text = f"{figure.heading.split(',')[0]}: {n:,} faces of {names}"
        if figure.format is percent:
            values = [pooled(one.sets, figure)[0] or 0 for one in done]
            error = math.sqrt(max(share * (1 - share) for share in values) / n)
            text += f"; standard error from their number alone {percent(error)} points"
        lines.append(f"- {text}.")
    if times:
        lines.append(f"- ms per face: {times.measured}")
    return "\n".join(lines)


def _set_tables(done: Sequence[Measured]) -> list[str]:
    parts = []
    for name, first in done[0].sets.items():
        columns = [one for one in BY_SET if one[2] in first.get(one[1], {})]
        rows = [
            [
                one.entry.title,
                *[formatted(one.sets[name][head][figure]) for _, head, figure, formatted in columns],
            ]
            for one in done
        ]
        if columns:
            heading = f"{title_of(name)} ({first['n']:,} faces)"
            parts.append(table([heading, *[column[0] for column in columns]], rows))
    return parts


def _progress(comparison: Comparison, one: Measured) -> str:
    return f"- {one.entry.title}: {one.images:,} of {comparison.config(one.entry).images:,} pictures seen"
