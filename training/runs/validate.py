"""Measures a run's averaged weights on the validation part.

    python -m training validate --run WORK/runs/NAME --work WORK [--calibrate emotion=ferplus,rafdb] [--json FILE]

Measures them in float32, float16 and uint8, and mirrored. Prints the figures of each set for each of these, then those by band, group and class in float32; --json writes all of
them to a file. "Mirrored" averages each face and its mirror image, as the page does for photos. Temperatures are fitted
on the same faces in float32, as in `training export`. --calibrate restricts a head's temperature to named sets, because
sets with noisy labels lower the confidence on every face.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from training.command import command_parser
from training.data.faces import FacesError, load_faces
from training.data.sets.listing import SetError
from training.learn.checkpoint import CHECKPOINT, CheckpointError
from training.measure.calibrate import Fit, calibrate, sets_by_head
from training.measure.figures import Figures, figures_by_set
from training.runs.trained import TrainedRun, judge_faces, load_run

Store = Callable[[Mapping[str, Tensor]], dict[str, Tensor]]
LEVELS = 255
PARTS = ("byBand", "byGroup", "byGender", "byClass")
# Heading, head, figure of that head, digits.
COLUMNS = (
    ("age MAE", "age", "mae", 2),
    ("CS@5", "age", "cs5", 3),
    ("cover 80", "age", "coverage80", 3),
    ("bracket", "ageBracket", "accuracy", 3),
    ("gender", "gender", "accuracy", 4),
    ("worst group", "gender", "worstGroup", 4),
    ("worst band", "gender", "worstBand10To79", 4),
    ("ECE", "gender", "ece", 3),
    ("emotion", "emotion", "accuracy", 4),
    ("macro F1", "emotion", "macroF1", 3),
    ("macro recall", "emotion", "macroRecall", 3),
    ("vote MAE", "emotion", "voteMae", 4),
    ("ECE", "emotion", "ece", 3),
    ("smile", "smile", "accuracy", 4),
    ("ECE", "smile", "ece", 3),
)


def main() -> None:
    """The command."""
    parser = command_parser("validate", __doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    parser.add_argument("--checkpoint", default=CHECKPOINT, help="file name in the run's folder")
    add_calibrate_option(parser)
    parser.add_argument("--json", type=Path, help="file to write all figures to")
    options = parser.parse_args()
    try:
        run = load_run(options.run, options.checkpoint)
        validation = validate(run, options.work, sets_by_head(options.calibrate), STORAGES, mirrored=True)
    except (CheckpointError, FacesError, SetError, ValueError) as error:
        sys.exit(str(error))
    print(f"run {options.run.name}, {run.images} images seen, validation part\n")
    print(as_text(validation))
    if options.json:
        report = {"run": options.run.name, "images": run.images, **asdict(validation)}
        options.json.write_text(json.dumps(report, indent=2) + "\n")


def add_calibrate_option(parser: argparse.ArgumentParser) -> None:
    """Adds the option --calibrate, which can be given for several heads."""
    parser.add_argument(
        "--calibrate",
        action="append",
        default=[],
        metavar="HEAD=SET,SET",
        help="the sets on which a head's temperature is fitted; default: all with its labels",
    )


@dataclass(frozen=True, slots=True)
class Validation:
    """The figures of a network on validation faces."""

    fits: Mapping[str, Fit]
    """Temperature by head, fitted in float32."""
    ways: Mapping[str, Mapping[str, Figures]]
    """Figures by way of measuring and by set: float32, the requested storages of the weights, and mirrored (float32,
    mean of each face and its mirror image)."""


def validate(
    run: TrainedRun,
    work: Path,
    calibration_sets: Mapping[str, Sequence[str]] | None = None,
    storages: Mapping[str, Store] | None = None,
    mirrored: bool = False,
) -> Validation:
    """Measures a run on WORK's validation part in float32, with its weights in `storages`, and mirrored if requested.

    Temperatures are fitted on `calibration_sets` by head, default all sets, without mirror images, as in live video.
    Raises FacesError or SetError without faces, ValueError if a head has no labels.
    """
    faces = load_faces(work, "validation")
    exact = judge_faces(run.fused, faces)
    fits = calibrate(exact, calibration_sets)
    temperatures = {head: fit.temperature for head, fit in fits.items()}
    ways = {"float32": figures_by_set(exact, temperatures)}
    for name, store in (storages or {}).items():
        stored = run.fused.with_tensors(store(run.fused.tensors))
        ways[name] = figures_by_set(judge_faces(stored, faces), temperatures)
    if mirrored:
        ways["mirrored"] = figures_by_set(judge_faces(run.fused, faces, mirrored=True), temperatures)
    return Validation(fits, ways)


def as_float16(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Every value rounded to the nearest float16 number, as float32."""
    return {name: tensor.half().float() for name, tensor in tensors.items()}


def as_uint8(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights quantized per output channel (the first axis) to 256 even steps; biases and slopes are unchanged.

    value = least + step × code, where the codes 0 to 255 span the range of the channel.
    """
    return {name: _on_steps(tensor) if tensor.dim() > 1 else tensor for name, tensor in tensors.items()}


def _on_steps(weight: Tensor) -> Tensor:
    rows = weight.flatten(1)
    least = rows.min(dim=1, keepdim=True).values
    step = (rows.max(dim=1, keepdim=True).values - least) / LEVELS
    codes = torch.round((rows - least) / step.clamp_min(torch.finfo(rows.dtype).tiny)).clamp(0, LEVELS)
    return (least + step * codes).view_as(weight)


STORAGES: dict[str, Store] = {"float16": as_float16, "uint8": as_uint8}


def as_text(validation: Validation) -> str:
    """The figures as text to print."""
    lines = []
    for head, fit in validation.fits.items():
        moved = ", ".join(f"{name} {fit.before[name]:.4f} → {after:.4f}" for name, after in fit.after.items())
        lines.append(f"{head}: temperature {fit.temperature:.4f} by {fit.method}; {moved}")
    for set_name, exact in validation.ways["float32"].items():
        columns = [column for column in COLUMNS if exact.get(column[1], {}).get(column[2]) is not None]
        lines += ["", f"{set_name} (n {exact['n']})", _row("", [heading for heading, *_ in columns])]
        for name, by_set in validation.ways.items():
            cells = [f"{by_set[set_name][head][figure]:.{digits}f}" for _, head, figure, digits in columns]
            lines.append(_row(name, cells))
        lines += _parts(exact)
    return "\n".join(lines)


def _row(name: str, cells: list[str]) -> str:
    return f"  {name:<8}" + "".join(f"{cell:>12}" for cell in cells)


def _parts(exact: Figures) -> list[str]:
    lines = []
    for head in ("age", "gender", "emotion"):
        for part in PARTS:
            figures = exact.get(head, {}).get(part)
            if figures:
                cells = ", ".join(f"{name} {_figure(one):.3f} ({one['n']})" for name, one in figures.items())
                lines.append(f"  {head} {part}: {cells}")
    return lines


def _figure(part: Figures) -> float:
    return next(value for name, value in part.items() if name != "n")
