import json

import numpy as np
import pytest
import torch
from torch import nn

from training.data.labels import HEADS
from training.learn.checkpoint import (
    CHECKPOINT,
    Average,
    CheckpointError,
    load_checkpoint,
    load_network,
)
from training.learn.config import ConfigError, located, phase_at
from training.learn.mixing import Mix
from training.learn.reading import headline_figures, read_faces
from training.learn.record import read_record
from training.learn.teaching import FILE
from training.learn.train import Run, main
from training.tests.small_run import a_config, made_up_faces


def test_phases_follow_each_other_and_interpolate_the_rate():
    config = a_config()
    assert phase_at(config, 0)[0].size == 32
    assert phase_at(config, 95)[0].size == 32
    assert phase_at(config, 96) == (config.phases[1], 1.0)
    assert phase_at(config, 128)[1] == pytest.approx(0.5)
    assert phase_at(config, 160)[1] == 0.0


def test_initial_weights_are_resolved_below_the_work_folder(tmp_path):
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "one.pt").touch()
    assert located(a_config(start="runs/one.pt"), tmp_path).start == str(tmp_path / "runs" / "one.pt")
    assert located(a_config(start="runs/two.pt"), tmp_path).start == "runs/two.pt"
    assert located(a_config(), tmp_path).start is None
    teachers = located(a_config(teachers=["runs/one.pt", "runs/two.pt"]), tmp_path).teachers
    assert teachers == (str(tmp_path / "runs" / "one.pt"), "runs/two.pt")


def test_an_invalid_configuration_is_refused():
    with pytest.raises(ConfigError, match="phases"):
        a_config(phases=[])
    with pytest.raises(TypeError, match="colour"):
        a_config(colour="blue")
    with pytest.raises(ConfigError, match="mixing"):
        a_config(mixing=-0.1)
    for name in ("batch", "rate", "validate_every"):
        with pytest.raises(ConfigError, match=name):
            a_config(**{name: 0})
    with pytest.raises(ConfigError, match="at 0 px"):
        a_config(phases=[{"size": 0, "images": 5}])
    with pytest.raises(ConfigError, match="shares"):
        a_config(shares={"made": 0.0})
    with pytest.raises(ConfigError, match="check emotion"):
        a_config(weights={"age": 1.0, "gender": 1.0, "smile": 1.0})
    with pytest.raises(ConfigError, match="teachers_see must be one of page, batch"):
        a_config(teachers_see="everything")
    with pytest.raises(ConfigError, match="feature_weight needs teachers that see the batch"):
        a_config(teachers=["one.pt"], feature_weight=1.0)
    with pytest.raises(ConfigError, match="without teachers"):
        a_config(unlabelled=["made"])
    with pytest.raises(ConfigError, match="no share: other"):
        a_config(teachers=["one.pt"], unlabelled=["other"])


TAUGHT = {"teachers_see": "batch", "feature_weight": 1.0}


@pytest.mark.parametrize("changes", [{}, {"mixing": 0.5}, TAUGHT], ids=["plain", "mixed", "taught"])
def test_a_resumed_run_gives_identical_results(tmp_path, changes):
    faces = made_up_faces()
    if changes is TAUGHT:
        Run(a_config(seed=2), tmp_path / "teacher", faces, None).train(seconds=0)
        changes = {**TAUGHT, "teachers": [str(tmp_path / "teacher" / CHECKPOINT)]}
    config = a_config(**changes)
    whole = Run(config, tmp_path / "whole", faces, faces)
    whole.train()
    # After every three steps a new run resumes from the saved checkpoint, as a new process would.
    parts = Run(config, tmp_path / "parts", faces, faces)
    while parts.images < parts.config.images:
        for _ in range(3):
            if parts.images < parts.config.images:
                parts._step(*phase_at(parts.config, parts.images))
        parts.save()
        parts = Run(config, tmp_path / "parts", faces, faces)
    one, other = (load_checkpoint(tmp_path / name / "checkpoint.pt") for name in ("whole", "parts"))
    for key in ("model", "average"):
        for name, value in one[key].items():
            assert torch.equal(value, other[key][name]), f"{key} {name}"


def test_a_run_learns_the_synthetic_labels(tmp_path):
    faces = made_up_faces()
    phases = [{"size": 32, "images": 480}, {"size": 48, "images": 320, "rate": [1.0, 0.0]}]
    run = Run(a_config(average=0.9, phases=phases), tmp_path / "run", faces, faces)
    before = headline_figures(read_faces(run.network, faces, 48), faces)["made"]
    run.train()
    network = load_network(tmp_path / "run" / "checkpoint.pt")
    after = headline_figures(read_faces(network, faces, 48), faces)["made"]
    assert after["gender"] == 1.0
    assert after["emotion"] == 1.0
    assert after["age_mae"] < before["age_mae"]
    record = read_record(tmp_path / "run" / "record.jsonl")
    assert record[-1]["images"] == 800
    assert json.loads((tmp_path / "run" / "config.json").read_text())["batch"] == 16


def test_a_run_does_not_resume_with_another_configuration(tmp_path):
    faces = made_up_faces()
    Run(a_config(), tmp_path / "run", faces, None).train(seconds=0)
    with pytest.raises(CheckpointError, match="sigma"):
        Run(a_config(sigma=9.0), tmp_path / "run", faces, None)


def test_a_run_starts_from_the_weights_of_another(tmp_path):
    faces = made_up_faces()
    first = Run(a_config(), tmp_path / "first", faces, None)
    first.train()
    second = Run(a_config(start=str(tmp_path / "first" / "checkpoint.pt")), tmp_path / "second", faces, None)
    average = first.average.state
    assert all(torch.equal(value, average[name]) for name, value in second.network.state_dict().items())


def test_a_teacher_changes_the_weights_and_its_loss_is_recorded(tmp_path):
    faces = made_up_faces()
    Run(a_config(), tmp_path / "teacher", faces, None).train()
    alone = Run(a_config(), tmp_path / "alone", faces, None)
    taught = Run(
        a_config(teachers=[str(tmp_path / "teacher" / CHECKPOINT)]), tmp_path / "taught", faces, None
    )
    phase, share = phase_at(alone.config, 0)
    assert "gender.teacher" not in alone._step(phase, share)
    assert taught._step(phase, share)["gender.teacher"].item() > 0
    assert not torch.equal(alone.network.head["gender"].weight, taught.network.head["gender"].weight)


def test_teachers_that_see_the_batch_get_augmented_and_mixed_faces(tmp_path, monkeypatch):
    faces = made_up_faces()
    Run(a_config(), tmp_path / "teacher", faces, None).train()
    config = a_config(
        teachers=[str(tmp_path / "teacher" / CHECKPOINT)],
        teachers_see="batch",
        mixing=0.5,
        teacher_weight=3.0,
    )
    run = Run(config, tmp_path / "taught", faces, None)
    seen, read = [], []
    lesson = run.teaching.lesson
    monkeypatch.setattr(run.teaching, "lesson", lambda x, *more: seen.append(x) or lesson(x, *more))
    run.network.trunk.register_forward_pre_hook(lambda _, args: read.append(args[0]))
    alone = Run(a_config(mixing=0.5), tmp_path / "alone", faces, None)
    phase, share = phase_at(run.config, 0)
    losses = run._step(phase, share)
    alone._step(phase, share)
    assert torch.equal(seen[0], read[0])
    assert losses["emotion.teacher"].item() > 0
    assert not torch.equal(alone.network.head["gender"].weight, run.network.head["gender"].weight)
    assert not (tmp_path / "taught" / FILE).exists()


def test_a_feature_weight_changes_the_weights(tmp_path):
    faces = made_up_faces()
    Run(a_config(), tmp_path / "teacher", faces, None).train()
    taught = {"teachers": [str(tmp_path / "teacher" / CHECKPOINT)], "teachers_see": "batch"}
    plain = Run(a_config(**taught), tmp_path / "plain", faces, None)
    mimic = Run(a_config(**taught, feature_weight=5.0), tmp_path / "mimic", faces, None)
    phase, share = phase_at(plain.config, 0)
    assert "features" not in plain._step(phase, share)
    before = [mimic._step(*phase_at(mimic.config, mimic.images))["features"].item() for _ in range(6)]
    assert before[-1] < before[0]
    first = "0.branch.0.weight"
    assert not torch.equal(plain.network.trunk.state_dict()[first], mimic.network.trunk.state_dict()[first])


def test_only_teachers_are_learnt_from_on_an_unlabelled_set(tmp_path):
    faces = made_up_faces()
    Run(a_config(), tmp_path / "teacher", faces, None).train()
    teachers = [str(tmp_path / "teacher" / CHECKPOINT)]
    run = Run(a_config(teachers=teachers, unlabelled=["made"]), tmp_path / "run", faces, None)
    losses = run._step(*phase_at(run.config, 0))
    assert all(losses[head].item() == 0 and losses[f"{head}.teacher"].item() > 0 for head in HEADS)


def test_mixing_changes_the_losses(tmp_path):
    faces = made_up_faces()
    plain = Run(a_config(), tmp_path / "plain", faces, None)
    mixed = Run(a_config(mixing=1.0), tmp_path / "mixed", faces, None)
    phase, share = phase_at(plain.config, 0)
    one, other = plain._step(phase, share), mixed._step(phase, share)
    assert all(one[head].item() != other[head].item() for head in one)


def test_pictures_labels_and_teachers_are_mixed_alike(tmp_path, monkeypatch):
    # With a share of 1 the second faces, labels and probabilities are the same batch in another order.
    monkeypatch.setattr(
        "training.learn.train.draw_mix", lambda count, *_: Mix(np.roll(np.arange(count), 1), 1.0)
    )
    faces = made_up_faces()
    Run(a_config(), tmp_path / "teacher", faces, None).train()
    teachers = [str(tmp_path / "teacher" / CHECKPOINT)]
    plain = Run(a_config(teachers=teachers), tmp_path / "plain", faces, None)
    mixed = Run(a_config(teachers=teachers, mixing=1.0), tmp_path / "mixed", faces, None)
    phase, share = phase_at(plain.config, 0)
    one, other = plain._step(phase, share), mixed._step(phase, share)
    assert {head: loss.item() for head, loss in other.items()} == pytest.approx(
        {head: loss.item() for head, loss in one.items()}, rel=1e-3
    )


def test_the_average_follows_slowly_except_in_the_first_steps():
    network = nn.Linear(1, 1)
    nn.init.zeros_(network.weight)
    average = Average(network, decay=0.9)
    nn.init.ones_(network.weight)
    # The decay is (1 + 1) / (10 + 1) at step 1 and 0.9 after many steps.
    average.update(network, 1)
    assert average.state["weight"].item() == pytest.approx(9 / 11)
    nn.init.zeros_(network.weight)
    average.update(network, 1000)
    assert average.state["weight"].item() == pytest.approx(0.9 * 9 / 11)


def test_initial_weights_of_another_network_are_refused(tmp_path):
    faces = made_up_faces()
    other = {"widths": [8, 16], "depths": [1, 1], "branched": False}
    Run(a_config(options=other), tmp_path / "other", faces, None).train(seconds=0)
    (tmp_path / "broken.safetensors").write_bytes(b"nothing")
    for start in ("other/checkpoint.pt", "broken.safetensors", "missing.safetensors", "missing.pt"):
        with pytest.raises(CheckpointError, match=start):
            Run(a_config(start=str(tmp_path / start)), tmp_path / "run", faces, None)


def test_an_unavailable_device_is_reported(capsys, monkeypatch, tmp_path):
    arguments = ["train", "--config", "x.toml", "--work", str(tmp_path), "--run", "x", "--device", "nonsense"]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit, match="no device 'nonsense'"):
        main()


def test_a_file_that_is_not_a_checkpoint_is_refused(tmp_path):
    path = tmp_path / "checkpoint.pt"
    path.write_bytes(b"nothing")
    with pytest.raises(CheckpointError, match="not a checkpoint"):
        load_checkpoint(path)
