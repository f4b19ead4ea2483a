"""Tests of training.data.crop_folder: a round trip of crops.json, appended crops, and errors for broken files."""

import json

import numpy as np
import pytest

from training.data.crop_folder import (
    CropsError,
    append_crops,
    read_crop_shape,
    read_rows,
    stored_crops,
    write_crop_shape,
)
from training.runs.provenance import crop_template
from training.tests.small_work import TEMPLATE

ABOUT = {"size": 4, "margin": 1, "template": TEMPLATE, "fingerprint": "651782828e43be9e"}
# The text that JSON.stringify(…, null, 2) writes; `npm run crops` refuses a folder with another text.
TEXT = json.dumps(ABOUT, indent=2) + "\n"


def test_a_shape_is_written_with_the_text_that_was_read(tmp_path):
    (tmp_path / "crops.json").write_text(TEXT)
    shape = read_crop_shape(tmp_path)
    assert (shape.size, shape.margin, shape.template["noseTip"]) == (4, 1, (56, 66.5))
    (tmp_path / "again").mkdir()
    write_crop_shape(tmp_path / "again", shape)
    assert (tmp_path / "again" / "crops.json").read_text() == TEXT


def test_a_card_has_the_template_as_pairs(tmp_path):
    (tmp_path / "crops").mkdir()
    (tmp_path / "crops" / "crops.json").write_text(TEXT)
    assert crop_template(tmp_path) == {
        "rightEye": [38, 46],
        "leftEye": [74, 46],
        "noseTip": [56, 66.5],
        "mouthCentre": [56, 83.5],
    }


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        json.dumps({name: value for name, value in ABOUT.items() if name != "template"}),
        json.dumps({**ABOUT, "template": {"noseTip": {"x": 1, "y": 2}}}),
        json.dumps({**ABOUT, "size": "large"}),
        json.dumps({**ABOUT, "margin": None}),
    ],
)
def test_a_broken_shape_is_reported(tmp_path, text):
    (tmp_path / "crops.json").write_text(text)
    with pytest.raises(CropsError, match=r"crops\.json is missing or broken; run `npm run crops` first"):
        read_crop_shape(tmp_path)


def test_crops_are_appended_after_the_last_complete_one(tmp_path):
    first, second, third = (np.full((4, 4, 3), value, np.uint8) for value in (1, 2, 3))
    append_crops(tmp_path, 4, [("a", first), ("b", second)])
    with (tmp_path / "crops.bin").open("ab") as file:
        file.write(b"half a crop")
    with (tmp_path / "crops.jsonl").open("a") as file:
        file.write('\n{"sha1": "none", "row": null}\n{"sha1": "c", "ro')
    append_crops(tmp_path, 4, [("c", third)])
    assert read_rows(tmp_path) == {"a": 0, "b": 1, "none": None, "c": 2}
    assert stored_crops(tmp_path, 4)[:, 0, 0, 0].tolist() == [1, 2, 3]


def test_invalid_lines_are_reported(tmp_path):
    (tmp_path / "crops.jsonl").write_text('{"sha1": "a"}')
    with pytest.raises(CropsError, match=r"crops\.jsonl is missing or broken"):
        read_rows(tmp_path)
