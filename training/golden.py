"""Golden faces: the same crops with the logits that a network gives for them, to check every hop to the browser."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from training.augment import centre
from training.trained import Fused

GOLDEN = "golden.safetensors"
FACES = "golden-faces.json"


class GoldenError(ValueError):
    """Golden files that are missing or do not fit the network."""


@dataclass(frozen=True, slots=True)
class GoldenFaces:
    """Crops of public-domain pictures, cut by the page's crop contract (src/core/align.ts)."""

    crops: Tensor
    """uint8 [n, size, size, 3], RGB."""
    pictures: bytes
    """golden-faces.json as it stands: of each crop its picture, keypoints, similarity and the k of the sampler."""


def read_golden_faces(folder: Path, size: int) -> GoldenFaces:
    """The crops of an earlier export. Raises GoldenError where they are missing or not size × size."""
    try:
        crops = load_file(folder / GOLDEN)["crops"]
        pictures = (folder / FACES).read_bytes()
        told = len(json.loads(pictures))
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise GoldenError(
            f"{folder} has no {GOLDEN} with crops and {FACES}: name an export that has"
        ) from error
    if crops.dtype != torch.uint8 or tuple(crops.shape[1:]) != (size, size, 3):
        raise GoldenError(
            f"the golden crops of {folder} are {crops.dtype} {list(crops.shape)}, the network takes {size}×{size}: "
            "cut them anew at that size"
        )
    if told != len(crops):
        raise GoldenError(f"{folder}: {len(crops)} golden crops, but {FACES} tells of {told}")
    return GoldenFaces(crops, pictures)


@torch.no_grad()
def golden_logits(network: Fused, faces: GoldenFaces) -> dict[str, Tensor]:
    """float32 logits [n, c] by head of exactly these crops."""
    return network(centre(faces.crops, 0, network.size))


def write_golden(folder: Path, faces: GoldenFaces, logits: dict[str, Tensor]) -> None:
    """Writes golden.safetensors (`crops`, `logits.<head>`) and golden-faces.json."""
    tensors = {f"logits.{head}": values.contiguous() for head, values in logits.items()}
    save_file({"crops": faces.crops, **tensors}, folder / GOLDEN)
    (folder / FACES).write_bytes(faces.pictures)
