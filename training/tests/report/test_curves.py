"""Tests of training.report.curves: the command draws a run or an evaluation."""

import json
import sys

import pytest
from PIL import Image

from training.report import curves
from training.report.curves import CurvesError, draw_evaluation


def test_a_folder_without_a_record_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["curves", "--run", str(tmp_path)])
    with pytest.raises(SystemExit, match="name the folder of a run"):
        curves.main()


def test_an_evaluation_is_drawn_by_set_and_head(tmp_path):
    reliability = [{"from": 0.9, "to": 1, "n": 5, "confidence": 0.95, "accuracy": 1}]
    counts = {"neutral": 3, "fear": 1, "notFound": 1}
    summary = {
        "gender": None,
        "emotion": {"ece": 0.1, "reliability": reliability, "confusion": {"neutral": counts, "fear": counts}},
    }
    (tmp_path / "evaluation.json").write_text(json.dumps({"sets": {"mine": summary}}))
    written = draw_evaluation(tmp_path / "evaluation.json", tmp_path / "out")
    assert [path.name for path in written] == ["mine-emotion-reliability.png", "mine-confusion.png"]
    assert all(Image.open(path).width > 200 for path in written)


def test_a_file_of_something_else_is_refused(tmp_path):
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(CurvesError, match="is not what"):
        draw_evaluation(tmp_path / "a.json", tmp_path)
