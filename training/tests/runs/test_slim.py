"""Tests of training.runs.slim: a slim copy is equivalent to half precision and has a fraction of the size."""

import pytest
import torch

from training.learn.checkpoint import CheckpointError, load_checkpoint, save_checkpoint, start_from
from training.learn.train import Run
from training.networks.known import build
from training.runs.slim import slim
from training.runs.trained import load_run
from training.tests.small_run import a_config, made_up_faces
from training.tests.small_work import SIZE, network_of, write_run

X = torch.rand(4, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(1)) * 2 - 1


def test_a_slim_copy_is_equivalent_to_the_averaged_network(tmp_path):
    run = write_run(tmp_path)
    small = slim(run / "checkpoint.pt", tmp_path / "there" / "small" / "checkpoint.pt")
    copy = load_run(small.parent)
    assert copy.images == 1280
    assert copy.fused.size == SIZE
    with torch.no_grad():
        for head, logits in network_of(run)(X).items():
            torch.testing.assert_close(copy.network(X)[head], logits, atol=0.01, rtol=0.01)
    assert load_checkpoint(small)["config"] == load_checkpoint(run / "checkpoint.pt")["config"]


def test_a_slim_copy_has_a_fraction_of_the_size(tmp_path):
    config = a_config()
    run = Run(config, tmp_path / "full", made_up_faces(), None)
    run.train()
    full = tmp_path / "full" / "checkpoint.pt"
    small = slim(full, tmp_path / "small" / "checkpoint.pt")
    matrices = sum(value.numel() for value in run.average.state.values() if value.ndim > 1)

    def kept(path):
        values = load_checkpoint(path)
        tensors = [t for part in ("model", "average") for t in values[part].values() if t.ndim > 1]
        # Tensors that share memory are stored once in the file.
        return sum({t.untyped_storage().data_ptr(): t.nbytes for t in tensors}.values())

    assert kept(small) == 2 * matrices
    assert kept(full) == 8 * matrices
    assert "optimizers" not in load_checkpoint(small)
    network = build(config.network, **config.options)
    start_from(network, small, [])
    for name, value in network.state_dict().items():
        full = run.average.state[name]
        assert torch.equal(value, full.half().float() if full.ndim > 1 else full)


def test_unsuitable_checkpoints_are_refused(tmp_path):
    run = write_run(tmp_path)
    full = run / "checkpoint.pt"
    small = slim(full, tmp_path / "small" / "checkpoint.pt")
    with pytest.raises(CheckpointError, match="name another --out"):
        slim(full, small)
    with pytest.raises(CheckpointError, match="missing or not a checkpoint"):
        slim(tmp_path / "nothing.pt", tmp_path / "other.pt")
    values = load_checkpoint(full)
    del values["average"]
    save_checkpoint(full, values)
    with pytest.raises(CheckpointError, match="lacks 'average'"):
        slim(full, tmp_path / "other.pt")
    assert not (tmp_path / "other.pt").exists()


def test_a_slim_copy_cannot_be_resumed(tmp_path):
    config, faces = a_config(), made_up_faces()
    Run(config, tmp_path / "full", faces, None).train(seconds=0)
    slim(tmp_path / "full" / "checkpoint.pt", tmp_path / "small" / "checkpoint.pt")
    with pytest.raises(CheckpointError, match="start from it under another --run"):
        Run(config, tmp_path / "small", faces, None)
