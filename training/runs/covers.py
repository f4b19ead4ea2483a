"""Draws masks, hands, scarves, sunglasses and frames of glasses over crops of faces whose keypoints are at known places.

Sizes and places are shares of the crop's side. In the page's template the eyes are at a height of 0.41, the tip of the
nose at 0.59 and the mouth at 0.75; the eyes are 0.32 apart.
"""

import math

import torch
from torch import Generator, Tensor
from torch.nn import functional

EYES = 0.41
HALF_DISTANCE = 0.16
CENTRE = 0.5


def cover_mouths(x: Tensor, generator: Generator) -> Tensor:
    """Faces [n, 3, s, s] in −1…1 whose mouth is covered by a mask, a scarf or a hand."""
    n, size = len(x), x.shape[-1]
    return _laid_over(x, mouth_region(n, size, generator), textures(n, size, generator), generator)


def cover_eyes(x: Tensor, generator: Generator) -> Tensor:
    """Faces [n, 3, s, s] in −1…1 whose eyes are covered by sunglasses, a band or a fringe."""
    n, size = len(x), x.shape[-1]
    tint = 0.15 * torch.rand(n, 3, 1, 1, generator=generator)
    shine = 0.15 * _clouds(n, size, 3, generator) * _uniform(n, generator)
    glass = _uniform(n, generator) * 0.5 - 1 + tint + shine
    is_glass = _uniform(n, generator) < 0.75
    paint = torch.where(is_glass, glass.clamp(-1, 1), textures(n, size, generator))
    opacity = 0.75 + 0.25 * _uniform(n, generator)
    return _laid_over(x, eye_region(n, size, generator) * opacity, paint, generator)


def put_on_glasses(x: Tensor, generator: Generator) -> Tensor:
    """Faces [n, 3, s, s] in −1…1 with the frames of clear glasses, through which the eyes stay visible."""
    n, size = len(x), x.shape[-1]
    lenses = _lenses(n, size, generator)
    width = 1 + int(torch.randint(0, 3, (1,), generator=generator))
    inner = 1 - functional.max_pool2d(1 - lenses, 2 * width + 1, 1, width)
    colour = _uniform(n, generator) * 1.2 - 1 + 0.2 * torch.rand(n, 3, 1, 1, generator=generator)
    return _laid_over(x, lenses - inner, colour.clamp(-1, 1), generator)


def mouth_region(n: int, size: int, generator: Generator) -> Tensor:
    """Where the mouth is covered, 0 or 1 [n, 1, size, size]: half of them masks, a quarter scarves, a quarter hands."""
    y, x = _grid(size)
    top = _spread(n, 0.50, 0.64, generator)
    middle = _spread(n, 0.475, 0.525, generator)
    width = _spread(n, 0.26, 0.38, generator)
    bottom = _spread(n, 0.95, 1.15, generator)
    curve = _spread(n, 0.05, 0.17, generator) * _spread(n, -0.3, 0.7, generator)
    edge = top + curve * ((x - middle) / width).square()
    taper = 1 - 0.5 * ((y - top) / (bottom - top)).clamp(0, 1).square()
    mask = (y > edge) & ((x - middle).abs() < width * taper) & (y < bottom)
    scarf = y > top + 0.04
    hand_x, hand_y = _spread(n, 0.44, 0.56, generator), _spread(n, 0.73, 0.79, generator)
    angle = _spread(n, 0, math.pi, generator)
    along = (x - hand_x) * angle.cos() + (y - hand_y) * angle.sin()
    across = (y - hand_y) * angle.cos() - (x - hand_x) * angle.sin()
    length, breadth = _spread(n, 0.22, 0.42, generator), _spread(n, 0.13, 0.23, generator)
    hand = (along / length).square() + (across / breadth).square() < 1
    kind = torch.randint(0, 4, (n, 1, 1), generator=generator)
    return torch.where(kind <= 1, mask, torch.where(kind == 2, scarf, hand))[:, None].float()


def eye_region(n: int, size: int, generator: Generator) -> Tensor:
    """Where the eyes are covered, 0 or 1 [n, 1, size, size]: mostly sunglasses, else a band, or all above them."""
    y, x = _grid(size)
    height = _spread(n, 0.07, 0.13, generator)
    centre = _spread(n, EYES - 0.015, EYES + 0.015, generator)
    reach = _spread(n, 0.33, 0.53, generator)
    band = ((y - centre).abs() < height + 0.01) & ((x - CENTRE).abs() < reach)
    above = (y < centre + height).expand(n, size, size)
    kind = torch.randint(0, 5, (n, 1, 1), generator=generator)
    lenses = _lenses(n, size, generator)[:, 0] > 0
    return torch.where(kind <= 2, lenses, torch.where(kind == 3, band, above))[:, None].float()


def textures(n: int, size: int, generator: Generator) -> Tensor:
    """Cloth, skin and plain surfaces in −1…1, [n, 3, size, size]: a colour, folds, stripes, prints, a shade."""
    y, x = _grid(size)
    colour = torch.rand(n, 3, 1, 1, generator=generator) * 2 - 1
    skin = torch.tensor([0.75, 0.55, 0.45]).view(1, 3, 1, 1) * (0.35 + 0.9 * _uniform(n, generator)) * 2 - 1
    white = (0.9 * _uniform(n, generator)).expand(n, 3, 1, 1)
    black = (-0.9 * _uniform(n, generator)).expand(n, 3, 1, 1)
    kind = _uniform(n, generator)
    base = torch.where(
        kind < 0.3,
        skin,
        torch.where(kind < 0.55, white, torch.where(kind < 0.7, black, colour)),
    )
    folds = 0.8 * _clouds(n, size, 4, generator).mean(1, keepdim=True) * _uniform(n, generator)
    angle, density = _spread(n, 0, math.pi, generator), _spread(n, 5, 65, generator)
    waves = torch.sin(density * (x * angle.cos() + y * angle.sin()))[:, None]
    stripes = waves * (_uniform(n, generator) < 0.3) * 0.4 * _uniform(n, generator)
    printed = _clouds(n, size, 12, generator) * (_uniform(n, generator) < 0.2) * 0.6
    shade = 0.7 * (y * _spread(n, -0.5, 0.5, generator) + x * _spread(n, -0.5, 0.5, generator))[:, None]
    return (base + folds + stripes + printed + shade).clamp(-1, 1)


def _laid_over(x: Tensor, region: Tensor, paint: Tensor, generator: Generator) -> Tensor:
    """`paint` over the faces where `region` is 1; the edges are soft in half of the batches, some covers translucent."""
    soft = int(torch.randint(0, 2, (1,), generator=generator))
    cover = functional.avg_pool2d(region, 2 * soft + 1, 1, soft)
    cover = cover * torch.where(_uniform(len(x), generator) < 0.15, 0.85, 1.0)
    return x * (1 - cover) + paint * cover


def _lenses(n: int, size: int, generator: Generator) -> Tensor:
    """Two lenses and the bridge between them, 0 or 1 [n, 1, size, size]."""
    y, x = _grid(size)
    centre = _spread(n, EYES - 0.015, EYES + 0.015, generator)
    height, width = _spread(n, 0.07, 0.13, generator), _spread(n, 0.13, 0.18, generator)
    apart = _spread(n, HALF_DISTANCE - 0.01, HALF_DISTANCE + 0.01, generator)

    def lens(middle: Tensor) -> Tensor:
        return ((x - middle) / width).abs() ** 3 + ((y - centre) / height).abs() ** 3 < 1

    bridge = ((y - centre).abs() < 0.012) & ((x - CENTRE).abs() < 0.3)
    return (lens(CENTRE - apart) | lens(CENTRE + apart) | bridge)[:, None].float()


def _grid(size: int) -> tuple[Tensor, Tensor]:
    """y and x of the pixels' centres as shares of the side, [size, size] each."""
    centres = (torch.arange(size) + 0.5) / size
    y, x = torch.meshgrid(centres, centres, indexing="ij")
    return y, x


def _uniform(n: int, generator: Generator) -> Tensor:
    return torch.rand(n, 1, 1, 1, generator=generator)


def _spread(n: int, low: float, high: float, generator: Generator) -> Tensor:
    return low + (high - low) * torch.rand(n, 1, 1, generator=generator)


def _clouds(n: int, size: int, cells: int, generator: Generator) -> Tensor:
    """Smooth noise in about −1…1, [n, 3, size, size], with `cells` independent values per side."""
    noise = torch.rand(n, 3, cells, cells, generator=generator) * 2 - 1
    return functional.interpolate(noise, size=(size, size), mode="bicubic", align_corners=False)
