"""Milliseconds per face of networks beside one another, as `npm run network-times -- --json FILE` writes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class TimesError(ValueError):
    """The file is not what network-times writes, or lacks a network."""


@dataclass(frozen=True, slots=True)
class Times:
    """Of one run, in which the networks took turns."""

    measured: str
    """How and where."""
    ms: Mapping[str, float]
    """By title, in the order in which the networks were named."""

    def of_first(self, title: str) -> float:
        """A network's time as a share of that of the one named first. Raises TimesError where it was not there."""
        if title not in self.ms:
            raise TimesError(f"{title} is none of the networks that were timed: {', '.join(self.ms)}")
        return self.ms[title] / next(iter(self.ms.values()))


def read_times(path: Path) -> Times:
    """Raises TimesError where the file is not what network-times writes."""
    try:
        told = json.loads(path.read_text())
        return Times(str(told["measured"]), {str(k): float(v) for k, v in told["msPerFace"].items()})
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise TimesError(f"{path} is not what `npm run network-times -- --json FILE` writes") from error
