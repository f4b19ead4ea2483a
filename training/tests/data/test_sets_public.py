"""Tests of the nine sets of docs/data.md, and LFW."""

import pytest

from training.data.labels import Labels, one_emotion
from training.data.sets import ferplus
from training.data.sets.known import SETS
from training.data.sets.listing import SetError, SetPlace
from training.tests.tree import grow, labels_of


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
def test_ferplus_ignores_single_votes_and_prefers_unknown_on_a_tie(votes, shares):
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
        "Training",
    ]
)


def test_ferplus_votes_are_in_the_folder_or_in_a_named_file(tmp_path):
    grow(tmp_path, {"pictures/a/fer0000000.png": "a", "mine.csv": VOTES, "other.csv": "a,b\n1,2\n"})
    pictures = tmp_path / "pictures"
    assert set(labels_of(ferplus.read(SetPlace(pictures, tmp_path / "mine.csv")))) == {"fer0000000.png"}
    with pytest.raises(SetError, match=r"fer2013new\.csv is not in .*name the file after a comma"):
        ferplus.read(SetPlace(pictures))
    with pytest.raises(SetError, match="is not a file"):
        ferplus.read(SetPlace(pictures, tmp_path / "none.csv"))
    with pytest.raises(SetError, match="no column 'Usage'"):
        ferplus.read(SetPlace(pictures, tmp_path / "other.csv"))


EMOTIONS_OF_RAFDB = ("surprise", "fear", "disgust", "happiness", "sadness", "anger", "neutral")
FACES_OF_RAFDB = {f"train_{code}.jpg": name for code, name in enumerate(EMOTIONS_OF_RAFDB, 1)}
HEADING_OF_FAIRFACE = "file,age,gender,race,service_test\n"

# By set: files; labels and official part of each picture by its last folder and name; reasons for leaving out.
LISTED = {
    "utkface": (
        {
            "data/UTKFace/26_1_2_20170116200000000.jpg.chip.jpg": "a",
            "data/116_0_1_20170112000000000.jpg.chip.jpg": "b",
            "data/24_0_4_20170116220224657 .jpg.chip.jpg": "c",
            "61_1_20170109142408075.jpg.chip.jpg": "d",
            "53__0_20170116184028385.jpg": "e",
            "README.md": "f",
        },
        {
            "UTKFace/26_1_2_20170116200000000.jpg.chip.jpg": (
                Labels(age=26, gender="woman", group="asian"),
                None,
            ),
            "data/116_0_1_20170112000000000.jpg.chip.jpg": (
                Labels(age=100, gender="man", group="black"),
                None,
            ),
            "data/24_0_4_20170116220224657 .jpg.chip.jpg": (
                Labels(age=24, gender="man", group="other"),
                None,
            ),
        },
        {"name lacks a part": 2},
    ),
    "ferplus": (
        {
            "fer2013new.csv": VOTES,
            "FER2013Train/fer0000000.png": "a",
            "FER2013Valid/fer0028638.png": "b",
            "FER2013Test/fer0032220.png": "c",
            "FER2013Test/fer0032223.png": "d",
        },
        {
            "FER2013Train/fer0000000.png": (Labels(emotion=one_emotion("neutral")), "train"),
            "FER2013Valid/fer0028638.png": (Labels(emotion=(0, 0.8, 0, 0, 0, 0, 0, 0.2)), "validation"),
            "FER2013Test/fer0032220.png": (Labels(emotion=one_emotion("fear")), "test"),
            "FER2013Test/fer0032223.png": (Labels(), "test"),
        },
        {"row names no picture": 1, "in the table, no picture": 1, "malformed row": 3},
    ),
    "genki4k": (
        dict.fromkeys(
            ["a/Smile/1.jpg", "a/not_Smile/2.jpg", "b/smile/3.jpg", "b/no-smile/4.jpg", "c/5.jpg"], "x"
        ),
        {
            "Smile/1.jpg": (Labels(smile=True), None),
            "not_Smile/2.jpg": (Labels(smile=False), None),
            "smile/3.jpg": (Labels(smile=True), None),
            "no-smile/4.jpg": (Labels(smile=False), None),
        },
        {"in no folder of a class": 1},
    ),
    "rafdb": (
        {
            "train_labels.csv": "image,label\n"
            + "".join(f"{name},{code}\n" for code, name in enumerate(FACES_OF_RAFDB, 1))
            + "train_8.jpg,8\ntrain_9.jpg,1\n",
            "test_labels.csv": "image,label\ntest_1.jpg,4\n",
            "aligned/test/test_images/test_1.jpg": "t",
            **{f"aligned/train/train_images/train_{code}.jpg": str(code) for code in range(1, 9)},
        },
        {
            "test_images/test_1.jpg": (Labels(emotion=one_emotion("happiness")), "test"),
            **{
                f"train_images/{name}": (Labels(emotion=one_emotion(emotion)), "train")
                for name, emotion in FACES_OF_RAFDB.items()
            },
        },
        {"malformed row": 1, "in the table, no picture": 1},
    ),
    # The aligned copies are skipped without being counted.
    "allagefaces": (
        {
            "All-Age-Faces Dataset/original images/07380A36.jpg": "a",
            "All-Age-Faces Dataset/original images/07381A02.jpg": "b",
            "All-Age-Faces Dataset/original images/cover.jpg": "d",
            "All-Age-Faces Dataset/aglined faces/07381A02.jpg": "c",
        },
        {
            "original images/07380A36.jpg": (Labels(age=36, gender="woman"), None),
            "original images/07381A02.jpg": (Labels(age=2, gender="man"), None),
        },
        {"name without number and age": 1},
    ),
    # A spreadsheet changed two of the brackets into dates.
    "fairface": (
        {
            "fairface_label_train.csv": f"{HEADING_OF_FAIRFACE}train/1.jpg,50-59,Male,East Asian,TRUE\n",
            "fairface_label_val.csv": f"{HEADING_OF_FAIRFACE}val/1.jpg,03-Sep,Male,East Asian,FALSE\n"
            "val/2.jpg,Oct-19,Female,Latino_Hispanic,TRUE\nval/3.jpg,more than 70,Female,White,TRUE\n"
            "val/4.jpg,old,Female,White,TRUE\nval/5.jpg,0-2,Female,White,TRUE\nval/6.jpg\n",
            **{f"fair_face/{name}.jpg": name for name in ("train/1", "val/1", "val/2", "val/3", "val/4")},
        },
        {
            "train/1.jpg": (Labels(age_bracket=(50, 59), gender="man", group="east asian"), "train"),
            "val/1.jpg": (Labels(age_bracket=(3, 9), gender="man", group="east asian"), "validation"),
            "val/2.jpg": (
                Labels(age_bracket=(10, 19), gender="woman", group="latino hispanic"),
                "validation",
            ),
            "val/3.jpg": (Labels(age_bracket=(70, 100), gender="woman", group="white"), "validation"),
        },
        {"malformed row": 2, "in the table, no picture": 1},
    ),
    "apparreal": (
        {
            "train_labels.csv": "000000.jpg,4\n000001.jpg,?\n000000.jpg\n",
            "val_labels.csv": "004113.jpg,29\n",
            "test_labels.csv": "005613.jpg,19\n005614.jpg,76",
            **{f"x/{name}.jpg": name for name in ("000000", "000001", "004113", "005613")},
        },
        {
            "x/000000.jpg": (Labels(age=4), "train"),
            "x/004113.jpg": (Labels(age=29), "validation"),
            "x/005613.jpg": (Labels(age=19), "test"),
        },
        {"malformed row": 2, "in the table, no picture": 1},
    ),
    "smilesmiled": (
        {"SMILEs/positives/positives7/1.jpg": "a", "SMILEs/negatives/negatives7/2.jpg": "b", "3.jpg": "c"},
        {"positives7/1.jpg": (Labels(smile=True), None), "negatives7/2.jpg": (Labels(smile=False), None)},
        {"in no folder of a class": 1},
    ),
    "affectnet7": (
        {
            "train/happy/0.jpg": "a",
            "test/angry/1.jpg": "b",
            "train/bored/2.jpg": "c",
            "happy/3.jpg": "d",
            "more/sad/4.jpg": "e",
        },
        {
            "happy/0.jpg": (Labels(emotion=one_emotion("happiness")), "train"),
            "angry/1.jpg": (Labels(emotion=one_emotion("anger")), "test"),
        },
        {"in no folder of a class": 3},
    ),
    "lfw": (
        {
            "male_names.txt": "A_Man_0001.jpg\nB_Both_0001.jpg\nC_Gone_0001.jpg\n",
            "female_names.txt": "D_Woman_0002.jpg\nB_Both_0001.jpg\n",
            **{f"{name[:-5]}/{name}.jpg": name for name in ("A_Man_0001", "B_Both_0001", "D_Woman_0002")},
            "E_None/E_None_0001.jpg": "e",
        },
        {
            "A_Man/A_Man_0001.jpg": (Labels(gender="man"), None),
            "D_Woman/D_Woman_0002.jpg": (Labels(gender="woman"), None),
        },
        {"in both lists": 1, "in a list, no picture": 1, "in no list": 1},
    ),
}


@pytest.mark.parametrize("name", LISTED)
def test_a_set_is_listed_with_labels_parts_and_reasons_for_leaving_out(tmp_path, name):
    files, pictures, left_out = LISTED[name]
    listing = SETS[name].read(SetPlace(grow(tmp_path, files)))
    found = [
        (f"{one.path.parent.name}/{one.path.name}", (one.labels, one.official)) for one in listing.pictures
    ]
    assert dict(found) == pictures
    assert len(found) == len(pictures)
    assert listing.left_out == left_out


@pytest.mark.parametrize("name", SETS)
def test_a_missing_or_unsuitable_folder_is_reported_on_one_line(tmp_path, name):
    with pytest.raises(SetError, match="is not a folder"):
        SETS[name].read(SetPlace(tmp_path / "nowhere"))
    grow(tmp_path, {"holiday/beach.jpg": "x", "notes.txt": "y"})
    if name == "utkface":
        assert SETS[name].read(SetPlace(tmp_path)).left_out == {"name lacks a part": 1}
    else:
        with pytest.raises(SetError) as failure:
            SETS[name].read(SetPlace(tmp_path))
        assert str(tmp_path) in str(failure.value)
        assert "\n" not in str(failure.value)
