"""Tests of training.study.teachers: the accuracy of runs and of their mean."""

import numpy as np
import pytest
import torch

from training.data.faces import load_faces
from training.learn.checkpoint import CHECKPOINT, CheckpointError
from training.learn.teaching import mean_probabilities
from training.study.teachers import compared, main
from training.tests.small_work import write_run, write_work


@pytest.fixture
def work(tmp_path):
    write_work(tmp_path)
    for seed in (3, 4):
        write_run(tmp_path, f"run{seed}", seed)
    return tmp_path


def cells(text: str, run: str, name: str) -> list[str]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    return next(row[2:] for row in rows if row[:2] == [run, name])


def test_each_run_and_their_mean_are_measured_by_set(work):
    text = compared(work, ["run3", "run4"])
    faces = load_faces(work, "validation")
    paths = [str(work / "runs" / name / CHECKPOINT) for name in ("run3", "run4")]
    both = mean_probabilities(paths, faces, torch.device("cpu"))
    rows = faces.sets == "utkface"
    years = both["age"].float().numpy()[rows] @ np.arange(101)
    mae = np.abs(years - faces.targets.age[rows]).mean()
    right = (both["gender"].numpy().argmax(1) == faces.targets.gender)[rows].mean()
    age, gender, worst, emotion, smile = cells(text, "together", "utkface")
    assert float(age) == pytest.approx(mae, abs=0.05)
    assert gender == worst == f"{100 * right:.1f}"
    assert (emotion, smile) == ("–", "–")
    assert cells(text, "together", "genki4k")[:4] == ["–"] * 4
    # The two networks have different random weights, so their mean differs from both.
    assert len({tuple(cells(text, run, "utkface")) for run in ("run3", "run4", "together")}) == 3


def test_one_run_has_no_mean(work):
    assert "together" not in compared(work, ["run3"])


def test_the_part_and_the_sets_can_be_chosen(work):
    validation, train = (compared(work, ["run3"], part, ["utkface"]) for part in ("validation", "train"))
    assert cells(validation, "run3", "utkface") != cells(train, "run3", "utkface")
    assert len(train.splitlines()) == 3


def test_a_missing_run_is_named(work):
    with pytest.raises(CheckpointError, match="missing"):
        compared(work, ["run3", "missing"])


def test_an_unavailable_device_is_reported(tmp_path, monkeypatch):
    write_work(tmp_path)
    arguments = ["teachers", "--work", str(tmp_path), "--runs", "small", "--device", "nonsense"]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit, match="no device 'nonsense'"):
        main()
