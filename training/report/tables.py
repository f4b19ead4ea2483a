"""The tables of a report on an evaluation by `npm run evaluate`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.report.acceptance import Verdict, figure_at
from training.report.markdown import NOTHING, number, percent, table
from training.runs.provenance import title_of

Format = Callable[[float | None], str]


def thousandths(value: float | None) -> str:
    """A number with three decimals."""
    return number(value, 3)


def count(value: float | None) -> str:
    """A whole number."""
    return number(value, 0)


# Heading, path within a set, formatting function.
OVERVIEW: tuple[tuple[str, tuple[str, ...], Format], ...] = (
    ("pictures", ("n",), count),
    ("face found %", ("foundShare",), percent),
    ("age MAE", ("age", "mae"), number),
    ("MAE of all", ("age", "maeOfAll"), number),
    ("CS@5 %", ("age", "cs5"), percent),
    ("in bracket %", ("ageBracket", "accuracy"), percent),
    ("gender %", ("gender", "accuracy"), percent),
    ("emotion %", ("emotion", "accuracy"), percent),
    ("macro F1", ("emotion", "macroF1"), thousandths),
    ("macro recall %", ("emotion", "macroRecall"), percent),
    ("votes MAE", ("emotion", "voteMae"), lambda value: number(value, 4)),
    ("smile %", ("smile", "accuracy"), percent),
)
ROBUSTNESS: tuple[tuple[str, str, Format], ...] = (
    ("face found %", "foundShare", percent),
    ("age MAE", "ageMae", number),
    ("gender %", "gender", percent),
    ("emotion %", "emotion", percent),
    ("smile %", "smile", percent),
)
COST: tuple[tuple[str, tuple[str, ...], Format], ...] = (
    ("multiply-adds, M", ("multiplyAdds",), lambda value: number(value and value / 1e6, 1)),
    ("parameters, M", ("parameters",), lambda value: number(value and value / 1e6)),
    ("model.json and weights.bin, MB", ("bytes",), lambda value: number(value and value / 1e6)),
    ("the same as they travel (brotli), MB", ("bytesBrotli",), lambda value: number(value and value / 1e6)),
)
BATCHES = ("wasmBatch1", "wasmBatch8")
CALIBRATED = ("gender", "emotion", "smile")


@dataclass(frozen=True, slots=True)
class Compared:
    """An evaluation, and an earlier one whose figures are shown in brackets."""

    now: Mapping[str, Any]
    before: Mapping[str, Any] | None

    @property
    def sets(self) -> Mapping[str, Any]:
        """The sets of the newer evaluation."""
        return self.now["sets"]

    def cell(self, path: Sequence[str], formatted: Format) -> str:
        """The figure at a path, followed by the earlier figure in brackets if there is one."""
        now, before = figure_at(self.now, path), figure_at(self.before or {}, path)
        return formatted(now) if before is None else f"{formatted(now)} ({formatted(before)})"

    def has(self, path: Sequence[str]) -> bool:
        """Whether the newer evaluation has a figure at the path."""
        return figure_at(self.now, path) is not None


def acceptance_table(verdicts: Sequence[Verdict], compared: Compared) -> str:
    """Every target with the measured figure and the result."""
    with_before = compared.before is not None
    header = ["figure", "first weights", *(["before"] if with_before else []), "measured"]
    rows = []
    for one in verdicts:
        row = one.row
        before = [row.format(one.before)] if with_before else []
        measured = f"**{row.format(one.value)}**"
        rows.append(
            [
                row.title,
                row.format(row.first),
                *before,
                measured,
                row.target(row.must),
                row.target(row.worth),
                one.result(),
            ]
        )
    return table([*header, "must reach", "worth reaching", "result"], rows)


def acceptance_count(verdicts: Sequence[Verdict]) -> str:
    """A sentence with the number of targets that are reached."""
    must = [one.reached for one in verdicts if one.reached is not None]
    worth = [one.worth_reached for one in verdicts if one.worth_reached is not None]
    text = f"{sum(must)} of {len(must)} targets are reached, {sum(worth)} of {len(worth)} of what is worth reaching"
    missing = sum(one.value is None for one in verdicts)
    return f"{text}. Figures not evaluated: {missing}." if missing else f"{text}."


def peer_table(verdicts: Sequence[Verdict]) -> str:
    """The figures compared with those of other networks; empty without figures of other networks."""
    judged = [one for one in verdicts if one.row.peers]
    names = list(dict.fromkeys(name for one in judged for name in one.row.peers))
    rows = []
    for one in judged:
        row = one.row
        sign = 1 if row.better == "more" else -1
        best = max(sign * value for value in row.peers.values())
        lead = None if one.value is None else sign * one.value - best
        result = (
            NOTHING
            if lead is None
            else ("leads by " if lead > 0 else "behind by ") + row.format(abs(lead), True)
        )
        rows.append(
            [row.title, row.format(one.value), *[row.format(row.peers.get(name)) for name in names], result]
        )
    return table(["figure", "measured", *names, "result"], rows) if rows else ""


def overview_table(compared: Compared) -> str:
    """One row per set, with the columns for which at least one set has a figure."""
    columns = [c for c in OVERVIEW if any(compared.has(("sets", name, *c[1])) for name in compared.sets)]
    rows = [
        [title_of(name), *[compared.cell(("sets", name, *path), formatted) for _, path, formatted in columns]]
        for name in compared.sets
    ]
    return table(["set", *[heading for heading, *_ in columns]], rows)


def part_table(compared: Compared, name: str) -> str:
    """Figures of age, its 80 % interval and gender of a set by band, gender and race; empty if it has neither."""
    rows = []
    for by in ("byBand", "byGender", "byGroup"):
        parts = [compared.sets[name][head][by] for head in ("age", "gender") if compared.sets[name].get(head)]
        for part in dict.fromkeys(key for one in parts for key in one):
            age, gender = (("sets", name, head, by, part) for head in ("age", "gender"))
            n = figure_at(compared.now, (*age, "n")) or figure_at(compared.now, (*gender, "n"))
            cells = [compared.cell((*age, "mae"), number)]
            cells += [compared.cell((*age, figure), percent) for figure in ("cs5", "coverage80")]
            rows.append([part, count(n), *cells, compared.cell((*gender, "accuracy"), percent)])
    return (
        table([title_of(name), "faces", "age MAE", "CS@5 %", "within 80 % interval", "gender %"], rows)
        if rows
        else ""
    )


def class_table(compared: Compared, name: str) -> str:
    """The emotion figures of a set by class."""
    rows = []
    for emotion in compared.sets[name]["emotion"]["byClass"]:
        path = ("sets", name, "emotion", "byClass", emotion)
        shares = [compared.cell((*path, figure), percent) for figure in ("recall", "precision")]
        n = count(figure_at(compared.now, (*path, "n")))
        rows.append([emotion, n, *shares, compared.cell((*path, "f1"), thousandths)])
    return table([title_of(name), "faces", "recall %", "precision %", "F1"], rows)


def calibration_table(compared: Compared) -> str:
    """Expected calibration error of each head by set."""
    rows = [
        [
            title_of(name),
            *[compared.cell(("sets", name, head, "ece"), lambda v: percent(v, 2)) for head in CALIBRATED],
        ]
        for name in compared.sets
        if any(compared.has(("sets", name, head, "ece")) for head in CALIBRATED)
    ]
    return table(["ECE, %", *CALIBRATED], rows)


def coverage_table(compared: Compared) -> str:
    """The share of ages within the 80 % interval, by set."""
    rows = [
        [
            title_of(name),
            *[
                compared.cell(("sets", name, "age", end), percent)
                for end in ("coverage80", "coverage80Exact")
            ],
        ]
        for name in compared.sets
        if compared.has(("sets", name, "age", "coverage80"))
    ]
    return table(["ages covered, %", "interval as shown, in whole years", "its exact ends"], rows)


def robustness_table(compared: Compared, name: str) -> str:
    """The main figures on distorted pictures of a set; empty if none were measured."""
    robustness = compared.sets[name].get("robustness") or {}
    if not robustness:
        return ""
    path = ("sets", name, "robustness")
    columns = [c for c in ROBUSTNESS if any(compared.has((*path, change, c[1])) for change in robustness)]
    rows = [
        [change, *[compared.cell((*path, change, figure), formatted) for _, figure, formatted in columns]]
        for change in robustness
    ]
    n = count(figure_at(compared.now, (*path, "unchanged", "n")))
    return table([f"{title_of(name)}, {n} pictures", *[heading for heading, *_ in columns]], rows)


def cost_table(compared: Compared) -> str:
    """Multiply-adds, parameters, bytes and milliseconds."""
    rows = [[heading, compared.cell(("cost", *path), formatted)] for heading, path, formatted in COST]
    for batch in BATCHES:
        faces = count(figure_at(compared.now, ("cost", batch, "faces")))
        for heading, figure in (("network", "classifyMs"), ("cutting the face out", "cropMs")):
            cell = compared.cell(("cost", batch, figure), number)
            rows.append([f"{heading}, ms per reading, {faces} faces in a picture", cell])
    return table(["cost", compared.now["backend"]], rows)
