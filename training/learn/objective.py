"""The training objective: each head's loss against the labels and against the teachers' probabilities."""

from collections.abc import Mapping
from typing import Protocol

import torch
from torch import Tensor

from training.data.targets import Targets
from training.learn.losses import age_loss, class_loss, mean_of_known, smoothed


class LabelSoftness(Protocol):
    """How labels become targets: the fields of that name of Config and of HeadsConfig."""

    @property
    def sigma(self) -> float: ...
    @property
    def age_distance(self) -> float: ...
    @property
    def smoothing(self) -> float: ...


def label_loss(head: str, logits: Tensor, targets: Targets, how: LabelSoftness) -> Tensor:
    """The mean loss of a head's logits [n, c] over the faces that have its label; 0 if no face has it."""

    def on_device(values: object) -> Tensor:
        return torch.as_tensor(values, device=logits.device)

    if head == "age":
        loss = age_loss(
            logits, on_device(targets.age), on_device(targets.bracket), how.sigma, how.age_distance
        )
    elif head == "emotion":
        loss = class_loss(logits, smoothed(on_device(targets.emotion), how.smoothing))
    else:
        loss = class_loss(logits, on_device(getattr(targets, head)))
    return mean_of_known(loss, on_device(targets.known()[head]))


def label_losses(out: dict[str, Tensor], targets: Targets, how: LabelSoftness) -> dict[str, Tensor]:
    """label_loss of every head: `out` has logits [n, c] by head, `targets` the labels of the n faces."""
    return {head: label_loss(head, logits, targets, how) for head, logits in out.items()}


def teacher_losses(out: dict[str, Tensor], probabilities: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """By head, the mean cross-entropy of logits [n, c] against the teachers' probabilities [n, c].

    All faces count, whether they have the head's label or not.
    """
    return {head: class_loss(logits, probabilities[head].float()).mean() for head, logits in out.items()}


def weighed(losses: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """The weighted sum of the heads' losses, a scalar."""
    return torch.stack([weights[head] * loss for head, loss in losses.items()]).sum()
