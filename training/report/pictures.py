"""The pictures of a report."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.learn.learning_curves import draw_run
from training.measure.plots import picture_of, save_small
from training.report.acceptance import figure_at
from training.report.charts import BarChart, Bars, bar_charts
from training.report.curves import draw_evaluation
from training.report.tables import Compared
from training.runs.provenance import title_of

# Paths of the pictures by subject; draw_pictures lists the keys.
Drawn = dict[str, list[Path]]


def draw_pictures(compared: Compared, evaluation: Path, run: Path | None, out: Path) -> Drawn:
    """Writes all PNGs to `out` and returns their paths.

    The keys are age, group, band, confusion, reliability and learning; a key without pictures is left out. Raises
    RecordError if the run has no record.
    """
    out.mkdir(parents=True, exist_ok=True)
    drawn: Drawn = {}
    for key, charts in {
        "age": _charts(compared, "age", "byBand", "mae", "age MAE by age, years"),
        "group": _charts(compared, "gender", "byGroup", "accuracy", "wrong gender by race, %"),
        "band": _charts(compared, "gender", "byBand", "accuracy", "wrong gender by age, %"),
    }.items():
        if charts:
            drawn[key] = [out / f"{key}.png"]
            save_small(picture_of(bar_charts(charts)), drawn[key][0])
    plots = draw_evaluation(evaluation, out)
    drawn |= {
        key: paths
        for key in ("confusion", "reliability")
        if (paths := [path for path in plots if path.stem.endswith(key)])
    }
    if run:
        drawn["learning"] = [draw_run(run, out / "learning.png")]
    return drawn


def _charts(compared: Compared, head: str, by: str, figure: str, what: str) -> list[BarChart]:
    """One chart per set that has these parts."""
    charts = []
    for name, summary in compared.sets.items():
        parts: Mapping[str, Any] = (summary.get(head) or {}).get(by) or {}
        if parts:
            path = ("sets", name, head, by)
            series = [Bars("measured", _values(compared.now, path, list(parts), figure))]
            if compared.before:
                series.append(Bars("before", _values(compared.before, path, list(parts), figure)))
            notes = [f"n {part['n']}" for part in parts.values()]
            charts.append(BarChart(f"{title_of(name)}: {what}", list(parts), series, notes))
    return charts


def _values(
    evaluation: Mapping[str, Any], path: Sequence[str], parts: Sequence[str], figure: str
) -> list[float | None]:
    """The figure of each part; an accuracy as its error in per cent, because bars from 0 show small errors well."""
    values = [figure_at(evaluation, (*path, part, figure)) for part in parts]
    if figure == "accuracy":
        return [None if value is None else 100 * (1 - value) for value in values]
    return values
