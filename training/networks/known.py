"""Builds the networks by name."""

from collections.abc import Callable
from typing import Any

import torch

from training.networks.bknet import bknet
from training.networks.face import FaceNetwork
from training.networks.inverted import inverted
from training.networks.mobilefacenet import mobilefacenet
from training.networks.mobilenet import mobilenet
from training.networks.mobilenetv2 import mobilenetv2
from training.networks.plain import Plain
from training.networks.recognition import recognition
from training.networks.residual import residual
from training.networks.ssrnet import ssrnet

BUILDERS: dict[str, Callable[..., FaceNetwork]] = {
    "plain": Plain,
    "residual": residual,
    "inverted": inverted,
    "mobilefacenet": mobilefacenet,
    "mobilenetv2": mobilenetv2,
    "ssrnet": ssrnet,
    "bknet": bknet,
    "mobilenet": mobilenet,
}
NAMES = tuple(BUILDERS)
"""The names of the networks that the page can run."""
TEACHERS: dict[str, Callable[..., FaceNetwork]] = {"recognition": recognition}
"""Networks with layers that the page's format lacks; they can only be teachers and not be exported."""


def build(name: str, *, seed: int = 0, **options: Any) -> FaceNetwork:  # noqa: ANN401
    """The network of that name with new weights drawn from `seed`; `options` are the arguments of its builder.

    Raises ValueError for a name that is not in NAMES or TEACHERS, and for invalid options.
    """
    builders = BUILDERS | TEACHERS
    if name not in builders:
        raise ValueError(f"{name!r} is not a network; choose one of {', '.join(builders)}")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        try:
            return builders[name](**options)
        except TypeError as error:
            raise ValueError(f"network {name}: {error}") from error
