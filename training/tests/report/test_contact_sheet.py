"""Tests of training.report.contact_sheet: a sheet shows faces with a text below each."""

import numpy as np

from training.report.contact_sheet import captioned, grid


def test_a_grid_and_captions():
    crop = np.zeros((8, 8, 3), np.uint8)
    crop[..., 0] = 255
    one = captioned(crop, ["a label", "a reading"], width=64)
    assert one.size == (64, 96)
    assert one.getpixel((32, 32)) == (255, 0, 0)
    assert (np.asarray(one)[64:79] < 128).any()
    assert (np.asarray(one)[79:] < 128).any()
    sheet = grid([one] * 5, columns=3, gap=4)
    assert sheet.size == (208, 204)
    # The sixth place is empty.
    assert sheet.getpixel((2 * 68 + 36, 100 + 36)) == (255, 255, 255)
    assert sheet.getpixel((68 + 36, 100 + 36)) == (255, 0, 0)
