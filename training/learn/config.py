"""The configuration of a run, read from TOML and written down with it."""

import json
import tomllib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from training.data.labels import HEADS
from training.learn.augment import Augmentation
from training.learn.sampling import Balance


class ConfigError(ValueError):
    """The configuration cannot be understood."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a run at one input size."""

    size: int
    images: int
    strength: float = 1.0
    """Of the augmentation."""
    rate: tuple[float, float] = (1.0, 1.0)
    """Share of the peak rate at its start and its end; linear between."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run depends on beside the data and the code."""

    network: str
    shares: dict[str, float]
    phases: tuple[Phase, ...]
    options: dict[str, Any] = field(default_factory=dict)
    start: str | None = None
    """A run's checkpoint (below WORK) or the safetensors of an export to go on from; None: random weights."""
    teachers: tuple[str, ...] = ()
    """Runs' checkpoints whose mean probabilities are learnt too, of every face and head: beside its labels, and in
    place of those that its set lacks."""
    teacher_weight: float = 1.0
    """Of that, beside 1 for the labels."""
    teachers_see: Literal["page", "batch"] = "page"
    """What they are asked about: once of the page's own crop of every face, or at every step of the batch as the run
    sees it, which wants a GPU."""
    feature_weight: float = 0.0
    """Of resembling the features of teachers that see the batch."""
    unlabelled: tuple[str, ...] = ()
    """Sets whose labels are not to be believed: of their faces only what the teachers say is learnt."""
    seed: int = 1
    batch: int = 128
    rate: float = 2e-3
    weight_decay: float = 0.02
    muon: bool = True
    warmup: int = 200
    """Steps."""
    average: float = 0.999
    """Decay a step of the running average of the weights."""
    sigma: float = 2.5
    """Years: width of the distribution that stands for an age."""
    age_distance: float = 0.1
    """Weight of |expectation − age| in years beside the divergence."""
    weights: dict[str, float] = field(
        default_factory=lambda: {"age": 1.0, "gender": 1.0, "emotion": 1.0, "smile": 0.5}
    )
    mixing: float = 0.0
    """The alpha of mixup's Beta distribution; 0: no face is laid over another."""
    smoothing: float = 0.05
    """Of single emotion labels; votes are soft already."""
    balance: Balance = field(default_factory=Balance)
    augmentation: Augmentation = field(default_factory=Augmentation)
    validate_every: int = 100_000
    """Images."""

    @property
    def images(self) -> int:
        """In all phases."""
        return sum(phase.images for phase in self.phases)

    def to_json(self) -> dict[str, Any]:
        """For the record and the checkpoint."""
        return asdict(self)


def read_config(path: Path) -> Config:
    """Raises ConfigError with the file and what is wrong in it."""
    try:
        return config_of(tomllib.loads(path.read_text()))
    except (OSError, tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error


def config_of(values: dict[str, Any]) -> Config:
    """From TOML's or a record's values.

    Raises TypeError for a name that is not known or lacks, ConfigError for a value that no run can have.
    """
    phases = tuple(_phase(phase) for phase in values.get("phases", ()))
    nested = {"balance": Balance, "augmentation": Augmentation}
    parts = {name: make(**values[name]) for name, make in nested.items() if name in values}
    names = {name: tuple(values.get(name, ())) for name in ("teachers", "unlabelled")}
    config = Config(**{**values, **parts, **names, "phases": phases})
    _check(config)
    return config


def _check(config: Config) -> None:
    if not config.phases:
        raise ConfigError("no [[phases]]")
    for phase in config.phases:
        if phase.size <= 0 or phase.images <= 0:
            raise ConfigError(f"a phase of {phase.images} images at {phase.size} px: both must be above 0")
    for name in ("batch", "rate", "warmup", "validate_every"):
        if getattr(config, name) <= 0:
            raise ConfigError(f"{name} must be above 0")
    if config.mixing < 0:
        raise ConfigError("mixing must be 0 or above")
    if not config.shares or min(config.shares.values()) <= 0:
        raise ConfigError("[shares] must give each set that is trained on a share above 0")
    if config.teachers_see not in (seen := ("page", "batch")):
        raise ConfigError(f"teachers_see must be one of {', '.join(seen)}")
    if config.feature_weight and not (config.teachers and config.teachers_see == "batch"):
        raise ConfigError("feature_weight needs teachers that see the batch")
    if config.unlabelled and not config.teachers:
        raise ConfigError(f"without teachers nothing can be learnt of {', '.join(config.unlabelled)}")
    if without := sorted(set(config.unlabelled).difference(config.shares)):
        raise ConfigError(f"unlabelled sets that have no share: {', '.join(without)}")
    if differing := sorted(set(config.weights).symmetric_difference(HEADS)):
        raise ConfigError(f"[weights] must be of {', '.join(HEADS)}; see {', '.join(differing)}")


def _phase(values: dict[str, Any]) -> Phase:
    return Phase(**{**values, **({"rate": tuple(values["rate"])} if "rate" in values else {})})


def changed_from(config: Config, before: dict[str, Any]) -> list[str]:
    """Names of what differs from a configuration that was written down with to_json."""
    # As JSON, which knows no tuples.
    mine, theirs = (json.loads(json.dumps(one)) for one in (config.to_json(), before))
    return [name for name in mine if mine[name] != theirs.get(name)]


def located(config: Config, work: Path) -> Config:
    """The same with `start` and `teachers` as whole paths: below WORK where they are there, else as they stand."""

    def place(path: str) -> str:
        return str(work / path) if (work / path).exists() else path

    start = None if config.start is None else place(config.start)
    return replace(config, start=start, teachers=tuple(place(teacher) for teacher in config.teachers))


def phase_at(config: Config, images: int) -> tuple[Phase, float]:
    """The phase after so many images, and the share of the peak rate there (warm-up not counted)."""
    start = 0
    for phase in config.phases:
        if images < start + phase.images:
            first, last = phase.rate
            return phase, first + (last - first) * (images - start) / phase.images
        start += phase.images
    return config.phases[-1], config.phases[-1].rate[1]
