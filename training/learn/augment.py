"""Seeded augmentation of a batch of crops: the changes that a camera, a pose or an occlusion causes."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Generator, Tensor
from torch.nn import functional

# Luma weights of R, G and B (ITU-R BT.601).
GREY = (0.299, 0.587, 0.114)


@dataclass(frozen=True, slots=True)
class Augmentation:
    """The largest amount and the probability (0…1) of each change. `augment` scales both by its `strength`."""

    rotation: float = 12.0
    """Degrees (±): detected keypoints jitter and heads tilt."""
    zoom: float = 0.10
    """Relative change (±) of the scale."""
    shift: float = 0.05
    """Share of the side (±), on both axes."""
    brightness: float = 0.35
    contrast: float = 0.35
    gamma: float = 0.4
    """Natural logarithm (±) of the exponent, applied to `gamma_share` of the crops."""
    gamma_share: float = 0.3
    saturation: float = 0.5
    tint: float = 0.08
    grey: float = 0.15
    low_resolution: float = 0.2
    """Probability that a crop is reduced to a side of 20 to 48 pixels and enlarged again."""
    blur: float = 0.1
    noise: float = 0.15
    occlusion: float = 0.12
    """Probability that a patch, a band over the eyes, or the mouth and nose are covered."""


def augment(
    crops: Tensor, margin: int, size: int, how: Augmentation, generator: Generator, strength: float = 1.0
) -> Tensor:
    """Augments crops: uint8 [n, s, s, 3] with `margin` pixels around the page's crop → float32 [n, 3, size, size].

    The result is in −1…1. Values per crop are drawn from `generator` on its device. Which crops are degraded, and how
    much, is drawn on the CPU so that no step waits for a GPU. A GPU generator only seeds those draws, so each batch
    needs a new one.
    """
    n, stored = crops.shape[0], crops.shape[1]
    pixels = crops.permute(0, 3, 1, 2).float()
    draws = _Draws(n, generator, strength)

    def symmetric(amount: float, *shape: int) -> Tensor:
        return (torch.rand(n, *shape, generator=generator) * 2 - 1) * (amount * strength)

    def chance(probability: float) -> Tensor:
        return torch.rand(n, generator=generator) < probability * strength

    angle = symmetric(math.radians(how.rotation))
    scale = (1 + symmetric(how.zoom)) * (1 - 2 * margin / stored)
    flip = torch.where(torch.rand(n, generator=generator) < 0.5, -1.0, 1.0)
    move = symmetric(how.shift, 2) * (1 - 2 * margin / stored) * 2
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    theta = torch.stack([cos * flip, -sin, move[:, 0], sin * flip, cos, move[:, 1]], dim=1).view(n, 2, 3)
    grid = functional.affine_grid(theta, [n, 3, size, size], align_corners=False)
    # Sampling a much smaller output would alias, so 2 × 2 pixels are averaged first.
    if size * 1.5 < stored - 2 * margin:
        pixels = functional.avg_pool2d(pixels, 2)
    x = (
        functional.grid_sample(pixels, grid, padding_mode="border", align_corners=False)
        .mul_(1 / 127.5)
        .sub_(1)
    )
    x = _degrade(x, how, generator, draws)
    x = _recolour(x, how, symmetric, chance, draws)
    return _cover(x, chance(how.occlusion), generator)


class _Draws:
    """The random draws on the CPU for one batch of n crops."""

    def __init__(self, n: int, generator: Generator, strength: float) -> None:
        on_cpu = generator.device.type == "cpu"
        self._generator = generator if on_cpu else Generator("cpu").manual_seed(generator.initial_seed())
        self._device = generator.device
        self._n = n
        self._strength = strength

    def rows(self, probability: float) -> Tensor:
        """Indices of crops chosen with `probability` × strength each: int64 [m] on the device."""
        chosen = torch.rand(self._n, generator=self._generator, device="cpu") < probability * self._strength
        return chosen.nonzero()[:, 0].to(self._device)

    def uniform(self, low: float, high: float) -> float:
        """One number for the whole batch: low ≤ number < high."""
        return low + (high - low) * float(torch.rand(1, generator=self._generator, device="cpu"))


def centre(crops: Tensor, margin: int, size: int) -> Tensor:
    """The page's own crop: uint8 [n, s, s, 3] → float32 [n, 3, size, size] in −1…1."""
    inner = crops[:, margin : crops.shape[1] - margin, margin : crops.shape[2] - margin]
    return at_size(inner.permute(0, 3, 1, 2).float().div_(127.5).sub_(1), size)


def at_size(x: Tensor, size: int) -> Tensor:
    """Resizes crops [n, 3, s, s] to [n, 3, size, size]: by area to a smaller size, bilinearly to a larger one."""
    if x.shape[-1] == size:
        return x
    if size > x.shape[-1]:
        return functional.interpolate(x, size=(size, size), mode="bilinear", align_corners=False)
    return functional.interpolate(x, size=(size, size), mode="area")


def _degrade(x: Tensor, how: Augmentation, generator: Generator, draws: _Draws) -> Tensor:
    size = x.shape[-1]
    # One low resolution per batch keeps this a single operation.
    low = int(draws.uniform(20, 49))
    rows = draws.rows(how.low_resolution)
    if len(rows) and low < size:
        small = functional.interpolate(x[rows], size=(low, low), mode="area")
        x[rows] = functional.interpolate(small, size=(size, size), mode="bilinear", align_corners=False)
    rows = draws.rows(how.blur)
    if len(rows):
        x[rows] = _blurred(x[rows], size / 96 * draws.uniform(0.5, 2.0))
    rows = draws.rows(how.noise)
    if len(rows):
        level = torch.rand(len(rows), 1, 1, 1, generator=generator) * 0.15
        x[rows] += torch.randn(x[rows].shape, generator=generator) * level
    return x


def _blurred(x: Tensor, sigma: float) -> Tensor:
    reach = max(1, math.ceil(2.5 * sigma))
    offsets = torch.arange(-reach, reach + 1, dtype=torch.float32)
    kernel = functional.softmax(-(offsets**2) / (2 * sigma**2), dim=0)
    channels = x.shape[1]
    across = kernel.view(1, 1, 1, -1).expand(channels, 1, 1, -1)
    down = kernel.view(1, 1, -1, 1).expand(channels, 1, -1, 1)
    x = functional.pad(x, (reach, reach, reach, reach), mode="replicate")
    return functional.conv2d(functional.conv2d(x, across, groups=channels), down, groups=channels)


def _recolour(
    x: Tensor,
    how: Augmentation,
    symmetric: Callable[..., Tensor],
    chance: Callable[[float], Tensor],
    draws: _Draws,
) -> Tensor:
    """Applies saturation, contrast, brightness and tint as one matrix and one shift per crop, and then gamma."""
    n, _, size, _ = x.shape
    mean = x.mean((2, 3))
    weights = torch.tensor(GREY)
    saturation = torch.where(chance(how.grey), 0.0, 1 + symmetric(how.saturation))
    tint = 1 + symmetric(how.tint, 3) * (saturation > 0)[:, None]
    contrast = 1 + symmetric(how.contrast)
    mixed = saturation[:, None, None] * torch.eye(3) + (1 - saturation)[:, None, None] * weights[None, None]
    matrix = contrast[:, None, None] * tint[:, :, None] * mixed
    luma = (mean @ weights)[:, None]
    shift = luma * (1 - contrast[:, None]) * tint + symmetric(how.brightness)[:, None]
    x = torch.baddbmm(shift[:, :, None], matrix, x.view(n, 3, -1)).view(n, 3, size, size).clamp_(-1, 1)
    gamma = torch.exp(symmetric(how.gamma))
    rows = draws.rows(how.gamma_share)
    if len(rows):
        bright = ((x[rows] + 1) / 2).clamp_min_(1e-4)
        x[rows] = bright.pow_(gamma[rows].view(-1, 1, 1, 1)).mul_(2).sub_(1)
    return x


def _cover(x: Tensor, chosen: Tensor, generator: Generator) -> Tensor:
    """Covers the chosen crops with one colour: a patch anywhere, the eyes, or from the nose down, a third each."""
    n, size = len(x), x.shape[-1]
    kind = torch.randint(0, 3, (n,), generator=generator)
    r = torch.rand(4, n, generator=generator)
    height, width = 0.15 + 0.25 * r[:2]
    top, left = r[2] * (1 - height), r[3] * (1 - width)
    # Top, bottom, left and right of each kind as shares of the side, [4, n].
    patch = torch.stack([top, top + height, left, left + width])
    glasses = torch.stack(
        [0.33 + 0.04 * r[0], 0.45 + 0.06 * r[1], torch.full((n,), 0.2), torch.full((n,), 0.8)]
    )
    mask = torch.stack([0.55 + 0.1 * r[0], torch.ones(n), 0.1 + 0.1 * r[1], 0.8 + 0.1 * r[2]])
    top, bottom, left, right = torch.where(kind == 0, patch, torch.where(kind == 1, glasses, mask)) * size
    pixel = torch.arange(size)
    across = (pixel >= left[:, None]) & (pixel < right[:, None])
    down = (pixel >= top[:, None]) & (pixel < bottom[:, None])
    inside = down[:, None, :, None] & across[:, None, None, :] & chosen[:, None, None, None]
    colour = torch.rand(n, 3, 1, 1, generator=generator) * 2 - 1
    return torch.where(inside, colour, x)
