"""Charts of an evaluation: bars by part, reliability of probabilities, confusion of classes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from training.measure.metrics import ReliabilityBin
from training.measure.plots import COLOURS, FAINT, LABEL, SHADE, panels, set_title

FILLED = 0.8
"""Share of a category's width that its bars take."""
BAR_CHART = (640, 270)
RELIABILITY = (420, 420)
CELL = 72
"""Pixels of a cell of the confusion matrix."""
SHADES = LinearSegmentedColormap.from_list("shares", ["#ffffff", COLOURS[0]])
DARK = 0.8
"""Share from which a cell is so dark that its text is white."""


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar for each category; None for no bar."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from 0 upwards, side by side for each category. `notes`: a line beneath each category. Values ≥ 0."""

    title: str
    categories: Sequence[str]
    series: Sequence[Bars]
    notes: Sequence[str] = ()


def bar_charts(charts: Sequence[BarChart]) -> Figure:
    """Bar charts one below the other; several series of one chart get a legend."""
    figure, places = panels(len(charts), size=BAR_CHART)
    for place, chart in zip(places, charts, strict=True):
        _draw_bars(place, chart)
    return figure


def _draw_bars(place: Axes, chart: BarChart) -> None:
    width = FILLED / len(chart.series)
    for i, one in enumerate(chart.series):
        known = [(category, value) for category, value in enumerate(one.values) if value is not None]
        offset = (i - (len(chart.series) - 1) / 2) * width
        bars = place.bar(
            [category + offset for category, _ in known],
            [value for _, value in known],
            width,
            color=COLOURS[i % len(COLOURS)],
            label=one.name,
        )
        place.bar_label(bars, fmt="{:.1f}", fontsize=LABEL - 1, padding=1)
    notes = chart.notes or [""] * len(chart.categories)
    labels = [
        "\n".join([*category.split(" ", 1), note]).rstrip()
        for category, note in zip(chart.categories, notes, strict=True)
    ]
    place.set_xticks(range(len(labels)), labels, fontsize=LABEL)
    place.set_xlim(-0.5, len(labels) - 0.5)
    place.margins(y=0.12)
    place.spines[["top", "right"]].set_visible(False)
    set_title(place, chart.title)
    if len(chart.series) > 1:
        place.legend(frameon=False, fontsize=LABEL)


def reliability_diagram(title: str, bins: Sequence[ReliabilityBin], ece: float) -> Figure:
    """Share right over confidence; bars in the background: the share of all faces that each bin holds."""
    figure, (place,) = panels(1, size=RELIABILITY)
    total = sum(one.n for one in bins)
    place.bar(
        [one.low for one in bins],
        [one.n / total for one in bins],
        [one.high - one.low for one in bins],
        align="edge",
        color=SHADE,
        edgecolor=FAINT,
        label="share of the faces",
    )
    place.plot([0, 1], [0, 1], color="black", linewidth=1)
    confidence, accuracy = [one.confidence for one in bins], [one.accuracy for one in bins]
    place.plot(confidence, accuracy, color=COLOURS[0], marker="o", label="share right")
    place.legend(loc="upper left", frameon=False)
    place.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence")
    set_title(place, f"{title}, {total} faces, ECE {100 * ece:.1f} %")
    return figure


def confusion_matrix(title: str, classes: Sequence[str], counts: np.ndarray) -> Figure:
    """Counts [c, c] (row: label, column: reading); in each cell its share of the row in per cent, and the count."""
    side = CELL * (len(classes) + 1)
    figure, (place,) = panels(1, size=(side, side))
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    place.imshow(shares, cmap=SHADES, vmin=0, vmax=1)
    place.grid(visible=False)
    place.xaxis.tick_top()
    place.set_xticks(range(len(classes)), classes, fontsize=LABEL)
    place.set_yticks(range(len(classes)), classes)
    place.tick_params(length=0)
    for (row, column), share in np.ndenumerate(shares):
        ink = "white" if share > DARK else "black"
        place.text(column, row, f"{100 * share:.0f}", ha="center", va="bottom", color=ink, fontsize="large")
        place.text(
            column, row + 0.1, str(int(counts[row, column])), ha="center", va="top", color=ink, fontsize=LABEL
        )
    set_title(place, f"{title}\nrows: label; columns: reading; per cent of the row, and faces")
    return figure
