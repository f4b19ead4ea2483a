"""Tests of training.data.manifest: a round trip, and errors for missing or invalid files."""

import pytest

from training.data.labels import Labels, one_emotion
from training.data.manifest import Entry, read_manifest, write_manifest
from training.data.sets.listing import SetError

ENTRIES = [
    Entry("a" * 40, "/x/1.jpg", "utkface", "train", Labels(age=3, gender="woman", group="white")),
    Entry("b" * 40, "/x/ü 2.png", "ferplus", "held-out", Labels(emotion=one_emotion("fear")), "a" * 40),
    Entry("c" * 40, "/x/3.png", "fairface", "validation", Labels(age_bracket=(3, 9), smile=False)),
    Entry("d" * 40, "/x/4.png", "fairface", "held-out", Labels(smile=True), "b" * 40, moved=True),
    Entry("e" * 40, "/x/5.png", "expw", "train", Labels(emotion=one_emotion("anger")), box=(0, 0.1, 0.5, 1)),
]


def test_a_manifest_survives_a_round_trip(tmp_path):
    path = tmp_path / "work" / "manifest.jsonl"
    write_manifest(path, ENTRIES)
    assert read_manifest(path) == ENTRIES
    lines = path.read_text("utf-8").splitlines()
    assert '"cluster"' not in lines[0]
    assert '"cluster"' in lines[1]
    assert ['"moved": true' in line for line in lines] == [False, False, False, True, False]
    assert ['"box": [0, 0.1, 0.5, 1]' in line for line in lines] == [False, False, False, False, True]
    assert '"box"' not in lines[0]
    assert [one.name for one in path.parent.iterdir()] == ["manifest.jsonl"]


def test_a_missing_manifest_is_reported(tmp_path):
    with pytest.raises(
        SetError, match=r"manifest\.jsonl is missing: make the manifest with python -m training prepare"
    ):
        read_manifest(tmp_path / "manifest.jsonl")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 2 is not a line of a manifest"),
        ('{"sha1": "a", "path": "/x", "set": "utkface", "part": "train"}', "line 2 is not a line"),
        ('{"sha1": "a", "path": "/x", "set": "utkface", "part": "train", "labels": {"height": 3}}', "line 2"),
        ('{"sha1": "a", "path": "/x", "set": "utkface", "part": "train", "labels": [3]}', "line 2"),
        ("[3]", "line 2"),
        (
            '{"sha1": "a", "path": "/x", "set": "utkface", "part": "test", "labels": {}}',
            "'test' is not one of",
        ),
        (
            '{"sha1": "a", "path": "/x", "set": "s", "part": "train", "labels": {}, "moved": 1}',
            "moved is 1",
        ),
        (
            '{"sha1": "a", "path": "/x", "set": "s", "part": "train", "labels": {}, "box": [0, 0, 1]}',
            r"box is \(0, 0, 1\)",
        ),
        ('{"sha1": "a", "path": "/x", "set": "s", "part": "train", "labels": {}, "box": 3}', "line 2"),
    ],
)
def test_an_invalid_line_is_reported_by_its_number(tmp_path, line, words):
    path = tmp_path / "manifest.jsonl"
    write_manifest(path, ENTRIES[:1])
    with path.open("a") as file:
        file.write(line + "\n")
    with pytest.raises(SetError, match=words):
        read_manifest(path)
