import shutil

import numpy as np
import pytest
import torch

from training.data.labels import HEADS
from training.learn.augment import at_size, centre
from training.learn.checkpoint import CHECKPOINT, CheckpointError
from training.learn.teaching import FILE, Mimic, Teachers, mean_probabilities, told_of
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


def test_teachers_say_the_mean_of_what_each_says_of_a_face_and_its_mirror_image(teachers):
    faces = made_up_faces(8)
    first, second, both = (
        mean_probabilities(asked, faces, CPU) for asked in (teachers[:1], teachers[1:], teachers)
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


def test_what_they_said_is_kept_for_a_run_that_goes_on(teachers, tmp_path, monkeypatch):
    faces = made_up_faces(8)
    told = told_of(tmp_path, teachers, faces, CPU)
    monkeypatch.setattr("training.learn.teaching.mean_probabilities", lambda *_: pytest.fail("asked again"))
    kept = told_of(tmp_path, teachers, faces, CPU)
    assert all(torch.equal(told[head], kept[head]) for head in HEADS)


def test_what_other_teachers_said_or_of_other_faces_is_refused(teachers, tmp_path):
    told_of(tmp_path, teachers, made_up_faces(8), CPU)
    with pytest.raises(CheckpointError, match="of other teachers or faces"):
        told_of(tmp_path, teachers[:1], made_up_faces(8), CPU)
    with pytest.raises(CheckpointError, match="of other teachers or faces"):
        told_of(tmp_path, teachers, made_up_faces(7), CPU)


def test_a_teacher_trained_anew_under_its_name_is_another(teachers, tmp_path):
    told_of(tmp_path, teachers[:1], made_up_faces(8), CPU)
    moved = tmp_path / "moved.pt"
    shutil.copy(teachers[0], moved)
    told_of(tmp_path, [str(moved)], made_up_faces(8), CPU)
    shutil.copy(teachers[1], teachers[0])
    with pytest.raises(CheckpointError, match="of other teachers or faces"):
        told_of(tmp_path, teachers[:1], made_up_faces(8), CPU)


def test_what_is_kept_but_broken_is_one_sentence(tmp_path):
    (tmp_path / FILE).write_text("{")
    with pytest.raises(CheckpointError, match="is broken"):
        told_of(tmp_path, [], made_up_faces(8), CPU)


def test_a_teacher_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(CheckpointError, match="missing or no checkpoint"):
        told_of(tmp_path, [str(tmp_path / "none.pt")], made_up_faces(8), CPU)
    assert not (tmp_path / FILE).exists()


def test_teachers_of_a_batch_say_their_mean_of_just_that_batch_at_their_own_size(teachers):
    faces = made_up_faces(8)
    x = centre(torch.from_numpy(faces.crops), faces.margin, 32)

    def say(asked, x):
        return Teachers(asked, CPU).lesson(x, np.arange(8), None)

    first, second, both = (say(asked, x).probabilities for asked in (teachers[:1], teachers[1:], teachers))
    assert not torch.allclose(first["gender"], second["gender"])
    for head, classes in HEADS.items():
        assert both[head].shape == (8, classes)
        torch.testing.assert_close(both[head], (first[head] + second[head]) / 2)
    # The teachers ended at 48 pixels.
    torch.testing.assert_close(say(teachers, at_size(x, 48)).probabilities["age"], both["age"])
    assert [one.shape for one in say(teachers, x).features] == [(8, 16), (8, 16)]


def test_a_mimic_is_content_where_its_views_point_as_the_teachers_features_do():
    mimic = Mimic(2, [2, 3])
    with torch.no_grad():
        for view in mimic.views:
            view.weight.copy_(torch.eye(len(view.weight), 2))
            view.bias.zero_()
    features = torch.tensor([[1.0, 0.0], [0.0, 2.0]])
    alike = [features * 3, torch.tensor([[5.0, 0.0, 0.0], [0.0, 1.0, 0.0]])]
    assert mimic(features, alike).item() == pytest.approx(0, abs=1e-6)
    # The first teacher's faces are at right angles, the second's as above.
    assert mimic(features, [features.flip(0), alike[1]]).item() == pytest.approx(0.5)
