"""Tests of training.runs.narrow: the features that the heads use are kept, and training can start from the result."""

import pytest
import torch

from training.learn.checkpoint import (
    CheckpointError,
    load_checkpoint,
    load_network,
    save_checkpoint,
    start_from,
)
from training.networks.known import build
from training.runs.narrow import narrow, strongest
from training.runs.provenance import data_sets
from training.tests.small_work import SIZE, write_run, write_work

OPTIONS = {"width": 0.125, "features": 32}


@pytest.fixture
def wide(tmp_path):
    """The checkpoint of a run whose heads use only features 0, 2, 4 and so on; feature 0 is constant."""
    write_work(tmp_path / "work")
    network = build("mobilenet", seed=4, **OPTIONS)
    with torch.no_grad():
        for head in network.head.values():
            head.weight[:, 1::2] = 0
        norm = [module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d)][-1]
        norm.weight[0], norm.bias[0] = 0, 1
    folder = tmp_path / "work" / "runs" / "wide"
    folder.mkdir(parents=True)
    state = network.state_dict()
    values = {"size": SIZE, "step": 3, "images": 384, "model": state, "average": state}
    described = {"network": {"name": "mobilenet", "options": OPTIONS}}
    config = {"network": "mobilenet", "options": OPTIONS, "shares": {"utkface": 1.0}, "teachers": []}
    save_checkpoint(folder / "checkpoint.pt", {**values, **described, "config": config})
    return folder / "checkpoint.pt"


def test_features_without_effect_on_the_heads_are_removed(tmp_path, wide):
    path = narrow(wide, 15, tmp_path / "work", "narrow")
    x = torch.rand(4, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(1)) * 2 - 1
    before, after = load_network(wide), load_network(path)
    with torch.no_grad():
        assert after.trunk(x).shape == (4, 15)
        for head, logits in before(x).items():
            torch.testing.assert_close(after(x)[head], logits)
    values = load_checkpoint(path)
    assert (values["size"], values["images"]) == (SIZE, 384)
    fresh = build("mobilenet", seed=8, **{**OPTIONS, "features": 15})
    start_from(fresh, path, [])
    assert data_sets({"shares": {"rafdb": 1.0}, "start": str(path)}) == ["RAF-DB", "UTKFace"]


def test_a_constant_feature_has_no_effect():
    features = torch.tensor([[1.0, 0.0, 5.0], [1.0, 2.0, 6.0]])
    weights = [torch.tensor([[9.0, 1.0, 1.0]]), torch.tensor([[9.0, 1.0, 3.0]])]
    assert strongest(features, weights, 2).tolist() == [1, 2]
    assert strongest(features, weights, 1).tolist() == [1]


def test_heads_have_equal_weight_whatever_the_size_of_their_weights():
    features = torch.tensor([[0.0, 0.0], [1.0, 1.0]])
    weights = [torch.tensor([[90.0, 60.0]]), torch.tensor([[0.1, 0.9]])]
    assert strongest(features, weights, 1).tolist() == [1]


def test_unsuitable_runs_are_refused(tmp_path, wide):
    work = tmp_path / "work"
    with pytest.raises(ValueError, match="from 1 to 32"):
        narrow(wide, 33, work, "other")
    plain = write_run(work) / "checkpoint.pt"
    with pytest.raises(CheckpointError, match="is of plain: only a mobilenet"):
        narrow(plain, 4, work, "other")
    with pytest.raises(CheckpointError, match="missing or not a checkpoint"):
        narrow(work / "runs" / "none" / "checkpoint.pt", 4, work, "other")
    narrow(wide, 8, work, "other")
    with pytest.raises(CheckpointError, match="name another --run"):
        narrow(wide, 8, work, "other")
