"""CK+ (Lucey et al. 2010): `cohn-kanade-images/S005/001/S005_001_00000011.png` and `Emotion/…_emotion.txt`."""

import re
from collections import Counter
from pathlib import Path

from training.data.labels import Labels, one_emotion
from training.data.sets.files import files_below, pictures_of
from training.data.sets.listing import Listed, SetError, SetListing, SetPlace

FRAME = re.compile(r"(S\d{3})_(\d{3})_(\d{8})\.", re.IGNORECASE)
LABEL = re.compile(r"(S\d{3})_(\d{3})_\d{8}_emotion\.txt", re.IGNORECASE)
CODES = ("neutral", "anger", "contempt", "disgust", "fear", "happiness", "sadness", "surprise")
PEAK_FRAMES = 3
"""Sequences go from neutral to the labelled peak; as is common practice, the last three frames get its label."""


def read(place: SetPlace) -> SetListing:
    """Emotion of the last three frames of labelled sequences; the first frame of every sequence is neutral.

    Split by subject. Raises SetError without frames.
    """
    files = files_below(place.folder)
    left_out: Counter[str] = Counter()
    codes: dict[tuple[str, str], str] = {}
    for path in files:
        found = LABEL.fullmatch(path.name)
        if found:
            emotion = _emotion_in(path)
            if emotion is None:
                left_out["malformed label"] += 1
            else:
                codes[found[1], found[2]] = emotion
    sequences: dict[tuple[str, str], list[Path]] = {}
    for path in pictures_of(files):
        found = FRAME.match(path.name)
        if found:
            sequences.setdefault((found[1], found[2]), []).append(path)
        else:
            left_out["name of no frame"] += 1
    if not sequences:
        raise SetError(f"no picture in {place.folder} is named like S005_001_00000011.png")
    pictures = []
    for (subject, sequence), frames in sequences.items():
        frames.sort(key=lambda path: path.name)
        emotion = codes.get((subject, sequence))
        peak = frames[max(1, len(frames) - PEAK_FRAMES) :] if emotion else []
        pictures.append(Listed(frames[0], Labels(emotion=one_emotion("neutral")), person=subject))
        pictures += [
            Listed(path, Labels(emotion=one_emotion(emotion)), person=subject) for path in peak if emotion
        ]
        left_out["between neutral and peak, or not coded"] += len(frames) - 1 - len(peak)
    return SetListing.of(pictures, left_out)


def _emotion_in(path: Path) -> str | None:
    """The emotion of the code in a file with a text such as `   3.0000000e+00`; None for another text."""
    try:
        code = float(path.read_text("ascii").strip())
        return CODES[int(code)] if code.is_integer() and 0 <= code < len(CODES) else None
    except ValueError:
        return None
