"""Fits some heads of a finished run anew, its other layers as they are, and makes a run of the result.

    python -m training.refit --config training/configs/heads.toml --work WORK --run NAME

Minutes where training takes hours: every training face is read three times (the page's own crop, its mirror image, an
augmented view), then only the last layers learn. WORK/runs/NAME/checkpoint.pt can be validated, exported, gone on from
and asked as a teacher like any other.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor

from training.augment import Augmentation, augment, centre
from training.checkpoint import CHECKPOINT, CheckpointError, load_checkpoint, load_network, save_checkpoint
from training.config import ConfigError
from training.faces import Faces, FacesError, load_faces
from training.head_fit import HeadsConfig, fit_head, fit_spread, read_heads_config, year_scales
from training.networks.face import FaceNetwork
from training.sets.listing import SetError
from training.trained import fuse, fused_logits

BATCH = 256


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, required=True, help="which heads, and on what")
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    parser.add_argument("--run", required=True, help="name of the run to make")
    options = parser.parse_args()
    try:
        config = read_heads_config(options.config)
        path = refit(config, options.work, options.run)
    except (CheckpointError, ConfigError, FacesError, SetError, ValueError) as error:
        sys.exit(str(error))
    print(f"{path} has {', '.join(config.heads)} fitted anew")


def refit(config: HeadsConfig, work: Path, name: str) -> Path:
    """Writes the checkpoint and returns its path.

    Raises CheckpointError where the run to start from cannot be read or the new one is there already, FacesError or
    SetError without crops and ValueError for shares of what is not there.
    """
    path = work / "runs" / name / CHECKPOINT
    if path.exists():
        raise CheckpointError(f"{path} is there already: name another --run")
    start = work / config.start
    network, values = load_network(start), load_checkpoint(start)
    size = int(values["size"])
    sets = sorted({one for fit in config.heads.values() for one in fit.shares})
    faces = load_faces(work, "train", sets)
    features = views(network, faces, size, config.strength, config.seed)
    for head in config.heads:
        layer = network.head[head]
        layer.load_state_dict(fit_head(head, layer.state_dict(), features, faces, config))
    if config.age_spread:
        slope = widen_ages(network, load_faces(work, "validation"), size)
        print(f"age: logits of year k times exp({slope} · (k − 50) / 50)")
    state = network.state_dict()
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "config.json").write_text(json.dumps(asdict(config), indent=2) + "\n")
    kept = {key: values[key] for key in ("network", "size", "step", "images")}
    # As training's own, so that the card names these sets and those of the run before.
    ancestry = {"shares": dict.fromkeys(sets, 1.0), "start": str(start.resolve()), "teachers": []}
    about = {**values["config"], **ancestry, "heads": asdict(config)}
    save_checkpoint(path, {**kept, "model": state, "average": state, "config": about})
    return path


@torch.no_grad()
def views(network: FaceNetwork, faces: Faces, size: int, strength: float, seed: int) -> Tensor:
    """The features of each face as the page crops it, of its mirror image, and augmented: float16 [n, 3, c]."""
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for start in range(0, len(faces), BATCH):
        crops = torch.from_numpy(faces.crops[start : start + BATCH])
        plain = centre(crops, faces.margin, size)
        changed = augment(crops, faces.margin, size, Augmentation(), generator, strength)
        with torch.autocast("cpu", torch.bfloat16):
            parts.append(torch.stack([network.trunk(x) for x in (plain, plain.flip(3), changed)], 1).half())
    return torch.cat(parts)


@torch.no_grad()
def widen_ages(network: FaceNetwork, faces: Faces, size: int) -> float:
    """Scales the age head by year as fit_spread finds it for some faces with ages, and returns the slope."""
    logits = fused_logits(fuse(network, size), faces.crops, faces.margin)["age"]
    slope = fit_spread(logits, faces.targets.age)
    scales = torch.from_numpy(year_scales(slope)).float()
    network.head["age"].weight.mul_(scales[:, None])
    network.head["age"].bias.mul_(scales)
    return slope


if __name__ == "__main__":
    main()
