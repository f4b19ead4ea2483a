"""Tests of training.measure.figures against figures of a few faces, computed by hand."""

import numpy as np
import pytest

from training.data.labels import EMOTIONS, Labels, one_emotion
from training.measure.figures import figures_by_set, figures_of, judge

ONES = {"age": 1.0, "gender": 1.0, "emotion": 1.0, "smile": 1.0}
SURE = 40.0


def logits_of(n: int, **sure: list[int]) -> dict[str, np.ndarray]:
    """Logits that give nearly all probability to one class each, by head; zeros for the other heads."""
    sizes = {"age": 101, "gender": 2, "emotion": 8, "smile": 2}
    logits = {head: np.zeros((n, size)) for head, size in sizes.items()}
    for head, classes in sure.items():
        logits[head][np.arange(n), classes] = SURE
    return logits


def test_age_by_band_and_group():
    labels = [
        Labels(age=8, group="black"),
        Labels(age=30, group="white"),
        Labels(age=34, group="white"),
        Labels(),
    ]
    figures = figures_of(judge(["a"] * 4, labels, logits_of(4, age=[10, 36, 34, 0])), ONES)
    assert figures["n"] == 4
    age = figures["age"]
    assert (age["n"], age["mae"], age["cs5"], age["coverage80"]) == pytest.approx((3, 8 / 3, 2 / 3, 1 / 3))
    assert age["byBand"] == {
        "0-9": {"n": 1, "mae": pytest.approx(2)},
        "30-39": {"n": 2, "mae": pytest.approx(3)},
    }
    assert age["byGroup"]["white"] == {"n": 2, "mae": pytest.approx(3)}
    assert "gender" not in figures


def test_bands_are_in_the_order_of_their_ages():
    labels = [Labels(age=age) for age in (100, 25, 5, 15)]
    bands = figures_of(judge(["a"] * 4, labels, logits_of(4)), ONES)["age"]["byBand"]
    assert list(bands) == ["0-9", "10-19", "20-29", "100+"]


def test_a_bracket_contains_the_rounded_age():
    labels = [Labels(age_bracket=(20, 29)), Labels(age_bracket=(20, 29))]
    figures = figures_of(judge(["a"] * 2, labels, logits_of(2, age=[29, 30])), ONES)
    assert figures["ageBracket"] == {"n": 2, "accuracy": 0.5}


def test_gender_and_its_worst_parts():
    labels = [
        Labels(age=5, gender="woman", group="asian"),
        Labels(age=25, gender="woman", group="asian"),
        Labels(age=25, gender="man", group="indian"),
        Labels(age=45, gender="man", group="indian"),
    ]
    gender = figures_of(judge(["a"] * 4, labels, logits_of(4, gender=[1, 1, 1, 1])), ONES)["gender"]
    assert gender["accuracy"] == 0.5
    assert gender["worstGroup"] == 0
    # The child of 5 is not in the bands from 10 to 79.
    assert gender["worstBand10To79"] == 0.5
    assert gender["ece"] == pytest.approx(0.5)
    assert gender["byGender"]["man"] == {"n": 2, "accuracy": 1}


def test_only_the_classes_of_a_set_are_predicted():
    labels = [Labels(emotion=one_emotion("sadness")), Labels(emotion=one_emotion("neutral"))]
    logits = logits_of(2, emotion=[EMOTIONS.index("contempt"), EMOTIONS.index("neutral")])
    logits["emotion"][0, EMOTIONS.index("sadness")] = 1
    emotion = figures_of(judge(["a"] * 2, labels, logits), ONES)["emotion"]
    assert (emotion["classes"], emotion["accuracy"], emotion["macroF1"]) == (2, 1, 1)
    # The confidence is that of the best of all eight classes, as the page shows it.
    assert emotion["ece"] == pytest.approx(0.5)
    assert "voteMae" not in emotion


def test_divided_votes_are_compared_with_the_probabilities():
    votes = (0.5, 0.5, 0, 0, 0, 0, 0, 0)
    figures = figures_of(judge(["a"], [Labels(emotion=votes)], logits_of(1, emotion=[0])), ONES)
    assert figures["emotion"]["voteMae"] == pytest.approx(1 / 8)


def test_a_smile_derived_from_votes_does_not_count_as_a_label():
    labels = [Labels(emotion=one_emotion("happiness")), Labels(smile=True), Labels(smile=False)]
    figures = figures_of(judge(["a"] * 3, labels, logits_of(3, smile=[0, 1, 1])), ONES)
    assert (figures["smile"]["n"], figures["smile"]["accuracy"]) == (2, 0.5)


def test_the_temperature_is_applied():
    logits = logits_of(2)
    logits["smile"][:, 1] = 2 * np.log(9)
    faces = judge(["a"] * 2, [Labels(smile=True), Labels(smile=False)], logits)
    assert figures_of(faces, {**ONES, "smile": 2.0})["smile"]["ece"] == pytest.approx(0.4)


def test_each_set_has_its_own_figures():
    labels = [Labels(age=20), Labels(smile=True), Labels(age=20)]
    figures = figures_by_set(
        judge(["b", "a", "b"], labels, logits_of(3, age=[20, 0, 24], smile=[1, 1, 1])), ONES
    )
    assert list(figures) == ["a", "b"]
    assert figures["b"]["age"]["mae"] == pytest.approx(2)
    assert list(figures["a"]) == ["n", "smile"]
