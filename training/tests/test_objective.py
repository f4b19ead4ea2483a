import math

import pytest
import torch
from training.config import Config, Phase
from training.labels import EMOTIONS, HEADS, Labels, one_emotion
from training.objective import label_losses, stand_in_losses
from training.targets import targets_of

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
    # By the label of the second face, and by the votes of the third: who is afraid does not smile.
    assert losses["smile"].item() == pytest.approx((math.log(5 / 4) + math.log(2)) / 2, rel=1e-5)
    assert losses["age"].item() == 0


def test_a_bracket_counts_as_an_age():
    labels = [Labels(age_bracket=(20, 29)), Labels(age_bracket=(0, 2))]
    losses = label_losses(uniform(2), targets_of(labels), CONFIG)
    assert losses["age"].item() == pytest.approx((math.log(101 / 10) + math.log(101 / 3)) / 2, rel=1e-5)


def test_a_teacher_stands_in_only_where_a_label_is_lacking():
    targets = targets_of([Labels(gender="man", age=30), Labels()])
    out, told = uniform(2), uniform(2)
    told["gender"][:, 1] = math.log(3)
    out["gender"].requires_grad_()
    losses = stand_in_losses(out, told, targets)
    losses["gender"].backward()
    assert out["gender"].grad[0].abs().max() == 0
    # Softmax less the teacher's probabilities: a half less a quarter, of the one face that lacks the label.
    assert out["gender"].grad[1].tolist() == pytest.approx([0.25, -0.25])


def test_where_every_label_is_known_nothing_stands_in():
    known = Labels(gender="man", age=30, emotion=one_emotion("fear"), smile=False)
    assert all(
        loss.item() == 0 for loss in stand_in_losses(uniform(1), uniform(1), targets_of([known])).values()
    )
