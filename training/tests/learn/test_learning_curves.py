"""Tests of training.learn.learning_curves: the curves of a run show its record."""

import json
import math

import pytest
from PIL import Image

from training.learn.learning_curves import RecordError, draw_run, learning_curves, smoothed


def record(n=20):
    lines = []
    for i in range(1, n + 1):
        lines.append({"images": i * 100, "rate": 1e-3, "losses": {"age": 3 / i, "smile": 0.5}})
        if i % 5 == 0:
            lines.append({"images": i * 100, "validation": {"utkface": {"n": 9, "age_mae": 10 - i / 10}}})
    return lines


def titled(figure):
    return {chart.get_title(loc="left"): chart for chart in figure.axes}


def test_smoothing_is_the_mean_of_the_neighbours_and_leaves_gaps_out():
    values = [0.0] * 4 + [9.0] + [0.0] * 4
    assert smoothed(values)[4] == 1
    assert smoothed(values)[0] == pytest.approx(9 / 5)
    assert smoothed([math.nan, 2.0, math.nan]) == [2, 2, 2]


def test_there_is_a_chart_for_everything_there_is():
    assert list(titled(learning_curves(record()))) == [
        "Loss in training, mean of 9 records",
        "Learning rate",
        "Age: mean absolute error, years",
    ]
    assert len(learning_curves([line for line in record() if "losses" in line]).axes) == 2
    with pytest.raises(RecordError, match="neither"):
        learning_curves([])


def test_validation_is_drawn_by_set_with_its_last_value():
    chart = titled(learning_curves(record()))["Age: mean absolute error, years"]
    [line] = chart.lines
    assert line.get_xydata().tolist() == [[500, 9.5], [1000, 9], [1500, 8.5], [2000, 8]]
    assert line.get_marker() == "o"
    assert [text.get_text() for text in chart.get_legend().get_texts()] == ["utkface 8"]


def test_each_head_has_a_line_and_what_teachers_say_comes_last():
    lines = [{"images": 9, "rate": 1, "losses": {"age.teacher": 1, "smile": 2, "age": 3}}]
    chart = titled(learning_curves(lines))["Loss in training, mean of 9 records"]
    assert [text.get_text() for text in chart.get_legend().get_texts()] == ["age", "smile", "age.teacher"]
    assert [line.get_ydata().tolist() for line in chart.lines] == [[3], [2], [1]]
    # A line of one value is seen only with a mark.
    assert [line.get_marker() for line in chart.lines] == ["o"] * 3
    assert len({line.get_color() for line in chart.lines}) == 3


def test_an_unsettled_start_does_not_flatten_the_rest():
    def validated(first):
        values = [first, *range(10, 30)]
        return [
            {"images": i, "validation": {"made": {"age_mae": value}}} for i, value in enumerate(values, 1)
        ]

    [chart] = learning_curves(validated(1000.0)).axes
    low, high = chart.get_ylim()
    assert low < 12
    assert 29 < high < 31
    assert chart.get_xlim() == (0, 21)


def test_a_run_is_drawn_into_its_folder_by_default(tmp_path):
    (tmp_path / "record.jsonl").write_text("".join(json.dumps(line) + "\n" for line in record()))
    assert draw_run(tmp_path) == tmp_path / "learning.png"
    assert Image.open(tmp_path / "learning.png").size == (900, 640)


def test_large_numbers_of_pictures_are_short():
    lines = [{**line, "images": line["images"] * 1000} for line in record()]
    figure = learning_curves(lines)
    figure.draw_without_rendering()
    assert "1M" in [text.get_text() for text in figure.axes[0].get_xticklabels()]
