import numpy as np
import pytest
import torch

from training.learn.mixing import Mix, draw_mix


def test_each_face_is_blended_with_the_share_of_its_second_face():
    x = torch.tensor([0.0, 1.0, -1.0]).view(3, 1, 1, 1).expand(3, 3, 2, 2)
    mixed = Mix(np.array([1, 2, 0]), 0.25).pictures(x)
    assert mixed.shape == x.shape
    assert mixed[:, 0, 0, 0].tolist() == pytest.approx([0.25, 0.5, -0.75])


def test_losses_are_weighted_as_the_pictures_are():
    mix = Mix(np.array([0]), 0.25)
    mixed = mix.losses({"age": torch.tensor(2.0)}, {"age": torch.tensor(6.0)})
    assert {head: loss.item() for head, loss in mixed.items()} == {"age": 3.0}


def test_a_mix_is_a_permutation_with_a_share_of_at_most_one_half():
    mixes = [draw_mix(16, 0.2, 1, step) for step in range(400)]
    assert all(sorted(mix.order) == list(range(16)) for mix in mixes)
    shares = np.array([mix.share for mix in mixes])
    assert shares.min() >= 0
    assert shares.max() <= 0.5
    # 58 % of Beta(0.2, 0.2) is within 0.05 of an end.
    assert (shares < 0.05).mean() == pytest.approx(0.58, abs=0.06)
    assert (shares > 0.4).any()


def test_a_mix_is_determined_by_its_step():
    one, again, other = draw_mix(64, 0.2, 1, 5), draw_mix(64, 0.2, 1, 5), draw_mix(64, 0.2, 1, 6)
    assert one.share == again.share
    assert (one.order == again.order).all()
    assert (one.order != other.order).any()
