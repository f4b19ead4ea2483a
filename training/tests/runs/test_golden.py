"""Tests of training.runs.golden: logits of golden crops, a round trip, and errors for unsuitable files."""

import json

import pytest
import torch
from safetensors.torch import load_file

from training.runs.golden import GoldenError, golden_logits, read_golden_faces, write_golden
from training.runs.trained import Fused
from training.tests.small_work import SIZE, write_golden_crops

HEADS = [{"op": "dense", "name": "head.age", "output": "age", "outChannels": 1}]
# The age of a face is the mean of its red channel.
RED = {"head.age.weight": torch.tensor([[1.0, 0.0, 0.0]]), "head.age.bias": torch.zeros(1)}


def test_golden_logits_use_the_normalization_of_the_page(tmp_path):
    write_golden_crops(tmp_path / "golden")
    faces = read_golden_faces(tmp_path / "golden", SIZE)
    logits = golden_logits(Fused([{"op": "globalAveragePool"}], HEADS, RED, SIZE), faces)
    red = faces.crops[..., 0].float().mean((1, 2)) / 127.5 - 1
    torch.testing.assert_close(logits["age"][:, 0], red)


def test_golden_faces_survive_a_round_trip(tmp_path):
    write_golden_crops(tmp_path / "golden")
    faces = read_golden_faces(tmp_path / "golden", SIZE)
    (tmp_path / "out").mkdir()
    write_golden(tmp_path / "out", faces, {"age": torch.ones(4, 101)})
    again = read_golden_faces(tmp_path / "out", SIZE)
    assert torch.equal(again.crops, faces.crops)
    assert again.pictures == faces.pictures
    assert torch.equal(load_file(tmp_path / "out" / "golden.safetensors")["logits.age"], torch.ones(4, 101))


@pytest.mark.parametrize("missing", ["golden.safetensors", "golden-faces.json"])
def test_a_missing_file_is_named(tmp_path, missing):
    write_golden_crops(tmp_path / "golden")
    (tmp_path / "golden" / missing).unlink()
    with pytest.raises(GoldenError, match="name an export that has them"):
        read_golden_faces(tmp_path / "golden", SIZE)


def test_a_file_of_another_format_is_refused(tmp_path):
    write_golden_crops(tmp_path / "golden")
    (tmp_path / "golden" / "golden.safetensors").write_bytes(b"<html>")
    with pytest.raises(GoldenError, match="name an export that has them"):
        read_golden_faces(tmp_path / "golden", SIZE)


def test_crops_of_another_size_or_number_are_refused(tmp_path):
    write_golden_crops(tmp_path / "golden")
    with pytest.raises(GoldenError, match="the network takes 96×96"):
        read_golden_faces(tmp_path / "golden", 96)
    (tmp_path / "golden" / "golden-faces.json").write_text(json.dumps([{}]))
    with pytest.raises(GoldenError, match=r"4 golden crops, but .* lists 1"):
        read_golden_faces(tmp_path / "golden", SIZE)
