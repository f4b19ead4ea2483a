"""Makes a run with fewer features from a finished MobileNet run, as the start for training the page's network.

    python -m training narrow --from WORK/runs/NAME --features 512 --work WORK --run NEW

The features are the channels of the last convolution. Those that change the heads' logits most on WORK's training
faces are kept; the mean contribution of the others is added to the heads' biases.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.command import command_parser
from training.data.faces import Faces, FacesError, load_faces
from training.data.sets.listing import SetError
from training.learn.augment import centre
from training.learn.checkpoint import (
    CHECKPOINT,
    CheckpointError,
    load_checkpoint,
    load_network,
    save_checkpoint,
)
from training.networks.face import FaceNetwork
from training.networks.known import build

FACES = 4096
BATCH = 256


def main() -> None:
    """The command."""
    parser = command_parser("narrow", __doc__)
    parser.add_argument("--from", type=Path, required=True, dest="wide", help="folder of the finished run")
    parser.add_argument("--features", type=int, required=True, help="number of features to keep")
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    parser.add_argument("--run", required=True, help="name of the run to make")
    options = parser.parse_args()
    try:
        path = narrow(options.wide / CHECKPOINT, options.features, options.work, options.run)
    except (CheckpointError, FacesError, SetError, ValueError) as error:
        sys.exit(str(error))
    print(f"{path} keeps {options.features} features")


def narrow(wide: Path, count: int, work: Path, name: str) -> Path:
    """Writes the checkpoint of the narrowed run and returns its path.

    Raises CheckpointError if the run cannot be read, is of another network, or the new run exists; ValueError if
    `count` exceeds its features; FacesError, CropsError or SetError without crops.
    """
    path = work / "runs" / name / CHECKPOINT
    if path.exists():
        raise CheckpointError(f"{path} exists already: name another --run")
    network, values = load_network(wide), load_checkpoint(wide)
    described = values["network"]
    if described["name"] != "mobilenet":
        raise CheckpointError(f"{wide} is of {described['name']}: only a mobilenet can be narrowed")
    width = network.head.linear("age").in_features
    if not 0 < count <= width:
        raise ValueError(f"--features must be from 1 to {width}")
    features = features_of(network, load_faces(work, "train"), int(values["size"]))
    kept = strongest(features, [network.head.linear(head).weight for head in network.head], count)
    options = {**described["options"], "features": count}
    state = narrowed_state(network, kept, features.mean(dim=0))
    build("mobilenet", **options).load_state_dict(state)
    path.parent.mkdir(parents=True, exist_ok=True)
    config = {**values["config"], "options": options, "start": str(wide.resolve()), "teachers": []}
    (path.parent / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    about = {"network": {"name": "mobilenet", "options": options}, "config": config}
    kept_values = {key: values[key] for key in ("size", "step", "images")}
    save_checkpoint(path, {**kept_values, **about, "model": state, "average": state})
    return path


@torch.no_grad()
def features_of(network: FaceNetwork, faces: Faces, size: int) -> Tensor:
    """The trunk's features of at most FACES faces, evenly spread over all: float32 [n, c]."""
    rows = np.linspace(0, len(faces) - 1, min(FACES, len(faces))).astype(int)
    batches = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
    parts = [
        network.trunk(centre(torch.from_numpy(faces.crops[some]), faces.margin, size)) for some in batches
    ]
    return torch.cat(parts)


def strongest(features: Tensor, weights: list[Tensor], count: int) -> Tensor:
    """The sorted indices of the `count` features of [n, c] that change the logits most.

    A feature's effect is its standard deviation times the norm of its weights in each head's [logits, c]; all heads
    have equal weight.
    """
    effects = [weight.detach().norm(dim=0) * features.std(dim=0) for weight in weights]
    total = torch.stack([one / one.sum() for one in effects]).sum(dim=0)
    return total.topk(count).indices.sort().values


@torch.no_grad()
def narrowed_state(network: FaceNetwork, kept: Tensor, means: Tensor) -> Mapping[str, Tensor]:
    """The network's state with only the features at the indices `kept`; `means` [c] are those of all features."""
    before = network.state_dict()
    last = [key for key in before if key.endswith(".branch.0.weight")][-1].removesuffix("0.weight")
    removed = means.clone()
    removed[kept] = 0
    state = {}
    for key, value in before.items():
        if key.startswith(last) and value.ndim > 0:
            state[key] = value[kept].clone()
        elif key.startswith("head.") and key.endswith(".weight"):
            state[key] = value[:, kept].clone()
        elif key.startswith("head."):
            state[key] = value + before[key.replace(".bias", ".weight")] @ removed
        else:
            state[key] = value.clone()
    return state
