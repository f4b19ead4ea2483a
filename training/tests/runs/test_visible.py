"""Tests of training.runs.visible and of what it learns from: covers drawn over faces, and patches without faces."""

import json
import sys

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file
from torch import Generator

from training.learn.checkpoint import CheckpointError, load_checkpoint
from training.runs import export
from training.runs.covers import EYES, cover_eyes, cover_mouths, put_on_glasses
from training.runs.head_fit import HeadFit, HeadsConfig
from training.runs.patches import degraded, patches_of
from training.runs.refit import refit
from training.runs.trained import load_run
from training.runs.visible import UNKNOWN, add_visible, check, fit_visible, probabilities
from training.tests.small_work import write_golden_crops, write_run, write_work

SIDE = 96


def seeded(seed=1):
    return Generator().manual_seed(seed)


def changed_share(cover, top, bottom, left=0.3, right=0.7):
    """The share of pixels that a cover changes in a part of the crop, for each of 40 grey faces."""
    before = torch.zeros(40, 3, SIDE, SIDE)
    moved = (cover(before, seeded()) - before).abs().amax(1) > 0.02
    rows, columns = (slice(round(a * SIDE), round(b * SIDE)) for a, b in ((top, bottom), (left, right)))
    return moved[:, rows, columns].float().mean((1, 2))


def test_a_covered_mouth_leaves_the_eyes_free():
    assert changed_share(cover_mouths, 0.72, 0.78, 0.45, 0.55).min() > 0.5
    assert changed_share(cover_mouths, 0.1, EYES).max() < 0.1


def test_covered_eyes_leave_the_mouth_free():
    assert changed_share(cover_eyes, EYES - 0.02, EYES + 0.02).min() > 0.5
    assert changed_share(cover_eyes, 0.65, 0.95).max() == 0


def test_clear_glasses_leave_the_middle_of_the_eyes_free():
    assert changed_share(put_on_glasses, EYES - 0.01, EYES + 0.01, 0.32, 0.36).max() == 0
    assert changed_share(put_on_glasses, EYES - 0.15, EYES + 0.15, 0.1, 0.9).min() > 0.01


@pytest.mark.parametrize("cover", [cover_mouths, cover_eyes, put_on_glasses, degraded])
def test_changed_faces_stay_in_range_and_follow_the_seed(cover):
    faces = torch.rand(6, 3, SIDE, SIDE, generator=seeded()) * 2 - 1
    one, again, other = cover(faces, seeded(1)), cover(faces, seeded(1)), cover(faces, seeded(2))
    assert torch.equal(one, again)
    assert not torch.equal(one, other)
    assert one.abs().max() <= 1


def test_patches_are_cut_from_every_picture(tmp_path):
    for name, colour in (("a.png", 0), ("b.png", 255)):
        Image.fromarray(np.full((60, 40, 3), colour, np.uint8)).save(tmp_path / name)
    patches = patches_of([tmp_path / "a.png", tmp_path / "b.png"], 8, 16, seed=1)
    assert patches.shape == (16, 3, 16, 16)
    assert patches[:8].median() < -0.9
    assert patches[8:].median() > 0.9
    (tmp_path / "c.png").write_bytes(b"no picture")
    with pytest.raises(ValueError, match=r"c\.png cannot be read"):
        patches_of([tmp_path / "c.png"], 1, 16, seed=1)


def test_each_output_is_fitted_to_its_own_labels():
    x = torch.randn(400, 5, generator=seeded())
    visible = (x[:, :3] > torch.tensor([0.0, 0.5, 1.0])).float()
    # Taken for 0, they would teach the opposite.
    x[:100, 2] += 5
    visible[:100, 2] = UNKNOWN
    seen = probabilities(fit_visible(x, visible), x)
    right = (seen > 0.5) == (visible.numpy() > 0.5)
    assert right[:, 0].mean() > 0.95
    assert right[:, 1].mean() > 0.9
    assert right[100:, 2].mean() > 0.9


@pytest.fixture
def work(tmp_path):
    """A synthetic WORK with a run, golden crops, and pictures without people."""
    write_work(tmp_path)
    write_run(tmp_path)
    write_golden_crops(tmp_path / "golden")
    without = tmp_path / "without"
    without.mkdir()
    random = np.random.default_rng(1)
    for i in range(5):
        Image.fromarray(random.integers(0, 256, (50, 50, 3)).astype(np.uint8)).save(without / f"{i}.png")
    return tmp_path


def test_the_new_run_exports_the_output_and_leaves_the_others_alone(work, monkeypatch, capsys):
    path = add_visible(work / "runs" / "small", work, work / "without", "seen", each=8)
    printed = capsys.readouterr().out
    assert "mouth covered: " in printed
    assert "no face: " in printed
    before, after = (load_run(work / "runs" / name).fused for name in ("small", "seen"))
    assert set(after.tensors) - set(before.tensors) == {"head.visible.weight", "head.visible.bias"}
    assert all(torch.equal(tensor, after.tensors[name]) for name, tensor in before.tensors.items())
    paths = ["--run", path.parent, "--out", work / "export", "--golden-from", work / "golden"]
    monkeypatch.setattr(sys, "argv", ["export", *map(str, paths)])
    export.main()
    card = json.loads((work / "export" / "card.json").read_text())
    assert card["dataSets"][-1] == "pictures without people"
    assert card["outputs"]["visible"] == {"classes": ["face", "eyes", "mouth"]}
    assert load_file(work / "export" / "golden.safetensors")["logits.visible"].shape == (4, 3)


def test_a_refitted_head_leaves_the_output_as_it_is(work):
    path = add_visible(work / "runs" / "small", work, work / "without", "seen", each=8)
    config = HeadsConfig("runs/seen/checkpoint.pt", {"gender": HeadFit({"utkface": 1.0})}, steps=3, batch=8)
    again = load_checkpoint(refit(config, work, "again"))["visible"]
    for part, tensor in load_checkpoint(path)["visible"].items():
        assert torch.equal(again[part], tensor)


def test_another_folder_is_judged_by_the_folders_of_its_pictures(work):
    path = add_visible(work / "runs" / "small", work, work / "without", "seen", each=8)
    (line,) = check(path, work)
    assert line.startswith("nowhere: 15 crops, seen as visible: face ")


def test_a_run_is_not_overwritten_and_pictures_are_needed(work):
    with pytest.raises(CheckpointError, match="name another --run"):
        add_visible(work / "runs" / "small", work, work / "without", "small")
    (work / "empty").mkdir()
    with pytest.raises(ValueError, match=r"has no \.jpg or \.png pictures"):
        add_visible(work / "runs" / "small", work, work / "empty", "other")
