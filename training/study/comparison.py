"""The configuration of a comparison: the networks and the one protocol under which all of them are trained."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.learn.config import Config, ConfigError, config_of
from training.networks.known import build

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
# Keys that belong to one network; in the protocol they would give it an advantage over the others.
OF_A_NETWORK = ("network", "options", "start")


@dataclass(frozen=True, slots=True)
class Entry:
    """One network of the comparison."""

    name: str
    """Its run and its export are named compare-<name>."""
    title: str
    """Its unique name in the table."""
    network: str
    """A name that networks.known.build accepts."""
    options: dict[str, Any] = field(default_factory=dict)
    budget: str = ""
    """The heading under which it is listed."""

    @property
    def run(self) -> str:
        """Name of its folder in WORK/runs and in WORK/exports."""
        return f"compare-{self.name}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Networks that are trained under the same protocol."""

    protocol: Mapping[str, Any]
    """The values of a run's configuration without those of the network."""
    entries: tuple[Entry, ...]

    def config(self, entry: Entry) -> Config:
        """The configuration of one network's run. Raises as config_of."""
        return config_of({**self.protocol, "network": entry.network, "options": entry.options})


def read_comparison(path: Path) -> Comparison:
    """Reads and checks compare.toml: [[networks]] and the values of a run's configuration.

    Raises ConfigError if the file, a network or an option is not valid.
    """
    try:
        values = tomllib.loads(path.read_text())
        entries = tuple(Entry(**one) for one in values.pop("networks", ()))
        _check(values, entries)
        comparison = Comparison(values, entries)
        for entry in entries:
            _check_size(entry, comparison.config(entry).phases[-1].size)
            build(entry.network, **entry.options)
    except (OSError, TypeError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return comparison


def _check(protocol: Mapping[str, Any], entries: tuple[Entry, ...]) -> None:
    if not entries:
        raise ConfigError("no [[networks]]")
    for key in OF_A_NETWORK:
        if key in protocol:
            raise ConfigError(f"{key} cannot be part of the protocol: all networks start from random weights")
    for entry in entries:
        if not NAME.fullmatch(entry.name):
            raise ConfigError(
                f"the name {entry.name!r} must have only lower-case letters, digits and hyphens"
            )
    for what in ("name", "title"):
        every = [getattr(entry, what) for entry in entries]
        if twice := sorted({one for one in every if every.count(one) > 1}):
            raise ConfigError(f"two networks have the same {what} {twice[0]!r}")


def _check_size(entry: Entry, size: int) -> None:
    if entry.options.get("size", size) != size:
        raise ConfigError(f"{entry.name} is built for {entry.options['size']} px, the last phase has {size}")
