"""Tests of training.measure.calibrate with logits whose correct temperature is known."""

import math
from dataclasses import fields

import numpy as np
import pytest

from training.data.labels import Labels, one_emotion
from training.data.targets import Targets
from training.measure import metrics
from training.measure.calibrate import calibrate, cross_entropy, fit_coverage, fit_temperature
from training.measure.figures import Judged, judge

YEARS = np.arange(101)


def drawn(logits: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A class for each row, drawn with the probabilities of its logits."""
    p = metrics.softmax(logits)
    return (p.cumsum(axis=1) < random.random((len(p), 1))).sum(axis=1).clip(max=p.shape[1] - 1)


def normal_logits(means: np.ndarray, deviation: float) -> np.ndarray:
    return -((YEARS[None] - means[:, None]) ** 2) / (2 * deviation**2)


def test_cross_entropy_by_hand():
    logits = np.array([[math.log(3), 0.0], [0.0, 0.0]])
    assert cross_entropy(logits, np.array([0, 1]), 1.0) == pytest.approx((-math.log(0.75) + math.log(2)) / 2)
    shares = np.array([[0.5, 0.5], [1.0, 0.0]])
    expected = (-0.5 * math.log(0.75) - 0.5 * math.log(0.25) + math.log(2)) / 2
    assert cross_entropy(logits, shares, 1.0) == pytest.approx(expected)


def test_the_temperature_compensates_a_scale():
    random = np.random.default_rng(1)
    calm = random.normal(size=(4000, 3)) * 2
    actual = drawn(calm, random)
    assert fit_temperature(2.5 * calm, actual) == pytest.approx(2.5, rel=0.08)
    assert fit_temperature(0.5 * calm, actual) == pytest.approx(0.5, rel=0.08)


def test_the_temperature_is_at_a_minimum():
    random = np.random.default_rng(2)
    logits = random.normal(size=(300, 8)) * 3
    targets = metrics.softmax(logits / 2 + random.normal(size=(300, 8)))
    best = fit_temperature(logits, targets)
    at_best = cross_entropy(logits, targets, best)
    assert at_best <= cross_entropy(logits, targets, best * 1.01)
    assert at_best <= cross_entropy(logits, targets, best / 1.01)


def test_calibrating_lowers_the_calibration_error():
    random = np.random.default_rng(3)
    calm = random.normal(size=(6000, 2)) * 1.5
    actual = drawn(calm, random)

    def ece(temperature: float) -> float:
        p = metrics.softmax(3 * calm, temperature)
        return metrics.calibration_error(p.max(axis=1), p.argmax(axis=1) == actual)

    fitted = fit_temperature(3 * calm, actual)
    assert ece(1.0) > 0.08
    assert ece(fitted) < 0.02


@pytest.mark.parametrize("deviation", [4.0, 16.0])
def test_the_interval_covers_80_percent_at_its_temperature(deviation):
    random = np.random.default_rng(4)
    means = random.uniform(30, 60, 3000)
    ages = np.rint(means + random.normal(size=3000) * 8)
    logits = normal_logits(means, deviation)
    temperature = fit_coverage(logits, ages)
    # The standard deviation is proportional to the square root of the temperature.
    assert deviation * math.sqrt(temperature) == pytest.approx(8, rel=0.06)
    covered = metrics.coverage(metrics.read_ages(metrics.softmax(logits, temperature)), ages)
    assert covered == pytest.approx(0.8, abs=0.02)


def test_no_faces_is_an_error():
    with pytest.raises(ValueError, match="needs faces"):
        fit_temperature(np.zeros((0, 2)), np.zeros(0, int))
    with pytest.raises(ValueError, match="needs faces"):
        fit_coverage(np.zeros((0, 101)), np.zeros(0))


def judged_faces(age_deviation: float, ages_between: tuple[int, int] = (20, 60), floor: float = -math.inf):
    """Faces with all labels. With a floor on the age logits, a higher temperature also moves the expectation."""
    random = np.random.default_rng(5)
    n = 800
    ages = np.rint(random.uniform(*ages_between, n))
    labels = [
        Labels(
            age=float(age),
            gender="woman" if random.random() < 0.5 else "man",
            emotion=one_emotion("happiness" if random.random() < 0.5 else "neutral"),
            smile=random.random() < 0.5,
        )
        for age in ages
    ]
    age = normal_logits(ages + random.normal(size=n) * 8, age_deviation).clip(min=floor)
    gender = np.array([[4.0, 0.0] if one.gender == "woman" else [0.0, 4.0] for one in labels])
    gender[random.random(n) < 0.1] *= -1
    emotion = np.zeros((n, 8))
    for row, one in enumerate(labels):
        emotion[row, int(np.argmax(one.emotion))] = 3
    smile = np.array([[0.0, 2.0] if one.smile else [2.0, 0.0] for one in labels])
    logits = {"age": age, "gender": gender, "emotion": emotion, "smile": smile}
    return judge(["made-up"] * n, labels, logits)


def test_every_head_is_fitted_and_coverage_is_preferred_for_age():
    fits = calibrate(judged_faces(age_deviation=4.0))
    assert list(fits) == ["age", "gender", "emotion", "smile"]
    assert fits["age"].method == "coverage"
    assert fits["age"].after["coverage80"] == pytest.approx(0.8, abs=0.02)
    assert fits["age"].before["coverage80"] < 0.6
    # One prediction in ten is wrong: e^(4/T) = 9.
    assert fits["gender"].temperature == pytest.approx(4 / math.log(9), rel=0.1)
    assert fits["gender"].after["ece"] < 0.01 < fits["gender"].before["ece"]
    # The predictions are always right, so the lowest temperature of the range is best.
    assert fits["emotion"].method == "labels"
    assert fits["emotion"].temperature == pytest.approx(0.2, rel=0.01)


def test_coverage_is_not_preferred_if_it_worsens_the_error():
    fit = calibrate(judged_faces(age_deviation=4.0, ages_between=(80, 90), floor=-6.0))["age"]
    assert fit.candidates["coverage"] > 1.3
    assert fit.method == "none"
    assert fit.after == fit.before


def test_emotions_that_match_the_votes_are_not_fitted_to_the_label():
    faces = judged_faces(age_deviation=4.0)
    votes = np.array([0.6, 0.4, 0, 0, 0, 0, 0, 0])
    faces.targets.emotion[:] = votes
    faces.logits["emotion"][:] = np.log(votes + 1e-6)
    fit = calibrate(faces)["emotion"]
    # The label with the most votes is always right.
    assert fit.candidates["labels"] == pytest.approx(0.2, rel=0.01)
    assert fit.method == "votes"
    assert fit.temperature == pytest.approx(1, rel=0.01)


def test_a_head_without_labels_is_named():
    faces = judged_faces(age_deviation=4.0)
    faces.targets.smile[:] = -1
    with pytest.raises(ValueError, match="label for smile"):
        calibrate(faces)


def joined(calm: Judged, sure: Judged) -> Judged:
    """Faces of the set `calm`, then those of the set `sure`."""
    logits = {head: np.concatenate([values, sure.logits[head]]) for head, values in calm.logits.items()}
    targets = {field.name: getattr(calm.targets, field.name) for field in fields(calm.targets)}
    return Judged(
        np.array(["calm"] * len(calm) + ["sure"] * len(sure)),
        np.concatenate([calm.groups, sure.groups]),
        Targets(
            **{
                name: np.concatenate([values, getattr(sure.targets, name)])
                for name, values in targets.items()
            }
        ),
        logits,
    )


def test_named_sets_have_equal_weight_whatever_their_sizes():
    calm, sure = judged_faces(age_deviation=8.0), judged_faces(age_deviation=4.0)
    for faces, width in ((calm, 2.0), (sure, 6.0)):
        faces.logits["emotion"][:] = 0
        right = faces.targets.emotion.argmax(axis=1)
        # One prediction in ten is wrong, with high confidence in one set and low in the other.
        right[::10] = 7
        faces.logits["emotion"][np.arange(len(faces)), right] = width
    names = {head: ["calm", "sure"] for head in ("age", "gender", "emotion", "smile")}
    whole = calibrate(joined(calm, sure), names)
    fewer = calibrate(joined(calm.take(np.arange(100)), sure), names)
    pooled = calibrate(joined(calm.take(np.arange(100)), sure))
    # A subset of a set differs only by chance, so only the weights keep the balance of the sets.
    for head, chance in (("age", 0.1), ("emotion", 0.001)):
        for method, temperature in fewer[head].candidates.items():
            assert temperature == pytest.approx(whole[head].candidates[method], rel=chance)
            assert pooled[head].candidates[method] > 1.05 * temperature


def test_only_the_named_sets_count_for_their_head():
    both = joined(calm := judged_faces(age_deviation=8.0), sure := judged_faces(age_deviation=4.0))
    by_sure = calibrate(both, {"age": ["sure"]})
    assert by_sure["age"].temperature == calibrate(sure)["age"].temperature
    assert by_sure["age"].temperature > 1.5 * calibrate(calm)["age"].temperature
    assert by_sure["gender"].temperature == calibrate(both)["gender"].temperature
