"""Tests of training.report.suspicious: contradicted labels are listed and shown, and verdicts are read back."""

import csv
import json
import re
import sys

import numpy as np
import pytest
from PIL import Image

from training.data.faces import Faces
from training.data.labels import Labels, one_emotion
from training.data.manifest import Entry
from training.data.sets.listing import SetError
from training.data.targets import targets_of
from training.data.verdicts import Suspect, read_dropped, write_suspects
from training.measure.figures import judge
from training.report import suspicious
from training.report.review_page import review_page
from training.tests.small_work import MARGIN, SIZE, write_run, write_work

SIZES = {"age": 101, "gender": 2, "emotion": 8, "smile": 2}


def contradictions(task, labels, probabilities, **limits):
    """Suspects among faces whose head gives these probabilities; the crop of face i is filled with i."""
    n = len(labels)
    logits = {head: np.zeros((n, size)) for head, size in SIZES.items()}
    for row, p in enumerate(probabilities):
        logits[task][row] = np.log(np.full(SIZES[task], 1e-30))
        for place, value in p.items():
            logits[task][row, place] = np.log(value)
    entries = [Entry(f"{i:040x}", f"/set/{i}.png", "mine", "train", one) for i, one in enumerate(labels)]
    crops = (
        np.zeros((n, SIZE + 2 * MARGIN, SIZE + 2 * MARGIN, 3), np.uint8)
        + np.arange(n, dtype=np.uint8)[:, None, None, None]
    )
    faces = Faces(crops, MARGIN, targets_of(labels), entries)
    return suspicious.suspects(faces, judge(["mine"] * n, labels, logits), task, **limits)


def test_another_gender_is_suspicious_only_with_high_confidence():
    labels = [Labels(gender="woman"), Labels(gender="woman"), Labels(gender="man"), Labels(age=3)]
    sure, unsure = {0: 0.03, 1: 0.97}, {0: 0.06, 1: 0.94}
    [(suspect, crop)] = contradictions("gender", labels, [sure, unsure, sure, sure])
    assert suspect == Suspect("/set/0.png", f"{0:040x}", "mine", "train", "gender", "woman", "man", 0.97)
    assert crop.shape == (SIZE, SIZE, 3)
    assert len(contradictions("gender", labels, [sure, unsure, sure, sure], sure=0.9)) == 2


def test_an_emotion_is_compared_with_the_most_votes():
    split = (0.6, 0.4, 0, 0, 0, 0, 0, 0)
    labels = [Labels(emotion=split), Labels(emotion=split), Labels(emotion=one_emotion("fear"))]
    pairs = contradictions("emotion", labels, [{1: 0.97, 0: 0.03}, {0: 0.97, 1: 0.03}, {6: 0.6, 2: 0.4}])
    assert [(one.label, one.reading, int(crop[0, 0, 0])) for one, crop in pairs] == [
        ("neutral", "happiness", 0)
    ]


def test_an_age_25_years_off_is_suspicious_and_a_bracket_counts_from_its_nearer_end():
    labels = [
        Labels(age=30),
        Labels(age=30),
        Labels(age_bracket=(20, 29)),
        Labels(age_bracket=(20, 29)),
        Labels(),
    ]
    pairs = contradictions("age", labels, [{55: 1.0}, {54: 1.0}, {54: 1.0}, {53: 1.0}, {99: 1.0}])
    assert [(one.label, one.reading, one.strength) for one, _ in pairs] == [
        ("30", "55", 25),
        ("20-29", "54", 25),
    ]


def test_a_smile_derived_from_votes_is_not_suspicious():
    labels = [Labels(emotion=one_emotion("happiness")), Labels(smile=True)]
    pairs = contradictions("smile", labels, [{0: 0.99, 1: 0.01}] * 2)
    assert [one.path for one, _ in pairs] == ["/set/1.png"]


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    write_work(folder)
    write_run(folder)
    return folder


def command(work, monkeypatch, *options):
    places = ["--run", work / "runs" / "small", "--work", work, "--set", "utkface", "--task", "gender"]
    monkeypatch.setattr(sys, "argv", ["suspicious", *map(str, places), *map(str, options)])
    suspicious.main()


def test_the_command_writes_sheet_list_and_page(work, tmp_path, monkeypatch):
    out = tmp_path / "sheet.png"
    # The random network is never confident, so a probability of one half must suffice.
    command(work, monkeypatch, "--out", out, "--html", "--sure", "0.5", "--most", "3")
    rows = list(csv.DictReader((tmp_path / "sheet.csv").open()))
    assert len(rows) > 3
    assert {row["part"] for row in rows} == {"train", "validation"}
    assert {row["verdict"] for row in rows} == {""}
    strengths = [float(row["strength"]) for row in rows]
    assert strengths == sorted(strengths, reverse=True)
    # Three faces of 128 pixels and gaps of 8.
    assert Image.open(out).width == 3 * 136 + 8
    assert (tmp_path / "sheet.html").read_text().count('class="face"') == 3


def test_pictures_stay_out_of_the_repository(work, monkeypatch):
    out = suspicious.REPOSITORY / "training" / "sheet.png"
    with pytest.raises(SystemExit, match="outside"):
        command(work, monkeypatch, "--out", out)
    assert not out.exists()


def test_pictures_marked_drop_are_read_back(tmp_path):
    suspects = [Suspect(f"/a, {i}.png", f"{i:040x}", "s", "train", "age", "3", "40", 37.0) for i in range(3)]
    path = tmp_path / "list.csv"
    write_suspects(path, suspects)
    assert read_dropped(path) == frozenset()
    lines = path.read_text().splitlines()
    lines[2] += "Drop "
    lines[3] += "keep"
    path.write_text("\n".join(lines))
    assert read_dropped(path) == {f"{1:040x}"}


@pytest.mark.parametrize(
    ("text", "message"),
    [("sha1,path\n", "lacks the column verdict"), ("sha1,verdict\nab,dorp\n", "line 2: the verdict 'dorp'")],
)
def test_an_invalid_list_is_refused(tmp_path, text, message):
    (tmp_path / "list.csv").write_text(text)
    with pytest.raises(SetError, match=message):
        read_dropped(tmp_path / "list.csv")


def test_a_missing_list_is_reported(tmp_path):
    with pytest.raises(SetError, match="cannot read"):
        read_dropped(tmp_path / "none.csv")


def test_the_page_contains_the_list_and_escapes_paths():
    suspect = Suspect('/a/</script><b>"x', "ab", "s", "train", "age", "3", "40", 37.0)
    page = review_page([(suspect, np.zeros((4, 4, 3), np.uint8))], "sheet.csv")
    assert "</script><b>" not in page
    rows = re.search(r"const rows = (.*);", page)[1]
    assert json.loads(rows)[0]["path"] == suspect.path
