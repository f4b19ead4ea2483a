"""The sets that training knows, by the names that --set gives them."""

from dataclasses import dataclass

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
from training.sets.listing import Loader
from training.splits import ALL_HELD_OUT, SplitRule, by_bucket


@dataclass(frozen=True, slots=True)
class KnownSet:
    """What a set is, how it is read and split, and where it is to be had."""

    name: str
    read: Loader
    rule: SplitRule
    what: str
    gives: str
    licence: str
    owner: str
    """Where its owner distributes it."""
    copy: str | None = None
    """Where DATA.md found a public copy: repository, commit and folder."""


RESEARCH = "research only, not for commercial use"

SETS: dict[str, KnownSet] = {
    one.name: one
    for one in (
        KnownSet(
            "utkface",
            utkface.read,
            by_bucket(15, 19),
            "UTKFace, 23,707 aligned and cropped faces, 200×200",
            "age, gender, race",
            RESEARCH,
            "susanqq.github.io/UTKFace",
            "mattans/AgeProgression @ 2d937c61, data/UTKFace/unlabeled",
        ),
        KnownSet(
            "ferplus",
            ferplus.read,
            SplitRule(train=(0, 0), validation=(0, 50)),
            "FER2013, 35,714 grey faces of 48×48, with FER+'s ten votes each",
            "emotion (votes, 8 classes)",
            RESEARCH,
            "the Kaggle competition challenges-in-representation-learning-facial-expression-recognition-challenge; "
            "votes: github.com/microsoft/FERPlus",
            "pictures tessav/crowd-emotion @ 95c07555, data; votes microsoft/FERPlus, fer2013new.csv",
        ),
        KnownSet(
            "genki4k",
            genki4k.read,
            by_bucket(20, 26),
            "GENKI-4K, 4,000 colour faces of about 180×192",
            "smile",
            RESEARCH,
            "inc.ucsd.edu/mplab, The MPLab GENKI Database",
            "Novinnam/smile_detection_on_Genki4K @ 3e66b5ea, files",
        ),
        KnownSet(
            "rafdb",
            rafdb.read,
            SplitRule(),
            "RAF-DB basic, aligned, 15,339 colour faces of 100×100",
            "emotion (7 classes)",
            RESEARCH,
            "whdeng.cn/RAF/model1.html, on request",
            "suman1220/Image-classification-using-rafdb @ 80f619a2, Dataset",
        ),
        KnownSet(
            "allagefaces",
            allagefaces.read,
            by_bucket(15, 19),
            "All-Age-Faces, 13,322 mostly East Asian faces of 2 to 80 years",
            "age, gender",
            RESEARCH,
            "github.com/JingchunCheng/All-Age-Faces-Dataset",
            "middleyuan/All-Age-Faces-Dataset, All-Age-Faces Dataset",
        ),
        KnownSet(
            "fairface",
            fairface.read,
            SplitRule(validation=ALL_HELD_OUT),
            "FairFace, balanced over seven races, 224×224",
            "age bracket, gender, race",
            "CC BY 4.0",
            "github.com/joojs/fairface",
            "sumanvithaeadala/EthnicityDetection, fair_face (40,000 + 5,000 of its pictures)",
        ),
        KnownSet(
            "apparreal",
            apparreal.read,
            SplitRule(),
            "APPA-REAL face crops, 7,591",
            "age",
            RESEARCH,
            "chalearnlap.cvc.uab.cat/dataset/26/description",
            "DannyFGitHub/age_faces @ 3ad4ccc",
        ),
        KnownSet(
            "smilesmiled",
            smilesmiled.read,
            SplitRule(),
            "SMILEsmileD, 13,165 grey faces of 64×64 cut from LFW",
            "smile",
            RESEARCH,
            "github.com/hromi/SMILEsmileD",
            "hromi/SMILEsmileD @ 6afac66f, SMILEs",
        ),
        KnownSet(
            "affectnet7",
            affectnet7.read,
            SplitRule(),
            "an AffectNet-like part of unstated origin, 33,328 colour faces of 200×200, noisy labels",
            "emotion (7 classes)",
            "not stated; AffectNet itself is for research only",
            "AffectNet: mohammadmahoor.com/affectnet, on request",
            "quanbk2512/effectnet @ b01f8890",
        ),
    )
}
