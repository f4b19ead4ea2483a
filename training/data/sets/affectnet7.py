"""The AffectNet-like set of seven classes: `train/happy/0.jpg`, `test/sad/1.jpg` and so on."""

from pathlib import Path

from training.data.labels import Labels, one_emotion
from training.data.sets.gather import listing_by_path
from training.data.sets.listing import Listed, Official, SetListing, SetPlace

CLASSES = {
    "neutral": "neutral",
    "happy": "happiness",
    "surprise": "surprise",
    "sad": "sadness",
    "angry": "anger",
    "disgust": "disgust",
    "fear": "fear",
}
PARTS: dict[str, Official] = {"train": "train", "test": "test"}


def read(place: SetPlace) -> SetListing:
    """Emotion, one of seven, from the folder. Raises SetError if no picture is in a folder of a class."""
    expected = "is in a folder such as train/happy"
    return listing_by_path(place.folder, _listed, "in no folder of a class", expected)


def _listed(path: Path, folders: tuple[str, ...]) -> Listed | None:
    match folders:
        case (*_, part, name) if part in PARTS and name in CLASSES:
            return Listed(path, Labels(emotion=one_emotion(CLASSES[name])), PARTS[part])
        case _:
            return None
