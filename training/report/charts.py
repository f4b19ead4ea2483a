"""Bar charts, and small files of pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from training.pictures import COLOURS, FAINT, HEADING, INK, OVERSAMPLING, Canvas, Frame, number, ticks

LABEL = 11
# Of the width of a category that its bars take.
FILLED = 0.8
PALETTES = (256, 96, 32)
LIMIT = 60_000


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar for each category; None for no bar."""

    name: str
    values: Sequence[float | None]


def bar_chart(
    title: str,
    categories: Sequence[str],
    series: Sequence[Bars],
    notes: Sequence[str] = (),
    size: tuple[int, int] = (640, 270),
    digits: int = 1,
) -> Image.Image:
    """Bars from 0 upwards, side by side for each category, their values above them, a legend where there are several
    series. `notes`: a line beneath each category. Values ≥ 0."""
    width, height = size
    canvas = Canvas(width, height)
    canvas.text(12 * OVERSAMPLING, 10 * OVERSAMPLING, title, size=HEADING)
    top = 40
    if len(series) > 1:
        canvas.legend(12, 30, width - 8, [one.name for one in series])
        top = 58
    highest = max((value for one in series for value in one.values if value is not None), default=1.0) or 1.0
    box = tuple(end * OVERSAMPLING for end in (46, top, width - 12, height - 56))
    frame = Frame(box, (0.0, float(len(categories))), (0.0, highest * 1.12))
    _draw_axis(canvas, frame)
    for i, category in enumerate(categories):
        _draw_words(canvas, frame, i, category, notes[i] if notes else "")
    for j, one in enumerate(series):
        for i, value in enumerate(one.values):
            if value is not None:
                _draw_bar(
                    canvas,
                    frame,
                    i + (1 - FILLED) / 2 + j * FILLED / len(series),
                    FILLED / len(series),
                    value,
                    j,
                    digits,
                )
    return canvas.finish()


def _draw_axis(canvas: Canvas, frame: Frame) -> None:
    left, _, right, bottom = frame.box
    for value in ticks(*frame.y_range):
        canvas.draw.line([(left, frame.y(value)), (right, frame.y(value))], FAINT, OVERSAMPLING)
        canvas.text(left - 5 * OVERSAMPLING, frame.y(value), number(value), "rm")
    canvas.draw.line([(left, bottom), (right, bottom)], INK, OVERSAMPLING)


def _draw_words(canvas: Canvas, frame: Frame, place: int, category: str, note: str) -> None:
    """The category beneath the axis, in two lines where it has two words, and the note."""
    lines = [*category.split(" ", 1), *([note] if note else [])]
    for row, words in enumerate(lines):
        y = frame.box[3] + (5 + row * 14) * OVERSAMPLING
        canvas.text(frame.x(place + 0.5), y, words, "ma", LABEL)


def _draw_bar(
    canvas: Canvas, frame: Frame, start: float, width: float, value: float, series: int, digits: int
) -> None:
    corners = [frame.x(start), frame.y(value), frame.x(start + width), frame.y(0)]
    canvas.draw.rectangle(corners, COLOURS[series % len(COLOURS)])
    above = frame.y(value) - 2 * OVERSAMPLING
    canvas.text(frame.x(start + width / 2), above, f"{value:.{digits}f}", "ms", LABEL - 1)


def save_small(picture: Image.Image, path: Path) -> None:
    """Writes a PNG with a palette, of fewer colours where the file would be larger than LIMIT: flat colours need few."""
    for colours in PALETTES:
        picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(path, "PNG", optimize=True)
        if path.stat().st_size <= LIMIT:
            return
