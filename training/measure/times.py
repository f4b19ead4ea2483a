"""Milliseconds per face of several networks, as written by `npm run network-times -- --json FILE`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class TimesError(ValueError):
    """The file was not written by network-times, or it lacks a network."""


@dataclass(frozen=True, slots=True)
class Times:
    """The times of one measurement, in which the networks took turns."""

    measured: str
    """Description of the machine and the method."""
    ms: Mapping[str, float]
    """Milliseconds per face by title, in the order in which the networks were named."""

    def of_first(self, title: str) -> float:
        """A network's time divided by that of the first network. Raises TimesError if it was not measured."""
        if title not in self.ms:
            raise TimesError(f"{title} is not one of the networks that were timed: {', '.join(self.ms)}")
        return self.ms[title] / next(iter(self.ms.values()))


def read_times(path: Path) -> Times:
    """Reads a file of network-times. Raises TimesError if it is missing or of another kind."""
    try:
        values = json.loads(path.read_text())
        return Times(str(values["measured"]), {str(k): float(v) for k, v in values["msPerFace"].items()})
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise TimesError(f"{path} is not what `npm run network-times -- --json FILE` writes") from error
