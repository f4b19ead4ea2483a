"""Shows faces whose label the network contradicts with high confidence, for a person to review.

    python -m training suspicious --run WORK/runs/NAME --work WORK --set utkface --task gender --out sheet.png [--html]

--task: age, gender, emotion or smile. Writes a contact sheet with the label and the prediction under each face, the
strongest contradictions first, and a list (sheet.csv) with an empty column `verdict`. Enter `drop` there for wrong
labels; training/data/verdicts.py describes the format. --html adds a page (sheet.html) on which a click marks a face and a
button saves the list.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from training.command import command_parser
from training.data.faces import Faces, FacesError, load_faces
from training.data.labels import EMOTIONS, GENDERS, HEADS, SMILES
from training.data.sets.listing import SetError
from training.data.targets import UNKNOWN
from training.data.verdicts import Suspect, write_suspects
from training.learn.checkpoint import CHECKPOINT, CheckpointError
from training.measure import metrics
from training.measure.figures import Judged
from training.report.contact_sheet import captioned, grid
from training.report.review_page import review_page
from training.runs.trained import judge_faces, load_run

SURE = 0.95
YEARS = 25.0
PARTS = ("train", "validation")
COLUMNS = 10
REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> None:
    """The command."""
    parser = command_parser("suspicious", __doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    parser.add_argument("--set", required=True, help="name of the set")
    parser.add_argument("--task", choices=HEADS, required=True)
    parser.add_argument("--out", type=Path, required=True, help="PNG to write, outside this repository")
    parser.add_argument("--html", action="store_true", help="also write a page for marking faces")
    parser.add_argument("--part", choices=PARTS, help="only this part; default: both")
    parser.add_argument(
        "--most", type=int, default=200, help="largest number of faces to show; the list has all"
    )
    parser.add_argument(
        "--sure", type=float, default=SURE, help="least probability of the contradicting class"
    )
    parser.add_argument("--years", type=float, default=YEARS, help="least error of the age in years")
    parser.add_argument("--checkpoint", default=CHECKPOINT, help="file name in the run's folder")
    options = parser.parse_args()
    try:
        expect_outside(options.out)
        run = load_run(options.run, options.checkpoint)
        found: list[tuple[Suspect, np.ndarray]] = []
        for part in [options.part] if options.part else PARTS:
            faces = load_faces(options.work, part, [options.set])
            found += suspects(faces, judge_faces(run.fused, faces), options.task, options.sure, options.years)
    except (CheckpointError, FacesError, SetError, ValueError) as error:
        sys.exit(str(error))
    found.sort(key=lambda one: -one[0].strength)
    listed = options.out.with_suffix(".csv")
    write_suspects(listed, [one for one, _ in found])
    print(f"{len(found)} faces of {options.set} contradict their {options.task}: {listed}")
    shown = found[: options.most]
    if shown:
        contact_sheet(shown).save(options.out)
        print(f"{len(shown)} of them: {options.out}")
    if options.html:
        page = options.out.with_suffix(".html")
        page.write_text(review_page(shown, listed.name), encoding="utf-8")
        print(f"page for the review: {page}")


def expect_outside(path: Path) -> None:
    """Raises ValueError for a path within the repository, which must not contain pictures of people."""
    if path.resolve().is_relative_to(REPOSITORY):
        raise ValueError(
            f"{path} is in the repository, which must not contain pictures of people: name a path outside it"
        )


def suspects(
    faces: Faces, judged: Judged, task: str, sure: float = SURE, years: float = YEARS
) -> list[tuple[Suspect, np.ndarray]]:
    """Faces whose label is contradicted, each with the page's own crop, uint8 [size, size, 3].

    A class is contradicted if another one has a probability of at least `sure` (0…1). An age is contradicted if the
    label (the nearer end of a bracket) and the prediction differ by at least `years`. An emotion's label is the one
    with most votes.
    """
    if task == "age":
        found = _ages(judged, years)
    else:
        classes, actual = _classes(judged, task)
        found = _other_classes(judged.logits[task], actual, classes, sure)
    margin = faces.margin
    result = []
    for row, label, reading, strength in found:
        entry = faces.entries[row]
        crop = faces.crops[row]
        suspect = Suspect(
            entry.path, entry.sha1, entry.set, entry.part, task, label, reading, round(strength, 4)
        )
        result.append((suspect, crop[margin : crop.shape[0] - margin, margin : crop.shape[1] - margin]))
    return result


Found = list[tuple[int, str, str, float]]
"""Row, label, prediction and strength of each contradiction."""


def _ages(judged: Judged, years: float) -> Found:
    read = metrics.read_ages(metrics.softmax(judged.logits["age"])).years
    exact, bracket = judged.targets.age, judged.targets.bracket
    found: Found = []
    for row, age in enumerate(read):
        youngest, oldest = (exact[row], exact[row]) if exact[row] != UNKNOWN else bracket[row]
        if youngest == UNKNOWN:
            continue
        apart = max(youngest - age, age - oldest)
        if apart >= years:
            label = f"{youngest:g}" if youngest == oldest else f"{youngest:g}-{oldest:g}"
            found.append((row, label, f"{age:.0f}", float(apart)))
    return found


def _classes(judged: Judged, task: str) -> tuple[tuple[str, ...], np.ndarray]:
    """The names of the classes, and the labelled class of each face, int [n] (UNKNOWN without a label)."""
    if task == "emotion":
        votes = judged.targets.emotion
        return EMOTIONS, np.where(votes[:, 0] == UNKNOWN, UNKNOWN, votes.argmax(axis=1))
    return {"gender": (GENDERS, judged.targets.gender), "smile": (SMILES, judged.targets.smile)}[task]


def _other_classes(logits: np.ndarray, actual: np.ndarray, classes: tuple[str, ...], sure: float) -> Found:
    p = metrics.softmax(logits)
    best = p.argmax(axis=1)
    strength = p.max(axis=1)
    rows = np.flatnonzero((actual != UNKNOWN) & (best != actual) & (strength >= sure))
    return [(int(row), classes[actual[row]], classes[best[row]], float(strength[row])) for row in rows]


def contact_sheet(shown: list[tuple[Suspect, np.ndarray]]) -> Image.Image:
    """Faces in rows, each with its line number in the list (from 2, after the heading), label and prediction."""
    pictures = [
        captioned(crop, [f"{line}  label {one.label}", f"read {one.reading}  ({one.strength:g})"])
        for line, (one, crop) in enumerate(shown, 2)
    ]
    return grid(pictures, min(COLUMNS, len(pictures)), gap=8)
