"""The labels of one face, in the same form for every set."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

EMOTIONS = ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt")
GENDERS = ("woman", "man")
SMILES = ("no", "yes")
OLDEST = 100
HEADS = {"age": OLDEST + 1, "gender": len(GENDERS), "emotion": len(EMOTIONS), "smile": len(SMILES)}
"""Number of logits of each head of the network; the age head has one for each year."""
VISIBLE = ("face", "eyes", "mouth")
"""The logits of the output `visible`, each a probability of its own: a face at all, and its uncovered parts."""

Gender = Literal["woman", "man"]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one face in a picture; None if the set does not give one."""

    age: float | None = None
    """Years, 0 to 100."""
    age_bracket: tuple[int, int] | None = None
    """Youngest and oldest year of an age bracket, both included."""
    gender: Gender | None = None
    emotion: tuple[float, ...] | None = None
    """Shares of the votes in the order of EMOTIONS, sum 1; a single label has share 1."""
    smile: bool | None = None
    group: str | None = None
    """Race or ethnicity in the set's own terms, lower case; only for sampling and figures, never predicted."""

    def to_json(self) -> dict[str, Any]:
        """The known labels as JSON values."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @staticmethod
    def from_json(values: dict[str, Any]) -> "Labels":
        """The inverse of to_json. Raises TypeError for an unknown name."""
        tuples = {
            name: tuple(values[name]) for name in ("age_bracket", "emotion") if values.get(name) is not None
        }
        return Labels(**{**values, **tuples})


def one_emotion(name: str) -> tuple[float, ...]:
    """All votes for one emotion. Raises ValueError if the name is not one of EMOTIONS."""
    index = EMOTIONS.index(name)
    return tuple(1.0 if i == index else 0.0 for i in range(len(EMOTIONS)))
