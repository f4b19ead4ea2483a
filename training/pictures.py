"""Charts and sheets of faces, drawn with Pillow alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

# Okabe and Ito's colours (2008), which the colour-blind tell apart; the light yellow is left out.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7f7f7f", "#882255")
INK, FAINT, PAPER, SHADE = "#1a1a1a", "#d9d9d9", "#ffffff", "#dce6ee"
# Everything is drawn this much larger and then reduced: Pillow's lines are not smoothed.
OVERSAMPLING = 2
TEXT, HEADING = 13, 15


def font(size: float) -> ImageFont.FreeTypeFont:
    """Pillow's own sans serif, at `size` pixels of the finished picture."""
    return ImageFont.load_default(size * OVERSAMPLING)


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers within low…high, 1, 2 or 5 times a power of ten apart, about so many."""
    if not high > low:
        return [low]
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = min((1, 2, 5, 10), key=lambda one: abs(math.log(one * power / rough))) * power
    first = math.ceil(low / step - 1e-9)
    return [round(i * step, 12) for i in range(first, math.floor(high / step + 1e-9) + 1)]


def number(value: float) -> str:
    """A tick's label: 1500000 as 1.5M, 20000 as 20k, 0.05 as it is."""
    for unit, name in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= unit:
            return f"{value / unit:g}{name}"
    return f"{value:g}"


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart."""

    name: str
    xs: Sequence[float]
    ys: Sequence[float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A plot's place on the canvas in canvas pixels, and the values at its borders."""

    box: tuple[int, int, int, int]
    """Left, top, right, bottom."""
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def x(self, value: float) -> float:
        """Canvas column of a value."""
        return _between(value, self.x_range, self.box[0], self.box[2])

    def y(self, value: float) -> float:
        """Canvas row of a value; upwards."""
        return _between(value, self.y_range, self.box[3], self.box[1])


def _between(value: float, values: tuple[float, float], start: float, end: float) -> float:
    low, high = values
    return start + (end - start) * ((value - low) / (high - low) if high > low else 0.5)


class Canvas:
    """A white picture of so many finished pixels, drawn on in canvas pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self.image = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def text(
        self, x: float, y: float, words: str, anchor: str = "la", size: float = TEXT, colour: str = INK
    ) -> None:
        """Words at canvas pixels, with Pillow's anchors."""
        self.draw.text((x, y), words, fill=colour, font=font(size), anchor=anchor)

    def frame(
        self,
        box: tuple[int, int, int, int],
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        x_label: str,
    ) -> Frame:
        """Draws a plot's grid, ticks and labels; box: left, top, right, bottom in finished pixels."""
        frame = Frame(tuple(end * OVERSAMPLING for end in box), x_range, y_range)
        left, _, right, bottom = frame.box
        gap = 5 * OVERSAMPLING
        for value in ticks(*y_range):
            self.draw.line([(left, frame.y(value)), (right, frame.y(value))], FAINT, OVERSAMPLING)
            self.text(left - gap, frame.y(value), number(value), "rm")
        for value in ticks(*x_range):
            self.draw.line([(frame.x(value), bottom), (frame.x(value), bottom + gap)], INK, OVERSAMPLING)
            self.text(frame.x(value), bottom + 1.5 * gap, number(value), "ma")
        self.draw.rectangle(frame.box, outline=INK, width=OVERSAMPLING)
        self.text((left + right) / 2, bottom + 5 * gap, x_label, "ma")
        return frame

    def lines(self, frame: Frame, series: Sequence[Series], dots: bool = False) -> None:
        """Draws series within the frame; what lies outside is cut off."""
        inside = self.image.crop(frame.box)
        draw = ImageDraw.Draw(inside)
        left, top = frame.box[:2]
        for colour, one in zip(COLOURS * (len(series) // len(COLOURS) + 1), series, strict=False):
            places = [
                (frame.x(x) - left, frame.y(y) - top)
                for x, y in zip(one.xs, one.ys, strict=True)
                if math.isfinite(y)
            ]
            if len(places) > 1:
                draw.line(places, colour, 2 * OVERSAMPLING, joint="curve")
            if dots or len(places) == 1:
                radius = 3 * OVERSAMPLING
                for x, y in places:
                    draw.ellipse([x - radius, y - radius, x + radius, y + radius], colour)
        self.image.paste(inside, (left, top))
        self.draw.rectangle(frame.box, outline=INK, width=OVERSAMPLING)

    def legend(self, left: int, top: int, right: int, names: Sequence[str]) -> None:
        """Names behind a stroke of their colour, in rows between two finished columns."""
        x, y = left * OVERSAMPLING, top * OVERSAMPLING
        stroke, gap, row = 16 * OVERSAMPLING, 6 * OVERSAMPLING, 18 * OVERSAMPLING
        for colour, name in zip(COLOURS * (len(names) // len(COLOURS) + 1), names, strict=False):
            width = stroke + gap + font(TEXT).getlength(name)
            if x + width > right * OVERSAMPLING and x > left * OVERSAMPLING:
                x, y = left * OVERSAMPLING, y + row
            self.draw.line([(x, y + row / 2), (x + stroke, y + row / 2)], colour, 3 * OVERSAMPLING)
            self.text(x + stroke + gap, y + row / 2, name, "lm")
            x += width + 2 * gap

    def finish(self) -> Image.Image:
        """The picture at its finished size."""
        return self.image.resize(self.size, Image.Resampling.LANCZOS)


def line_chart(
    title: str,
    x_label: str,
    series: Sequence[Series],
    size: tuple[int, int] = (450, 320),
    dots: bool = False,
    unsettled: float = 0.0,
) -> Image.Image:
    """Lines over a common x from 0 on, with a legend above. Values in the first share `unsettled` of x may lie
    outside the frame, so that the start of a run does not flatten the rest."""
    width, height = size
    canvas = Canvas(width, height)
    canvas.text(12 * OVERSAMPLING, 10 * OVERSAMPLING, title, size=HEADING)
    canvas.legend(12, 32, width - 8, [one.name for one in series])
    end = max(max(one.xs) for one in series)
    y_range = _span([_settled(one, unsettled * end) for one in series])
    frame = canvas.frame((58, 78, width - 16, height - 50), (0.0, end), y_range, x_label)
    canvas.lines(frame, series, dots)
    return canvas.finish()


def _settled(series: Series, start: float) -> np.ndarray:
    """The values from `start` on, all where there are none."""
    values = np.asarray(series.ys, float)
    late = values[np.asarray(series.xs) >= start]
    return late if len(late) else values


def _span(values: Sequence[np.ndarray]) -> tuple[float, float]:
    """The range of all values that are numbers, with a margin."""
    every = np.concatenate(list(values))
    every = every[np.isfinite(every)]
    low, high = (float(every.min()), float(every.max())) if len(every) else (0.0, 1.0)
    margin = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return low - margin, high + margin


def grid(pictures: Sequence[Image.Image], columns: int, gap: int = 0) -> Image.Image:
    """Pictures of one size side by side in rows, `gap` white pixels between and around them."""
    width, height = pictures[0].size
    rows = math.ceil(len(pictures) / columns)
    sheet = Image.new("RGB", (columns * (width + gap) + gap, rows * (height + gap) + gap), PAPER)
    for i, picture in enumerate(pictures):
        sheet.paste(picture, (gap + i % columns * (width + gap), gap + i // columns * (height + gap)))
    return sheet


def captioned(crop: np.ndarray, lines: Sequence[str], width: int = 128) -> Image.Image:
    """A face uint8 [h, w, 3], `width` finished pixels wide, with lines beneath; too long lines are cut off."""
    row = 15
    canvas = Canvas(width, width + row * len(lines) + 2)
    side = width * OVERSAMPLING
    canvas.image.paste(Image.fromarray(crop).resize((side, side), Image.Resampling.BILINEAR), (0, 0))
    for i, line in enumerate(lines):
        canvas.text(0, side + (i * row + 1) * OVERSAMPLING, line, size=TEXT - 1)
    return canvas.finish()
