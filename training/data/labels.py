"""What is known of one face, whichever set it comes from."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

EMOTIONS = ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt")
GENDERS = ("woman", "man")
SMILES = ("no", "yes")
OLDEST = 100
HEADS = {"age": OLDEST + 1, "gender": len(GENDERS), "emotion": len(EMOTIONS), "smile": len(SMILES)}
"""Number of logits of each head of the network; age has one for each year."""

Gender = Literal["woman", "man"]


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of one picture's main face; None where the set does not say."""

    age: float | None = None
    """Years, 0 to 100."""
    age_bracket: tuple[int, int] | None = None
    """Youngest and oldest year of a bracket, both included."""
    gender: Gender | None = None
    emotion: tuple[float, ...] | None = None
    """Shares of the votes in the order of EMOTIONS, sum 1; a set with one label gives it all."""
    smile: bool | None = None
    group: str | None = None
    """Race or ethnicity in the words of the set, lower case; for sampling and figures alone, never predicted."""

    def to_json(self) -> dict[str, Any]:
        """Without what is unknown."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @staticmethod
    def from_json(values: dict[str, Any]) -> "Labels":
        """The opposite of to_json. Raises TypeError for a name that is no label."""
        tuples = {
            name: tuple(values[name]) for name in ("age_bracket", "emotion") if values.get(name) is not None
        }
        return Labels(**{**values, **tuples})


def one_emotion(name: str) -> tuple[float, ...]:
    """All votes for one emotion. Raises ValueError for a name that is none of EMOTIONS."""
    index = EMOTIONS.index(name)
    return tuple(1.0 if i == index else 0.0 for i in range(len(EMOTIONS)))
