"""Trains several networks under one protocol and tabulates their results.

    python -m training compare --config training/recipes/studies/compare.toml --work WORK --out training/reports/architectures
        [--threads T] [--minutes-each M] --golden-from EXPORT [--times FILE.json]

Each network is trained in WORK/runs/compare-NAME and then exported to WORK/exports/compare-NAME, whose card holds its
validation figures. Repeating the command resumes where it stopped; a finished network is neither trained nor validated
again unless its export is missing. --minutes-each stops each run cleanly after that time.
`npm run network-times -- --exports WORK/exports/compare-* --json FILE.json` writes the file for --times.
"""

import datetime
import json
import statistics
import sys
from pathlib import Path
from typing import Any

import torch

from training.command import command_parser
from training.data.faces import load_faces
from training.learn.checkpoint import CHECKPOINT, CheckpointError, load_checkpoint
from training.learn.config import Config, changed_from
from training.learn.record import read_record
from training.learn.train import Run
from training.measure.times import read_times
from training.runs.export import ExportError, make_card, write_export
from training.runs.golden import read_golden_faces
from training.runs.provenance import crop_template, data_sets
from training.runs.trained import load_run
from training.runs.validate import validate
from training.study.compare_table import Measured, as_json, as_markdown
from training.study.comparison import Comparison, Entry, read_comparison

VERSION = "0.0.0"


def main() -> None:
    """The command."""
    parser = command_parser("compare", __doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder for table.md and table.json")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--minutes-each", type=float, default=float("inf"))
    parser.add_argument(
        "--golden-from",
        type=Path,
        required=True,
        help="an export whose golden crops are used",
    )
    parser.add_argument("--times", type=Path, help="file written by `npm run network-times -- --json FILE`")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    try:
        comparison = read_comparison(options.config)
        times = read_times(options.times) if options.times else None
        read_golden_faces(options.golden_from, comparison.config(comparison.entries[0]).phases[-1].size)
        train_unfinished(comparison, options.work, options.minutes_each * 60)
        measured = [
            measure(comparison, entry, options.work, options.golden_from) for entry in comparison.entries
        ]
        options.out.mkdir(parents=True, exist_ok=True)
        results = as_json(comparison, measured, times)
        (options.out / "table.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
        (options.out / "table.md").write_text(as_markdown(comparison, measured, times))
    except (OSError, ValueError) as error:
        sys.exit(str(error))
    print(options.out / "table.md")


def images_seen(folder: Path, config: Config) -> int:
    """Pictures seen by the checkpoint of a run; 0 without one.

    Raises CheckpointError if the run was started with another configuration.
    """
    path = folder / CHECKPOINT
    if not path.exists():
        return 0
    values = load_checkpoint(path)
    if changed := changed_from(config, values["config"]):
        raise CheckpointError(
            f"{folder} was started with other values of {', '.join(changed)}: remove it, or restore the configuration"
        )
    return int(values["images"])


def train_unfinished(comparison: Comparison, work: Path, seconds: float) -> None:
    """Trains each unfinished run for at most `seconds`. Raises what Run raises."""
    unfinished = [
        entry
        for entry in comparison.entries
        if images_seen(work / "runs" / entry.run, comparison.config(entry)) < comparison.config(entry).images
    ]
    if not unfinished:
        return
    faces = load_faces(work, "train", list(comparison.config(unfinished[0]).shares))
    validation = load_faces(work, "validation")
    for entry in unfinished:
        print(f"-- {entry.title}", file=sys.stderr)
        run = Run(comparison.config(entry), work / "runs" / entry.run, faces, validation)
        run.train(seconds)


def measure(comparison: Comparison, entry: Entry, work: Path, golden_from: Path) -> Measured:
    """The progress of a network and, once it is finished, its card; exports it if its card is missing or outdated."""
    folder, config = work / "runs" / entry.run, comparison.config(entry)
    images = images_seen(folder, config)
    if images < config.images:
        return Measured(entry, images, {}, None)
    card = work / "exports" / entry.run / "card.json"
    if not card.exists() or card.stat().st_mtime < (folder / CHECKPOINT).stat().st_mtime:
        print(f"-- {entry.title}: reading validation", file=sys.stderr)
        export(entry, work, golden_from, card.parent)
    speeds = images_per_second(read_record(folder / "record.jsonl"))
    return Measured(entry, images, speeds, json.loads(card.read_text()))


def export(entry: Entry, work: Path, golden_from: Path, out: Path) -> None:
    """Exports the finished run. Raises what load_run, validate and write_export raise; ExportError names the network."""
    run = load_run(work / "runs" / entry.run)
    about = {"name": entry.title, "version": VERSION, "date": datetime.date.today().isoformat()}
    card = make_card(about, run, crop_template(work), data_sets(run.config), validate(run, work))
    try:
        write_export(out, run, read_golden_faces(golden_from, run.fused.size), card)
    except ExportError as error:
        raise ExportError(f"{entry.name}: {error}") from error


def images_per_second(record: list[dict[str, Any]]) -> dict[int, float]:
    """Median training speed by input size, over intervals between consecutive records of training.

    Intervals with a validation or a pause in them are left out; the median limits the effect of other processes.
    """
    speeds: dict[int, list[float]] = {}
    before: dict[str, Any] | None = None
    for line in record:
        if "losses" not in line:
            before = None
            continue
        if before and before["size"] == line["size"] and line["minutes"] > before["minutes"]:
            seconds = 60 * (line["minutes"] - before["minutes"])
            speeds.setdefault(line["size"], []).append((line["images"] - before["images"]) / seconds)
        before = line
    return {size: statistics.median(values) for size, values in speeds.items()}
