import shutil

import numpy as np
import pytest
import torch

from training.data.labels import HEADS
from training.learn.augment import at_size, centre
from training.learn.checkpoint import CHECKPOINT, CheckpointError
from training.learn.teaching import FILE, Mimic, Teachers, mean_probabilities, teacher_probabilities
from training.learn.train import Run
from training.tests.small_run import a_config, made_up_faces

CPU = torch.device("cpu")


@pytest.fixture
def teachers(tmp_path):
    faces = made_up_faces()
    paths = []
    for seed in (1, 2):
        Run(a_config(seed=seed), tmp_path / str(seed), faces, None).train()
        paths.append(str(tmp_path / str(seed) / CHECKPOINT))
    return paths


def test_probabilities_are_the_mean_over_teachers_and_mirror_images(teachers):
    faces = made_up_faces(8)
    first, second, both = (
        mean_probabilities(paths, faces, CPU) for paths in (teachers[:1], teachers[1:], teachers)
    )
    for head, classes in HEADS.items():
        assert both[head].shape == (8, classes)
        torch.testing.assert_close(
            both[head].float(), (first[head].float() + second[head].float()) / 2, atol=1e-3, rtol=0
        )
        torch.testing.assert_close(both[head].float().sum(1), torch.ones(8), atol=2e-3, rtol=0)
    faces.crops[:] = faces.crops[:, :, ::-1]
    mirrored = mean_probabilities(teachers, faces, CPU)
    torch.testing.assert_close(mirrored["gender"], both["gender"], atol=4e-3, rtol=0)


def test_probabilities_are_stored_for_a_resumed_run(teachers, tmp_path, monkeypatch):
    faces = made_up_faces(8)
    computed = teacher_probabilities(tmp_path, teachers, faces, CPU)
    monkeypatch.setattr(
        "training.learn.teaching.mean_probabilities", lambda *_: pytest.fail("computed again")
    )
    stored = teacher_probabilities(tmp_path, teachers, faces, CPU)
    assert all(torch.equal(computed[head], stored[head]) for head in HEADS)


def test_stored_probabilities_of_other_teachers_or_faces_are_refused(teachers, tmp_path):
    teacher_probabilities(tmp_path, teachers, made_up_faces(8), CPU)
    with pytest.raises(CheckpointError, match="to other teachers or faces"):
        teacher_probabilities(tmp_path, teachers[:1], made_up_faces(8), CPU)
    with pytest.raises(CheckpointError, match="to other teachers or faces"):
        teacher_probabilities(tmp_path, teachers, made_up_faces(7), CPU)


def test_a_teacher_is_identified_by_its_contents_and_not_its_path(teachers, tmp_path):
    teacher_probabilities(tmp_path, teachers[:1], made_up_faces(8), CPU)
    moved = tmp_path / "moved.pt"
    shutil.copy(teachers[0], moved)
    teacher_probabilities(tmp_path, [str(moved)], made_up_faces(8), CPU)
    shutil.copy(teachers[1], teachers[0])
    with pytest.raises(CheckpointError, match="to other teachers or faces"):
        teacher_probabilities(tmp_path, teachers[:1], made_up_faces(8), CPU)


def test_broken_stored_probabilities_are_reported(tmp_path):
    (tmp_path / FILE).write_text("{")
    with pytest.raises(CheckpointError, match="is broken"):
        teacher_probabilities(tmp_path, [], made_up_faces(8), CPU)


def test_a_missing_teacher_is_reported(tmp_path):
    with pytest.raises(CheckpointError, match="missing or not a checkpoint"):
        teacher_probabilities(tmp_path, [str(tmp_path / "none.pt")], made_up_faces(8), CPU)
    assert not (tmp_path / FILE).exists()


def test_teachers_read_a_batch_at_their_own_size_and_are_averaged(teachers):
    faces = made_up_faces(8)
    x = centre(torch.from_numpy(faces.crops), faces.margin, 32)

    def lesson_of(paths, x):
        return Teachers(paths, CPU).lesson(x, np.arange(8), None)

    first, second, both = (
        lesson_of(paths, x).probabilities for paths in (teachers[:1], teachers[1:], teachers)
    )
    assert not torch.allclose(first["gender"], second["gender"])
    for head, classes in HEADS.items():
        assert both[head].shape == (8, classes)
        torch.testing.assert_close(both[head], (first[head] + second[head]) / 2)
    # The input size of the teachers is that of their last phase, 48 pixels.
    torch.testing.assert_close(lesson_of(teachers, at_size(x, 48)).probabilities["age"], both["age"])
    assert [one.shape for one in lesson_of(teachers, x).features] == [(8, 16), (8, 16)]


def test_the_mimic_loss_is_zero_for_features_in_the_same_direction():
    mimic = Mimic(2, [2, 3])
    with torch.no_grad():
        for view in mimic.views:
            view.weight.copy_(torch.eye(len(view.weight), 2))
            view.bias.zero_()
    features = torch.tensor([[1.0, 0.0], [0.0, 2.0]])
    alike = [features * 3, torch.tensor([[5.0, 0.0, 0.0], [0.0, 1.0, 0.0]])]
    assert mimic(features, alike).item() == pytest.approx(0, abs=1e-6)
    # The features are orthogonal to those of the first teacher and parallel to those of the second.
    assert mimic(features, [features.flip(0), alike[1]]).item() == pytest.approx(0.5)
