"""Makes small copies of finished runs, for copying between machines.

    python -m training slim --work WORK --runs NAME … --out DIR

DIR/NAME/checkpoint.pt holds only a run's averaged weights, with matrices in half precision: a sixth of the original
size. It can be a start or a teacher, and be validated and exported like any other, but not resumed.
"""

import sys
from pathlib import Path

from training.command import command_parser
from training.learn.checkpoint import CHECKPOINT, CheckpointError, load_checkpoint, save_checkpoint

KEPT = ("network", "size", "config", "step", "images")


def main() -> None:
    """The command."""
    parser = command_parser("slim", __doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder with runs")
    parser.add_argument("--runs", nargs="+", required=True, help="names of finished runs")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    options = parser.parse_args()
    try:
        for name in options.runs:
            path = slim(options.work / "runs" / name / CHECKPOINT, options.out / name / CHECKPOINT)
            print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    except CheckpointError as error:
        sys.exit(str(error))


def slim(full: Path, small: Path) -> Path:
    """Writes a small copy of the checkpoint `full` to `small` and returns its path.

    Raises CheckpointError if `full` cannot be read or lacks a value of a finished run, or if `small` exists.
    """
    if small.exists():
        raise CheckpointError(f"{small} exists already: name another --out")
    values = load_checkpoint(full)
    try:
        kept = {key: values[key] for key in KEPT}
        average = {
            name: value.half() if value.is_floating_point() and value.ndim > 1 else value
            for name, value in values["average"].items()
        }
    except KeyError as error:
        raise CheckpointError(f"{full} lacks {error}: it was written by other code") from error
    small.parent.mkdir(parents=True, exist_ok=True)
    save_checkpoint(small, {**kept, "model": average, "average": average})
    return small
