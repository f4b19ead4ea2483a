"""Tests of the sets whose labels are in the table of expressions."""

from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from training.data.labels import EMOTIONS, one_emotion
from training.data.sets.expressions import part_of_kdef, shares_of
from training.data.sets.known import SETS
from training.data.sets.known_expressions import EXPRESSIONS
from training.data.sets.listing import SetError, SetPlace
from training.data.splits import bucket_of_person, part
from training.tests.tree import grow

# The first picture of each set in the table, with its label and the share of that label.
FIRST = {
    "kdef_grey": ("niloth/dataset/anger/AF01ANS.JPG", "anger", 1),
    "kdef_colour": ("mamabose/dataset/angry/AF01ANS.JPG", "anger", 1),
    "maxq": ("maxq/dataset/Angry/0036.jpg", "anger", 0.85),
    "affect48": ("sanjuu/data/train/angry/image0000006.jpg", "anger", 0.85),
    "affect96": ("slow/images_compare_7emo/train/disgust/disgust (1).jpg", "disgust", 0.85),
    "contempt224": ("boyking/contempt/10.jpg", "contempt", 0.85),
    "coldo": ("coldo/dataset/anger/0144307B097D44218A1EF36BB9B0E5E8.jpg", "anger", 0.85),
    "aryan": ("aryan/dataset/angry/Disgust1.jpg", "anger", 0.85),
    "dhian": ("dhian/Dataset/faces/marah/marah (1).png", "anger", 0.85),
    "rahul": ("rahul/angry/1_4r9fjLUZ7esQtENFpWAA8Q - Copy - Copy.jpeg", "anger", 0.85),
    "google_grey": ("niloth/dataset/anger/google_003.jpg", "anger", 0.85),
    "mic": ("mic/train/anger/0.jpg", "anger", 0.85),
}


def picture(folder: Path, name: str, size: tuple[int, int] = (400, 200)) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", size).save(path)
    return path


@pytest.mark.parametrize("name", FIRST)
def test_a_set_is_listed_from_the_table_with_the_pictures_that_are_there(tmp_path, name):
    path, emotion, share = FIRST[name]
    (tmp_path / "other").mkdir()
    with pytest.raises(SetError, match=f"no picture of {name}: the first would be"):
        SETS[name].read(SetPlace(tmp_path / "other"))
    listing = SETS[name].read(SetPlace(grow(tmp_path, {path: "a", "other/b.jpg": "b"})))
    (one,) = listing.pictures
    shares = dict(zip(EMOTIONS, one.labels.emotion, strict=True))
    assert one.path == tmp_path / path
    assert shares.pop(emotion) == share
    assert list(shares.values()) == pytest.approx([(1 - share) / 7] * 7)
    assert (one.box, one.person) == (None, "kdef_F01" if name.startswith("kdef") else None)
    assert set(listing.left_out) == {"in the table, no picture"}


def test_every_set_of_the_table_is_known_but_the_one_without_names_of_people():
    assert set(FIRST) | {"taiwanese", "expw"} == {one.name for one in EXPRESSIONS}
    assert "kdef_colour_3angles" not in SETS


def row(emotion: str, trust: str = "3", note: str = "") -> dict[str, str]:
    return {"emotion": emotion, "trust": trust, "note": note}


def test_the_share_of_a_label_is_the_trust_in_it_and_the_others_share_the_rest():
    assert shares_of(row("fear")) == one_emotion("fear")
    for trust, share in (("2", 0.85), ("1", 0.7)):
        shares = shares_of(row("contempt", trust))
        assert shares == pytest.approx((*[(1 - share) / 7] * 7, share))
        assert sum(shares) == pytest.approx(1)


def test_votes_are_used_instead_of_the_name_but_not_for_neutral_which_had_no_vote():
    note = "seen as disgust 0.36; votes h0.16 sa0.26 a0.15 d0.36 f0.03 su0.03"
    # neutral, happiness, surprise, sadness, anger, disgust, fear, contempt
    votes = [0, 0.16, 0.03, 0.26, 0.15, 0.36, 0.03, 0]
    assert shares_of(row("sadness", "1", note)) == pytest.approx([one / 0.99 for one in votes])
    assert shares_of(row("neutral", "3", note)) == one_emotion("neutral")
    assert shares_of(row("sadness", "1")) == pytest.approx((*[0.3 / 7] * 3, 0.7, *[0.3 / 7] * 4))


def test_the_taiwanese_actors_are_listed_by_person_with_their_votes(tmp_path):
    names = ("0101a02", "0111c06")
    listing = SETS["taiwanese"].read(
        SetPlace(grow(tmp_path, {f"taiwanese/Taiwanese/faces_256x256/{name}.jpg": name for name in names}))
    )
    neutral, sad = listing.pictures
    assert (neutral.person, neutral.labels.emotion) == ("tw_01", one_emotion("neutral"))
    assert sad.labels.emotion == pytest.approx((0, 0.16, 0.04, 0.26, 0.15, 0.36, 0.03, 0))


def test_the_people_of_kdef_are_divided_evenly_between_women_and_men():
    people = [f"kdef_{sex}{number:02}" for sex in "FM" for number in range(1, 36)]
    parts = Counter((person[5], part_of_kdef(person)) for person in people)
    assert parts == {
        (sex, one): n for sex in "FM" for one, n in (("train", 25), ("validation", 3), ("test", 7))
    }
    assert (part_of_kdef("kdef_M28"), part_of_kdef("kdef_F29")) == ("validation", "test")


def test_six_of_the_29_taiwanese_actors_are_held_out():
    actors = [f"tw_{number:02}" for number in range(1, 31) if number != 4]
    parts = Counter(part(SETS["taiwanese"].rule, None, bucket_of_person(one)) for one in actors)
    assert parts == {"held-out": 6, "validation": 2, "train": 21}


def test_a_box_is_in_shares_of_the_picture_and_limited_to_it(tmp_path):
    # The table's box is 113, 28, 226, 141.
    picture(tmp_path, "expw/Images/angry_actor_104.jpg", (200, 100))
    (one,) = SETS["expw"].read(SetPlace(tmp_path)).pictures
    assert one.box == (113 / 200, 28 / 100, 1, 1)


def test_of_several_labelled_faces_in_a_picture_the_most_trusted_and_largest_is_listed(tmp_path):
    # The table has disgust, trust 1, at 240, 422; anger, trust 2, at 47, 944, and larger at 205, 1451, 342, 1588.
    picture(tmp_path, "expw/Images/angry_black_515.jpg", (2000, 2000))
    listing = SETS["expw"].read(SetPlace(tmp_path))
    (one,) = listing.pictures
    assert one.box == (205 / 2000, 1451 / 2000, 342 / 2000, 1588 / 2000)
    assert one.labels.emotion == shares_of(row("anger", "2"))
    assert listing.left_out["another face of a listed picture"] == 246


def test_a_broken_picture_whose_box_is_needed_is_left_out(tmp_path):
    picture(tmp_path, "expw/Images/angry_actor_104.jpg")
    grow(tmp_path, {"expw/Images/angry_actor_109.jpg": "no picture"})
    listing = SETS["expw"].read(SetPlace(tmp_path))
    assert len(listing.pictures) == 1
    assert listing.left_out["cannot be decoded"] == 1
