"""What teachers say of every face: probabilities that a run learns beside the labels (Hinton et al. 2015).

On two cores they are read once, from the page's own crops at the teachers' own size: so a run at small sizes learns
from teachers that see well, at no cost a step. Beyer et al. 2022 find a teacher better that sees each crop as its
student does, augmented and mixed, in runs of hundreds of passes: where a GPU can pay for that, `Teachers` are asked of
every batch.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from training.data.faces import Faces
from training.data.labels import HEADS
from training.learn.augment import at_size, centre
from training.learn.checkpoint import CheckpointError, load_checkpoint, load_network
from training.learn.config import Config
from training.learn.mixing import Mix
from training.learn.objective import teacher_losses
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
        network, size = _taught(Path(teacher), device)
        print(f"asking {teacher} about {len(faces)} faces", file=sys.stderr)
        for start in range(0, len(faces), BATCH):
            rows = slice(start, start + BATCH)
            for head, probabilities in _read(network, faces.crops[rows], faces.margin, size, device).items():
                total[head][rows] += probabilities / len(teachers)
    return {head: sums.half() for head, sums in total.items()}


class Told:
    """What teachers said once of every face."""

    feature_widths: Sequence[int] = ()

    def __init__(self, told: Mapping[str, Tensor]) -> None:
        self._told = told

    def lesson(self, _x: Tensor, rows: np.ndarray, mix: Mix | None) -> "Lesson":
        """Of the faces that the rows [n] name, and of those that lie over them."""
        first = of_rows(self._told, rows)
        return Lesson(first, None if mix is None else of_rows(self._told, rows[mix.order]), mix)


class Teachers:
    """Finished runs that are asked of each batch as their student sees it.

    Raises CheckpointError where one of them cannot be read.
    """

    def __init__(self, paths: Sequence[str], device: torch.device) -> None:
        self._asked = [_taught(Path(path), device) for path in paths]
        self.feature_widths = [network.head.linear("age").in_features for network, _ in self._asked]

    @torch.no_grad()
    def lesson(self, x: Tensor, _rows: np.ndarray, _mix: Mix | None) -> "Lesson":
        """Of crops [n, 3, s, s] in −1…1 of any size: they see what is mixed as mixed."""
        features = [network.trunk(at_size(x, size)) for network, size in self._asked]
        said = [network.head(one) for (network, _), one in zip(self._asked, features, strict=True)]
        mean = {
            head: torch.stack([torch.softmax(out[head].float(), dim=1) for out in said]).mean(0)
            for head in HEADS
        }
        return Lesson(mean, features=features)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What teachers say of one batch of n faces."""

    probabilities: Mapping[str, Tensor]
    """Their mean by head, [n, c]."""
    others: Mapping[str, Tensor] | None = None
    """The same of the faces laid over these, where teachers have not seen the mix."""
    mix: Mix | None = None
    features: Sequence[Tensor] = ()
    """Of each teacher, [n, w]; none where they were asked before."""

    def losses(self, out: dict[str, Tensor]) -> dict[str, Tensor]:
        """By head, the cross-entropy of logits [n, c] against the probabilities."""
        losses = teacher_losses(out, self.probabilities)
        if self.mix is None or self.others is None:
            return losses
        return self.mix.losses(losses, teacher_losses(out, self.others))


class Mimic(nn.Module):
    """A linear view of a student's features for each of its teachers', which it is to resemble (Romero et al. 2015):
    eight emotions and two genders tell a student less of a face than a large network's features do."""

    def __init__(self, width: int, widths: Sequence[int]) -> None:
        super().__init__()
        self.views = nn.ModuleList([nn.Linear(width, one) for one in widths])

    def forward(self, features: Tensor, taught: Sequence[Tensor]) -> Tensor:
        """The mean over faces and teachers of 1 − cosine of the angle between both, 0…2: [n, width], [n, w] each."""
        cosines = [
            functional.cosine_similarity(view(features).float(), one.float(), dim=1).mean()
            for view, one in zip(self.views, taught, strict=True)
        ]
        return 1 - torch.stack(cosines).mean()


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
        # As training lays its pictures out; depthwise convolutions then take half the time on a CPU.
        x = centre(torch.from_numpy(crops).to(device), margin, size).contiguous(
            memory_format=torch.channels_last
        )
        plain, mirrored = network(x), network(x.flip(3))
    return {head: (_softmax(plain[head]) + _softmax(mirrored[head])) / 2 for head in HEADS}


def _softmax(logits: Tensor) -> Tensor:
    return torch.softmax(logits.float(), dim=1).cpu()
