"""Compares the accuracy of runs, each alone and all together, to choose `teachers`.

    python -m training teachers --work WORK --runs NAME NAME … [--part train] [--sets rafdb …]

Prints a table of validation figures; its last rows are for the mean of all runs' probabilities, from which a student
learns. `--part train` uses training faces, which shows how far they were memorized. Each face is read with its mirror
image at the run's own size. This also works for networks that the page cannot run.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.command import command_parser
from training.data.faces import Faces, FacesError, load_faces
from training.data.labels import HEADS
from training.learn.checkpoint import CHECKPOINT, CheckpointError
from training.learn.config import ConfigError
from training.learn.device import device_named
from training.learn.reading import figures_of_faces
from training.learn.teaching import mean_probabilities
from training.report.markdown import NOTHING, number, percent, table

LEAST = 1e-7
"""Replaces a probability that float16 has rounded to 0, whose logarithm would be infinite."""
HEADER = ("run", "set", "age, years", "gender", "worst group", "emotion", "smile")


def main() -> None:
    """The command."""
    parser = command_parser("teachers", __doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl, crops and runs")
    parser.add_argument("--runs", nargs="+", required=True, help="names of finished runs")
    parser.add_argument("--part", choices=("validation", "train"), default="validation")
    parser.add_argument("--sets", nargs="+", help="only these sets")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda if there is a GPU")
    options = parser.parse_args()
    try:
        print(compared(options.work, options.runs, options.part, options.sets, options.device))
    except (CheckpointError, ConfigError, FacesError) as error:
        sys.exit(str(error))


def compared(
    work: Path,
    names: Sequence[str],
    part: str = "validation",
    sets: list[str] | None = None,
    device: str = "cpu",
) -> str:
    """The table in Markdown for the faces of a part, of the named sets or of all.

    Raises CheckpointError if a run cannot be read, ConfigError if the device is not available, FacesError without
    crops.
    """
    faces = load_faces(work, part, sets)
    paths = {name: [str(work / "runs" / name / CHECKPOINT)] for name in names}
    by_run = {name: mean_probabilities(path, faces, device_named(device)) for name, path in paths.items()}
    if len(by_run) > 1:
        by_run["together"] = {
            head: torch.stack([one[head].float() for one in by_run.values()]).mean(0) for head in HEADS
        }
    return table(HEADER, [row for name, means in by_run.items() for row in _rows(name, means, faces)])


def _rows(name: str, probabilities: Mapping[str, Tensor], faces: Faces) -> list[list[str]]:
    logits = {head: np.log(np.maximum(one.float().numpy(), LEAST)) for head, one in probabilities.items()}
    by_set = figures_of_faces(logits, faces)
    return [[name, set_name, *_cells(figures)] for set_name, figures in by_set.items()]


def _cells(figures: Mapping[str, Any]) -> list[str]:
    def share(head: str) -> str:
        return percent(figures[head]["accuracy"]) if head in figures else NOTHING

    return [
        number(figures["age"]["mae"]) if "age" in figures else NOTHING,
        share("gender"),
        percent(figures.get("gender", {}).get("worstGroup")),
        share("emotion"),
        share("smile"),
    ]
