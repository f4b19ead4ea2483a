from dataclasses import replace

import torch
from torch import Generator

from training.learn.augment import Augmentation, augment, centre

UNCHANGED = Augmentation(
    rotation=0, zoom=0, shift=0, brightness=0, contrast=0, gamma=0, gamma_share=0, saturation=0, tint=0,
    grey=0, low_resolution=0, blur=0, noise=0, occlusion=0,
)  # fmt: skip


def some_crops(n=4, size=128):
    return torch.randint(0, 256, (n, size, size, 3), generator=Generator().manual_seed(5), dtype=torch.uint8)


def test_the_centre_is_the_page_s_own_crop():
    crops = some_crops()
    x = centre(crops, 16, 96)
    assert x.shape == (4, 3, 96, 96)
    assert torch.allclose(x[0, :, 0, 0], crops[0, 16, 16].float() / 127.5 - 1)


def test_a_larger_centre_is_smooth():
    crops = some_crops(n=1, size=24)
    x = centre(crops, 4, 32)[0, 0]
    small = centre(crops, 4, 16)[0, 0]
    # At twice the size, bilinear weights are ¾ and ¼ on each axis.
    assert torch.allclose(x[1, 1], (9 * small[0, 0] + 3 * (small[0, 1] + small[1, 0]) + small[1, 1]) / 16)


def test_without_changes_a_crop_is_only_mirrored_or_kept():
    crops = some_crops()
    x = augment(crops, 16, 96, UNCHANGED, Generator().manual_seed(1))
    plain = centre(crops, 16, 96)
    same = [(x[i] - plain[i]).abs().max() < 1e-4 for i in range(4)]
    mirrored = [(x[i] - plain[i].flip(2)).abs().max() < 1e-4 for i in range(4)]
    assert all(a or b for a, b in zip(same, mirrored, strict=True))
    assert any(mirrored)
    assert any(same)


def test_the_same_seed_gives_the_same_crops_and_another_seed_others():
    crops = some_crops()
    first = augment(crops, 16, 64, Augmentation(), Generator().manual_seed(3))
    again = augment(crops, 16, 64, Augmentation(), Generator().manual_seed(3))
    other = augment(crops, 16, 64, Augmentation(), Generator().manual_seed(4))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_values_stay_in_range_and_the_input_is_not_modified():
    crops = some_crops(64)
    before = crops.clone()
    x = augment(
        crops,
        16,
        64,
        Augmentation(noise=1, occlusion=1, blur=1, low_resolution=1),
        Generator().manual_seed(2),
    )
    assert x.shape == (64, 3, 64, 64)
    assert x.min() >= -1
    assert x.max() <= 1
    assert torch.equal(crops, before)


def test_strength_zero_changes_no_colours():
    crops = some_crops()
    x = augment(crops, 16, 96, Augmentation(), Generator().manual_seed(1), strength=0)
    plain = centre(crops, 16, 96)
    assert all(
        min((x[i] - plain[i]).abs().max(), (x[i] - plain[i].flip(2)).abs().max()) < 1e-4 for i in range(4)
    )


def test_grey_crops_have_no_colour():
    x = augment(some_crops(), 16, 96, Augmentation(grey=1, occlusion=0, noise=0), Generator().manual_seed(1))
    assert (x.max(1).values - x.min(1).values).max() < 1e-3


def test_an_occlusion_is_a_patch_glasses_or_a_mask_of_one_colour():
    black = torch.zeros(200, 128, 128, 3, dtype=torch.uint8)
    x = augment(black, 16, 96, replace(UNCHANGED, occlusion=0.5), Generator().manual_seed(6))
    changed = (x != -1).any(1)
    covered = changed.flatten(1).any(1)
    assert 70 < covered.sum() < 130
    kinds = set()
    for crop, inside in zip(x[covered], changed[covered], strict=True):
        down, across = (inside.any(axis).nonzero()[:, 0] for axis in (1, 0))
        top, bottom, left, right = (int(edge) for edge in (down[0], down[-1], across[0], across[-1]))
        assert inside[top : bottom + 1, left : right + 1].all()
        assert all(channel[inside].unique().numel() == 1 for channel in crop)
        if bottom == 95 and right >= 76 and 10 <= left <= 20:
            kinds.add("mask")
        elif (left, right) == (20, 76) and 32 <= top <= 36:
            kinds.add("glasses")
        else:
            kinds.add("patch")
            assert all(14 <= side <= 39 for side in (bottom - top + 1, right - left + 1))
    assert kinds == {"patch", "glasses", "mask"}
