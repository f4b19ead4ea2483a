"""What teachers say of every face: probabilities that a run learns beside the labels (Hinton et al. 2015).

On two cores they are read once, from the page's own crops at the teachers' own size: so a run at small sizes learns
from teachers that see well, at no cost a step. Beyer et al. 2022 find a teacher better that sees each crop as its
student does, augmented and mixed, in runs of hundreds of passes: where a GPU can pay for that, `Teachers` are asked of
every batch.
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

from training.augment import at_size, centre
from training.checkpoint import CheckpointError, load_checkpoint, load_network
from training.config import Config
from training.faces import Faces
from training.labels import HEADS
from training.mixing import Mix
from training.networks.face import FaceNetwork
from training.objective import teacher_losses

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
        network, size = _taught(Path(teacher), device)
        print(f"asking {teacher} about {len(faces)} faces", file=sys.stderr)
        for start in range(0, len(faces), BATCH):
            rows = slice(start, start + BATCH)
            for head, probabilities in _read(network, faces.crops[rows], faces.margin, size, device).items():
                total[head][rows] += probabilities / len(teachers)
    return {head: sums.half() for head, sums in total.items()}


class Told:
    """What teachers said once of every face."""

    def __init__(self, told: Mapping[str, Tensor]) -> None:
        self._told = told

    def losses(
        self, _x: Tensor, out: dict[str, Tensor], rows: np.ndarray, mix: Mix | None
    ) -> dict[str, Tensor]:
        """By head, the loss of a batch's logits [n, c] against what was told of the faces that the rows [n] name, and
        of those that lie over them."""
        losses = teacher_losses(out, of_rows(self._told, rows))
        if mix is None:
            return losses
        return mix.losses(losses, teacher_losses(out, of_rows(self._told, rows[mix.order])))


class Teachers:
    """Finished runs that are asked of each batch as their student sees it.

    Raises CheckpointError where one of them cannot be read.
    """

    def __init__(self, paths: Sequence[str], device: torch.device) -> None:
        self._asked = [_taught(Path(path), device) for path in paths]

    @torch.no_grad()
    def say(self, x: Tensor) -> dict[str, Tensor]:
        """The mean of their probabilities by head, float32 [n, c], of crops [n, 3, s, s] in −1…1 of any size."""
        said = [network(at_size(x, size)) for network, size in self._asked]
        return {
            head: torch.stack([torch.softmax(out[head].float(), dim=1) for out in said]).mean(0)
            for head in HEADS
        }

    def losses(
        self, x: Tensor, out: dict[str, Tensor], _rows: np.ndarray, _mix: Mix | None
    ) -> dict[str, Tensor]:
        """By head, the loss of a batch's logits [n, c] against what they say of its crops x [n, 3, s, s]: they see
        what was mixed as mixed."""
        return teacher_losses(out, self.say(x))


def teaching_of(config: Config, folder: Path, faces: Faces, device: torch.device) -> Told | Teachers | None:
    """How a configuration's run is taught; None without teachers. Raises CheckpointError as told_of and Teachers."""
    if not config.teachers:
        return None
    if config.teachers_see == "batch":
        return Teachers(config.teachers, device)
    return Told(told_of(folder, config.teachers, faces, device))


def _taught(path: Path, device: torch.device) -> tuple[FaceNetwork, int]:
    return load_network(path).to(device), int(load_checkpoint(path)["size"])


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
