"""A MobileNet with fewer features keeps those that its heads use, and can be trained on."""

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
    """The checkpoint of a run whose heads use features 0, 2, 4 … alone, the first of which never changes."""
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


def test_features_that_tell_heads_nothing_of_a_face_are_left_out(tmp_path, wide):
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


def test_a_feature_that_never_changes_moves_nothing():
    features = torch.tensor([[1.0, 0.0, 5.0], [1.0, 2.0, 6.0]])
    weights = [torch.tensor([[9.0, 1.0, 1.0]]), torch.tensor([[9.0, 1.0, 3.0]])]
    assert strongest(features, weights, 2).tolist() == [1, 2]
    assert strongest(features, weights, 1).tolist() == [1]


def test_heads_count_alike_however_large_their_weights():
    features = torch.tensor([[0.0, 0.0], [1.0, 1.0]])
    weights = [torch.tensor([[90.0, 60.0]]), torch.tensor([[0.1, 0.9]])]
    assert strongest(features, weights, 1).tolist() == [1]


def test_what_cannot_be_narrowed_is_said(tmp_path, wide):
    work = tmp_path / "work"
    with pytest.raises(ValueError, match="from 1 to 32"):
        narrow(wide, 33, work, "other")
    plain = write_run(work) / "checkpoint.pt"
    with pytest.raises(CheckpointError, match="is of plain: only a mobilenet"):
        narrow(plain, 4, work, "other")
    with pytest.raises(CheckpointError, match="missing or no checkpoint"):
        narrow(work / "runs" / "none" / "checkpoint.pt", 4, work, "other")
    narrow(wide, 8, work, "other")
    with pytest.raises(CheckpointError, match="name another --run"):
        narrow(wide, 8, work, "other")
