"""Tests of the sets that are only available on request, in the layouts of their owners."""

from datetime import date

import numpy as np
import pytest
from scipy.io import savemat

from training.data.labels import Labels, one_emotion
from training.data.sets import adience, agfw, celeba, ckplus, fgnet, imdbwiki, morph
from training.data.sets.listing import SetError, SetPlace
from training.tests.tree import grow, labels_of


def _datenum(year, month, day):
    """Matlab's day number, which is 1 for 1 January of the year 0: datenum(2000, 1, 1) is 730486."""
    return (date(year, month, day) - date(2000, 1, 1)).days + 730486


def _mat(path, name, rows):
    columns = dict(zip(imdbwiki.FIELDS, zip(*rows, strict=True), strict=True))
    struct = {
        field: np.array(values, dtype=object if field in ("full_path", "face_location") else float)[None]
        for field, values in columns.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    savemat(path, {name: struct})


BOX = np.array([[1.0, 2.0, 3.0, 4.0]])
NAN = float("nan")


def _person(born, taken, path, gender=0.0, score=3.0, second=NAN):
    return (born, taken, path, gender, score, second, BOX)


def test_imdb_wiki_leaves_out_doubtful_rows(tmp_path):
    born = _datenum(1970, 3, 5)
    rows = [
        _person(born, 2000, "01/nm0000001_rm1_1970-3-5_2000.jpg"),
        _person(_datenum(1970, 8, 5), 2000, "01/nm0000002_rm1_1970-8-5_2000.jpg", gender=1.0),
        _person(born, 1960, "01/before.jpg"),
        _person(born, 2071, "01/after.jpg"),
        _person(0.0, 2000, "01/nobirth.jpg"),
        _person(born, 2000, "01/nogender.jpg", gender=NAN),
        _person(born, 2000, "01/noface.jpg", score=-float("inf")),
        _person(born, 2000, "01/two.jpg", second=2.0),
        _person(born, 2000, "01/missing.jpg"),
    ]
    _mat(tmp_path / "imdb_crop/imdb.mat", "imdb", rows)
    _mat(
        tmp_path / "wiki_crop/wiki.mat",
        "wiki",
        [_person(born, 2010, "17/10000217_1970-03-05_2010.jpg", gender=1.0)],
    )
    grow(tmp_path / "imdb_crop", {row[2]: "x" for row in rows[:-1]})
    grow(tmp_path / "wiki_crop", {"17/10000217_1970-03-05_2010.jpg": "y"})
    listing = imdbwiki.read(SetPlace(tmp_path))
    assert [(one.path.name, one.labels, one.person) for one in listing.pictures] == [
        ("nm0000001_rm1_1970-3-5_2000.jpg", Labels(age=30, gender="woman"), "imdb:nm0000001"),
        ("nm0000002_rm1_1970-8-5_2000.jpg", Labels(age=29, gender="man"), "imdb:nm0000002"),
        ("10000217_1970-03-05_2010.jpg", Labels(age=40, gender="man"), "wiki:10000217"),
    ]
    assert listing.left_out == {
        "age outside 0 to 100": 3,
        "no gender": 1,
        "no face": 1,
        "a second face": 1,
        "in the table, no picture": 1,
    }


def test_imdb_wiki_reads_a_table_elsewhere_and_refuses_other_files(tmp_path):
    name = "17/10000217_1970-03-05_2010.jpg"
    _mat(tmp_path / "tables/wiki.mat", "wiki", [_person(_datenum(1970, 3, 5), 2010, name)])
    grow(tmp_path, {f"pictures/{name}": "x", "tables/other.mat": "not Matlab"})
    listing = imdbwiki.read(SetPlace(tmp_path / "pictures", tmp_path / "tables/wiki.mat"))
    assert [one.labels.age for one in listing.pictures] == [40]
    with pytest.raises(SetError, match="not the table of IMDB-WIKI"):
        imdbwiki.read(SetPlace(tmp_path / "pictures", tmp_path / "tables/other.mat"))


ADIENCE = "user_id\toriginal_image\tface_id\tage\tgender\tx\ty\n"


def test_adience_joins_faces_by_user_face_and_image(tmp_path):
    folds = {f"fold_{fold}_data.txt": ADIENCE for fold in range(5)}
    folds["fold_0_data.txt"] += (
        "7@N03\t10.jpg\t1\t(25, 32)\tm\t0\t0\n"
        "7@N03\t10.jpg\t2\tNone\tu\t0\t0\n"
        "7@N03\t11.jpg\t1\t35\tf\t0\t0\n"
        "7@N03\t12.jpg\t1\t35\tf\t0\t0\n"
        "broken\n"
    )
    folds["fold_4_data.txt"] += "8@N01\t10.jpg\t3\t(0, 2)\tf\t0\t0\n"
    grow(
        tmp_path,
        {
            **folds,
            "aligned/7@N03/landmark_aligned_face.1.10.jpg": "a",
            "faces/7@N03/coarse_tilt_aligned_face.1.10.jpg": "a2",
            "aligned/7@N03/landmark_aligned_face.2.10.jpg": "b",
            "faces/7@N03/coarse_tilt_aligned_face.1.11.jpg": "c",
            "aligned/8@N01/landmark_aligned_face.3.10.jpg": "d",
        },
    )
    listing = adience.read(SetPlace(tmp_path))
    assert [(one.path.name, one.labels, one.official, one.person) for one in listing.pictures] == [
        ("landmark_aligned_face.1.10.jpg", Labels(age_bracket=(25, 32), gender="man"), "train", "7@N03"),
        ("landmark_aligned_face.2.10.jpg", Labels(), "train", "7@N03"),
        ("coarse_tilt_aligned_face.1.11.jpg", Labels(age=35, gender="woman"), "train", "7@N03"),
        ("landmark_aligned_face.3.10.jpg", Labels(age_bracket=(0, 2), gender="woman"), "test", "8@N01"),
    ]
    assert listing.left_out == {"in the table, no picture": 1, "malformed row": 1}


def test_fgnet_has_subject_and_age_in_the_names(tmp_path):
    listing = fgnet.read(SetPlace(grow(tmp_path, {"001A02.JPG": "a", "001A43b.JPG": "b", "notes.jpg": "c"})))
    assert [(one.labels.age, one.person) for one in listing.pictures] == [(2, "001"), (43, "001")]
    assert listing.left_out == {"name without subject and age": 1}


def test_ckplus_sequences_start_neutral_and_end_at_the_peak(tmp_path):
    frames = [f"cohn-kanade-images/S005/001/S005_001_{i:08d}.png" for i in range(1, 7)]
    others = [f"cohn-kanade-images/S010/002/S010_002_{i:08d}.png" for i in range(1, 4)]
    short = [f"cohn-kanade-images/S011/001/S011_001_{i:08d}.png" for i in range(1, 3)]
    bad = ["cohn-kanade-images/S012/001/S012_001_00000001.png"]
    grow(
        tmp_path,
        {
            **{name: name for name in [*frames, *others, *short, *bad]},
            "Emotion/S005/001/S005_001_00000006_emotion.txt": "   3.0000000e+00\n",
            "Emotion/S011/001/S011_001_00000002_emotion.txt": "   2.0000000e+00\n",
            "Emotion/S012/001/S012_001_00000001_emotion.txt": "   9.0000000e+00\n",
        },
    )
    listing = ckplus.read(SetPlace(tmp_path))
    disgust, neutral, contempt = (
        Labels(emotion=one_emotion(name)) for name in ("disgust", "neutral", "contempt")
    )
    assert labels_of(listing) == {
        "S005_001_00000001.png": neutral,
        "S005_001_00000004.png": disgust,
        "S005_001_00000005.png": disgust,
        "S005_001_00000006.png": disgust,
        "S010_002_00000001.png": neutral,
        "S011_001_00000001.png": neutral,
        "S011_001_00000002.png": contempt,
        "S012_001_00000001.png": neutral,
    }
    assert {one.person for one in listing.pictures} == {"S005", "S010", "S011", "S012"}
    assert listing.left_out == {"between neutral and peak, or not coded": 4, "malformed label": 1}


def test_ckplus_has_its_own_codes():
    assert ckplus.CODES == (
        "neutral",
        "anger",
        "contempt",
        "disgust",
        "fear",
        "happiness",
        "sadness",
        "surprise",
    )


def test_agfw_has_a_folder_for_the_gender_and_one_for_the_bracket(tmp_path):
    files = ["male/25-29/1.png", "AGFW/Female/60+/2.png", "age_10_14/female/3.png", "male/4.png"]
    listing = agfw.read(SetPlace(grow(tmp_path, dict.fromkeys(files, "x"))))
    assert labels_of(listing) == {
        "1.png": Labels(age_bracket=(25, 29), gender="man"),
        "2.png": Labels(age_bracket=(60, 100), gender="woman"),
        "3.png": Labels(age_bracket=(10, 14), gender="woman"),
    }
    assert listing.left_out == {"in no folder of a gender and a bracket": 1}


def test_celeba_has_gender_and_smile_but_no_age(tmp_path):
    grow(
        tmp_path,
        {
            "Anno/list_attr_celeba.txt": "5\nBlurry Male Smiling Young\n"
            "000001.jpg -1 -1  1  1\n000002.jpg 1  1 -1  1\n000003.jpg 1 1 1 1\n000004.jpg 1 1\n000005.jpg 1 1 1 1\n",
            "Eval/list_eval_partition.txt": "000001.jpg 0\n000002.jpg 2\n000003.jpg 1\n000004.jpg 0\n",
            **{f"Img/img_align_celeba/00000{i}.jpg": str(i) for i in (1, 2, 4, 5)},
        },
    )
    listing = celeba.read(SetPlace(tmp_path))
    assert [(one.path.name, one.labels, one.official) for one in listing.pictures] == [
        ("000001.jpg", Labels(gender="woman", smile=True), "train"),
        ("000002.jpg", Labels(gender="man", smile=False), "test"),
    ]
    assert listing.left_out == {
        "malformed row": 1,
        "in no part of the partition": 1,
        "in the table, no picture": 1,
    }


def test_morph_has_person_gender_and_age_in_the_names(tmp_path):
    grow(tmp_path, {"Album2/000001_0M54.jpg": "a", "Album2/000001_1F55.JPG": "b", "Album2/x.jpg": "c"})
    listing = morph.read(SetPlace(tmp_path))
    assert [(one.labels, one.person) for one in listing.pictures] == [
        (Labels(age=54, gender="man"), "000001"),
        (Labels(age=55, gender="woman"), "000001"),
    ]
    assert listing.left_out == {"name without person, gender and age": 1}
