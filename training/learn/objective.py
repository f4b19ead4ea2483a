"""What a batch is trained on: each head's loss against its labels, and against what teachers say."""

from collections.abc import Mapping
from typing import Protocol

import torch
from torch import Tensor

from training.data.targets import Targets
from training.learn.losses import age_loss, class_loss, mean_of_known, smoothed


class LabelSoftness(Protocol):
    """How the labels stand for what they say: Config's own fields."""

    @property
    def sigma(self) -> float: ...
    @property
    def age_distance(self) -> float: ...
    @property
    def smoothing(self) -> float: ...


def label_loss(head: str, logits: Tensor, targets: Targets, how: LabelSoftness) -> Tensor:
    """The mean loss of a head's logits [n, c] over those of the n faces that have its label; 0 where none has."""

    def here(values: object) -> Tensor:
        return torch.as_tensor(values, device=logits.device)

    if head == "age":
        loss = age_loss(logits, here(targets.age), here(targets.bracket), how.sigma, how.age_distance)
    elif head == "emotion":
        loss = class_loss(logits, smoothed(here(targets.emotion), how.smoothing))
    else:
        loss = class_loss(logits, here(getattr(targets, head)))
    return mean_of_known(loss, here(targets.known()[head]))


def label_losses(out: dict[str, Tensor], targets: Targets, how: LabelSoftness) -> dict[str, Tensor]:
    """label_loss by head: logits [n, c] by head and the n faces' targets."""
    return {head: label_loss(head, logits, targets, how) for head, logits in out.items()}


def teacher_losses(out: dict[str, Tensor], told: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """By head, the mean cross-entropy of logits [n, c] against the teachers' probabilities [n, c] of the same faces,
    whether they have the head's label or not."""
    return {head: class_loss(logits, told[head].float()).mean() for head, logits in out.items()}


def weighed(losses: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """The heads' losses by their weights, in one number."""
    return torch.stack([weights[head] * loss for head, loss in losses.items()]).sum()
