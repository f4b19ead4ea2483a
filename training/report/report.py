"""Writes a report of what `npm run evaluate` measured, with pictures.

    python -m training report --evaluation bench/evaluation.json --out training/reports/NAME
        [--before FILE.json] [--times FILE.json] [--run WORK/runs/NAME] [--acceptance training/acceptance.toml]

Writes report.md and its pictures. Every figure is from these files. --before: an earlier evaluation to compare with;
--times: what `npm run network-times` wrote of the first weights, named first, and these; --run: the run whose learning
curves are shown.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.command import command_parser
from training.learn.learning_curves import RecordError
from training.learn.record import read_record
from training.measure.times import Times, TimesError, read_times
from training.report import tables
from training.report.acceptance import AcceptanceError, Verdict, judge, read_acceptance
from training.report.curves import CurvesError
from training.report.pictures import Drawn, draw_pictures
from training.report.tables import Compared
from training.runs.provenance import title_of

ROBUST = "Pictures changed by `npm run evaluate -- --robust`; see scripts/measure/evaluate/page/distort.ts."
TEXTS = ("command", "part", "network", "backend", "browser")


class ReportError(ValueError):
    """A file that no report can be made of."""


def main() -> None:
    """The command."""
    parser = command_parser("report", __doc__)
    parser.add_argument(
        "--evaluation", type=Path, required=True, help="what `npm run evaluate -- --json FILE` wrote"
    )
    parser.add_argument("--before", type=Path, help="the same of earlier weights")
    parser.add_argument(
        "--times",
        type=Path,
        help="what `npm run network-times -- --json FILE` wrote, the first weights first",
    )
    parser.add_argument("--run", type=Path, help="folder of the run that the weights come from")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--acceptance", type=Path, default=Path(__file__).with_name("acceptance.toml"))
    options = parser.parse_args()
    try:
        now = read_evaluation(options.evaluation)
        if options.times:
            now = with_times(now, read_times(options.times))
        compared = Compared(now, read_evaluation(options.before) if options.before else None)
        acceptance = read_acceptance(options.acceptance)
        verdicts = judge(acceptance.rows, compared.now, compared.before)
        drawn = draw_pictures(compared, options.evaluation, options.run, options.out)
        page = write_page(compared, verdicts, acceptance.peers, drawn, options.run)
    except (AcceptanceError, CurvesError, RecordError, ReportError, TimesError) as error:
        sys.exit(str(error))
    (options.out / "report.md").write_text(page)
    print(options.out / "report.md")


def read_evaluation(path: Path) -> Mapping[str, Any]:
    """Raises ReportError where the file is none of `npm run evaluate`."""
    try:
        evaluation = json.loads(path.read_text())
        fits = all(isinstance(evaluation[key], str) for key in TEXTS)
        fits = fits and isinstance(evaluation["cost"], dict) and isinstance(evaluation["sets"], dict)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportError(f"{path} is not what `npm run evaluate -- --json FILE` writes") from error
    if not fits or not evaluation["sets"]:
        raise ReportError(f"{path} is not what `npm run evaluate -- --json FILE` writes")
    return evaluation


def with_times(evaluation: Mapping[str, Any], times: Times) -> Mapping[str, Any]:
    """An evaluation with its network's time per face as a share of the network's that was named first.

    Raises TimesError where the network was not timed.
    """
    title = evaluation["network"]
    told = f"ms per face: {', '.join(f'{name} {ms:.2f}' for name, ms in times.ms.items())}; {times.measured}."
    return {**evaluation, "times": {"ofFirst": times.of_first(title), "told": told}}


def write_page(
    compared: Compared, verdicts: Sequence[Verdict], peers: str, drawn: Drawn, run: Path | None
) -> str:
    """The report in Markdown; `peers`: how others' networks were measured; `drawn` as draw_pictures gives it."""
    sets = compared.sets
    beside = tables.peer_table(verdicts)
    robust = [tables.robustness_table(compared, name) for name in sets]
    felt = [name for name in sets if sets[name].get("emotion")]
    sections = {
        "Acceptance": [tables.acceptance_count(verdicts), tables.acceptance_table(verdicts, compared)],
        "Beside others' networks": [peers, beside] if beside else [],
        "Sets": [_found(compared), tables.overview_table(compared)],
        "Age and gender by age, gender and race": [
            *_pictures(drawn, "age", "group", "band"),
            *[tables.part_table(compared, name) for name in sets],
        ],
        "Emotion by class": [
            *_pictures(drawn, "confusion"),
            *[_not_in_matrix(sets[name]["emotion"], name) for name in felt],
            *[tables.class_table(compared, name) for name in felt],
        ],
        "Probabilities": [tables.calibration_table(compared), *_pictures(drawn, "reliability")],
        "Coverage of the age interval of 80 %": [tables.coverage_table(compared)],
        "Robustness": [ROBUST, *robust] if any(robust) else [],
        "Cost": [tables.cost_table(compared), compared.now.get("times", {}).get("told", "")],
        "Learning": [_of_run(run), *_pictures(drawn, "learning")] if run else [],
    }
    parts = [f"# {compared.now['network']}", _measured(compared)]
    for heading, section in sections.items():
        if any(section):
            parts += [f"## {heading}", *[part for part in section if part]]
    return "\n\n".join(parts) + "\n"


def _measured(compared: Compared) -> str:
    now, before = compared.now, compared.before
    told = f"On {now['part']}, {now['backend']}, {now['browser']}:\n\n```\n{now['command']}\n```"
    if before:
        told += (
            f"\n\nIn brackets and as before: {before['network']}, {before['backend']}, {before['browser']}."
        )
    return told


def _found(compared: Compared) -> str:
    several = ", ".join(f"{title_of(name)} {one['severalFaces']}" for name, one in compared.sets.items())
    return (
        "A picture in which no face is found counts as wrong in every share; the age MAE is of the faces found, the "
        f"MAE of all counts the others with the set's median age. Pictures with several faces: {several}."
    )


def _not_in_matrix(emotion: Mapping[str, Any], name: str) -> str:
    missed = sum(row.get("notFound", 0) for row in emotion["confusion"].values())
    return f"{title_of(name)}: {missed} of {emotion['n']:,} faces were not found and are in no column."


def _of_run(run: Path) -> str:
    last = read_record(run / "record.jsonl")[-1]
    return f"Run {run.name}: {last['images']:,} pictures seen in {last['minutes']:,.0f} minutes."


def _pictures(drawn: Drawn, *keys: str) -> list[str]:
    """A line of pictures for each key."""
    return [
        " ".join(f"![{path.stem.replace('-', ' ')}]({path.name})" for path in drawn.get(key, []))
        for key in keys
    ]
