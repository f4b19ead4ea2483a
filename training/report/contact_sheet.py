"""Sheets of faces with captions."""

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

INK, PAPER = "#1a1a1a", "#ffffff"
TEXT, ROW = 12, 15


def grid(pictures: Sequence[Image.Image], columns: int, gap: int = 0) -> Image.Image:
    """Pictures of one size side by side in rows, `gap` white pixels between and around them."""
    width, height = pictures[0].size
    rows = math.ceil(len(pictures) / columns)
    sheet = Image.new("RGB", (columns * (width + gap) + gap, rows * (height + gap) + gap), PAPER)
    for i, picture in enumerate(pictures):
        sheet.paste(picture, (gap + i % columns * (width + gap), gap + i // columns * (height + gap)))
    return sheet


def captioned(crop: np.ndarray, lines: Sequence[str], width: int = 128) -> Image.Image:
    """A face uint8 [h, w, 3], `width` pixels wide, with lines beneath; too long lines are cut off."""
    picture = Image.new("RGB", (width, width + ROW * len(lines) + 2), PAPER)
    picture.paste(Image.fromarray(crop).resize((width, width), Image.Resampling.BILINEAR), (0, 0))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(TEXT)
    for i, line in enumerate(lines):
        draw.text((0, width + i * ROW + 1), line, fill=INK, font=font)
    return picture
