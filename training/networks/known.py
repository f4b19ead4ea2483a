"""The networks by name."""

from collections.abc import Callable
from typing import Any

import torch

from training.networks.face import FaceNetwork
from training.networks.plain import Plain

BUILDERS: dict[str, Callable[..., FaceNetwork]] = {"plain": Plain}
NAMES = tuple(BUILDERS)


def build(name: str, *, seed: int = 0, **options: Any) -> FaceNetwork:  # noqa: ANN401
    """The network of that name with fresh weights drawn from `seed`; options as its class takes them.

    Raises ValueError for a name that is none of NAMES, and for options that the network does not take.
    """
    if name not in BUILDERS:
        raise ValueError(f"{name!r} is no network; there are {', '.join(NAMES)}")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        try:
            return BUILDERS[name](**options)
        except TypeError as error:
            raise ValueError(f"network {name}: {error}") from error
