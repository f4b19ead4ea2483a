"""Draws the losses, the learning rate and the validation figures of a run over the number of pictures seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter

from training.learn.record import read_record
from training.measure.plots import LABEL, panels, picture_of, save_small, set_title

SMOOTHED = 9
UNSETTLED = 0.15
"""Share of a run, at its start, whose values may exceed the axes, because they would compress the rest."""
MARGIN = 0.08
"""Free space above and below the values, as a share of their range."""
LEGEND_COLUMNS = 3
# Title of each validation figure by its name in the record.
FIGURES = {
    "age_mae": "Age: mean absolute error, years",
    "gender": "Gender: share right",
    "emotion": "Emotion: share right",
    "smile": "Smile: share right",
}


class RecordError(ValueError):
    """A run without a record that could be drawn."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart."""

    name: str
    images: Sequence[int]
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of a run; `dots` marks every value."""

    title: str
    series: Sequence[Series]
    dots: bool = False
    unsettled: float = 0.0


def draw_run(folder: Path, out: Path | None = None) -> Path:
    """Draws a run's learning curves, by default to learning.png in its folder, and returns the path.

    Raises RecordError for a folder without a record.
    """
    try:
        record = read_record(folder / "record.jsonl")
    except OSError as error:
        raise RecordError(f"{folder} has no record.jsonl: name the folder of a run") from error
    path = out or folder / "learning.png"
    save_small(picture_of(learning_curves(record)), path)
    return path


def learning_curves(record: Sequence[Mapping[str, Any]]) -> Figure:
    """A chart for the losses, for the rate and for each validation figure by set, in two columns.

    Lines of the record: {"images", "losses": {head: x}, "rate"} and {"images", "validation": {set: {figure: x}}}.
    Raises RecordError where it has neither losses nor validation figures yet.
    """
    charts = [*_charts_of_training(record), *_charts_of_validation(record)]
    if not charts:
        raise RecordError("the record has neither losses nor figures of validation yet")
    figure, places = panels(len(charts), min(2, len(charts)))
    for place, chart in zip(places, charts, strict=True):
        _draw(place, chart)
    return figure


def _charts_of_training(record: Sequence[Mapping[str, Any]]) -> list[Chart]:
    trained = [line for line in record if "losses" in line]
    if not trained:
        return []
    images = [line["images"] for line in trained]
    heads = sorted({head for line in trained for head in line["losses"]}, key=_heads_first)
    losses = [
        Series(head, images, smoothed([line["losses"].get(head, np.nan) for line in trained]))
        for head in heads
    ]
    rate = Series("rate", images, [line["rate"] for line in trained])
    return [
        Chart(f"Loss in training, mean of {SMOOTHED} records", losses, unsettled=UNSETTLED),
        Chart("Learning rate", [rate]),
    ]


def _heads_first(name: str) -> tuple[bool, str]:
    return ("." in name, name)


def _charts_of_validation(record: Sequence[Mapping[str, Any]]) -> list[Chart]:
    validated = [line for line in record if "validation" in line]
    charts = [
        Chart(title, _by_set(validated, figure), dots=True, unsettled=UNSETTLED)
        for figure, title in FIGURES.items()
    ]
    return [chart for chart in charts if chart.series]


def _by_set(validated: Sequence[Mapping[str, Any]], figure: str) -> list[Series]:
    names = sorted({name for line in validated for name, one in line["validation"].items() if figure in one})
    series = []
    for name in names:
        lines = [line for line in validated if figure in line["validation"].get(name, {})]
        values = [line["validation"][name][figure] for line in lines]
        series.append(Series(f"{name} {values[-1]:.4g}", [line["images"] for line in lines], values))
    return series


def smoothed(values: Sequence[float]) -> list[float]:
    """The mean of each value and its neighbours, SMOOTHED in all, fewer at the ends; nan counts for nothing."""
    reach = SMOOTHED // 2
    means = []
    for i in range(len(values)):
        near = [value for value in values[max(0, i - reach) : i + reach + 1] if not np.isnan(value)]
        means.append(float(np.mean(near)) if near else float("nan"))
    return means


def _draw(place: Axes, chart: Chart) -> None:
    for one in chart.series:
        marker = "o" if chart.dots or len(one.values) == 1 else None
        place.plot(one.images, one.values, label=one.name, marker=marker, markersize=4)
    end = max(max(one.images) for one in chart.series)
    # A run's only record would make the axis empty.
    place.set_xlim(0, end or 1)
    low, high = _span([_settled(one, chart.unsettled * end) for one in chart.series])
    place.set_ylim(low, high)
    place.xaxis.set_major_formatter(EngFormatter(sep=""))
    place.set_xlabel("pictures seen")
    set_title(place, chart.title)
    place.legend(
        loc="upper left",
        bbox_to_anchor=(0, -0.2),
        ncols=LEGEND_COLUMNS,
        frameon=False,
        fontsize=LABEL,
    )


def _settled(series: Series, start: float) -> np.ndarray:
    """The values from `start` on, or all where there are none."""
    values = np.asarray(series.values, float)
    late = values[np.asarray(series.images) >= start]
    return late if len(late) else values


def _span(values: Sequence[np.ndarray]) -> tuple[float, float]:
    """The range of all finite values, with a margin."""
    every = np.concatenate(list(values))
    every = every[np.isfinite(every)]
    low, high = (float(every.min()), float(every.max())) if len(every) else (0.0, 1.0)
    margin = (high - low) * MARGIN or abs(high) * 0.1 or 1.0
    return low - margin, high + margin
