"""What a batch is trained on: each head's loss against its labels, and against what teachers say."""

from collections.abc import Mapping

import torch
from torch import Tensor

from training.config import Config
from training.losses import age_loss, class_loss, mean_of_known, smoothed
from training.targets import Targets


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


def teacher_losses(out: dict[str, Tensor], told: dict[str, Tensor]) -> dict[str, Tensor]:
    """By head, the mean cross-entropy of logits [n, c] against the teachers' probabilities [n, c] of the same faces,
    whether they have the head's label or not."""
    return {head: class_loss(logits, told[head].float()).mean() for head, logits in out.items()}


def weighed(losses: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """The heads' losses by their weights, in one number."""
    return torch.stack([weights[head] * loss for head, loss in losses.items()]).sum()
