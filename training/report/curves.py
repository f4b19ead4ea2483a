"""Draws the learning curves of a run, or the charts of an evaluation.

    python -m training curves --run WORK/runs/NAME [--out FILE.png]
    python -m training curves --evaluation FILE.json --out DIR

The curves of a run are drawn from its record.jsonl, by default to learning.png in its folder. The charts of an
evaluation by `npm run evaluate -- --json` are the reliability of every probability and the confusion of emotions.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from training.command import command_parser
from training.data.labels import EMOTIONS
from training.learn.learning_curves import RecordError, draw_run
from training.measure.metrics import ReliabilityBin
from training.measure.plots import picture_of, save_small
from training.report.charts import confusion_matrix, reliability_diagram


class CurvesError(ValueError):
    """A file from which no chart can be drawn."""


def main() -> None:
    """The command."""
    parser = command_parser("curves", __doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--run", type=Path, help="folder of a run")
    what.add_argument("--evaluation", type=Path, help="FILE of `npm run evaluate -- --json FILE`")
    parser.add_argument("--out", type=Path, help="PNG to write, or folder for the charts of an evaluation")
    options = parser.parse_args()
    try:
        if options.run:
            written = [draw_run(options.run, options.out)]
        elif options.out:
            written = draw_evaluation(options.evaluation, options.out)
        else:
            raise CurvesError("--evaluation needs --out DIR")
    except (CurvesError, RecordError) as error:
        sys.exit(str(error))
    for path in written:
        print(path)


def draw_evaluation(file: Path, out: Path) -> list[Path]:
    """Draws <set>-<head>-reliability.png and <set>-confusion.png of an evaluation; returns the paths.

    Raises CurvesError if the file is not from `npm run evaluate`.
    """
    try:
        sets: Mapping[str, Any] = json.loads(file.read_text())["sets"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CurvesError(f"{file} is not what `npm run evaluate -- --json FILE` writes") from error
    out.mkdir(parents=True, exist_ok=True)
    pictures: dict[str, Figure] = {}
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
            confusion = summary["emotion"]["confusion"]
            classes = [emotion for emotion in EMOTIONS if emotion in confusion]
            counts = np.array([[confusion[label][reading] for reading in classes] for label in classes])
            pictures[f"{name}-confusion"] = confusion_matrix(f"{name}: emotion", classes, counts)
    for stem, picture in pictures.items():
        save_small(picture_of(picture), out / f"{stem}.png")
    return [out / f"{stem}.png" for stem in pictures]
