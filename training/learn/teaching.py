"""Knowledge distillation: a run learns the probabilities of teachers in addition to the labels (Hinton et al. 2015).

On a CPU the teachers' probabilities are computed once, for the page's own crops at the teachers' own input size. So a
run at small sizes learns from teachers that see sharp crops, at no cost per step. Beyer et al. 2022 show that teachers
work better if they see each crop as the student does, augmented and mixed; on a GPU, `Teachers` do so in every batch.
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
"""Name of the file of the teachers' probabilities in a run's folder."""


def teacher_probabilities(
    folder: Path, teachers: Sequence[str], faces: Faces, device: torch.device
) -> dict[str, Tensor]:
    """Mean probabilities of the teachers' checkpoints by head, float16 [n, c] on the device.

    They are stored in `folder` when a run starts and read from there when it resumes. Raises CheckpointError if a
    teacher cannot be read, or if the stored probabilities belong to other teachers or faces.
    """
    stored = folder / FILE
    metadata = {"asked": _fingerprint(teachers, faces)}
    if not stored.exists():
        save_file(mean_probabilities(teachers, faces, device), stored, metadata)
    try:
        with safe_open(stored, "pt") as file:
            if file.metadata() != metadata:
                raise CheckpointError(
                    f"{stored} belongs to other teachers or faces: delete it, or name another --run"
                )
            return {head: file.get_tensor(head).to(device) for head in HEADS}
    except (OSError, SafetensorError) as error:
        raise CheckpointError(f"{stored} is broken: delete it") from error


def probabilities_of_rows(probabilities: Mapping[str, Tensor], rows: np.ndarray) -> dict[str, Tensor]:
    """The probabilities of the faces in `rows`, int [m], in their order: [m, c] by head."""
    return {head: one[torch.from_numpy(rows).to(one.device)] for head, one in probabilities.items()}


def _fingerprint(teachers: Sequence[str], faces: Faces) -> str:
    """A hash of the contents of the teachers' files and of the faces' SHA-1."""
    try:
        files = [sha256(Path(teacher).read_bytes()).hexdigest() for teacher in teachers]
    except OSError as error:
        raise CheckpointError(f"{error.filename} is missing or not a checkpoint") from error
    content = [files, [entry.sha1 for entry in faces.entries]]
    return sha256(json.dumps(content).encode()).hexdigest()


def mean_probabilities(teachers: Sequence[str], faces: Faces, device: torch.device) -> dict[str, Tensor]:
    """Probabilities by head, float16 [n, c]: the mean over the teachers, and over each face and its mirror image.

    `teachers`: paths of checkpoints. Raises CheckpointError if one cannot be read.
    """
    total = {head: torch.zeros(len(faces), classes) for head, classes in HEADS.items()}
    for teacher in teachers:
        network, size = _load_teacher(Path(teacher), device)
        print(f"reading {len(faces)} faces with {teacher}", file=sys.stderr)
        for start in range(0, len(faces), BATCH):
            rows = slice(start, start + BATCH)
            for head, probabilities in _read(network, faces.crops[rows], faces.margin, size, device).items():
                total[head][rows] += probabilities / len(teachers)
    return {head: sums.half() for head, sums in total.items()}


class StoredTeaching:
    """Teaching with the teachers' probabilities of every face, computed before training."""

    feature_widths: Sequence[int] = ()

    def __init__(self, probabilities: Mapping[str, Tensor]) -> None:
        self._probabilities = probabilities

    def lesson(self, _x: Tensor, rows: np.ndarray, mix: Mix | None) -> "Lesson":
        """The lesson for the faces in `rows` [n] and, with a mix, for their second faces."""
        first = probabilities_of_rows(self._probabilities, rows)
        if mix is None:
            return Lesson(first)
        return Lesson(first, probabilities_of_rows(self._probabilities, rows[mix.order]), mix)


class Teachers:
    """Teaching with finished runs that see each batch as their student sees it.

    Raises CheckpointError if one of them cannot be read.
    """

    def __init__(self, paths: Sequence[str], device: torch.device) -> None:
        self._networks = [_load_teacher(Path(path), device) for path in paths]
        self.feature_widths = [network.head.linear("age").in_features for network, _ in self._networks]

    @torch.no_grad()
    def lesson(self, x: Tensor, _rows: np.ndarray, _mix: Mix | None) -> "Lesson":
        """The lesson for crops [n, 3, s, s] in −1…1 of any size, which are already mixed."""
        features = [network.trunk(at_size(x, size)) for network, size in self._networks]
        outputs = [network.head(one) for (network, _), one in zip(self._networks, features, strict=True)]
        mean = {
            head: torch.stack([torch.softmax(out[head].float(), dim=1) for out in outputs]).mean(0)
            for head in HEADS
        }
        return Lesson(mean, features=features)


@dataclass(frozen=True, slots=True)
class Lesson:
    """The teachers' output for one batch of n faces."""

    probabilities: Mapping[str, Tensor]
    """Mean over the teachers by head, [n, c]."""
    others: Mapping[str, Tensor] | None = None
    """The probabilities of the second faces of a mix, if the teachers have not seen the mix."""
    mix: Mix | None = None
    features: Sequence[Tensor] = ()
    """Features of each teacher, [n, w]; empty if the probabilities were stored."""

    def losses(self, out: dict[str, Tensor]) -> dict[str, Tensor]:
        """The cross-entropy by head of logits [n, c] against the probabilities."""
        losses = teacher_losses(out, self.probabilities)
        if self.mix is None or self.others is None:
            return losses
        return self.mix.losses(losses, teacher_losses(out, self.others))


class Mimic(nn.Module):
    """Linear maps from a student's features to those of each teacher, whose difference is a loss (Romero et al. 2015).

    The features of a large network carry more information on a face than its probabilities.
    """

    def __init__(self, width: int, widths: Sequence[int]) -> None:
        super().__init__()
        self.views = nn.ModuleList([nn.Linear(width, one) for one in widths])

    def forward(self, features: Tensor, taught: Sequence[Tensor]) -> Tensor:
        """The mean over faces and teachers of 1 − cosine similarity, 0…2.

        `features`: [n, width] of the student; `taught`: [n, w] of each teacher.
        """
        cosines = [
            functional.cosine_similarity(view(features).float(), one.float(), dim=1).mean()
            for view, one in zip(self.views, taught, strict=True)
        ]
        return 1 - torch.stack(cosines).mean()


def teaching_of(
    config: Config, folder: Path, faces: Faces, device: torch.device
) -> StoredTeaching | Teachers | None:
    """The teaching of a configuration's run; None without teachers.

    Raises CheckpointError as teacher_probabilities and Teachers.
    """
    if not config.teachers:
        return None
    if config.teachers_see == "batch":
        return Teachers(config.teachers, device)
    return StoredTeaching(teacher_probabilities(folder, config.teachers, faces, device))


def _load_teacher(path: Path, device: torch.device) -> tuple[FaceNetwork, int]:
    return load_network(path).to(device), int(load_checkpoint(path)["size"])


@torch.no_grad()
def _read(
    network: FaceNetwork, crops: np.ndarray, margin: int, size: int, device: torch.device
) -> dict[str, Tensor]:
    with torch.autocast(device.type, torch.bfloat16):
        # With channels last, as in training, depthwise convolutions take half the time on a CPU.
        x = centre(torch.from_numpy(crops).to(device), margin, size).contiguous(
            memory_format=torch.channels_last
        )
        plain, mirrored = network(x), network(x.flip(3))
    return {head: (_softmax(plain[head]) + _softmax(mirrored[head])) / 2 for head in HEADS}


def _softmax(logits: Tensor) -> Tensor:
    return torch.softmax(logits.float(), dim=1).cpu()
