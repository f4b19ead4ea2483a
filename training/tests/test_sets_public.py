"""The nine sets of DATA.md."""

import pytest
from training.labels import Labels, one_emotion
from training.sets import (
    affectnet7,
    allagefaces,
    apparreal,
    fairface,
    ferplus,
    genki4k,
    rafdb,
    smilesmiled,
    utkface,
)
from training.sets.known import SETS
from training.sets.listing import SetError, SetPlace
from training.tests.tree import grow, labels_of


def test_utkface_has_its_labels_in_the_names(tmp_path):
    grow(
        tmp_path,
        {
            "data/UTKFace/26_1_2_20170116200000000.jpg.chip.jpg": "a",
            "116_0_1_20170112000000000.jpg.chip.jpg": "b",
            "24_0_4_20170116220224657 .jpg.chip.jpg": "c",
            "61_1_20170109142408075.jpg.chip.jpg": "d",
            "53__0_20170116184028385.jpg": "e",
            "README.md": "f",
        },
    )
    listing = utkface.read(SetPlace(tmp_path))
    assert labels_of(listing) == {
        "26_1_2_20170116200000000.jpg.chip.jpg": Labels(age=26, gender="woman", group="asian"),
        "116_0_1_20170112000000000.jpg.chip.jpg": Labels(age=100, gender="man", group="black"),
        "24_0_4_20170116220224657 .jpg.chip.jpg": Labels(age=24, gender="man", group="other"),
    }
    assert listing.left_out == {"name lacks a part": 2}


# neutral, happiness, surprise, sadness, anger, disgust, fear, contempt, unknown, NF
@pytest.mark.parametrize(
    ("votes", "shares"),
    [
        ([4, 0, 0, 1, 3, 2, 0, 0, 0, 0], (4 / 9, 0, 0, 0, 3 / 9, 2 / 9, 0, 0)),
        ([0, 0, 4, 4, 1, 1, 0, 0, 0, 0], (0, 0, 0.5, 0.5, 0, 0, 0, 0)),
        ([4, 0, 0, 0, 0, 0, 0, 0, 3, 3], (1, 0, 0, 0, 0, 0, 0, 0)),
        ([4, 0, 0, 0, 0, 0, 0, 0, 4, 0], None),
        ([4, 0, 0, 0, 0, 0, 0, 0, 0, 5], None),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], None),
    ],
)
def test_ferplus_votes_of_one_count_as_none_and_unknown_wins_a_tie(votes, shares):
    assert ferplus.shares_of(votes) == shares


HEADING = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
VOTES = "\n".join(
    [
        HEADING,
        "Training,fer0000000.png,9,0,0,0,0,0,0,0,0,0",
        "PrivateTest,,0,0,0,0,0,0,0,0,0,10",
        "PublicTest,fer0028638.png,0,8,0,0,0,0,0,2,0,0",
        "PrivateTest,fer0032220.png,0,0,0,0,0,0,9,0,0,0",
        "PrivateTest,fer0032223.png,0,0,0,0,0,0,0,0,9,0",
        "PrivateTest,fer0032224.png,9,0,0,0,0,0,0,0,0,0",
        "Training,fer0000001.png,nine,0,0,0,0,0,0,0,0,0",
        "Training,fer0000002.png,9",
    ]
)
FER = {
    "FER2013Train/fer0000000.png": "a",
    "FER2013Valid/fer0028638.png": "b",
    "FER2013Test/fer0032220.png": "c",
    "FER2013Test/fer0032223.png": "d",
}


def test_ferplus_joins_by_name_and_lists_what_has_no_label(tmp_path):
    listing = ferplus.read(SetPlace(grow(tmp_path, {"fer2013new.csv": VOTES, **FER})))
    assert labels_of(listing) == {
        "fer0000000.png": Labels(emotion=one_emotion("neutral")),
        "fer0028638.png": Labels(emotion=(0, 0.8, 0, 0, 0, 0, 0, 0.2)),
        "fer0032220.png": Labels(emotion=one_emotion("fear")),
        "fer0032223.png": Labels(),
    }
    assert [one.official for one in listing.pictures] == ["train", "validation", "test", "test"]
    assert listing.left_out == {
        "row names no picture": 1,
        "in the table, no picture": 1,
        "malformed row": 2,
    }


def test_ferplus_has_its_votes_in_the_folder_or_in_a_file_that_is_named(tmp_path):
    grow(tmp_path, {"pictures/a/fer0000000.png": "a", "mine.csv": VOTES, "other.csv": "a,b\n1,2\n"})
    pictures = tmp_path / "pictures"
    assert set(labels_of(ferplus.read(SetPlace(pictures, tmp_path / "mine.csv")))) == {"fer0000000.png"}
    with pytest.raises(SetError, match=r"no fer2013new\.csv in .*name the file after a comma"):
        ferplus.read(SetPlace(pictures))
    with pytest.raises(SetError, match="there is no file"):
        ferplus.read(SetPlace(pictures, tmp_path / "none.csv"))
    with pytest.raises(SetError, match="no column 'Usage'"):
        ferplus.read(SetPlace(pictures, tmp_path / "other.csv"))


def test_genki_has_a_folder_for_smiles_and_one_for_the_others(tmp_path):
    files = ["a/Smile/1.jpg", "a/not_Smile/2.jpg", "b/smile/3.jpg", "b/no-smile/4.jpg", "c/5.jpg"]
    listing = genki4k.read(SetPlace(grow(tmp_path, dict.fromkeys(files, "x"))))
    smiles = {name: labels.smile for name, labels in labels_of(listing).items()}
    assert smiles == {"1.jpg": True, "2.jpg": False, "3.jpg": True, "4.jpg": False}
    assert listing.left_out == {"in no folder of a class": 1}


def test_rafdb_has_its_own_numbers(tmp_path):
    codes = ["surprise", "fear", "disgust", "happiness", "sadness", "anger", "neutral"]
    rows = "".join(f"train_{code}.jpg,{code}\n" for code in range(1, 8))
    grow(
        tmp_path,
        {
            "train_labels.csv": f"image,label\n{rows}train_8.jpg,8\ntrain_9.jpg,1\n",
            "test_labels.csv": "image,label\ntest_1.jpg,4\n",
            "aligned/test/test_images/test_1.jpg": "t",
            **{f"aligned/train/train_images/train_{code}.jpg": str(code) for code in range(1, 9)},
        },
    )
    listing = rafdb.read(SetPlace(tmp_path))
    assert labels_of(listing) == {
        **{f"train_{code}.jpg": Labels(emotion=one_emotion(name)) for code, name in enumerate(codes, 1)},
        "test_1.jpg": Labels(emotion=one_emotion("happiness")),
    }
    assert [one.official for one in listing.pictures] == ["train"] * 7 + ["test"]
    assert listing.left_out == {"malformed row": 1, "in the table, no picture": 1}


def test_all_age_faces_skips_the_second_copy_of_each_picture(tmp_path):
    grow(
        tmp_path,
        {
            "All-Age-Faces Dataset/original images/07380A36.jpg": "a",
            "All-Age-Faces Dataset/original images/07381A02.jpg": "b",
            "All-Age-Faces Dataset/original images/cover.jpg": "d",
            "All-Age-Faces Dataset/aglined faces/07381A02.jpg": "c",
        },
    )
    listing = allagefaces.read(SetPlace(tmp_path))
    assert labels_of(listing) == {
        "07380A36.jpg": Labels(age=36, gender="woman"),
        "07381A02.jpg": Labels(age=2, gender="man"),
    }
    assert all("original images" in one.path.parts for one in listing.pictures)
    assert listing.left_out == {"name without number and age": 1}


def test_fairface_has_brackets_two_of_them_spoilt_by_a_spreadsheet(tmp_path):
    heading = "file,age,gender,race,service_test\n"
    grow(
        tmp_path,
        {
            "fairface_label_train.csv": f"{heading}train/1.jpg,50-59,Male,East Asian,TRUE\n",
            "fairface_label_val.csv": f"{heading}val/1.jpg,03-Sep,Male,East Asian,FALSE\n"
            "val/2.jpg,Oct-19,Female,Latino_Hispanic,TRUE\nval/3.jpg,more than 70,Female,White,TRUE\n"
            "val/4.jpg,old,Female,White,TRUE\nval/5.jpg,0-2,Female,White,TRUE\nval/6.jpg\n",
            **{f"fair_face/{name}.jpg": name for name in ("train/1", "val/1", "val/2", "val/3", "val/4")},
        },
    )
    listing = fairface.read(SetPlace(tmp_path))
    found = {
        f"{one.path.parent.name}/{one.path.name}": (one.labels, one.official) for one in listing.pictures
    }
    assert found == {
        "train/1.jpg": (Labels(age_bracket=(50, 59), gender="man", group="east asian"), "train"),
        "val/1.jpg": (Labels(age_bracket=(3, 9), gender="man", group="east asian"), "validation"),
        "val/2.jpg": (Labels(age_bracket=(10, 19), gender="woman", group="latino hispanic"), "validation"),
        "val/3.jpg": (Labels(age_bracket=(70, 100), gender="woman", group="white"), "validation"),
    }
    assert listing.left_out == {"malformed row": 2, "in the table, no picture": 1}


def test_appa_real_has_names_and_ages_without_a_heading(tmp_path):
    grow(
        tmp_path,
        {
            "train_labels.csv": "000000.jpg,4\n000001.jpg,?\n",
            "val_labels.csv": "004113.jpg,29\n",
            "test_labels.csv": "005613.jpg,19\n005614.jpg,76",
            **{f"x/{name}.jpg": name for name in ("000000", "000001", "004113", "005613")},
        },
    )
    listing = apparreal.read(SetPlace(tmp_path))
    found = {one.path.stem: (one.labels.age, one.official) for one in listing.pictures}
    assert found == {"000000": (4, "train"), "004113": (29, "validation"), "005613": (19, "test")}
    assert listing.left_out == {"malformed row": 1, "in the table, no picture": 1}


def test_smilesmiled_has_two_folders(tmp_path):
    grow(
        tmp_path,
        {"SMILEs/positives/positives7/1.jpg": "a", "SMILEs/negatives/negatives7/2.jpg": "b", "3.jpg": "c"},
    )
    listing = smilesmiled.read(SetPlace(tmp_path))
    assert labels_of(listing) == {"1.jpg": Labels(smile=True), "2.jpg": Labels(smile=False)}
    assert listing.left_out == {"in no folder of a class": 1}


def test_the_affectnet_like_part_has_a_folder_for_each_class(tmp_path):
    grow(tmp_path, {"train/happy/0.jpg": "a", "test/angry/1.jpg": "b", "train/bored/2.jpg": "c"})
    listing = affectnet7.read(SetPlace(tmp_path))
    assert {one.path.name: (one.labels, one.official) for one in listing.pictures} == {
        "0.jpg": (Labels(emotion=one_emotion("happiness")), "train"),
        "1.jpg": (Labels(emotion=one_emotion("anger")), "test"),
    }
    assert listing.left_out == {"in no folder of a class": 1}


@pytest.mark.parametrize("name", SETS)
def test_a_folder_that_is_missing_or_holds_something_else_is_told_in_one_sentence(tmp_path, name):
    with pytest.raises(SetError, match="there is no folder"):
        SETS[name].read(SetPlace(tmp_path / "nowhere"))
    grow(tmp_path, {"holiday/beach.jpg": "x", "notes.txt": "y"})
    if name == "utkface":
        assert SETS[name].read(SetPlace(tmp_path)).left_out == {"name lacks a part": 1}
    else:
        with pytest.raises(SetError) as failure:
            SETS[name].read(SetPlace(tmp_path))
        assert str(tmp_path) in str(failure.value)
        assert "\n" not in str(failure.value)
