"""Tests of training.runs.restore: a run restored from the page's graph model equals it, and can start or teach a run."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from training.learn.checkpoint import CheckpointError, load_checkpoint, load_network, start_from
from training.networks.face import FaceNetwork
from training.networks.fused import run_network
from training.networks.known import build
from training.runs.provenance import data_sets
from training.runs.published import listed_tensors, published_tensors
from training.runs.restore import restore
from training.runs.trained import fuse, load_run, with_visible
from training.tests.small_work import SIZE, write_work

SHIPPED = Path(__file__).parents[3] / "public" / "models" / "face-attributes"
OPTIONS = {"bknet": {"width": 0.1, "features": 8}, "mobilenet": {"width": 0.125, "features": 8}}
"""Options of two networks that can load fused weights: with one kind of convolution and with two."""


def graph_weights(network: FaceNetwork) -> list[tuple[dict, bytes]]:
    """Manifest entries and bytes in the format of `npm run convert`: float32 heads, int8 steps, some int16 escapes."""
    tensors = network.export_layers()[1] | network.export_heads()[1]
    listed = [({"name": "pool/shape", "shape": [2], "dtype": "int32"}, np.array([1, 2], "<i4").tobytes())]
    for name, tensor in tensors.items():
        layer, part = name.rsplit(".", 1)
        order = {4: (2, 3, 1, 0), 2: (1, 0), 1: (0,)}[tensor.ndim]
        order = (2, 3, 0, 1) if tensor.ndim == 4 and layer.startswith("depthwise") else order
        values = tensor.numpy().transpose(order)
        part = {1: "bias", 2: "matrix", 4: "filter"}[tensor.ndim]
        about = {"name": f"{layer}/{part}", "shape": list(values.shape), "dtype": "float32"}
        if layer.startswith("head."):
            listed.append((about, np.ascontiguousarray(values).tobytes()))
            continue
        scale = float(np.abs(values).max()) / (1000 if layer == "conv01" else 127) or 1.0
        steps = np.round(values / scale).astype(int).ravel()
        far = np.abs(steps) > 127
        quantization = {
            "dtype": "int8",
            "original_dtype": "float32",
            "scale": scale,
            "escapes": int(far.sum()),
        }
        data = np.where(far, -128, steps).astype("i1").tobytes() + steps[far].astype("<i2").tobytes()
        listed.append(({**about, "quantization": quantization}, data))
    return listed


def write_published(folder: Path, network: FaceNetwork, name: str) -> None:
    """Writes model.json, two files of weights, and card.json."""
    folder.mkdir()
    weights = graph_weights(network)
    data = b"".join(part for _, part in weights)
    (folder / "a.bin").write_bytes(data[:101])
    (folder / "b.bin").write_bytes(data[101:])
    group = {"paths": ["a.bin", "b.bin"], "weights": [about for about, _ in weights]}
    (folder / "model.json").write_text(json.dumps({"weightsManifest": [group]}))
    card = {
        "training": {"network": name, "options": OPTIONS[name], "images": 640},
        "input": {"width": SIZE},
        "dataSets": ["FER+ (FER2013)", "UTKFace"],
    }
    (folder / "card.json").write_text(json.dumps(card))


@pytest.fixture(params=OPTIONS)
def published(tmp_path, request) -> tuple[Path, FaceNetwork]:
    network = build(request.param, seed=5, **OPTIONS[request.param]).eval()
    write_published(tmp_path / "published", network, request.param)
    return tmp_path / "published", network


def faces(count: int, size: int = SIZE) -> torch.Tensor:
    return torch.rand(count, 3, size, size, generator=torch.Generator().manual_seed(2)) * 2 - 1


def test_a_restored_run_is_equivalent_to_the_published_model(tmp_path, published):
    folder, network = published
    write_work(tmp_path / "work")
    path = restore(folder, tmp_path / "work", "shipped")
    x = faces(8)
    with torch.no_grad():
        expected, restored = network(x), load_network(path)(x)
    for head, logits in expected.items():
        # Rounding changes a weight by at most 1/254 of its range.
        torch.testing.assert_close(restored[head], logits, atol=0.03, rtol=0.03)
        assert not torch.equal(restored[head], logits)
    run = load_run(path.parent)
    assert run.images == 640
    assert run.fused.size == SIZE


def test_statistics_are_computed_from_the_faces_of_the_work_folder(tmp_path, published):
    write_work(tmp_path / "work")
    path = restore(published[0], tmp_path / "work", "shipped")
    norm = next(m for m in load_network(path).modules() if isinstance(m, torch.nn.BatchNorm2d))
    assert norm.running_var.min() > 0
    assert (norm.running_var - 1).abs().max() > 0.1


def test_a_new_run_can_start_from_a_restored_one_and_inherits_its_sets(tmp_path, published):
    write_work(tmp_path / "work")
    path = restore(published[0], tmp_path / "work", "shipped")
    kind = load_checkpoint(path)["config"]["network"]
    network = build(kind, seed=9, **OPTIONS[kind])
    start_from(network, path, [])
    x = faces(4)
    with torch.no_grad():
        torch.testing.assert_close(network.eval()(x)["age"], load_network(path)(x)["age"])
    config = {"shares": {"rafdb": 1.0}, "start": str(path), "teachers": [str(path)]}
    assert data_sets(config) == ["RAF-DB", "FER+ (FER2013)", "UTKFace"]


def test_the_shipped_weights_give_their_golden_logits():
    card = json.loads((SHIPPED / "card.json").read_text())
    network = build(card["training"]["network"], **card["training"]["options"])
    tensors = published_tensors(SHIPPED)
    visible = {part: tensors[f"head.visible.{part}"] for part in ("weight", "bias")}
    fused = with_visible(fuse(network, card["input"]["width"]), visible)
    golden = card["golden"]
    data = (SHIPPED / golden["file"]).read_bytes()
    count, size = golden["count"], golden["inputSize"]
    crops = np.frombuffer(data, np.uint8, count * size * size * 3).reshape(count, size, size, 3)
    x = torch.from_numpy(crops.copy()).permute(0, 3, 1, 2).float() / 127.5 - 1
    out = run_network(fused.layers, fused.heads, tensors, x)
    for head, place in golden["logits"]["converted"].items():
        values = np.frombuffer(data, "<f4", count * place["valuesPerFace"], place["offset"])
        expected = torch.from_numpy(values.reshape(count, -1).copy())
        torch.testing.assert_close(out[head], expected, atol=1e-3, rtol=1e-3)


@pytest.mark.parametrize(
    ("escapes", "data", "found"),
    [
        (0, [3, -127], [1.5, -63.5]),
        (1, [-128, 2, 0x18, -4], [-500, 1]),
        (0, [-128, 2], "1 escapes, not 0"),
        (1, [3, 2, 0x18, -4], "0 escapes, not 1"),
        (1, [-128, 2], "missing or not those of a model"),
    ],
)
def test_steps_are_read_as_the_page_reads_them(tmp_path, escapes, data, found):
    quantization = {"dtype": "int8", "scale": 0.5, "escapes": escapes}
    weight = {"name": "w", "shape": [2], "dtype": "float32", "quantization": quantization}
    (tmp_path / "model.json").write_text(json.dumps([{"paths": ["w.bin"], "weights": [weight]}]))
    (tmp_path / "w.bin").write_bytes(np.array(data, "i1").tobytes())
    if isinstance(found, str):
        with pytest.raises(CheckpointError, match=found):
            listed_tensors(tmp_path / "model.json")
    else:
        assert listed_tensors(tmp_path / "model.json")["w"].tolist() == found


def test_unsuitable_models_are_refused(tmp_path, published):
    folder = published[0]
    work = tmp_path / "work"
    write_work(work)
    restore(folder, work, "shipped")
    with pytest.raises(CheckpointError, match="name another --run"):
        restore(folder, work, "shipped")
    with pytest.raises(CheckpointError, match=r"card\.json does not describe"):
        restore(tmp_path, work, "other")
    whole = (folder / "a.bin").read_bytes()
    escape = whole.index(b"\x80", 8)
    (folder / "a.bin").write_bytes(whole[:escape] + b"\x01" + whole[escape + 1 :])
    with pytest.raises(CheckpointError, match="escapes, not"):
        restore(folder, work, "other")
    (folder / "a.bin").write_bytes(whole)
    (folder / "b.bin").write_bytes((folder / "b.bin").read_bytes() + b"1234")
    with pytest.raises(CheckpointError, match="4 bytes longer"):
        restore(folder, work, "other")
    (folder / "b.bin").write_bytes(b"")
    with pytest.raises(CheckpointError, match=r"missing or not those of a model"):
        restore(folder, work, "other")
    assert not (work / "runs" / "other").exists()


def test_a_network_that_is_not_a_chain_cannot_load_fused_weights():
    network = build("mobilenetv2")
    tensors = network.export_layers()[1] | network.export_heads()[1]
    with pytest.raises(ValueError, match="only a chain"):
        network.load_fused(tensors)
