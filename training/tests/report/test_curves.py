"""Charts show what they are given, where it belongs."""

import json
import math
import sys

import numpy as np
import pytest
from PIL import Image, ImageColor
from training import curves
from training.curves import CurvesError, draw_evaluation, draw_run, learning_curves, smoothed
from training.metrics import ReliabilityBin
from training.pictures import COLOURS, Series, captioned, grid, line_chart, number, ticks

PANEL = (450, 320)


def coloured(picture, colour, box=None):
    """Mask of the pixels that are (nearly) of a colour."""
    pixels = np.asarray(picture.crop(box) if box else picture).astype(int)
    return np.abs(pixels - np.array(ImageColor.getrgb(colour))).max(axis=2) < 40


def record(n=20):
    lines = []
    for i in range(1, n + 1):
        lines.append({"images": i * 100, "rate": 1e-3, "losses": {"age": 3 / i, "smile": 0.5}})
        if i % 5 == 0:
            lines.append({"images": i * 100, "validation": {"utkface": {"n": 9, "age_mae": 10 - i / 10}}})
    return lines


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (4.4, 8.1, [5, 6, 7, 8]),
        (0, 2.5e6, [0, 5e5, 1e6, 1.5e6, 2e6, 2.5e6]),
        (3, 3, [3]),
    ],
)
def test_ticks_are_round_and_within(low, high, expected):
    assert ticks(low, high) == expected


@pytest.mark.parametrize(("value", "text"), [(1.5e6, "1.5M"), (20000, "20k"), (0.05, "0.05"), (0, "0")])
def test_numbers_are_short(value, text):
    assert number(value) == text


def test_smoothing_is_the_mean_of_the_neighbours_and_leaves_gaps_out():
    values = [0.0] * 4 + [9.0] + [0.0] * 4
    assert smoothed(values)[4] == 1
    assert smoothed(values)[0] == pytest.approx(9 / 5)
    assert smoothed([math.nan, 2.0, math.nan]) == [2, 2, 2]


def test_a_rising_line_rises():
    picture = line_chart("t", "x", [Series("a", [0, 50, 100], [0, 1, 2])], PANEL)
    inside = coloured(picture, COLOURS[0], (60, 80, 433, 269))
    left, right = np.argwhere(inside[:, 10])[:, 0].mean(), np.argwhere(inside[:, 350])[:, 0].mean()
    assert left > 150
    assert right < 40


def test_each_series_has_its_colour_in_the_legend_and_in_the_frame():
    picture = line_chart("t", "x", [Series("a", [0, 9], [1, 1]), Series("b", [0, 9], [2, 2])], PANEL)
    for colour in COLOURS[:2]:
        assert coloured(picture, colour, (0, 30, 450, 60)).any()
        assert coloured(picture, colour, (60, 80, 433, 269)).sum() > 300


def test_an_unsettled_start_does_not_flatten_the_rest():
    series = [Series("a", list(range(101)), [1000.0] + [i / 100 for i in range(100)])]
    rows = [
        np.argwhere(
            coloured(line_chart("t", "x", series, PANEL, unsettled=share), COLOURS[0], (200, 80, 433, 269))
        )
        for share in (0.0, 0.15)
    ]
    heights = [int(np.ptp(found[:, 0])) for found in rows]
    assert heights[0] < 10
    assert heights[1] > 80


def test_a_single_point_is_drawn():
    picture = line_chart("t", "x", [Series("a", [5], [1.0])], PANEL, dots=True)
    assert coloured(picture, COLOURS[0], (60, 80, 440, 269)).any()


def test_learning_curves_have_a_panel_for_everything_there_is():
    # Losses, rate and age: three panels in two columns.
    assert learning_curves(record()).size == (900, 640)
    assert learning_curves([line for line in record() if "losses" in line]).size == (900, 320)
    with pytest.raises(CurvesError, match="neither"):
        learning_curves([])


def test_a_run_is_drawn_into_its_folder_by_default(tmp_path):
    (tmp_path / "record.jsonl").write_text("".join(json.dumps(line) + "\n" for line in record()))
    assert draw_run(tmp_path) == tmp_path / "learning.png"
    assert Image.open(tmp_path / "learning.png").size == (900, 640)


def test_a_folder_without_a_record_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["curves", "--run", str(tmp_path)])
    with pytest.raises(SystemExit, match="name the folder of a run"):
        curves.main()


def test_the_reliability_line_lies_where_its_bins_are():
    bins = [ReliabilityBin(0.4, 0.5, 10, 0.45, 0.9), ReliabilityBin(0.9, 1.0, 30, 0.95, 0.9)]
    picture = curves.reliability_diagram("t", bins, 0.1)
    # 0.45 of the 346 columns of the frame from 58 on; 0.9 of its 308 rows up from 370.
    assert coloured(picture, COLOURS[0])[93, 214]
    assert not coloured(picture, COLOURS[0])[200, 214]


def test_the_confusion_matrix_shades_by_the_share_of_the_row():
    picture = curves.confusion_matrix("t", ["a", "b"], np.array([[9, 0], [1, 1]]))
    # Left upper corners of the cells, clear of the figures.
    shades = [[picture.getpixel((100 + 72 * j + 6, 88 + 72 * i + 6))[0] for j in range(2)] for i in range(2)]
    assert shades[0] == [0, 255]
    assert shades[1][0] == shades[1][1] == pytest.approx(128, abs=1)


def test_an_evaluation_is_drawn_by_set_and_head(tmp_path):
    reliability = [{"from": 0.9, "to": 1, "n": 5, "confidence": 0.95, "accuracy": 1}]
    counts = {"neutral": 3, "fear": 1, "notFound": 1}
    summary = {
        "gender": None,
        "emotion": {"ece": 0.1, "reliability": reliability, "confusion": {"neutral": counts, "fear": counts}},
    }
    (tmp_path / "evaluation.json").write_text(json.dumps({"sets": {"mine": summary}}))
    written = draw_evaluation(tmp_path / "evaluation.json", tmp_path / "out")
    assert [path.name for path in written] == ["mine-emotion-reliability.png", "mine-confusion.png"]
    assert all(Image.open(path).width > 200 for path in written)


def test_a_file_of_something_else_is_refused(tmp_path):
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(CurvesError, match="is not what"):
        draw_evaluation(tmp_path / "a.json", tmp_path)


def test_a_grid_and_captions():
    crop = np.zeros((8, 8, 3), np.uint8)
    crop[..., 0] = 255
    one = captioned(crop, ["a label", "a reading"], width=64)
    assert one.size == (64, 96)
    assert one.getpixel((32, 32)) == (255, 0, 0)
    assert (np.asarray(one)[64:] < 128).any()
    assert grid([one] * 5, columns=3, gap=4).size == (208, 204)
