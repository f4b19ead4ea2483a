"""The configuration of a run, read from TOML and stored with the run."""

import json
import tomllib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from training.data.labels import HEADS
from training.learn.augment import Augmentation
from training.learn.sampling import Balance


class ConfigError(ValueError):
    """The configuration is not valid."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a run at one input size."""

    size: int
    """Side of the input in pixels."""
    images: int
    """Number of pictures that are seen in this phase."""
    strength: float = 1.0
    """Factor on the amounts and probabilities of the augmentation."""
    rate: tuple[float, float] = (1.0, 1.0)
    """Shares of the peak learning rate at its start and its end, with linear interpolation between."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run depends on, apart from the data and the code."""

    network: str
    shares: dict[str, float]
    phases: tuple[Phase, ...]
    options: dict[str, Any] = field(default_factory=dict)
    start: str | None = None
    """Initial weights: a run's checkpoint (below WORK) or the safetensors of an export; None: random weights."""
    teachers: tuple[str, ...] = ()
    """Checkpoints of runs whose mean probabilities are learnt for every face and head, in addition to the labels and
    in place of missing ones."""
    teacher_weight: float = 1.0
    """Weight of the loss against the teachers; the loss against the labels has weight 1."""
    teachers_see: Literal["page", "batch"] = "page"
    """The teachers' input: the page's own crop of every face, once before training, or every batch as the run sees
    it, which needs a GPU."""
    feature_weight: float = 0.0
    """Weight of the loss between the student's features and those of teachers that see the batch."""
    unlabelled: tuple[str, ...] = ()
    """Sets whose labels are ignored: only the teachers' probabilities are learnt for their faces."""
    seed: int = 1
    batch: int = 128
    rate: float = 2e-3
    weight_decay: float = 0.02
    muon: bool = True
    warmup: int = 200
    """Number of steps over which the learning rate rises linearly."""
    average: float = 0.999
    """Decay per step of the moving average of the weights."""
    sigma: float = 2.5
    """Standard deviation in years of the target distribution around an age."""
    age_distance: float = 0.1
    """Weight of |expectation − age| in years; the divergence has weight 1."""
    weights: dict[str, float] = field(
        default_factory=lambda: {"age": 1.0, "gender": 1.0, "emotion": 1.0, "smile": 0.5}
    )
    mixing: float = 0.0
    """The alpha of mixup's Beta distribution; 0 disables mixup."""
    smoothing: float = 0.05
    """Label smoothing of single emotion labels; divided votes are soft already."""
    balance: Balance = field(default_factory=Balance)
    augmentation: Augmentation = field(default_factory=Augmentation)
    validate_every: int = 100_000
    """Number of images between two validations."""

    @property
    def images(self) -> int:
        """Number of images in all phases."""
        return sum(phase.images for phase in self.phases)

    def to_json(self) -> dict[str, Any]:
        """The values as they are stored in config.json and in the checkpoint."""
        return asdict(self)


def read_config(path: Path) -> Config:
    """Reads and checks a TOML file. Raises ConfigError that names the file and the problem."""
    try:
        return config_of(tomllib.loads(path.read_text()))
    except (OSError, tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error


def config_of(values: dict[str, Any]) -> Config:
    """A configuration from the values of a TOML file or of a stored run.

    Raises TypeError for an unknown or missing name and ConfigError for an invalid value.
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
        raise ConfigError("[shares] must give each set a share above 0")
    if config.teachers_see not in (seen := ("page", "batch")):
        raise ConfigError(f"teachers_see must be one of {', '.join(seen)}")
    if config.feature_weight and not (config.teachers and config.teachers_see == "batch"):
        raise ConfigError("feature_weight needs teachers that see the batch")
    if config.unlabelled and not config.teachers:
        raise ConfigError(f"without teachers nothing can be learnt from {', '.join(config.unlabelled)}")
    if without := sorted(set(config.unlabelled).difference(config.shares)):
        raise ConfigError(f"unlabelled sets that have no share: {', '.join(without)}")
    if differing := sorted(set(config.weights).symmetric_difference(HEADS)):
        raise ConfigError(f"[weights] must name exactly {', '.join(HEADS)}; check {', '.join(differing)}")


def _phase(values: dict[str, Any]) -> Phase:
    return Phase(**{**values, **({"rate": tuple(values["rate"])} if "rate" in values else {})})


def changed_from(config: Config, before: dict[str, Any]) -> list[str]:
    """Names of the values that differ from a configuration that to_json stored."""
    # A stored configuration was JSON, in which tuples became lists.
    current, stored = (json.loads(json.dumps(one)) for one in (config.to_json(), before))
    return [name for name in current if current[name] != stored.get(name)]


def located(config: Config, work: Path) -> Config:
    """The configuration with `start` and `teachers` resolved below WORK if they exist there; else unchanged."""

    def resolve(path: str) -> str:
        return str(work / path) if (work / path).exists() else path

    start = None if config.start is None else resolve(config.start)
    return replace(config, start=start, teachers=tuple(resolve(teacher) for teacher in config.teachers))


def phase_at(config: Config, images: int) -> tuple[Phase, float]:
    """The phase in which a run is after `images`, and the share of the peak rate there, without the warm-up."""
    start = 0
    for phase in config.phases:
        if images < start + phase.images:
            first, last = phase.rate
            return phase, first + (last - first) * (images - start) / phase.images
        start += phase.images
    return config.phases[-1], config.phases[-1].rate[1]
