"""Tests of training.data.prepare: from the folders of sets to the manifest."""

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter

from training.data.entries import sha1_of
from training.data.labels import EMOTIONS
from training.data.manifest import read_manifest
from training.data.prepare import main, parse_set
from training.data.sets.known import SETS
from training.data.sets.listing import SetError
from training.data.splits import bucket
from training.tests.tree import bytes_of_bucket, grow


def rows_of(path):
    return {one.path.rsplit("/", 1)[1]: one for one in read_manifest(path)}


def prepare(out, *options):
    assert main([*options, "--no-near-copies", "--out", str(out)]) == 0
    return rows_of(out)


def test_a_manifest_has_hash_part_and_labels(tmp_path):
    held, checked, trained = (bytes_of_bucket(one) for one in (14, 15, 19))
    grow(
        tmp_path / "utk",
        {
            "1_0_0_20170116200000000.jpg": held,
            "2_1_0_20170116200000000.jpg": checked,
            "3_0_0_20170116200000000.jpg": trained,
        },
    )
    rows = prepare(tmp_path / "w/manifest.jsonl", "--set", f"utkface={tmp_path / 'utk'}")
    assert {name[0]: one.part for name, one in rows.items()} == {
        "1": "held-out",
        "2": "validation",
        "3": "train",
    }
    one = rows["2_1_0_20170116200000000.jpg"]
    assert one.sha1 == sha1_of(tmp_path / "utk/2_1_0_20170116200000000.jpg")
    assert bucket(one.sha1) == 15
    assert (one.set, one.labels.age, one.labels.gender, one.cluster) == ("utkface", 2, "woman", None)


def test_copies_in_a_set_are_merged_without_contradicting_labels(tmp_path, capsys):
    grow(
        tmp_path / "utk",
        {
            "10_0_0_20170116200000000.jpg": "same",
            "11_0_0_20170116200000000.jpg": "same",
            "20_0_0_20170116200000000.jpg": "opposite",
            "21_1_1_20170116200000000.jpg": "opposite",
        },
    )
    rows = prepare(tmp_path / "manifest.jsonl", "--set", f"utkface={tmp_path / 'utk'}")
    assert list(rows) == ["10_0_0_20170116200000000.jpg"]
    labels = rows["10_0_0_20170116200000000.jpg"].labels
    assert (labels.age, labels.gender, labels.group) == (None, "man", "white")
    table = capsys.readouterr().out
    assert "2 copy of another picture, 1 labels of copies disagree" in table


HEADING = "file,age,gender,race,service_test\n"


def test_dropped_pictures_leave_training_but_not_the_held_out_part(tmp_path, capsys):
    held, trained, kept = (bytes_of_bucket(one) for one in (3, 50, 60))
    names = [f"{age}_0_0_20170116200000000.jpg" for age in (1, 2, 3)]
    grow(tmp_path / "utk", dict(zip(names, (held, trained, kept), strict=True)))
    sha1s = [sha1_of(tmp_path / "utk" / name) for name in names]
    verdicts = tmp_path / "sheet.csv"
    lines = zip(sha1s, ("drop", "drop", "keep"), strict=True)
    verdicts.write_text("sha1,verdict\n" + "".join(f"{sha1},{verdict}\n" for sha1, verdict in lines))
    options = ("--set", f"utkface={tmp_path / 'utk'}", "--drop", str(verdicts))
    rows = prepare(tmp_path / "manifest.jsonl", *options)
    assert sorted(rows) == [names[0], names[2]]
    assert "1 dropped by hand" in capsys.readouterr().out


def test_a_picture_held_out_in_one_set_is_held_out_in_all(tmp_path):
    grow(
        tmp_path / "fair",
        {
            "fairface_label_train.csv": f"{HEADING}train/1.jpg,20-29,Male,White,TRUE\n",
            "fairface_label_val.csv": f"{HEADING}val/1.jpg,20-29,Male,White,TRUE\n",
            "train/1.jpg": "twice",
            "val/1.jpg": "twice",
        },
    )
    grow(
        tmp_path / "smiles",
        {"positives/lfw.jpg": "twice", "negatives/5.jpg": "both", "positives/5.jpg": "both"},
    )
    rows = prepare(
        tmp_path / "manifest.jsonl",
        "--set",
        f"smilesmiled={tmp_path / 'smiles'}",
        "--set",
        f"fairface={tmp_path / 'fair'}",
    )
    assert [(one.set, one.part, one.labels.smile, one.labels.age_bracket) for one in rows.values()] == [
        ("fairface", "held-out", True, (20, 29))
    ]


def test_labels_of_another_face_in_the_same_picture_are_ignored(tmp_path, capsys):
    # The same bytes under two names; the table labels another face in each.
    names = ("angry_couple_380", "fighting_couple_11", "angry_actor_104")
    (tmp_path / "expw/Images").mkdir(parents=True)
    for name in names:
        Image.new("L", (2000, 1000), 0 if name in names[:2] else 255).save(
            tmp_path / f"expw/Images/{name}.jpg"
        )
    rows = prepare(tmp_path / "manifest.jsonl", "--set", f"expw={tmp_path}")
    assert sorted(rows) == ["angry_actor_104.jpg", "angry_couple_380.jpg"]
    one = rows["angry_couple_380.jpg"]
    assert one.box == (933 / 2000, 160 / 1000, 1253 / 2000, 480 / 1000)
    assert one.labels.emotion is not None
    assert one.labels.emotion[EMOTIONS.index("sadness")] == 0.7
    assert "1 copy of another picture" in capsys.readouterr().out


def test_the_part_of_an_unlabelled_picture_applies_to_its_copies(tmp_path, capsys):
    heading = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
    grow(
        tmp_path / "fer",
        {
            "fer2013new.csv": f"{heading}\nTraining,a.png,9,0,0,0,0,0,0,0,0,0\nPrivateTest,b.png,0,0,0,0,0,0,0,0,9,0\n"
            "PrivateTest,c.png,0,0,0,0,0,0,0,0,9,0\n",
            "a.png": "copy",
            "b.png": "copy",
            "c.png": "other",
        },
    )
    rows = prepare(tmp_path / "manifest.jsonl", "--set", f"ferplus={tmp_path / 'fer'}")
    assert [one.part for one in rows.values()] == ["held-out"]
    assert "1 copy of another picture, 1 no clear label" in capsys.readouterr().out


def test_all_pictures_of_a_person_are_in_one_part(tmp_path):
    names = [f"{subject:03}A{age:02}.JPG" for subject in range(40) for age in (5, 25, 45)]
    grow(tmp_path / "fg", {name: name for name in names})
    rows = prepare(tmp_path / "manifest.jsonl", "--set", f"fgnet={tmp_path / 'fg'}")
    parts = {}
    for name, one in rows.items():
        parts.setdefault(name[:3], set()).add(one.part)
    assert all(len(where) == 1 for where in parts.values())
    assert {part for where in parts.values() for part in where} == {"train", "validation", "held-out"}


def test_near_copies_are_kept_in_one_part_and_broken_pictures_left_out(tmp_path, capsys):
    rng = np.random.default_rng(0)
    folder = tmp_path / "smiles"
    (folder / "positives").mkdir(parents=True)
    for name in "abcdefgh":
        field = gaussian_filter(rng.normal(size=(64, 64)), 6) + 0.3 * gaussian_filter(
            rng.normal(size=(64, 64)), 2
        )
        grey = Image.fromarray((128 + 100 * field / np.abs(field).max()).astype(np.uint8))
        grey.save(folder / "positives" / f"{name}.png")
    wanted = None
    for size in range(65, 400):
        grey.resize((size, size)).save(folder / "positives" / "copy.png")
        wanted = bucket(sha1_of(folder / "positives" / "copy.png"))
        if wanted < 4:
            break
    assert wanted < 4, "no copy is in the part validation"
    grow(folder, {"positives/broken.png": bytes_of_bucket(50)})
    out = tmp_path / "w" / "manifest.jsonl"
    alone = prepare(out, "--set", f"smilesmiled={folder}")
    assert (alone["copy.png"].part, alone["h.png"].part) == ("validation", "train")
    assert main(["--set", f"smilesmiled={folder}", "--out", str(out)]) == 0
    rows = rows_of(out)
    assert (rows["copy.png"].part, rows["h.png"].part) == ("validation", "validation")
    assert rows["copy.png"].cluster == rows["h.png"].cluster == min(rows["copy.png"].sha1, rows["h.png"].sha1)
    assert [name for name, one in rows.items() if one.cluster is None] != []
    assert "broken.png" not in rows
    printed = capsys.readouterr().out
    assert "smilesmiled: 1 from train to validation" in printed
    assert "1 cannot be decoded" in printed


def test_posed_pictures_that_resemble_each_other_keep_the_part_of_their_person(tmp_path):
    folder = tmp_path / "niloth/dataset/anger"
    folder.mkdir(parents=True)
    field = gaussian_filter(np.random.default_rng(0).normal(size=(64, 64)), 4)
    grey = Image.fromarray((128 + 100 * field / np.abs(field).max()).astype(np.uint8))
    for name, quality in (("AF01ANS.JPG", 80), ("AF29ANS.JPG", 90)):
        grey.save(folder / name, quality=quality)
    assert main(["--set", f"kdef_grey={tmp_path}", "--out", str(tmp_path / "w/manifest.jsonl")]) == 0
    rows = rows_of(tmp_path / "w/manifest.jsonl")
    assert {name: one.part for name, one in rows.items()} == {
        "AF01ANS.JPG": "train",
        "AF29ANS.JPG": "held-out",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nosuch=/x", "must be NAME=DIR"),
        ("utkface", "must be NAME=DIR"),
        ("utkface=", "must be NAME=DIR"),
        ("utkface=/x,y.csv", "utkface takes no table"),
    ],
)
def test_an_invalid_set_option_is_reported(text, words):
    with pytest.raises(SetError, match=words):
        parse_set(text)


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--set", "utkface=nowhere", "--out", "m.jsonl"],
        ["--set", "utkface=nowhere"],
        ["--set", "utkface=a", "--set", "utkface=b", "--out", "m.jsonl"],
    ],
)
def test_an_error_is_reported_on_one_line(options, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(options) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("prepare: ")
    assert len(printed.err.splitlines()) == 1
    assert printed.out == ""


def test_the_list_describes_every_set_and_where_to_get_it(tmp_path, capsys):
    grow(tmp_path, {"001A02.JPG": "a"})
    assert main(["--list", "--set", f"fgnet={tmp_path}", "--set", f"rafdb={tmp_path / 'nowhere'}"]) == 0
    printed = capsys.readouterr().out
    for name, known in SETS.items():
        assert f"{name}: {known.what}" in printed
        assert known.owner in printed
    assert f"given    1 pictures in {tmp_path}" in printed
    assert f"missing  {tmp_path / 'nowhere'} is not a folder" in printed
    assert printed.count("not given") == len(SETS) - 2
