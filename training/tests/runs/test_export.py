"""Tests of training.runs.export: it writes the converter's files, and they give the logits of the trained network."""

import hashlib
import json
import sys

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from training.data.faces import load_faces
from training.learn.augment import centre
from training.networks.cost import multiply_adds
from training.networks.fused import run_network
from training.runs import export
from training.runs.provenance import data_sets
from training.runs.trained import fused_logits, load_run
from training.runs.validate import STORAGES, as_float16, as_text, as_uint8, validate
from training.tests.small_work import MARGIN, SIZE, network_of, write_golden_crops, write_run, write_work

HEADS = {"age": 101, "gender": 2, "emotion": 8, "smile": 2}


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A synthetic WORK with one run and golden crops."""
    folder = tmp_path_factory.mktemp("work")
    write_work(folder)
    write_run(folder)
    write_golden_crops(folder / "golden")
    return folder


@pytest.fixture(scope="module")
def exported(work):
    run_export(work, "--version", "9.1.0", "--date", "2026-01-02")
    return work / "export"


def run_export(work, *options, out="export"):
    paths = ["--run", work / "runs" / "small", "--out", work / out, "--golden-from", work / "golden"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["export", *map(str, paths), *options])
        export.main()


def read_json(path):
    return json.loads(path.read_text())


def test_the_five_files_are_written(exported):
    assert sorted(path.name for path in exported.iterdir()) == [
        "card.json",
        "face-attributes.safetensors",
        "golden-faces.json",
        "golden.safetensors",
        "network.json",
    ]


def test_written_weights_and_layers_give_the_logits_of_the_trained_network(work, exported):
    network = read_json(exported / "network.json")
    tensors = load_file(exported / "face-attributes.safetensors")
    x = torch.rand(5, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(1)) * 2 - 1
    with torch.no_grad():
        expected = network_of(work / "runs" / "small")(x)
        actual = run_network(network["layers"], network["heads"], tensors, x)
    assert {head: logits.shape[1] for head, logits in actual.items()} == HEADS
    for head in HEADS:
        assert expected[head].std() > 0.01
        torch.testing.assert_close(actual[head], expected[head], atol=1e-3, rtol=0)


def test_only_float32_is_written(exported):
    assert {tensor.dtype for tensor in load_file(exported / "face-attributes.safetensors").values()} == {
        torch.float32
    }


def test_golden_logits_belong_to_the_golden_crops(work, exported):
    golden = load_file(exported / "golden.safetensors")
    assert sorted(golden) == ["crops", "logits.age", "logits.emotion", "logits.gender", "logits.smile"]
    assert torch.equal(golden["crops"], load_file(work / "golden" / "golden.safetensors")["crops"])
    with torch.no_grad():
        expected = network_of(work / "runs" / "small")(
            golden["crops"].permute(0, 3, 1, 2).float() / 127.5 - 1
        )
    for head in HEADS:
        torch.testing.assert_close(golden[f"logits.{head}"], expected[head], atol=1e-3, rtol=0)
    pictures = "golden-faces.json"
    assert (exported / pictures).read_bytes() == (work / "golden" / pictures).read_bytes()


def test_the_card_describes_the_run(exported):
    card = read_json(exported / "card.json")
    assert list(card) == [
        *("name", "version", "date", "licence", "dataSets", "input", "outputs", "temperature", "cost"),
        *("training", "validation", "heldOut", "sha256"),
    ]
    assert (card["version"], card["date"]) == ("9.1.0", "2026-01-02")
    assert "not for commercial use" in card["licence"]
    assert card["dataSets"] == ["UTKFace", "FER+ (FER2013)", "GENKI-4K"]
    assert card["input"] == {
        "width": SIZE,
        "height": SIZE,
        "channels": "RGB",
        "layout": "NHWC",
        "scale": pytest.approx(1 / 127.5),
        "offset": -1,
        "crop": {
            "template112": {
                "rightEye": [38, 46],
                "leftEye": [74, 46],
                "noseTip": [56, 66.5],
                "mouthCentre": [56, 83.5],
            },
            "border": "clamp",
        },
    }
    assert card["outputs"]["age"] == {"kind": "distribution", "years": [0, 100]}
    assert card["outputs"]["smile"] == {"classes": ["no", "yes"]}
    assert all(card["temperature"][head] > 0 for head in HEADS)
    layers = read_json(exported / "network.json")["layers"]
    assert card["cost"]["multiplyAdds"] == multiply_adds(layers, SIZE)
    tensors = load_file(exported / "face-attributes.safetensors")
    assert card["cost"]["parameters"] == sum(tensor.numel() for tensor in tensors.values())
    assert card["validation"]["sets"]["utkface"]["age"]["mae"] > 0
    assert "byBand" not in card["validation"]["sets"]["utkface"]["age"]
    assert card["heldOut"] == {}
    digest = hashlib.sha256((exported / "face-attributes.safetensors").read_bytes()).hexdigest()
    assert card["sha256"] == {"safetensors": digest}


def test_figures_use_the_validation_part_and_the_averaged_weights(work):
    run = load_run(work / "runs" / "small")
    faces = load_faces(work, "validation")
    logits = fused_logits(run.fused, faces.crops, MARGIN)
    with torch.no_grad():
        expected = network_of(work / "runs" / "small")(centre(torch.from_numpy(faces.crops), MARGIN, SIZE))
    assert logits["emotion"] == pytest.approx(expected["emotion"].numpy(), abs=1e-4)
    validation = validate(run, work, storages=STORAGES, mirrored=True)
    counted = {name: by_set["utkface"]["n"] for name, by_set in validation.ways.items()}
    assert counted == {"float32": 15, "float16": 15, "uint8": 15, "mirrored": 15}
    assert "utkface (n 15)" in as_text(validation)


def test_mirrored_logits_are_the_mean_of_a_face_and_its_mirror_image(work):
    run = load_run(work / "runs" / "small")
    crops = load_faces(work, "validation").crops
    once, mirrored = (
        fused_logits(run.fused, one, MARGIN)["age"] for one in (crops, crops[:, :, ::-1].copy())
    )
    assert np.abs(once - mirrored).max() > 1e-3
    both = fused_logits(run.fused, crops, MARGIN, mirrored=True)["age"]
    assert both == pytest.approx((once + mirrored) / 2, abs=1e-5)


def test_a_golden_crop_of_another_size_is_refused_and_nothing_is_written(work):
    write_golden_crops(work / "large", size=SIZE * 2)
    with pytest.raises(SystemExit, match="cut them again"):
        run_export(work, "--golden-from", str(work / "large"), out="refused")
    assert not (work / "refused").exists()


def test_a_fused_network_that_differs_is_refused_and_nothing_is_written(work, monkeypatch):
    real = export.branched_logits
    monkeypatch.setattr(
        export, "branched_logits", lambda *args: {k: v + 0.01 for k, v in real(*args).items()}
    )
    with pytest.raises(SystemExit, match="nothing written"):
        run_export(work, out="refused")
    assert not (work / "refused").exists()


def test_a_temperature_is_fitted_on_the_named_sets(work):
    with pytest.raises(SystemExit, match="no validation face has a label for gender"):
        run_export(work, "--calibrate", "gender=ferplus", out="refused")
    with pytest.raises(SystemExit, match="is not HEAD=SET"):
        run_export(work, "--calibrate", "sex=ferplus", out="refused")
    assert not (work / "refused").exists()


def test_a_missing_run_is_reported(work):
    with pytest.raises(SystemExit, match="missing or not a checkpoint"):
        run_export(work, "--run", str(work / "runs" / "none"))


def test_the_card_lists_sets_of_the_start_and_of_the_teachers(work, tmp_path):
    (tmp_path / "card.json").write_text(json.dumps({"dataSets": ["RAF-DB", "MORPH"]}))
    save_file({}, tmp_path / "face-attributes.safetensors")
    config = {
        "shares": {"rafdb": 1.0, "mine": 1.0, "utkface": 1.0},
        "start": str(tmp_path / "face-attributes.safetensors"),
        "teachers": [str(work / "runs" / "small" / "checkpoint.pt")],
    }
    assert data_sets(config) == ["RAF-DB", "mine", "UTKFace", "MORPH", "FER+ (FER2013)", "GENKI-4K"]


def test_float16_and_uint8_round_to_their_grids():
    weight = torch.tensor([[[[-1.0, 0.0, 0.25, 1.55]]], [[[2.0, 2.0, 2.0, 2.0]]]])
    tensors = {"c.weight": weight, "c.bias": torch.tensor([1e-9, 0.1])}
    assert as_float16(tensors)["c.bias"][1] == pytest.approx(0.0999755859375)
    stored = as_uint8(tensors)
    # A range of 2.55 has 255 steps of 0.01.
    torch.testing.assert_close(stored["c.weight"], weight)
    assert torch.equal(stored["c.bias"], tensors["c.bias"])
    off = as_uint8({"w": torch.tensor([[0.0, 0.0149, 2.55]])})["w"]
    torch.testing.assert_close(off, torch.tensor([[0.0, 0.01, 2.55]]))


def test_heads_that_were_not_refitted_keep_published_temperatures(tmp_path):
    card = tmp_path / "card.json"
    card.write_text(json.dumps({"temperature": dict.fromkeys(HEADS, 1.5)}))
    kept = export.kept_temperatures(card, {"heads": {"taken": ["emotion"]}})
    assert kept == {"age": 1.5, "gender": 1.5, "smile": 1.5}
    with pytest.raises(export.ExportError, match="a run of refit"):
        export.kept_temperatures(card, {})


def test_kept_temperatures_are_in_the_card(work, tmp_path, monkeypatch):
    card = tmp_path / "card.json"
    card.write_text(json.dumps({"temperature": dict.fromkeys(HEADS, 1.5)}))
    monkeypatch.setattr(export, "kept_temperatures", lambda path, _: {"age": 1.5} if path == card else {})
    run_export(work, "--temperatures-of", str(card), out="kept")
    temperatures = read_json(work / "kept" / "card.json")["temperature"]
    assert temperatures["age"] == 1.5
    assert temperatures["gender"] != 1.5
