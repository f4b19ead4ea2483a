"""Shows faces whose label the network contradicts and is sure, for a person to go through.

    python -m training suspicious --run WORK/runs/NAME --work WORK --set utkface --task gender --out sheet.png [--html]

--task age, gender, emotion or smile. Writes a contact sheet with label and reading under each face, most contradicted
first, and a list beside it (sheet.csv) with an empty column `verdict`. Write `drop` there for what is wrongly labelled:
training/data/verdicts.py says how such a list is read. With --html also a page (sheet.html) on which a click marks a face
and a button saves the list.
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
    parser.add_argument("--html", action="store_true", help="write a page to mark faces on, too")
    parser.add_argument("--part", choices=PARTS, help="only this part; else both")
    parser.add_argument("--most", type=int, default=200, help="faces to show; the list has all")
    parser.add_argument("--sure", type=float, default=SURE, help="least probability of another class")
    parser.add_argument("--years", type=float, default=YEARS, help="least error of the age")
    parser.add_argument("--checkpoint", default=CHECKPOINT, help="file in the folder of the run")
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
    print(f"{len(found)} faces of {options.set} are sure to have another {options.task}: {listed}")
    shown = found[: options.most]
    if shown:
        contact_sheet(shown).save(options.out)
        print(f"{len(shown)} of them: {options.out}")
    if options.html:
        page = options.out.with_suffix(".html")
        page.write_text(review_page(shown, listed.name), encoding="utf-8")
        print(f"to go through: {page}")


def expect_outside(path: Path) -> None:
    """Raises ValueError for a place within the repository: face pictures are people's and stay out of it."""
    if path.resolve().is_relative_to(REPOSITORY):
        raise ValueError(
            f"{path} lies in the repository; face pictures are people's: name a place outside it"
        )


def suspects(
    faces: Faces, judged: Judged, task: str, sure: float = SURE, years: float = YEARS
) -> list[tuple[Suspect, np.ndarray]]:
    """Contradicted faces with their page's crop, uint8 [size, size, 3].

    Of classes: another than the label has a probability of at least `sure`. Of ages: label (the nearer end of a
    bracket) and reading are at least `years` apart. Emotions are labelled by the most votes.
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
"""Row, label, reading and strength."""


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
    """The classes' names and the labelled one of each face, UNKNOWN where it has none."""
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
    """Faces in rows, each with its line in the list (the first is 2, below the heading), label and reading."""
    pictures = [
        captioned(crop, [f"{line}  label {one.label}", f"read {one.reading}  ({one.strength:g})"])
        for line, (one, crop) in enumerate(shown, 2)
    ]
    return grid(pictures, min(COLUMNS, len(pictures)), gap=8)
