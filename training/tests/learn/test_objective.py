import math

import pytest
import torch

from training.data.labels import EMOTIONS, HEADS, Labels, one_emotion
from training.data.targets import targets_of
from training.learn.config import Config, Phase
from training.learn.objective import label_losses, teacher_losses, weighed

CONFIG = Config("plain", {"made": 1.0}, (Phase(32, 1),), smoothing=0.0)


def uniform(faces):
    return {head: torch.zeros(faces, classes) for head, classes in HEADS.items()}


def test_each_head_s_loss_is_the_mean_over_the_faces_with_its_label():
    labels = [Labels(gender="man"), Labels(gender="woman", smile=True), Labels(emotion=one_emotion("fear"))]
    out = uniform(3)
    out["gender"][0] = torch.tensor([0.0, math.log(3)])
    out["smile"][1] = torch.tensor([0.0, math.log(4)])
    losses = label_losses(out, targets_of(labels), CONFIG)
    assert losses["gender"].item() == pytest.approx((math.log(4 / 3) + math.log(2)) / 2, rel=1e-5)
    assert losses["emotion"].item() == pytest.approx(math.log(len(EMOTIONS)), rel=1e-5)
    # The label of the second face, and the votes of the third, which imply no smile.
    assert losses["smile"].item() == pytest.approx((math.log(5 / 4) + math.log(2)) / 2, rel=1e-5)
    assert losses["age"].item() == 0


def test_a_bracket_counts_as_an_age():
    labels = [Labels(age_bracket=(20, 29)), Labels(age_bracket=(0, 2))]
    losses = label_losses(uniform(2), targets_of(labels), CONFIG)
    assert losses["age"].item() == pytest.approx((math.log(101 / 10) + math.log(101 / 3)) / 2, rel=1e-5)


def test_teachers_are_learnt_from_on_every_face():
    out, probabilities = uniform(2), uniform(2)
    probabilities["gender"] = torch.tensor([[0.25, 0.75], [0.5, 0.5]])
    out["gender"].requires_grad_()
    teacher_losses(out, probabilities)["gender"].backward()
    # The gradient is (softmax − teacher) / 2 faces: (½ − ¼) / 2 for the first face and 0 for the second.
    assert out["gender"].grad.flatten().tolist() == pytest.approx([0.125, -0.125, 0, 0])


def test_heads_are_weighted():
    losses = {"age": torch.tensor(2.0), "smile": torch.tensor(3.0)}
    assert weighed(losses, {"age": 1.5, "smile": 0.5, "gender": 9.0}).item() == 4.5
