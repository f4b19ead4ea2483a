from dataclasses import fields

import numpy as np

from training.data.labels import Labels, one_emotion
from training.data.targets import UNKNOWN, smile_of, targets_of


def votes(**shares):
    order = ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt")
    return tuple(shares.get(name, 0.0) for name in order)


def test_missing_labels_are_unknown():
    targets = targets_of([Labels()])
    assert targets.age[0] == UNKNOWN
    assert targets.bracket[0].tolist() == [UNKNOWN, UNKNOWN]
    assert targets.gender[0] == UNKNOWN
    assert targets.emotion[0, 0] == UNKNOWN
    assert targets.smile[0] == UNKNOWN


def test_given_labels_are_in_their_rows():
    targets = targets_of(
        [
            Labels(),
            Labels(age=31, gender="man", smile=False),
            Labels(age_bracket=(3, 9), gender="woman", emotion=one_emotion("fear")),
        ]
    )
    assert targets.age.tolist() == [UNKNOWN, 31, UNKNOWN]
    assert targets.bracket.tolist() == [[UNKNOWN, UNKNOWN], [UNKNOWN, UNKNOWN], [3, 9]]
    assert targets.gender.tolist() == [UNKNOWN, 1, 0]
    assert targets.emotion[2].argmax() == 6
    assert targets.smile.tolist() == [UNKNOWN, 0, 0]


def test_an_age_above_a_hundred_counts_as_a_hundred():
    assert targets_of([Labels(age=116)]).age[0] == 100


def test_only_clear_votes_imply_a_smile():
    assert smile_of(Labels(emotion=votes(happiness=0.9, neutral=0.1))) == 1
    assert smile_of(Labels(emotion=votes(happiness=0.5, neutral=0.5))) == UNKNOWN
    assert smile_of(Labels(emotion=votes(sadness=0.6, neutral=0.4))) == 0
    assert smile_of(Labels(emotion=votes(surprise=1.0))) == UNKNOWN


def test_a_smile_label_takes_precedence_over_votes():
    assert smile_of(Labels(emotion=votes(happiness=1.0), smile=False)) == 0


def test_taking_rows_keeps_the_labels_of_a_face_together():
    targets = targets_of([Labels(age=year, gender="man" if year % 2 else "woman") for year in range(10)])
    taken = targets.take(np.array([7, 2]))
    assert taken.age.tolist() == [7, 2]
    assert taken.gender.tolist() == [1, 0]
    assert len(taken) == 2


def test_only_hidden_faces_lose_their_labels():
    labels = Labels(age=30, gender="man", emotion=votes(happiness=1.0), smile=True)
    targets = targets_of([labels, labels, Labels(age_bracket=(20, 29))])
    hidden = targets.without(np.array([True, False, True]))
    for head, known in hidden.known().items():
        assert known.tolist() == [False, True, False], head
    assert hidden.take(np.array([1])).age.tolist() == [30]
    assert targets.known()["age"].all(), "the original targets must not change"
    for field in fields(targets):
        assert getattr(hidden, field.name).dtype == getattr(targets, field.name).dtype
