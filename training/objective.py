"""What a batch is trained on: each head's loss against its labels, and against a teacher where there are none."""

import torch
from torch import Tensor

from training.config import Config
from training.losses import age_loss, class_loss, mean_of_known, smoothed
from training.targets import UNKNOWN, Targets


def label_losses(out: dict[str, Tensor], targets: Targets, config: Config) -> dict[str, Tensor]:
    """By head, the mean loss over the faces that have its label: logits [n, c] by head and the n faces' targets."""
    device = out["age"].device

    def here(values: object) -> Tensor:
        return torch.as_tensor(values, device=device)

    ages = age_loss(out["age"], here(targets.age), here(targets.bracket), config.sigma, config.age_distance)
    votes = smoothed(here(targets.emotion), config.smoothing)
    by_face = {
        "age": ages,
        "gender": class_loss(out["gender"], here(targets.gender)),
        "emotion": class_loss(out["emotion"], votes),
        "smile": class_loss(out["smile"], here(targets.smile)),
    }
    known = targets.known()
    return {head: mean_of_known(loss, here(known[head])) for head, loss in by_face.items()}


def stand_in_losses(out: dict[str, Tensor], told: dict[str, Tensor], targets: Targets) -> dict[str, Tensor]:
    """By head, the cross-entropy against a teacher's probabilities over the faces that lack the head's label.

    `out` and `told` are the network's and the teacher's logits [n, c] of the same augmented crops.
    """
    losses = {}
    for head, known in targets.known().items():
        lacks = ~torch.as_tensor(known, device=out[head].device)
        target = torch.softmax(told[head].float(), dim=1)
        target = torch.where(lacks[:, None], target, torch.full_like(target, UNKNOWN))
        losses[head] = mean_of_known(class_loss(out[head], target), lacks)
    return losses
