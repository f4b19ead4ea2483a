"""The one style of training's charts, drawn with matplotlib, and their small files."""

import io
import math
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

# Colours of Okabe and Ito (2008), which colour-blind readers can tell apart, without their light yellow.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7f7f7f", "#882255")
FAINT, SHADE = "#d9d9d9", "#dce6ee"
DOTS_PER_INCH = 100
LABEL = 8
"""Points, for text that must fit under a bar or into a cell."""
PALETTES = (256, 96, 32)
LIMIT = 60_000
"""Bytes that a chart's file should not exceed, because reports are kept in git."""


def panels(count: int, columns: int = 1, size: tuple[int, int] = (450, 320)) -> tuple[Figure, list[Axes]]:
    """An empty figure of `count` charts in rows of `columns`, each `size` pixels (width, height) large."""
    rows = math.ceil(count / columns)
    inches = (columns * size[0] / DOTS_PER_INCH, rows * size[1] / DOTS_PER_INCH)
    # A figure without pyplot has no global state and needs no display.
    figure = Figure(inches, DOTS_PER_INCH, layout="constrained")
    charts = [figure.add_subplot(rows, columns, place + 1) for place in range(count)]
    for chart in charts:
        chart.set_prop_cycle(color=COLOURS)
        chart.grid(axis="y", color=FAINT)
        chart.set_axisbelow(True)
    return figure, charts


def set_title(chart: Axes, title: str) -> None:
    """Puts the title above the chart's left edge."""
    chart.set_title(title, loc="left", fontsize="medium")


def picture_of(figure: Figure) -> Image.Image:
    """The figure as an RGB picture."""
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return Image.open(file).convert("RGB")


def save_small(picture: Image.Image, path: Path) -> None:
    """Writes a PNG with a palette of 256 colours, or of fewer where the file would be larger than LIMIT."""
    for colours in PALETTES:
        picture.quantize(colours, dither=Image.Dither.NONE).save(path, "PNG", optimize=True)
        if path.stat().st_size <= LIMIT:
            return
