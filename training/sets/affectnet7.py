"""The AffectNet-like part of seven classes: `train/happy/0.jpg`, `test/sad/1.jpg` and so on."""

from collections import Counter

from training.labels import Labels, one_emotion
from training.sets.files import pictures_below
from training.sets.listing import Listed, Official, SetError, SetListing, SetPlace

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
    """Emotion, one of seven, from the folder. Raises SetError where no picture is in a folder of a class."""
    pictures = []
    left_out: Counter[str] = Counter()
    for path in pictures_below(place.folder):
        folders = path.relative_to(place.folder).parts[:-1]
        emotion = CLASSES.get(folders[-1]) if folders else None
        official = PARTS.get(folders[-2]) if len(folders) > 1 else None
        if emotion and official:
            pictures.append(Listed(path, Labels(emotion=one_emotion(emotion)), official))
        else:
            left_out["in no folder of a class"] += 1
    if not pictures:
        raise SetError(f"no picture in {place.folder} is in a folder such as train/happy")
    return SetListing.of(pictures, left_out)
