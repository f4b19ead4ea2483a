"""Tests of training.report.report: it shows the figures of the evaluation and their distance from the targets."""

import json
import re
import sys

import pytest
from PIL import Image

from training.measure.plots import LIMIT
from training.report import pictures, report
from training.report.charts import Bars, bar_charts
from training.report.pictures import draw_pictures
from training.report.tables import Compared

TARGETS = """
peers = "Measured elsewhere."
[[row]]
title = "years"
figure = "sets.made.age.mae"
unit = "years"
better = "less"
first = 6.25
must = 5.0
worth = 4.0
peers = { other = 5.5 }
[[row]]
title = "share"
figure = "sets.made.gender.accuracy"
unit = "%"
better = "more"
must = 90
worth = 95
[[row]]
title = "not there"
figure = "sets.absent.smile.accuracy"
unit = "%"
better = "more"
must = 90
[[row]]
title = "time"
figure = "times.ofFirst"
unit = "%"
better = "less"
must = 100
"""


def bins():
    return [{"from": 0.4, "to": 0.6, "n": 4, "confidence": 0.5, "accuracy": 0.5}]


def evaluation(mae=4.5, gender=0.875, ms=7.5):
    band = {"n": 3, "mae": 3.5, "cs5": 0.25, "coverage80": 0.75}
    by = {"byBand": {"20-29": band}, "byGender": {}, "byGroup": {}}
    shares = {
        "byBand": {"20-29": {"n": 3, "accuracy": 0.65}, "30-39": {"n": 5, "accuracy": 0.9}},
        "byGender": {"man": {"n": 8, "accuracy": 0.875}},
        "byGroup": {"East Asian": {"n": 8, "accuracy": gender}},
    }
    nothing = {"age": None, "ageBracket": None, "gender": None, "emotion": None, "smile": None}
    about = {"leftOut": {}, "severalFaces": 2, "failures": {}, "robustness": None}
    batch = {"classifyMs": ms, "cropMs": 0.5}
    confusion = {
        "fear": {"fear": 3, "neutral": 0, "notFound": 2},
        "neutral": {"fear": 1, "neutral": 4, "notFound": 0},
    }
    return {
        "command": "npm run evaluate -- --set made=DIR",
        "part": "held-out pictures",
        "network": "made-up 1.2",
        "backend": "wasm",
        "browser": "Chromium 1",
        "cost": {
            "multiplyAdds": 59_400_000,
            "parameters": 1_060_000,
            "bytes": 1_900_000,
            "bytesBrotli": 700_000,
            "wasmBatch1": {"faces": 1, **batch},
            "wasmBatch8": {"faces": 8, **batch},
        },
        "sets": {
            "made": {
                **nothing,
                **about,
                "n": 8,
                "found": 8,
                "foundShare": 1,
                "age": {
                    "n": 8,
                    "mae": mae,
                    "maeOfAll": mae,
                    "cs5": 0.625,
                    "coverage80": 0.81,
                    "coverage80Exact": 0.79,
                }
                | by,
                "gender": {"n": 8, "accuracy": gender, "ece": 0.0125, "reliability": bins(), **shares},
                "robustness": {
                    change: {
                        "n": 6,
                        "foundShare": 1,
                        "ageMae": mae + 1,
                        "gender": gender,
                        "emotion": None,
                        "smile": None,
                    }
                    for change in ("unchanged", "blur")
                },
            },
            "felt": {
                **nothing,
                **about,
                "n": 10,
                "found": 8,
                "foundShare": 0.8,
                "emotion": {
                    "n": 10,
                    "accuracy": 0.7,
                    "macroF1": 0.688,
                    "ece": 0.02,
                    "reliability": bins(),
                    "confusion": confusion,
                    "byClass": {
                        "neutral": {"n": 5, "recall": 0.8, "precision": 1, "f1": 0.889},
                        "fear": {"n": 5, "recall": 0.6, "precision": None, "f1": 0},
                    },
                },
            },
        },
    }


def write_report(monkeypatch, folder, *more, now=None):
    (folder / "now.json").write_text(json.dumps(now or evaluation()))
    (folder / "targets.toml").write_text(TARGETS)
    arguments = [
        "--evaluation",
        folder / "now.json",
        "--acceptance",
        folder / "targets.toml",
        "--out",
        folder / "out",
    ]
    monkeypatch.setattr(sys, "argv", ["report", *map(str, [*arguments, *more])])
    report.main()
    return (folder / "out" / "report.md").read_text()


def row_of(page, start):
    return next(line for line in page.splitlines() if line.startswith(f"| {start} |"))


def test_the_report_shows_measured_and_missing_figures(monkeypatch, tmp_path):
    page = write_report(monkeypatch, tmp_path)
    assert page.startswith("# made-up 1.2\n")
    assert row_of(page, "years") == (
        "| years | 6.25 years | **4.50 years** | ≤ 5.00 years | ≤ 4.00 years "
        "| reached; worth reaching is 0.50 years off |"
    )
    assert row_of(page, "share").endswith("| **87.5 %** | ≥ 90.0 % | ≥ 95.0 % | fell short by 2.5 points |")
    assert row_of(page, "not there").endswith("| not evaluated |")
    assert row_of(page, "time").endswith("| not evaluated |")
    assert "1 of 2 targets are reached, 0 of 2 of what is worth reaching. Figures not evaluated: 2." in page
    assert row_of(page, "20-29") == "| 20-29 | 3 | 3.50 | 25.0 | 75.0 | 65.0 |"
    # The band has no age figures, so the count is that of the gender.
    assert row_of(page, "30-39") == "| 30-39 | 5 | – | – | – | 90.0 |"
    assert row_of(page, "fear") == "| fear | 5 | 60.0 | – | 0.000 |"
    assert "felt: 2 of 10 faces were not found" in page
    assert "Pictures with several faces: made 2, felt 2." in page
    assert row_of(page, "blur") == "| blur | 100.0 | 5.50 | 87.5 |"
    assert (
        row_of(page, "network, ms per reading, 8 faces in a picture")
        == "| network, ms per reading, 8 faces in a picture | 7.50 |"
    )
    assert "## Learning" not in page


def test_an_earlier_evaluation_is_shown_in_brackets(monkeypatch, tmp_path):
    before = evaluation(mae=6.0, gender=0.75, ms=7.0)
    del before["sets"]["felt"]
    (tmp_path / "before.json").write_text(json.dumps(before))
    page = write_report(monkeypatch, tmp_path, "--before", tmp_path / "before.json")
    assert "| 6.00 years | **4.50 years** |" in row_of(page, "years")
    assert row_of(page, "East Asian") == "| East Asian | 8 | – | – | – | 87.5 (75.0) |"
    assert row_of(page, "neutral") == "| neutral | 5 | 80.0 | 100.0 | 0.889 |"


def test_the_time_is_compared_with_the_first_weights(monkeypatch, tmp_path):
    times = {"measured": "in turns", "msPerFace": {"made-up 0.1": 8, "made-up 1.2": 9}}
    (tmp_path / "times.json").write_text(json.dumps(times))
    page = write_report(monkeypatch, tmp_path, "--times", tmp_path / "times.json")
    assert row_of(page, "time").endswith("| **112.5 %** | ≤ 100.0 % | – | fell short by 12.5 points |")
    assert "ms per face: made-up 0.1 8.00, made-up 1.2 9.00; in turns." in page


def test_times_of_other_networks_are_refused(monkeypatch, tmp_path):
    (tmp_path / "times.json").write_text(json.dumps({"measured": "", "msPerFace": {"made-up 1.1": 8}}))
    with pytest.raises(SystemExit, match=r"made-up 1\.2 is not one of the networks"):
        write_report(monkeypatch, tmp_path, "--times", tmp_path / "times.json")


def test_every_picture_is_small_and_in_the_report(monkeypatch, tmp_path):
    run = tmp_path / "runs" / "one"
    run.mkdir(parents=True)
    lines = [{"images": i * 1000, "minutes": i, "rate": 0.1, "losses": {"age": 3 / i}} for i in range(1, 9)]
    (run / "record.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    page = write_report(monkeypatch, tmp_path, "--run", run)
    linked = set(re.findall(r"\]\(([^)]+\.png)\)", page))
    written = {path.name for path in (tmp_path / "out").glob("*.png")}
    assert linked == written
    assert written == {
        *("age.png", "group.png", "band.png", "learning.png"),
        *("made-gender-reliability.png", "felt-emotion-reliability.png", "felt-confusion.png"),
    }
    assert all((tmp_path / "out" / name).stat().st_size <= LIMIT for name in written)
    assert all(Image.open(tmp_path / "out" / name).mode == "P" for name in written)
    assert "Run one: 8,000 pictures seen in 8 minutes." in page


def test_charts_show_years_and_errors_in_per_cent(monkeypatch, tmp_path):
    drawn = {}

    def draw(charts):
        drawn.update({chart.title: chart for chart in charts})
        return bar_charts(charts)

    monkeypatch.setattr(pictures, "bar_charts", draw)
    (tmp_path / "now.json").write_text(json.dumps(evaluation()))
    before = evaluation(gender=0.75)
    del before["sets"]["made"]["gender"]["byBand"]["20-29"]
    draw_pictures(Compared(evaluation(), before), tmp_path / "now.json", None, tmp_path)
    years = drawn["made: age MAE by age, years"]
    assert years.categories == ["20-29"]
    assert years.series == [Bars("measured", [3.5]), Bars("before", [3.5])]
    assert years.notes == ["n 3"]
    by_race = drawn["made: wrong gender by race, %"]
    assert [one.values for one in by_race.series] == [[12.5], [25]]
    by_age = drawn["made: wrong gender by age, %"]
    assert by_age.series[1].values == [None, pytest.approx(10)]
    assert by_age.notes == ["n 3", "n 5"]


@pytest.mark.parametrize(
    ("text", "message"),
    [("[]", "is not what"), ("{", "is not what"), (json.dumps({**evaluation(), "sets": {}}), "is not what")],
)
def test_a_file_of_another_kind_is_refused(monkeypatch, tmp_path, text, message):
    (tmp_path / "before.json").write_text(text)
    with pytest.raises(SystemExit, match=message):
        write_report(monkeypatch, tmp_path, "--before", tmp_path / "before.json")


def test_a_folder_without_a_record_is_refused(monkeypatch, tmp_path):
    with pytest.raises(SystemExit, match=r"no record\.jsonl"):
        write_report(monkeypatch, tmp_path, "--run", tmp_path)
