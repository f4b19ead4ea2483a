"""Tests of training.report.acceptance: the distance of figures from their targets, and its text."""

import json
from pathlib import Path

import pytest

from training.measure.times import read_times
from training.report import acceptance as module
from training.report.acceptance import AcceptanceError, Row, Verdict, figure_at, read_acceptance, shortfall
from training.report.report import with_times
from training.report.tables import acceptance_count, peer_table

REPORT = Path(module.__file__).parent
BENCH = REPORT.parents[1] / "bench"
TARGETS = """
[[row]]
title = "years"
figure = "sets.made.age.mae"
unit = "years"
better = "less"
must = 5.0
worth = 4.0
"""


@pytest.mark.parametrize(
    ("value", "target", "better", "gap"),
    [
        (4.7, 4.7, "less", 0),
        (5.0, 4.5, "less", 0.5),
        (4.0, 4.5, "less", 0),
        (94.0, 94.5, "more", 0.5),
        (94.5, 94.5, "more", 0),
        (76.0, (77, 83), "within", 1),
        (85.0, (77, 83), "within", 2),
        (83.0, (77, 83), "within", 0),
        # In binary, 0.1 + 0.2 is slightly more than 0.3.
        (0.1 + 0.2, 0.3, "less", 0),
    ],
)
def test_a_shortfall_is_the_distance_to_the_target(value, target, better, gap):
    measured = shortfall(value, target, better)
    assert measured == pytest.approx(gap)
    assert (measured == 0) == (gap == 0)


def test_a_small_shortfall_is_not_rounded_to_zero():
    verdict = Verdict(Row("t", "f", "more", "%", must=94.5), 94.48, None)
    assert verdict.result() == "fell short by 0.02 points"


def test_the_lead_over_other_networks_is_reported():
    row = Row("t", "f", "less", "years", peers={"a": 5.4, "b": 7.7})
    assert peer_table([Verdict(row, 5.0, None)]).endswith(
        "| t | 5.00 years | 5.40 years | 7.70 years | leads by 0.40 years |"
    )
    assert peer_table([Verdict(row, 5.5, None)]).endswith("behind by 0.10 years |")
    assert peer_table([Verdict(Row("t", "f", "less"), 5.0, None)]) == ""


def test_a_figure_without_a_target_is_not_counted():
    rows = [Verdict(Row("t", "f", "more"), 0.5, None), Verdict(Row("t", "f", "more", must=0.4), 0.5, None)]
    assert acceptance_count(rows) == "1 of 1 targets are reached, 0 of 0 of what is worth reaching."


def test_the_shipped_evaluation_has_every_figure_with_a_target():
    evaluated = json.loads((BENCH / "evaluation.json").read_text())
    acceptance = read_acceptance(REPORT / "acceptance.toml")
    with_ratio = with_times(evaluated, read_times(BENCH / "network-times.json"))
    assert [
        row.figure for row in acceptance.rows if figure_at(with_ratio, row.figure.split(".")) is None
    ] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('better = "less"', 'better = "smaller"'),
        ('unit = "years"', 'unit = "weeks"'),
        ("must = 5.0", "must = [4, 5]"),
        ("must = 5.0", 'must = "after"'),
        ("worth = 4.0", "wurth = 4.0"),
        ("[[row]]", "[[raw]]"),
    ],
)
def test_invalid_targets_are_refused(tmp_path, before, after):
    path = tmp_path / "targets.toml"
    path.write_text(TARGETS.replace(before, after))
    with pytest.raises(AcceptanceError, match=r"targets\.toml"):
        read_acceptance(path)
