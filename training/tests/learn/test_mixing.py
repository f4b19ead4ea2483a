import numpy as np
import pytest
import torch

from training.learn.mixing import Mix, draw_mix


def test_each_face_gets_the_share_of_the_other():
    x = torch.tensor([0.0, 1.0, -1.0]).view(3, 1, 1, 1).expand(3, 3, 2, 2)
    mixed = Mix(np.array([1, 2, 0]), 0.25).pictures(x)
    assert mixed.shape == x.shape
    assert mixed[:, 0, 0, 0].tolist() == pytest.approx([0.25, 0.5, -0.75])


def test_the_loss_of_the_other_labels_counts_as_much_as_the_other_picture():
    mix = Mix(np.array([0]), 0.25)
    mixed = mix.losses({"age": torch.tensor(2.0)}, {"age": torch.tensor(6.0)})
    assert {head: loss.item() for head, loss in mixed.items()} == {"age": 3.0}


def test_a_mix_is_a_permutation_and_never_more_than_half_the_other():
    mixes = [draw_mix(16, 0.2, 1, step) for step in range(400)]
    assert all(sorted(mix.order) == list(range(16)) for mix in mixes)
    shares = np.array([mix.share for mix in mixes])
    assert shares.min() >= 0
    assert shares.max() <= 0.5
    # 58 % of Beta(0.2, 0.2) lie within 0.05 of an end.
    assert (shares < 0.05).mean() == pytest.approx(0.58, abs=0.06)
    assert (shares > 0.4).any()


def test_the_same_step_draws_the_same_mix_and_another_step_another():
    one, again, other = draw_mix(64, 0.2, 1, 5), draw_mix(64, 0.2, 1, 5), draw_mix(64, 0.2, 1, 6)
    assert one.share == again.share
    assert (one.order == again.order).all()
    assert (one.order != other.order).any()
