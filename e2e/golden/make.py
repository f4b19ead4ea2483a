"""Reference crops for the crop contract: an independent implementation in NumPy, made from the contract alone.

    pip install numpy pillow
    python e2e/golden/make.py

Reads the faces of faces.json (picture, keypoints in picture pixels, side of the crop) and the template of the
page's card. Writes crops.bin: the crops one after the other, uint8 [side, side, 3] RGB, rounded.

The contract: a similarity (rotation, uniform scale, translation) maps right eye, left eye, nose tip and mouth
centre to the template with the least squared error. Each crop pixel is the mean of k x k bilinear samples, evenly
spaced inside it; pixel centres are at +0.5, borders are clamped. k is 1 for at most 1 picture pixel per crop
pixel, 2 for at most 3.5, and 3 above.
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
CARD = HERE / "../../public/models/face-attributes/card.json"
NAMES = ["rightEye", "leftEye", "noseTip", "mouthCentre"]


def similarity(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """The 2 x 3 matrix [[a, -b, tx], [b, a, ty]] that maps source to target with least squared error; both [n, 2]."""
    x, y = source.T
    one, zero = np.ones_like(x), np.zeros_like(x)
    equations = np.concatenate([np.stack([x, -y, one, zero], 1), np.stack([y, x, zero, one], 1)])
    a, b, tx, ty = np.linalg.lstsq(equations, np.concatenate([target[:, 0], target[:, 1]]), rcond=None)[0]
    return np.array([[a, -b, tx], [b, a, ty]])


def bilinear(picture: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Values of picture [h, w, 3] at continuous coordinates (pixel i covers [i, i + 1)), borders clamped."""
    height, width = picture.shape[:2]
    x = np.clip(x - 0.5, 0, width - 1)
    y = np.clip(y - 0.5, 0, height - 1)
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    right, bottom = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    fx, fy = (x - left)[..., None], (y - top)[..., None]
    upper = picture[top, left] * (1 - fx) + picture[top, right] * fx
    lower = picture[bottom, left] * (1 - fx) + picture[bottom, right] * fx
    return upper * (1 - fy) + lower * fy


def crop(picture: np.ndarray, matrix: np.ndarray, side: int) -> np.ndarray:
    """The crop of side x side pixels, float64 grey levels."""
    picture_per_crop = 1 / np.hypot(matrix[0, 0], matrix[1, 0])
    k = 1 if picture_per_crop <= 1 else 2 if picture_per_crop <= 3.5 else 3
    grid = (np.arange(side * k) + 0.5) / k
    u, v = np.meshgrid(grid, grid)
    x, y = np.linalg.solve(matrix[:, :2], np.stack([u - matrix[0, 2], v - matrix[1, 2]]).reshape(2, -1))
    samples = bilinear(picture, x.reshape(u.shape), y.reshape(u.shape))
    return samples.reshape(side, k, side, k, 3).mean(axis=(1, 3))


def main() -> None:
    template112 = json.loads(CARD.read_text())["input"]["crop"]["template112"]
    template = np.array([template112[name] for name in NAMES], float)
    crops = []
    for face in json.loads((HERE / "faces.json").read_text()):
        picture = np.asarray(Image.open(HERE / face["picture"]).convert("RGB"), float)
        keypoints = np.array([face["keypoints"][name] for name in NAMES], float)
        side = face["side"]
        found = crop(picture, similarity(keypoints, template * side / 112), side)
        crops.append(np.rint(found).astype(np.uint8).tobytes())
    (HERE / "crops.bin").write_bytes(b"".join(crops))


if __name__ == "__main__":
    main()
