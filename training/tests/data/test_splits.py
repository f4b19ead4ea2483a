"""Tests of training.data.splits: the rules of docs/data.md, set by set."""

import hashlib

import pytest

from training.data.sets.known import SETS
from training.data.splits import bucket, bucket_of_person, part, strictest


def test_a_bucket_is_the_first_eight_digits_modulo_a_hundred():
    assert bucket("0000006300000000000000000000000000000000") == 99
    assert bucket("00000064" + "f" * 32) == 0
    assert bucket("ffffffff" + "0" * 32) == 95


def test_a_person_has_the_bucket_of_the_id():
    assert bucket_of_person("S005") == int(hashlib.sha1(b"S005").hexdigest()[:8], 16) % 100


H, V, T = "held-out", "validation", "train"


@pytest.mark.parametrize(
    ("name", "official", "parts"),
    [
        ("utkface", None, [(0, H), (14, H), (15, V), (18, V), (19, T), (99, T)]),
        ("allagefaces", None, [(14, H), (15, V), (18, V), (19, T)]),
        ("genki4k", None, [(0, H), (19, H), (20, V), (25, V), (26, T), (99, T)]),
        ("ferplus", "train", [(0, T), (99, T)]),
        ("ferplus", "validation", [(0, V), (49, V), (50, T), (99, T)]),
        ("ferplus", "test", [(0, H), (99, H)]),
        ("rafdb", "train", [(0, V), (3, V), (4, T), (99, T)]),
        ("rafdb", "test", [(0, H), (99, H)]),
        ("apparreal", "train", [(3, V), (4, T)]),
        ("apparreal", "validation", [(3, V), (4, T)]),
        ("apparreal", "test", [(3, H), (99, H)]),
        ("fairface", "train", [(3, V), (4, T)]),
        ("fairface", "validation", [(3, H), (99, H)]),
        ("smilesmiled", None, [(0, V), (3, V), (4, T)]),
        ("lfw", None, [(0, T), (99, T)]),
        ("affectnet7", "train", [(3, V), (4, T)]),
        ("affectnet7", "test", [(99, H)]),
        ("imdbwiki", None, [(3, V), (4, T)]),
        ("adience", "train", [(3, V), (4, T)]),
        ("adience", "test", [(99, H)]),
        ("fgnet", None, [(14, H), (18, V), (19, T)]),
        ("ckplus", None, [(14, H), (18, V), (19, T)]),
        ("morph", None, [(14, H), (18, V), (19, T)]),
        ("agfw", None, [(3, V), (4, T)]),
        ("celeba", "train", [(0, T), (99, T)]),
        ("celeba", "validation", [(0, V), (99, V)]),
        ("celeba", "test", [(0, H), (99, H)]),
        ("kdef_grey", "train", [(0, T), (99, T)]),
        ("kdef_grey", "validation", [(0, V), (99, V)]),
        ("kdef_colour", "test", [(0, H), (99, H)]),
        ("taiwanese", None, [(24, H), (25, V), (29, V), (30, T)]),
        ("maxq", None, [(0, V), (3, V), (4, T), (99, T)]),
        ("expw", None, [(3, V), (4, T)]),
    ],
)
def test_each_set_is_split_as_data_md_says(name, official, parts):
    assert [(place, part(SETS[name].rule, official, place)) for place, _ in parts] == parts


def test_a_picture_held_out_in_one_set_is_held_out_in_all():
    assert strictest([T, V, H]) == H
    assert strictest([T, V, T]) == V
    assert strictest([T, T]) == T
