"""Fits heads of a finished run again, with its other layers frozen, and makes a new run of the result.

    python -m training refit --config training/recipes/0.9.0/4-heads.toml --work WORK --run NAME
        [--heads age …] [--device cuda]

This takes minutes where training takes hours: every training face is read three times (the page's own crop, its mirror
image, an augmented view), and then only the last layers learn. WORK/runs/NAME/checkpoint.pt can be validated, exported,
and used as a start or as a teacher like any other.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Generator, Tensor

from training.command import command_parser
from training.data.faces import Faces, FacesError, load_faces
from training.data.sets.listing import SetError
from training.learn.augment import Augmentation, augment, centre
from training.learn.checkpoint import (
    CHECKPOINT,
    CheckpointError,
    load_checkpoint,
    load_network,
    save_checkpoint,
)
from training.learn.config import ConfigError
from training.learn.device import device_named
from training.networks.face import FaceNetwork
from training.runs.head_fit import HeadsConfig, fit_head, fit_spread, read_heads_config, year_scales
from training.runs.trained import fuse, fused_logits

BATCH = 256
CPU = torch.device("cpu")


def main() -> None:
    """The command."""
    parser = command_parser("refit", __doc__)
    parser.add_argument("--config", type=Path, required=True, help="the heads to fit and their data")
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    parser.add_argument("--run", required=True, help="name of the run to make")
    parser.add_argument("--heads", nargs="+", help="fit only these of the configuration's heads")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda if there is a GPU")
    options = parser.parse_args()
    try:
        config = read_heads_config(options.config)
        path = refit(config, options.work, options.run, options.heads, device_named(options.device))
    except (CheckpointError, ConfigError, FacesError, SetError, ValueError) as error:
        sys.exit(str(error))
    print(f"{path} has new heads: {', '.join(options.heads or config.heads)}")


def refit(
    config: HeadsConfig,
    work: Path,
    name: str,
    heads: Sequence[str] | None = None,
    device: torch.device = CPU,
) -> Path:
    """Writes the checkpoint of the new run and returns its path.

    Features are computed on `device`; the heads are fitted on the CPU. `heads`: those of the configuration's heads to
    fit; None: all. Each head is fitted independently on views of the faces of all of the configuration's sets, so that
    leaving one out does not change the others.

    Raises CheckpointError if the run to start from cannot be read or the new one exists, and FacesError or SetError
    without crops. Raises ConfigError for a head that the configuration lacks, and ValueError for shares of missing sets
    or labels.
    """
    taken = list(config.heads) if heads is None else heads
    if unknown := sorted(set(taken) - set(config.heads)):
        raise ConfigError(f"no [heads.NAME] for {', '.join(unknown)}")
    path = work / "runs" / name / CHECKPOINT
    if path.exists():
        raise CheckpointError(f"{path} exists already: name another --run")
    start = work / config.start
    network, values = load_network(start), load_checkpoint(start)
    size = int(values["size"])
    sets = sorted({one for fit in config.heads.values() for one in fit.shares})
    faces = load_faces(work, "train", sets)
    features = views(network.to(device), faces, size, config.strength, config.seed, device)
    network.to(CPU)
    for head in taken:
        layer = network.head.linear(head)
        layer.load_state_dict(fit_head(head, layer.state_dict(), features, faces, config))
    if config.age_spread and "age" in taken:
        slope = widen_ages(network, load_faces(work, "validation"), size)
        print(f"age: logits of year k times exp({slope} · (k − 50) / 50)")
    state = network.state_dict()
    path.parent.mkdir(parents=True, exist_ok=True)
    described = {**asdict(config), "taken": taken}
    (path.parent / "config.json").write_text(json.dumps(described, indent=2) + "\n")
    kept = {key: values[key] for key in ("network", "size", "step", "images", "visible") if key in values}
    # The same keys as in a trained run, so that the card lists these sets and those of the previous run.
    ancestry = {"shares": dict.fromkeys(sets, 1.0), "start": str(start.resolve()), "teachers": []}
    about = {**values["config"], **ancestry, "heads": described}
    save_checkpoint(path, {**kept, "model": state, "average": state, "config": about})
    return path


@torch.no_grad()
def views(
    network: FaceNetwork, faces: Faces, size: int, strength: float, seed: int, device: torch.device = CPU
) -> Tensor:
    """The trunk's features of each face's crop, of its mirror image and of an augmented view: float16 [n, 3, c].

    The network must be on `device`; the result is on the CPU. `seed` determines the augmentation.
    """
    parts = []
    for start in range(0, len(faces), BATCH):
        crops = torch.from_numpy(faces.crops[start : start + BATCH]).to(device)
        generator = Generator(device).manual_seed(seed * 1_000_003 + start)
        # Tensors created inside are on the device.
        with device:
            plain = centre(crops, faces.margin, size)
            changed = augment(crops, faces.margin, size, Augmentation(), generator, strength)
        with torch.autocast(device.type, torch.bfloat16):
            features = [network.trunk(x) for x in (plain, plain.flip(3), changed)]
        parts.append(torch.stack(features, 1).half().cpu())
    return torch.cat(parts)


@torch.no_grad()
def widen_ages(network: FaceNetwork, faces: Faces, size: int) -> float:
    """Scales the age head in place by the slope that fit_spread returns for the faces, and returns the slope."""
    logits = fused_logits(fuse(network, size), faces.crops, faces.margin)["age"]
    slope = fit_spread(logits, faces.targets.age)
    scales = torch.from_numpy(year_scales(slope)).float()
    age = network.head.linear("age")
    age.weight.mul_(scales[:, None])
    age.bias.mul_(scales)
    return slope
