"""The labels of many faces as arrays, with unknown labels marked."""

from dataclasses import dataclass, fields

import numpy as np

from training.data.labels import EMOTIONS, GENDERS, OLDEST, Labels

UNKNOWN = -1
YEARS = OLDEST + 1
HAPPINESS = EMOTIONS.index("happiness")
# Votes for happiness imply a visible smile; near-unanimous votes for the emotions below imply none.
SMILES_FROM = 0.8
WITHOUT_SMILE = tuple(EMOTIONS.index(name) for name in ("neutral", "sadness", "anger", "fear", "disgust"))
SURELY_WITHOUT = 0.9


@dataclass(frozen=True, slots=True)
class Targets:
    """The labels of n faces. A face without a label for a head has UNKNOWN in that head's row."""

    age: np.ndarray
    """float32 [n], years, UNKNOWN if not given."""
    bracket: np.ndarray
    """int16 [n, 2], youngest and oldest year; both UNKNOWN if not given or if `age` is given."""
    gender: np.ndarray
    """int8 [n], 0 woman, 1 man."""
    emotion: np.ndarray
    """float32 [n, 8], shares of the votes in the order of EMOTIONS; UNKNOWN if not given."""
    smile: np.ndarray
    """int8 [n], 0 no, 1 yes."""

    def __len__(self) -> int:
        return len(self.age)

    def known(self) -> dict[str, np.ndarray]:
        """By head, bool [n]: which faces have a label for it. An age bracket counts as a label for the age."""
        return {
            "age": (self.age != UNKNOWN) | (self.bracket[:, 0] != UNKNOWN),
            "gender": self.gender != UNKNOWN,
            "emotion": self.emotion[:, 0] != UNKNOWN,
            "smile": self.smile != UNKNOWN,
        }

    def take(self, rows: np.ndarray) -> "Targets":
        """The targets of the rows [m], in their order."""
        return Targets(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    def without(self, hidden: np.ndarray) -> "Targets":
        """The targets with every label of the faces `hidden`, bool [n], set to UNKNOWN."""

        def kept(values: np.ndarray) -> np.ndarray:
            rows = hidden.reshape(-1, *[1] * (values.ndim - 1))
            return np.where(rows, UNKNOWN, values)

        return Targets(**{field.name: kept(getattr(self, field.name)) for field in fields(self)})


def targets_of(labels: list[Labels]) -> Targets:
    """Converts labels to arrays. Ages above OLDEST become OLDEST; an exact age takes precedence over a bracket."""
    n = len(labels)
    age = np.full(n, UNKNOWN, np.float32)
    bracket = np.full((n, 2), UNKNOWN, np.int16)
    gender = np.full(n, UNKNOWN, np.int8)
    emotion = np.full((n, len(EMOTIONS)), UNKNOWN, np.float32)
    smile = np.full(n, UNKNOWN, np.int8)
    for i, one in enumerate(labels):
        if one.age is not None:
            age[i] = min(one.age, OLDEST)
        elif one.age_bracket is not None:
            bracket[i] = one.age_bracket
        if one.gender is not None:
            gender[i] = GENDERS.index(one.gender)
        if one.emotion is not None:
            emotion[i] = one.emotion
        smile[i] = smile_of(one)
    return Targets(age, bracket, gender, emotion, smile)


def smile_of(labels: Labels) -> int:
    """1 or 0 by the label, else by emotion votes if these are clear, else UNKNOWN."""
    if labels.smile is not None:
        return int(labels.smile)
    votes = labels.emotion
    if votes is None:
        return UNKNOWN
    if votes[HAPPINESS] >= SMILES_FROM:
        return 1
    return 0 if sum(votes[i] for i in WITHOUT_SMILE) >= SURELY_WITHOUT else UNKNOWN
