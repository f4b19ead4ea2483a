"""Tests of merging the labels of copies of one picture."""

from training.data.labels import Labels, one_emotion
from training.data.sets.merge import contradict, merged


def test_labels_without_contradiction_are_kept():
    copies = [
        Labels(age=30, gender="man"),
        Labels(age=30, smile=True),
        Labels(age_bracket=(30, 39), group="white"),
    ]
    assert merged(copies) == Labels(age=30, age_bracket=(30, 39), gender="man", smile=True, group="white")
    assert not contradict(copies)


def test_only_contradicting_labels_become_unknown():
    copies = [Labels(age=30, gender="man"), Labels(age=31, gender="man")]
    assert merged(copies) == Labels(gender="man")
    assert contradict(copies)


def test_an_age_outside_the_bracket_of_a_copy_makes_both_unknown():
    assert merged([Labels(age=40), Labels(age_bracket=(30, 39))]) == Labels()
    assert merged([Labels(age=39.5), Labels(age_bracket=(30, 39))]) == Labels(age=39.5, age_bracket=(30, 39))


def test_votes_for_the_same_emotion_are_averaged():
    first = (0.6, 0.4, 0, 0, 0, 0, 0, 0)
    second = (1.0, 0, 0, 0, 0, 0, 0, 0)
    emotion = merged([Labels(emotion=first), Labels(emotion=second)]).emotion
    assert emotion == (0.8, 0.2, 0, 0, 0, 0, 0, 0)
    assert merged([Labels(emotion=one_emotion("fear")), Labels(emotion=first)]).emotion is None
    assert merged([Labels(), Labels(emotion=first)]).emotion == first


def test_the_absence_of_a_smile_is_a_label():
    assert merged([Labels(smile=False)]) == Labels(smile=False)
    assert merged([Labels(smile=False), Labels(smile=True)]) == Labels()
