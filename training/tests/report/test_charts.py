"""Tests of training.report.charts: values are drawn at their positions."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from training.measure.metrics import ReliabilityBin
from training.measure.plots import COLOURS, picture_of
from training.report.charts import BarChart, Bars, bar_charts, confusion_matrix, reliability_diagram


def chart_of(figure):
    """The only chart of a figure, laid out."""
    figure.draw_without_rendering()
    [chart] = figure.axes
    return chart


def test_bars_are_as_high_as_their_values_and_none_is_no_bar():
    series = [Bars("one", [2, 4]), Bars("two", [None, 1])]
    chart = chart_of(bar_charts([BarChart("t", ["a", "b c"], series, ["n 1", "n 2"])]))
    one, two = chart.containers
    assert [bar.get_height() for bar in one] == [2, 4]
    assert [bar.get_height() for bar in two] == [1]
    assert [to_hex(bars[0].get_facecolor()) for bars in (one, two)] == list(COLOURS[:2])
    assert chart.get_title(loc="left") == "t"


def test_bars_of_a_category_are_side_by_side_around_its_name():
    chart = chart_of(bar_charts([BarChart("t", ["a", "b"], [Bars("one", [2, 4]), Bars("two", [3, 1])])]))
    one, two = chart.containers
    for category in range(2):
        left, right = one[category], two[category]
        assert left.get_x() + left.get_width() == pytest.approx(category)
        assert right.get_x() == pytest.approx(category)
        assert category - 0.5 < left.get_x()
        assert right.get_x() + right.get_width() < category + 0.5


def test_bars_have_their_values_categories_and_notes_in_words():
    series = [Bars("one", [2, 4.25])]
    chart = chart_of(bar_charts([BarChart("t", ["a", "b c"], series, ["n 1", "n 2"])]))
    assert [text.get_text() for text in chart.texts] == ["2.0", "4.2"]
    assert [text.get_text() for text in chart.get_xticklabels()] == ["a\nn 1", "b\nc\nn 2"]


def test_only_several_series_have_a_legend():
    def legend(*names):
        return chart_of(bar_charts([BarChart("t", ["a"], [Bars(name, [1]) for name in names])])).get_legend()

    assert legend("one") is None
    assert [text.get_text() for text in legend("one", "two").get_texts()] == ["one", "two"]


def test_charts_are_one_below_the_other():
    charts = [BarChart(name, ["a"], [Bars("one", [1])]) for name in "xyz"]
    assert picture_of(bar_charts(charts)).size == (640, 3 * 270)


def test_the_reliability_line_is_where_its_bins_are():
    bins = [ReliabilityBin(0.4, 0.5, 10, 0.45, 0.9), ReliabilityBin(0.9, 1.0, 30, 0.95, 0.8)]
    chart = chart_of(reliability_diagram("t", bins, 0.1))
    diagonal, line = chart.lines
    assert diagonal.get_xydata().tolist() == [[0, 0], [1, 1]]
    assert line.get_xydata().tolist() == [[0.45, 0.9], [0.95, 0.8]]
    assert [bar.get_height() for bar in chart.patches] == [0.25, 0.75]
    assert [bar.get_x() for bar in chart.patches] == [0.4, 0.9]
    assert chart.get_title(loc="left") == "t, 40 faces, ECE 10.0 %"


def test_the_confusion_matrix_shades_by_the_share_of_the_row_and_counts():
    chart = chart_of(confusion_matrix("t", ["a", "b"], np.array([[9, 0], [1, 3]])))
    [image] = chart.images
    assert image.get_array().tolist() == [[1, 0], [0.25, 0.75]]
    assert image.get_clim() == (0, 1)
    assert [to_hex(colour) for colour in image.to_rgba(np.array([0.0, 1.0]))] == ["#ffffff", COLOURS[0]]
    words = {(round(text.get_position()[1]), text.get_position()[0]): [] for text in chart.texts}
    for text in chart.texts:
        words[round(text.get_position()[1]), text.get_position()[0]].append(text.get_text())
    assert words == {(0, 0): ["100", "9"], (0, 1): ["0", "0"], (1, 0): ["25", "1"], (1, 1): ["75", "3"]}
    # Labels are rows, readings are columns.
    assert [text.get_text() for text in chart.get_yticklabels()] == ["a", "b"]


def test_a_class_without_faces_has_an_empty_row():
    chart = chart_of(confusion_matrix("t", ["a", "b"], np.array([[4, 0], [0, 0]])))
    assert chart.images[0].get_array().tolist() == [[1, 0], [0, 0]]
