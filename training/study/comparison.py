"""What is compared: networks and the one protocol under which all of them are trained."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.learn.config import Config, ConfigError, config_of
from training.networks.known import build

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
# What would let one network have what the others have not.
OF_A_NETWORK = ("network", "options", "start")


@dataclass(frozen=True, slots=True)
class Entry:
    """One network of the comparison."""

    name: str
    """Of its run and its export: compare-<name>."""
    title: str
    """In the table; each has its own."""
    network: str
    """One of networks.known."""
    options: dict[str, Any] = field(default_factory=dict)
    budget: str = ""
    """Heading that it is listed under."""

    @property
    def run(self) -> str:
        """Folder in WORK/runs and WORK/exports."""
        return f"compare-{self.name}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Networks that differ in nothing else."""

    protocol: Mapping[str, Any]
    """A run's configuration but for the network."""
    entries: tuple[Entry, ...]

    def config(self, entry: Entry) -> Config:
        """The configuration of the run of one network."""
        return config_of({**self.protocol, "network": entry.network, "options": entry.options})


def read_comparison(path: Path) -> Comparison:
    """Reads and checks compare.toml: [[networks]], and beside them what a run's configuration has.

    Raises ConfigError where the file, a network or an option is not as it must be.
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
            raise ConfigError(f"{key} is no part of the protocol: all networks start from random weights")
    for entry in entries:
        if not NAME.fullmatch(entry.name):
            raise ConfigError(f"the name {entry.name!r} is not of lower-case letters, digits and hyphens")
    for what in ("name", "title"):
        every = [getattr(entry, what) for entry in entries]
        if twice := sorted({one for one in every if every.count(one) > 1}):
            raise ConfigError(f"two networks have the {what} {twice[0]!r}")


def _check_size(entry: Entry, size: int) -> None:
    if entry.options.get("size", size) != size:
        raise ConfigError(f"{entry.name} is built for {entry.options['size']} px, the last phase has {size}")
