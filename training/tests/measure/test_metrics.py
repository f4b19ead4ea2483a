"""Tests of training.measure.metrics against values computed by hand."""

import math

import numpy as np
import pytest

from training.measure import metrics

NEUTRAL, HAPPINESS, SURPRISE = 0, 1, 2


def spread(masses: dict[int, float]) -> np.ndarray:
    row = np.zeros((1, metrics.YEARS))
    for year, mass in masses.items():
        row[0, year] = mass
    return row


def test_softmax_divides_the_logits_by_the_temperature():
    p = metrics.softmax(np.array([[0.0, math.log(4)]]), temperature=2.0)
    assert p == pytest.approx(np.array([[1 / 3, 2 / 3]]))


def test_softmax_of_large_logits_is_finite():
    assert metrics.softmax(np.array([[1000.0, 0.0]])) == pytest.approx(np.array([[1.0, 0.0]]))


def test_the_interval_of_a_single_year_is_within_that_year():
    ages = metrics.read_ages(spread({30: 1.0}))
    assert (ages.years[0], ages.low[0], ages.high[0]) == pytest.approx((30, 29.6, 30.4))


def test_quantiles_are_interpolated_within_a_year():
    # The quantile of 10 % is half way through year 20, that of 90 % half way through year 40.
    ages = metrics.read_ages(spread({20: 0.2, 30: 0.6, 40: 0.2}))
    assert (ages.years[0], ages.low[0], ages.high[0]) == pytest.approx((30, 20, 40))


def test_the_interval_is_widened_to_include_the_expectation():
    ages = metrics.read_ages(spread({20: 0.95, 100: 0.05}))
    assert ages.years[0] == pytest.approx(24)
    assert ages.high[0] == pytest.approx(24)


def test_quantiles_stay_within_0_and_100():
    ages = metrics.read_ages(np.vstack([spread({0: 1.0}), spread({100: 1.0})]))
    assert ages.low[0] == 0
    assert ages.high[1] == 100


def test_coverage_rounds_the_ends_and_exact_coverage_does_not():
    readings = metrics.AgeReadings(np.full(4, 30.0), np.full(4, 25.4), np.full(4, 34.6))
    # 25.4 is shown as 25, 34.6 as 35.
    actual = np.array([25, 26, 35, 36])
    assert metrics.coverage(readings, actual) == 0.75
    assert metrics.exact_coverage(readings, actual) == 0.25


def test_mean_absolute_error_and_cumulative_score():
    predicted, actual = np.array([30.0, 45.0, 10.0]), np.array([35.0, 40.0, 2.0])
    assert metrics.mean_absolute_error(predicted, actual) == 6
    assert metrics.cumulative_score(predicted, actual) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("age", "band"), [(0, "0-9"), (9.5, "0-9"), (10, "10-19"), (99, "90-99"), (100, "100+")]
)
def test_bands(age, band):
    assert metrics.band_of(age) == band


def test_confusion_f1_and_recall():
    actual = np.array([NEUTRAL, NEUTRAL, NEUTRAL, HAPPINESS])
    predicted = np.array([NEUTRAL, HAPPINESS, SURPRISE, HAPPINESS])
    counts = metrics.confusion(predicted, actual, 4)
    assert counts.tolist() == [[1, 1, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    # neutral: 2·1 / (2·1 + 0 + 2); happiness: 2·1 / (2·1 + 1 + 0); surprise was predicted, but never correctly.
    assert metrics.f1_by_class(counts)[:3] == pytest.approx([1 / 2, 2 / 3, 0])
    assert math.isnan(metrics.f1_by_class(counts)[3])
    # Surprise does not occur among the labels, so it does not count.
    assert metrics.macro_f1(counts) == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert metrics.recall_by_class(counts)[:2] == pytest.approx([1 / 3, 1])


def test_vote_error_is_the_mean_over_faces_and_classes():
    assert metrics.vote_error(
        np.array([[0.5, 0.5], [1, 0]]), np.array([[0.5, 0.5], [0.6, 0.4]])
    ) == pytest.approx(0.2)


def test_a_confidence_on_a_border_is_in_the_bin_below_except_0():
    bins = metrics.reliability(np.array([0, 0.5, 0.51, 1]), np.array([False, True, True, True]), bins=2)
    assert [(one.low, one.high, one.n, one.confidence, one.accuracy) for one in bins] == [
        (0, 0.5, 2, 0.25, 0.5),
        (0.5, 1, 2, 0.755, 1),
    ]


def test_the_calibration_error_weights_bins_by_their_size():
    # The case of scripts/measure/evaluate/calibration.test.ts: gaps of 0.2 for four predictions and 0.35 for one.
    confidence = np.array([0.95, 0.95, 0.95, 0.95, 0.65])
    right = np.array([True, True, True, False, True])
    assert metrics.calibration_error(confidence, right, bins=10) == pytest.approx(0.8 * 0.2 + 0.2 * 0.35)


def test_the_calibration_error_has_15_bins():
    # 0.93 and 0.94 are in different bins of 15 but in the same of ten.
    confidence, right = np.array([0.93, 0.94]), np.array([False, True])
    assert metrics.calibration_error(confidence, right) == pytest.approx((0.93 + 0.06) / 2)
    assert metrics.calibration_error(confidence, right, bins=10) == pytest.approx(0.435)


def test_best_of_returns_the_first_of_equal_classes():
    p = np.array([[0.2, 0.3, 0.3, 0.2], [0.1, 0.1, 0.1, 0.7]])
    assert metrics.best_of(p, [0, 1, 2]).tolist() == [1, 0]
