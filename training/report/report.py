"""Writes a report, with pictures, of an evaluation by `npm run evaluate`.

    python -m training report --evaluation bench/evaluation.json --out training/reports/NAME
        [--before FILE.json] [--times FILE.json] [--run WORK/runs/NAME] [--acceptance training/report/acceptance.toml]

Writes report.md and its pictures; every figure comes from the given files. --before: an earlier evaluation to compare
with. --times: the file of `npm run network-times` for the first weights, named first, and the evaluated ones. --run:
the run whose learning curves are shown.
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
    """A file is not suitable for a report."""


def main() -> None:
    """The command."""
    parser = command_parser("report", __doc__)
    parser.add_argument(
        "--evaluation", type=Path, required=True, help="file written by `npm run evaluate -- --json FILE`"
    )
    parser.add_argument("--before", type=Path, help="the same for earlier weights")
    parser.add_argument(
        "--times",
        type=Path,
        help="file written by `npm run network-times -- --json FILE`, with the first weights first",
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
    """Reads an evaluation. Raises ReportError if `npm run evaluate` did not write the file."""
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
    """The evaluation with its network's time per face, relative to that of the network named first.

    Raises TimesError if the network was not timed.
    """
    title = evaluation["network"]
    text = f"ms per face: {', '.join(f'{name} {ms:.2f}' for name, ms in times.ms.items())}; {times.measured}."
    return {**evaluation, "times": {"ofFirst": times.of_first(title), "text": text}}


def write_page(
    compared: Compared, verdicts: Sequence[Verdict], peers: str, drawn: Drawn, run: Path | None
) -> str:
    """The report in Markdown; `peers`: how other networks were measured; `drawn`: the result of draw_pictures."""
    sets = compared.sets
    peer_table = tables.peer_table(verdicts)
    robust = [tables.robustness_table(compared, name) for name in sets]
    with_emotion = [name for name in sets if sets[name].get("emotion")]
    sections = {
        "Acceptance": [tables.acceptance_count(verdicts), tables.acceptance_table(verdicts, compared)],
        "Compared with other networks": [peers, peer_table] if peer_table else [],
        "Sets": [_detection_note(compared), tables.overview_table(compared)],
        "Age and gender by age, gender and race": [
            *_pictures(drawn, "age", "group", "band"),
            *[tables.part_table(compared, name) for name in sets],
        ],
        "Emotion by class": [
            *_pictures(drawn, "confusion"),
            *[_not_in_matrix(sets[name]["emotion"], name) for name in with_emotion],
            *[tables.class_table(compared, name) for name in with_emotion],
        ],
        "Probabilities": [tables.calibration_table(compared), *_pictures(drawn, "reliability")],
        "Coverage of the age interval of 80 %": [tables.coverage_table(compared)],
        "Robustness": [ROBUST, *robust] if any(robust) else [],
        "Cost": [tables.cost_table(compared), compared.now.get("times", {}).get("text", "")],
        "Learning": [_run_summary(run), *_pictures(drawn, "learning")] if run else [],
    }
    parts = [f"# {compared.now['network']}", _measured(compared)]
    for heading, section in sections.items():
        if any(section):
            parts += [f"## {heading}", *[part for part in section if part]]
    return "\n\n".join(parts) + "\n"


def _measured(compared: Compared) -> str:
    now, before = compared.now, compared.before
    text = f"On {now['part']}, {now['backend']}, {now['browser']}:\n\n```\n{now['command']}\n```"
    if before:
        text += (
            f"\n\nIn brackets and as before: {before['network']}, {before['backend']}, {before['browser']}."
        )
    return text


def _detection_note(compared: Compared) -> str:
    several = ", ".join(f"{title_of(name)} {one['severalFaces']}" for name, one in compared.sets.items())
    return (
        "A picture in which no face is found counts as wrong in every share; the age MAE is of the faces found, the "
        f"MAE of all counts the others with the set's median age. Pictures with several faces: {several}."
    )


def _not_in_matrix(emotion: Mapping[str, Any], name: str) -> str:
    missed = sum(row.get("notFound", 0) for row in emotion["confusion"].values())
    return f"{title_of(name)}: {missed} of {emotion['n']:,} faces were not found and are in no column."


def _run_summary(run: Path) -> str:
    last = read_record(run / "record.jsonl")[-1]
    return f"Run {run.name}: {last['images']:,} pictures seen in {last['minutes']:,.0f} minutes."


def _pictures(drawn: Drawn, *keys: str) -> list[str]:
    """One line of pictures per key."""
    return [
        " ".join(f"![{path.stem.replace('-', ' ')}]({path.name})" for path in drawn.get(key, []))
        for key in keys
    ]
