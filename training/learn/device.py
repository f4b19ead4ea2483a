"""The device that a command is to use."""

import torch

from training.learn.config import ConfigError


def device_named(name: str) -> torch.device:
    """Raises ConfigError where PyTorch cannot use it here."""
    try:
        torch.empty(1, device=name)
    except (RuntimeError, AssertionError) as error:
        raise ConfigError(f"no device {name!r} that PyTorch can use here; leave --device out") from error
    # Shapes stay the same from step to step, so the fastest way to each is worth being looked for.
    torch.backends.cudnn.benchmark = True
    return torch.device(name)
