"""The device on which a command computes."""

import torch

from training.learn.config import ConfigError


def device_named(name: str) -> torch.device:
    """The device of that name, such as "cpu" or "cuda". Raises ConfigError if PyTorch cannot use it here."""
    try:
        torch.empty(1, device=name)
    except (RuntimeError, AssertionError) as error:
        raise ConfigError(f"no device {name!r} that PyTorch can use here; leave --device out") from error
    # Shapes are the same at every step, so searching once for the fastest algorithm pays off.
    torch.backends.cudnn.benchmark = True
    return torch.device(name)
