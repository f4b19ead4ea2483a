"""What teachers say of every face: probabilities that a run learns beside the labels (Hinton et al. 2015).

They are read once, from the page's own crops at the teachers' own size, not for every augmented crop anew: so a run
at small sizes learns from teachers that see well, at no cost a step. Beyer et al. 2022 find a teacher that sees the
augmented crop better in runs of hundreds of passes, which two cores do not get to.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from training.augment import centre
from training.checkpoint import CheckpointError, load_checkpoint, load_network
from training.faces import Faces
from training.labels import HEADS
from training.networks.face import FaceNetwork

BATCH = 256
FILE = "told.safetensors"
"""Name of what the teachers said in a run's folder."""


def told_of(folder: Path, teachers: Sequence[str], faces: Faces, device: torch.device) -> dict[str, Tensor]:
    """Mean probabilities of the teachers' checkpoints by head, float16 [n, c] on the device: kept in `folder` when a
    run begins and read from there when it goes on.

    Raises CheckpointError where a teacher cannot be read, or what is kept is of other teachers or faces.
    """
    kept = folder / FILE
    asked = {"asked": _fingerprint(teachers, faces)}
    if not kept.exists():
        save_file(mean_probabilities(teachers, faces, device), kept, asked)
    try:
        with safe_open(kept, "pt") as file:
            if file.metadata() != asked:
                raise CheckpointError(
                    f"{kept} is of other teachers or faces: delete it, or name another --run"
                )
            return {head: file.get_tensor(head).to(device) for head in HEADS}
    except (OSError, SafetensorError) as error:
        raise CheckpointError(f"{kept} is broken: delete it") from error


def of_rows(told: Mapping[str, Tensor], rows: np.ndarray) -> dict[str, Tensor]:
    """What was told of some faces, in their order, by head."""
    return {head: one[torch.from_numpy(rows).to(one.device)] for head, one in told.items()}


def _fingerprint(teachers: Sequence[str], faces: Faces) -> str:
    """Of the teachers' files, wherever they lie, and of the faces."""
    try:
        files = [sha256(Path(teacher).read_bytes()).hexdigest() for teacher in teachers]
    except OSError as error:
        raise CheckpointError(f"{error.filename} is missing or no checkpoint") from error
    asked = [files, [entry.sha1 for entry in faces.entries]]
    return sha256(json.dumps(asked).encode()).hexdigest()


def mean_probabilities(teachers: Sequence[str], faces: Faces, device: torch.device) -> dict[str, Tensor]:
    """By head, float16 [n, c]: the mean over the teachers, and over each face and its mirror image.

    `teachers`: paths of checkpoints. Raises CheckpointError.
    """
    total = {head: torch.zeros(len(faces), classes) for head, classes in HEADS.items()}
    for teacher in teachers:
        network = load_network(Path(teacher)).to(device)
        size = int(load_checkpoint(Path(teacher))["size"])
        print(f"asking {teacher} about {len(faces)} faces", file=sys.stderr)
        for start in range(0, len(faces), BATCH):
            rows = slice(start, start + BATCH)
            for head, probabilities in _read(network, faces.crops[rows], faces.margin, size, device).items():
                total[head][rows] += probabilities / len(teachers)
    return {head: sums.half() for head, sums in total.items()}


@torch.no_grad()
def _read(
    network: FaceNetwork, crops: np.ndarray, margin: int, size: int, device: torch.device
) -> dict[str, Tensor]:
    with torch.autocast(device.type, torch.bfloat16):
        x = centre(torch.from_numpy(crops).to(device), margin, size)
        both = (network(x), network(x.flip(3)))
    return {
        head: sum(torch.softmax(out[head].float(), dim=1).cpu() for out in both) / len(both) for head in HEADS
    }
