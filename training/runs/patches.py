"""Parts of pictures without people, cut as the page cuts faces, and the poor copies that distance and darkness make."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image, UnidentifiedImageError
from torch import Generator, Tensor
from torch.nn import functional

SMALLEST = 24
"""Least side of a patch, in pixels of its picture."""
LARGEST = 1.2
"""Largest side of a patch, as a share of the shorter side of its picture."""
TILT = 0.15
"""Standard deviation of the angle, radians: detected faces are rarely tilted more."""


def patches_of(pictures: Sequence[Path], each: int, size: int, seed: int) -> Tensor:
    """`each` random squares of every picture as crops [n, 3, size, size] in −1…1, half of them degraded.

    Sides are spread evenly by their logarithm. Raises ValueError if a picture cannot be read.
    """
    random = np.random.default_rng(seed)
    generator = Generator().manual_seed(seed)
    crops = [_patch(picture, each, size, random) for picture in map(_pixels, pictures)]
    return degraded(torch.cat(crops), generator)


def degraded(x: Tensor, generator: Generator) -> Tensor:
    """Crops [n, 3, s, s] in −1…1 of which some are small and enlarged again, some dark, some noisy."""
    size = x.shape[-1]
    changed = []
    for one in x.split(1):
        dice = torch.rand(6, generator=generator)
        if dice[0] < 0.35:
            small = int(12 + 36 * dice[1])
            less = functional.interpolate(one, size=(small, small), mode="area")
            one = functional.interpolate(less, size=(size, size), mode="bilinear", align_corners=False)
        if dice[2] < 0.25:
            one = (one + 1) * (0.08 + 0.52 * dice[3]) - 1
        if dice[4] < 0.3:
            one = one + torch.randn(one.shape, generator=generator) * (0.01 + 0.11 * dice[5])
        changed.append(one)
    return torch.cat(changed).clamp(-1, 1)


def _pixels(path: Path) -> Tensor:
    """A picture as float32 [1, 3, h, w] in −1…1."""
    try:
        with Image.open(path) as picture:
            values = np.asarray(picture.convert("RGB"), np.float32)
    except (OSError, UnidentifiedImageError) as error:
        raise ValueError(f"{path} cannot be read as a picture") from error
    return torch.from_numpy(values).permute(2, 0, 1)[None] / 127.5 - 1


def _patch(picture: Tensor, each: int, size: int, random: np.random.Generator) -> Tensor:
    height, width = picture.shape[2:]
    crops = []
    for _ in range(each):
        largest = max(SMALLEST + 1.0, LARGEST * min(height, width))
        side = math.exp(random.uniform(math.log(SMALLEST), math.log(largest)))
        x, y = random.uniform(0, width), random.uniform(0, height)
        angle = random.normal(0, TILT)
        cos, sin = side * math.cos(angle), side * math.sin(angle)
        theta = torch.tensor(
            [
                [cos / width, -sin / width, 2 * x / width - 1],
                [sin / height, cos / height, 2 * y / height - 1],
            ],
            dtype=torch.float32,
        )[None]
        # Sampling a much smaller output would alias, so blocks of pixels are averaged first.
        block = max(1, int(side / size / 1.5))
        source = functional.avg_pool2d(picture, block) if block > 1 else picture
        grid = functional.affine_grid(theta, [1, 3, size, size], align_corners=False)
        crops.append(functional.grid_sample(source, grid, padding_mode="border", align_corners=False))
    return torch.cat(crops)
