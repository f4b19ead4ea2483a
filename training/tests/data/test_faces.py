import json

import numpy as np
import pytest

from training.data.crop_folder import CropsError
from training.data.faces import FacesError, load_faces
from training.data.labels import Labels
from training.data.manifest import Entry, write_manifest
from training.tests.small_work import TEMPLATE


@pytest.fixture
def work(tmp_path):
    """Three crops, one picture without a face and one that is not cut yet; the last line is incomplete."""
    entries = [
        Entry(sha1, f"/{sha1}.png", name, part, Labels(age=i), None)
        for i, (sha1, name, part) in enumerate(
            [
                ("a", "one", "train"),
                ("b", "two", "train"),
                ("c", "one", "validation"),
                ("d", "one", "train"),
                ("e", "one", "train"),
            ]
        )
    ]
    write_manifest(tmp_path / "manifest.jsonl", entries)
    crops = tmp_path / "crops"
    crops.mkdir()
    about = {"size": 8, "margin": 2, "template": TEMPLATE, "fingerprint": "0"}
    (crops / "crops.json").write_text(json.dumps(about))
    pixels = np.stack([np.full((8, 8, 3), value, np.uint8) for value in (10, 20, 30)])
    pixels.tofile(crops / "crops.bin")
    lines = [
        {"sha1": "b", "row": 0},
        {"sha1": "a", "row": 1},
        {"sha1": "c", "row": 2},
        {"sha1": "d", "row": None},
    ]
    (crops / "crops.jsonl").write_text("\n" + "\n".join(map(json.dumps, lines)) + '\n{"sha1": "e", "ro')
    return tmp_path


def test_crops_and_labels_belong_to_the_same_face(work):
    faces = load_faces(work, "train")
    assert {entry.sha1: crop[0, 0, 0] for entry, crop in zip(faces.entries, faces.crops, strict=True)} == {
        "b": 10,
        "a": 20,
    }
    assert {entry.sha1: age for entry, age in zip(faces.entries, faces.targets.age, strict=True)} == {
        "a": 0,
        "b": 1,
    }
    assert faces.margin == 2


def test_a_part_and_its_sets_are_chosen(work):
    assert [entry.sha1 for entry in load_faces(work, "validation").entries] == ["c"]
    assert [entry.sha1 for entry in load_faces(work, "train", ["two"]).entries] == ["b"]


def test_missing_crops_are_reported(work, capsys):
    load_faces(work, "train")
    assert "2 of 4 pictures; 1 without a face, 1 not cut yet" in capsys.readouterr().err
    with pytest.raises(FacesError, match="npm run crops"):
        load_faces(work, "train", ["three"])


def test_missing_pixels_are_reported(work):
    path = work / "crops" / "crops.bin"
    path.write_bytes(path.read_bytes()[: 2 * 8 * 8 * 3])
    assert len(load_faces(work, "train")) == 2
    with pytest.raises(CropsError, match="more crops than"):
        load_faces(work, "validation")


@pytest.mark.parametrize("name", ["crops.json", "crops.jsonl", "crops.bin"])
def test_a_missing_file_of_the_crops_is_reported(work, name):
    (work / "crops" / name).unlink()
    with pytest.raises(CropsError, match=f"{name} is missing or broken; run `npm run crops` first"):
        load_faces(work, "train")


def test_an_incomplete_crop_is_not_read(work):
    with (work / "crops" / "crops.bin").open("ab") as file:
        file.write(b"half a crop")
    assert load_faces(work, "train").crops[:, 0, 0, 0].tolist() == [10, 20]
