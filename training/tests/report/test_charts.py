"""Bars show what they are given, in small files."""

import numpy as np
import pytest
from PIL import Image, ImageColor
from training.charts import Bars, bar_chart, save_small
from training.pictures import COLOURS


def test_bars_are_as_high_as_their_values_and_none_is_no_bar():
    chart = bar_chart(
        "t", ["a", "b c"], [Bars("one", [2, 4]), Bars("two", [None, 1])], ["n 1", "n 2"], (400, 300)
    )
    # Below the legend.
    pixels = np.asarray(chart).astype(int)[60:]

    def heights(colour):
        hit = np.abs(pixels - np.array(ImageColor.getrgb(colour))).max(axis=2) < 40
        return hit[:, :220].sum(axis=0).max(), hit[:, 220:].sum(axis=0).max()

    left, right = heights(COLOURS[0])
    # The value above may hide a row.
    assert right / left == pytest.approx(2, rel=0.04)
    left_of_two, right_of_two = heights(COLOURS[1])
    assert left_of_two == 0
    assert right / right_of_two == pytest.approx(4, rel=0.08)


def test_a_picture_of_many_colours_is_made_small(tmp_path):
    rows = np.random.default_rng(1).integers(0, 256, (330, 330, 3)).astype(np.uint8)
    save_small(Image.fromarray(rows), tmp_path / "a.png")
    few = Image.open(tmp_path / "a.png").convert("RGB").getcolors()
    assert len(few) <= 32
