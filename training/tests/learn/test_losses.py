import math

import pytest
import torch

from training.learn.losses import age_distribution, age_loss, class_loss, expectation, mean_of_known, smoothed

UNKNOWN = -1.0


def no_bracket(n=1):
    return torch.full((n, 2), -1)


def test_an_age_distribution_is_normal_and_sums_to_one():
    p = age_distribution(torch.tensor([30.0]), sigma=2.0)[0]
    assert p.sum().item() == pytest.approx(1, abs=1e-6)
    # Ratios to the mean by hand: exp(−1²/8) and exp(−2²/8).
    assert (p[31] / p[30]).item() == pytest.approx(math.exp(-1 / 8), rel=1e-5)
    assert (p[28] / p[30]).item() == pytest.approx(math.exp(-4 / 8), rel=1e-5)


def test_the_expectation_of_two_equal_peaks_is_in_the_middle():
    logits = torch.full((1, 101), -100.0)
    logits[0, 20] = logits[0, 40] = 5.0
    assert expectation(logits).item() == pytest.approx(30, abs=1e-4)


def test_the_age_loss_is_zero_for_the_target_distribution():
    logits = -((torch.arange(101.0)[None] - 50) ** 2) / 8
    loss = age_loss(logits, torch.tensor([50.0]), no_bracket(), 2.0, distance_weight=0.1)
    assert loss.item() == pytest.approx(0, abs=1e-4)


def test_the_age_loss_of_uniform_logits_by_hand():
    target = age_distribution(torch.tensor([80.0]), 2.0)[0]
    entropy = -(target * target.clamp_min(1e-30).log()).sum().item()
    # Uniform logits have a cross-entropy of log 101 nats and an expectation of 50 years.
    expected = math.log(101) - entropy + 0.1 * 30
    loss = age_loss(torch.zeros(1, 101), torch.tensor([80.0]), no_bracket(), 2.0, 0.1)
    assert loss.item() == pytest.approx(expected, rel=1e-4)


def test_the_loss_of_a_bracket_is_the_mass_inside_it():
    # Uniform logits have 10 of 101 years inside the bracket.
    bracket = torch.tensor([[20, 29]])
    loss = age_loss(torch.zeros(1, 101), torch.tensor([UNKNOWN]), bracket, 2.0, 0.1)
    assert loss.item() == pytest.approx(math.log(101 / 10), rel=1e-5)


def test_a_face_without_age_has_no_loss_and_no_gradient():
    logits = torch.randn(2, 101, generator=torch.Generator().manual_seed(0)).requires_grad_()
    years = torch.tensor([UNKNOWN, 40.0])
    age_loss(logits, years, no_bracket(2), 2.0, 0.1).sum().backward()
    assert logits.grad[0].abs().max() == 0
    assert logits.grad[1].abs().max() > 0
    assert torch.isfinite(logits.grad).all()


def test_a_bracket_gives_finite_gradients():
    logits = torch.randn(1, 101, generator=torch.Generator().manual_seed(0)).requires_grad_()
    age_loss(logits, torch.tensor([UNKNOWN]), torch.tensor([[0, 2]]), 2.0, 0.1).sum().backward()
    assert torch.isfinite(logits.grad).all()
    # More mass inside lowers the loss, more outside raises it.
    assert (logits.grad[0, :3] < 0).all()
    assert (logits.grad[0, 3:] > 0).all()


def test_class_loss_by_hand():
    logits = torch.tensor([[0.0, math.log(3)]])
    assert class_loss(logits, torch.tensor([1])).item() == pytest.approx(math.log(4 / 3), rel=1e-5)


def test_class_loss_against_votes_by_hand():
    logits = torch.tensor([[0.0, math.log(3)]])
    loss = class_loss(logits, torch.tensor([[0.5, 0.5]])).item()
    assert loss == pytest.approx(-0.5 * (math.log(0.25) + math.log(0.75)), rel=1e-5)


def test_unknown_classes_and_votes_have_no_loss():
    logits = torch.zeros(2, 2)
    assert class_loss(logits, torch.tensor([-1, 0]))[0].item() == 0
    assert class_loss(logits, torch.tensor([[-1.0, -1.0], [1.0, 0.0]]))[0].item() == 0


def test_only_single_labels_are_smoothed():
    shares = torch.tensor([[0.0, 1.0], [0.25, 0.75], [-1.0, -1.0]])
    # A fifth is spread evenly over both classes.
    expected = [[0.1, 0.9], [0.25, 0.75], [-1.0, -1.0]]
    assert torch.allclose(smoothed(shares, 0.2), torch.tensor(expected))


def test_the_mean_is_over_the_known_labels():
    loss = torch.tensor([0.0, 2.0, 4.0])
    assert mean_of_known(loss, torch.tensor([False, True, True])).item() == 3
    assert mean_of_known(torch.zeros(3), torch.tensor([False] * 3)).item() == 0
