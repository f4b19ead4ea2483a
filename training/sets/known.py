"""The sets that training knows, by the names that --set gives them."""

from dataclasses import dataclass

from training.sets import (
    adience,
    affectnet7,
    agfw,
    allagefaces,
    apparreal,
    celeba,
    ckplus,
    fairface,
    ferplus,
    fgnet,
    genki4k,
    imdbwiki,
    lfw,
    morph,
    rafdb,
    smilesmiled,
    utkface,
)
from training.sets.listing import Loader
from training.splits import ALL_HELD_OUT, ALL_TRAIN, ALL_VALIDATION, SplitRule, by_bucket


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
    """Where a public copy was found (docs/data.md): repository, commit and folder."""
    takes_table: bool = False
    """Whether its labels may lie in a file outside its folder."""


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
            takes_table=True,
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
        KnownSet(
            "imdbwiki",
            imdbwiki.read,
            SplitRule(),
            "IMDB-WIKI, 523,051 pictures of celebrities, noisy labels",
            "age, gender",
            RESEARCH,
            "data.vision.ee.ethz.ch/cvl/rrothe/imdb-wiki",
            takes_table=True,
        ),
        KnownSet(
            "adience",
            adience.read,
            SplitRule(),
            "Adience, 26,580 faces of 2,284 people from Flickr albums; fold 4 is held out",
            "age bracket, gender",
            RESEARCH,
            "talhassner.github.io/home/projects/Adience/Adience-data.html, on request",
        ),
        KnownSet(
            "fgnet",
            fgnet.read,
            by_bucket(15, 19),
            "FG-NET, 1,002 scanned pictures of 82 people as they grow up",
            "age",
            RESEARCH,
            "yanweifu.github.io/FG_NET_data",
        ),
        KnownSet(
            "ckplus",
            ckplus.read,
            by_bucket(15, 19),
            "CK+ (Extended Cohn-Kanade), 593 sequences of 123 people, posed",
            "emotion (8 classes)",
            RESEARCH,
            "jeffcohn.net/Resources, on request",
        ),
        KnownSet(
            "agfw",
            agfw.read,
            SplitRule(),
            "AGFW, ageing faces in the wild, pictures by gender and age bracket",
            "age bracket, gender",
            RESEARCH,
            "its authors (C. N. Duong and others, Concordia University), on request",
        ),
        KnownSet(
            "celeba",
            celeba.read,
            SplitRule(train=ALL_TRAIN, validation=ALL_VALIDATION),
            "CelebA, 202,599 pictures of 10,177 celebrities, split by its owners",
            "gender, smile",
            RESEARCH,
            "mmlab.ie.cuhk.edu.hk/projects/CelebA.html",
            "pictures karthikSingireddy/cs389-hw4 @ 702f8f7, celebA (the first 10,000, 89×109); "
            "attributes BOOLMANOR/CELEBA_PGGAN @ 2e9c46d; the partition begins with 162,770 for training",
        ),
        KnownSet(
            "lfw",
            lfw.read,
            SplitRule(train=ALL_TRAIN),
            "LFW deep-funneled, 13,233 colour faces of 5,749 people, 250×250",
            "gender",
            RESEARCH,
            "vis-www.cs.umass.edu/lfw",
            "pictures braun-steven/dfi-tensorflow @ 0a86d9a0, data/lfw-deepfunneled; "
            "genders Lukeli0425/Gender-Classification @ efdba06",
        ),
        KnownSet(
            "morph",
            morph.read,
            by_bucket(15, 19),
            "MORPH album 2, about 55,000 police pictures of 13,000 people",
            "age, gender",
            "by contract with its owner",
            "uncw.edu/oic/tech/morph.html, on request",
        ),
    )
}
