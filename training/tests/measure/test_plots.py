"""Tests of training.measure.plots: charts have the requested size, and become small files."""

import numpy as np
from PIL import Image

from training.measure.plots import COLOURS, panels, picture_of, save_small


def test_a_figure_has_its_charts_in_columns_and_their_size():
    figure, charts = panels(3, columns=2, size=(200, 100))
    assert len(charts) == 3
    assert picture_of(figure).size == (400, 200)


def test_the_series_of_a_chart_have_their_colours_in_order():
    _, (chart,) = panels(1)
    lines = [chart.plot([0, 1], [i, i])[0] for i in range(len(COLOURS))]
    assert [line.get_color() for line in lines] == list(COLOURS)


def test_a_picture_of_few_colours_keeps_them(tmp_path):
    save_small(Image.new("RGB", (9, 9), "#0072b2"), tmp_path / "a.png")
    assert Image.open(tmp_path / "a.png").convert("RGB").getpixel((4, 4)) == (0, 0x72, 0xB2)


def test_a_picture_of_many_colours_is_made_small(tmp_path):
    rows = np.random.default_rng(1).integers(0, 256, (330, 330, 3)).astype(np.uint8)
    save_small(Image.fromarray(rows), tmp_path / "a.png")
    few = Image.open(tmp_path / "a.png").convert("RGB").getcolors()
    assert few is not None
    assert len(few) <= 32
