from collections import Counter

import numpy as np
import pytest

from training.data.faces import Faces
from training.data.labels import Labels, one_emotion
from training.data.manifest import Entry
from training.data.targets import targets_of
from training.learn.sampling import Balance, draw, face_weights, passes, rarity


def faces_of(*listed):
    entries = [
        Entry(str(i), f"/{i}.jpg", name, "train", labels, None) for i, (name, labels) in enumerate(listed)
    ]
    crops = np.zeros((len(entries), 4, 4, 3), np.uint8)
    return Faces(crops, 0, targets_of([labels for _, labels in listed]), entries)


def test_rarity_counts_keys_and_is_1_without_a_key():
    assert rarity(["a", "a", "b", None]).tolist() == [2, 2, 4, 1]


def test_each_set_gets_its_share():
    faces = faces_of(("one", Labels()), ("two", Labels()), ("two", Labels()), ("three", Labels()))
    weights = face_weights(faces, {"one": 0.5, "two": 1.5}, Balance())
    assert weights.tolist() == pytest.approx([0.25, 0.375, 0.375, 0])


def test_a_rare_emotion_is_drawn_more_often_by_the_exponent():
    faces = faces_of(
        *[("set", Labels(emotion=one_emotion("happiness")))] * 4, ("set", Labels(emotion=one_emotion("fear")))
    )
    unbalanced = face_weights(faces, {"set": 1}, Balance(emotion=0))
    even = face_weights(faces, {"set": 1}, Balance(emotion=1))
    assert unbalanced.tolist() == pytest.approx([0.2] * 5)
    assert even.tolist() == pytest.approx([0.125] * 4 + [0.5])


def test_a_share_of_a_missing_set_is_an_error():
    with pytest.raises(ValueError, match="no crops of other"):
        face_weights(faces_of(("set", Labels())), {"set": 1, "other": 1}, Balance())


def test_a_batch_is_determined_by_seed_and_step():
    cumulative = np.array([0.1, 0.3, 1.0])
    assert draw(cumulative, 50, 1, 9).tolist() == draw(cumulative, 50, 1, 9).tolist()
    assert draw(cumulative, 50, 1, 9).tolist() != draw(cumulative, 50, 1, 10).tolist()
    assert draw(cumulative, 50, 1, 9).tolist() != draw(cumulative, 50, 2, 9).tolist()
    assert draw(cumulative, 50, 1, 9).tolist() != draw(cumulative, 50, 1, -9).tolist()


def test_faces_are_drawn_with_their_probabilities():
    counts = Counter(draw(np.cumsum([0.0, 0.25, 0.75]), 40_000, 1, 0).tolist())
    assert counts[0] == 0
    assert counts[1] / 40_000 == pytest.approx(0.25, abs=0.02)


def test_passes_are_counted_by_set():
    faces = faces_of(("one", Labels()), ("two", Labels()), ("two", Labels()))
    assert passes(faces, {"one": 1.0, "two": 3.0}, 400) == {"one": (1, 100.0), "two": (2, 150.0)}
