"""Pictures of how a run went and of what an evaluation found.

    python -m training.curves --run WORK/runs/NAME [--out FILE.png]
    python -m training.curves --evaluation FILE.json --out DIR

The first draws the run's learning curves (its record.jsonl), by default to learning.png in its folder. The second
draws the reliability of every probability and the confusion of emotions of what `npm run evaluate -- --json` wrote.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from training.labels import EMOTIONS
from training.metrics import ReliabilityBin
from training.pictures import (
    COLOURS,
    FAINT,
    HEADING,
    INK,
    OVERSAMPLING,
    SHADE,
    Canvas,
    Series,
    grid,
    line_chart,
)
from training.record import read_record

X_LABEL = "pictures seen"
SMOOTHED = 9
# Share of a run whose figures may leave the frame.
UNSETTLED = 0.15
# Of validation: figure in the record, title.
FIGURES = (
    ("age_mae", "Age: mean absolute error, years"),
    ("gender", "Gender: share right"),
    ("emotion", "Emotion: share right"),
    ("smile", "Smile: share right"),
)


class CurvesError(ValueError):
    """A file that nothing can be drawn of."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--run", type=Path, help="folder of a run")
    what.add_argument("--evaluation", type=Path, help="what `npm run evaluate -- --json FILE` wrote")
    parser.add_argument("--out", type=Path, help="PNG to write, or the folder for those of an evaluation")
    options = parser.parse_args()
    try:
        if options.run:
            written = [draw_run(options.run, options.out)]
        elif options.out:
            written = draw_evaluation(options.evaluation, options.out)
        else:
            raise CurvesError("--evaluation needs --out DIR")
    except CurvesError as error:
        sys.exit(str(error))
    for path in written:
        print(path)


def draw_run(folder: Path, out: Path | None = None) -> Path:
    """Draws a run's learning curves as they stand; returns where. Raises CurvesError without a record."""
    try:
        record = read_record(folder / "record.jsonl")
    except OSError as error:
        raise CurvesError(f"{folder} has no record.jsonl: name the folder of a run") from error
    path = out or folder / "learning.png"
    learning_curves(record).save(path)
    return path


def learning_curves(record: Sequence[Mapping[str, Any]]) -> Image.Image:
    """Panels of 450×320: the losses, the rate, and each figure of validation by set.

    Lines of the record: {"images", "losses": {head: x}, "rate"} and {"images", "validation": {set: {figure: x}}}.
    Raises CurvesError where neither is there yet.
    """
    trained = [line for line in record if "losses" in line]
    panels = []
    if trained:
        images = [line["images"] for line in trained]
        heads = sorted({head for line in trained for head in line["losses"]}, key=_heads_first)
        losses = [
            Series(head, images, smoothed([line["losses"].get(head, np.nan) for line in trained]))
            for head in heads
        ]
        panels.append(
            line_chart(f"Loss in training, mean of {SMOOTHED} records", X_LABEL, losses, unsettled=UNSETTLED)
        )
        panels.append(
            line_chart("Learning rate", X_LABEL, [Series("rate", images, [one["rate"] for one in trained])])
        )
    validated = [line for line in record if "validation" in line]
    for figure, title in FIGURES:
        series = _by_set(validated, figure)
        if series:
            panels.append(line_chart(title, X_LABEL, series, dots=True, unsettled=UNSETTLED))
    if not panels:
        raise CurvesError("the record has neither losses nor figures of validation yet")
    return grid(panels, min(2, len(panels)))


def smoothed(values: Sequence[float]) -> list[float]:
    """The mean of each value and its neighbours, SMOOTHED in all, fewer at the ends; nan counts for nothing."""
    reach = SMOOTHED // 2
    means = []
    for i in range(len(values)):
        near = [value for value in values[max(0, i - reach) : i + reach + 1] if not np.isnan(value)]
        means.append(float(np.mean(near)) if near else float("nan"))
    return means


def _by_set(validated: Sequence[Mapping[str, Any]], figure: str) -> list[Series]:
    names = sorted({name for line in validated for name, one in line["validation"].items() if figure in one})
    series = []
    for name in names:
        lines = [line for line in validated if figure in line["validation"].get(name, {})]
        values = [line["validation"][name][figure] for line in lines]
        series.append(Series(f"{name} {values[-1]:.4g}", [line["images"] for line in lines], values))
    return series


def _heads_first(name: str) -> tuple[bool, str]:
    return ("." in name, name)


def reliability_diagram(title: str, bins: Sequence[ReliabilityBin], ece: float) -> Image.Image:
    """Share right over confidence, 420×420; bars in the background: how many of the claims a bin holds."""
    canvas = Canvas(420, 420)
    canvas.text(12 * OVERSAMPLING, 10 * OVERSAMPLING, title, size=HEADING)
    total = sum(one.n for one in bins)
    canvas.text(
        12 * OVERSAMPLING,
        32 * OVERSAMPLING,
        f"{total} faces, ECE {100 * ece:.1f} %; line: share right, bars: share of the faces",
    )
    frame = canvas.frame((58, 62, 404, 370), (0.0, 1.0), (0.0, 1.0), "confidence")
    for one in bins:
        corners = [frame.x(one.low), frame.y(one.n / total), frame.x(one.high), frame.y(0)]
        canvas.draw.rectangle(corners, SHADE, FAINT)
    canvas.draw.line([(frame.x(0), frame.y(0)), (frame.x(1), frame.y(1))], INK, OVERSAMPLING)
    canvas.lines(
        frame, [Series("", [one.confidence for one in bins], [one.accuracy for one in bins])], dots=True
    )
    return canvas.finish()


def confusion_matrix(title: str, classes: Sequence[str], counts: np.ndarray) -> Image.Image:
    """Counts [c, c] (row: label, column: reading); in each cell its share of the row in per cent, and the count."""
    cell, left, top = 72, 100, 88
    side = cell * len(classes)
    canvas = Canvas(left + side + 16, top + side + 16)
    scale = OVERSAMPLING
    canvas.text(12 * scale, 10 * scale, title, size=HEADING)
    canvas.text(12 * scale, 32 * scale, "rows: label; columns: reading; per cent of the row, and faces")
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    for i, name in enumerate(classes):
        canvas.text((left - 8) * scale, (top + (i + 0.5) * cell) * scale, name, "rm")
        canvas.text((left + (i + 0.5) * cell) * scale, (top - 6) * scale, name, "ms", size=12)
        for j in range(len(classes)):
            x, y, share = left + j * cell, top + i * cell, shares[i, j]
            corners = [x * scale, y * scale, (x + cell) * scale, (y + cell) * scale]
            canvas.draw.rectangle(corners, _shade(share), FAINT)
            ink = "#ffffff" if share > 0.8 else INK
            canvas.text(
                (x + cell / 2) * scale, (y + 0.42 * cell) * scale, f"{100 * share:.0f}", "mm", 18, ink
            )
            canvas.text(
                (x + cell / 2) * scale, (y + 0.76 * cell) * scale, str(int(counts[i, j])), "mm", 11, ink
            )
    return canvas.finish()


def _shade(share: float) -> str:
    full = [int(COLOURS[0][i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 + (one - 255) * share):02x}" for one in full)


def draw_evaluation(file: Path, out: Path) -> list[Path]:
    """Draws <set>-<head>-reliability.png and <set>-confusion.png of an evaluation; returns what was written.

    Raises CurvesError where the file is none of `npm run evaluate`.
    """
    try:
        sets: Mapping[str, Any] = json.loads(file.read_text())["sets"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CurvesError(f"{file} is not what `npm run evaluate -- --json FILE` writes") from error
    out.mkdir(parents=True, exist_ok=True)
    pictures: dict[str, Image.Image] = {}
    for name, summary in sets.items():
        for head in ("gender", "emotion", "smile"):
            figures = summary.get(head)
            if figures and figures.get("reliability"):
                bins = [
                    ReliabilityBin(one["from"], one["to"], one["n"], one["confidence"], one["accuracy"])
                    for one in figures["reliability"]
                ]
                pictures[f"{name}-{head}-reliability"] = reliability_diagram(
                    f"{name}: {head}", bins, figures["ece"]
                )
        if (summary.get("emotion") or {}).get("confusion"):
            told = summary["emotion"]["confusion"]
            classes = [emotion for emotion in EMOTIONS if emotion in told]
            counts = np.array([[told[label][reading] for reading in classes] for label in classes])
            pictures[f"{name}-confusion"] = confusion_matrix(f"{name}: emotion", classes, counts)
    for stem, picture in pictures.items():
        picture.save(out / f"{stem}.png")
    return [out / f"{stem}.png" for stem in pictures]


if __name__ == "__main__":
    main()
