"""Makes a run from the published weights when the original checkpoint is not available.

    python -m training restore --from public/models/face-attributes --work WORK --run NAME

WORK/runs/NAME/checkpoint.pt can then be validated and be the `start` or a teacher of a configuration. The graph model
holds fused and rounded weights without normalization layers, whose statistics are computed again from WORK's training
crops. The optimizer's state is lost, so a new run can start from the checkpoint but not resume it.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

from training.command import command_parser
from training.data.faces import Faces, FacesError, load_faces
from training.learn.augment import centre
from training.learn.checkpoint import CHECKPOINT, CheckpointError, save_checkpoint
from training.networks.known import build
from training.runs.published import published_tensors

FACES = 4096
"""Number of faces from which the statistics are computed."""
BATCH = 256


def main() -> None:
    """The command."""
    parser = command_parser("restore", __doc__)
    parser.add_argument(
        "--from", type=Path, required=True, dest="published", help="folder of model.json and card.json"
    )
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    parser.add_argument("--run", required=True, help="name of the run to make")
    options = parser.parse_args()
    try:
        path = restore(options.published, options.work, options.run)
    except (CheckpointError, FacesError, ValueError) as error:
        sys.exit(str(error))
    print(f"{path} holds the weights of {options.published}")


def restore(published: Path, work: Path, name: str) -> Path:
    """Writes the checkpoint of the restored run and returns its path.

    Raises CheckpointError if the model cannot be read or the run exists, FacesError without crops and ValueError for a
    network into which fused weights cannot be loaded.
    """
    path = work / "runs" / name / CHECKPOINT
    if path.exists():
        raise CheckpointError(f"{path} exists already: name another --run")
    card_path = published / "card.json"
    try:
        card = json.loads(card_path.read_text())
        training, size = card["training"], int(card["input"]["width"])
        network = build(training["network"], **training["options"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CheckpointError(f"{card_path} does not describe its network: {error}") from error
    tensors = published_tensors(published)
    visible = {
        part: tensors.pop(f"head.visible.{part}")
        for part in ("weight", "bias")
        if f"head.visible.{part}" in tensors
    }
    network.load_fused(tensors)
    network.calibrate(batches_of(load_faces(work, "train"), size))
    path.parent.mkdir(parents=True, exist_ok=True)
    state = network.state_dict()
    described = {"network": training["network"], "options": training["options"]}
    save_checkpoint(
        path,
        {
            "network": {"name": training["network"], "options": training["options"]},
            "size": size,
            "model": state,
            "average": state,
            # The run has no sets of its own; provenance.data_sets reads those of the card through `start`.
            "config": {**described, "shares": {}, "start": str((published / "model.json").resolve())},
            "step": 0,
            "images": int(training["images"]),
            **({"visible": visible} if visible else {}),
        },
    )
    return path


def batches_of(faces: Faces, size: int) -> list[torch.Tensor]:
    """Batches of a fixed selection of faces for FaceNetwork.calibrate: float32 [n, 3, size, size] in −1…1 each."""
    rows = np.random.default_rng(1).permutation(len(faces))[:FACES]
    return [
        centre(torch.from_numpy(faces.crops[rows[i : i + BATCH]]), faces.margin, size)
        for i in range(0, len(rows), BATCH)
    ]
