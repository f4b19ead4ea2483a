"""Makes a run from a published face recognition network, as the start for training a teacher.

    python -m training adopt --network recognition --from node_modules/@vladmandic/face-api/model --work WORK --run NAME
    python -m training adopt --network mobilenet --from node_modules/@vladmandic/human/models --work WORK --run NAME

The folders belong to packages that `npm ci` installs. face-api's face_recognition_model is dlib's network (King 2017);
Human's faceres is a MobileNet trained to recognize people and then to predict age and gender (Savchenko 2019). Only the
trunk is taken; the heads are new. The cards of networks that learn from it list the sets that it was trained on.
WORK/runs/NAME/checkpoint.pt can then be the `start` of a configuration of that network.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from training.command import command_parser
from training.data.faces import FacesError, load_faces
from training.learn.checkpoint import CHECKPOINT, CheckpointError, save_checkpoint
from training.networks import mobilenet, recognition
from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.known import build
from training.runs.published import listed_tensors
from training.runs.restore import batches_of

HALF_RANGE = 127.5
"""Half the range of a byte: our networks take pixels in −1…1, the published ones take bytes."""


def main() -> None:
    """The command."""
    parser = command_parser("adopt", __doc__)
    parser.add_argument("--network", choices=PUBLISHED, required=True)
    parser.add_argument("--from", type=Path, required=True, dest="published", help="folder of its weights")
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    parser.add_argument("--run", required=True, help="name of the run to make")
    parser.add_argument("--size", type=int, default=128, help="side of its input in pixels")
    options = parser.parse_args()
    try:
        path = adopt(options.network, options.published, options.work, options.run, options.size)
    except (CheckpointError, FacesError, ValueError) as error:
        sys.exit(str(error))
    print(f"{path} holds the weights of {options.published}")


def adopt(network_name: str, published: Path, work: Path, name: str, size: int) -> Path:
    """Writes the checkpoint of one of PUBLISHED and returns its path.

    Raises CheckpointError if the weights cannot be read or the run exists, FacesError without crops.
    """
    path = work / "runs" / name / CHECKPOINT
    if path.exists():
        raise CheckpointError(f"{path} exists already: name another --run")
    known = PUBLISHED[network_name]
    tensors = listed_tensors(published / known.manifest, known.keys)
    network = build(network_name)
    try:
        known.load(network, tensors)
    except (KeyError, ValueError) as error:
        raise CheckpointError(f"{published / known.manifest} is of another network: {error}") from error
    network.calibrate(batches_of(load_faces(work, "train"), size))
    path.parent.mkdir(parents=True, exist_ok=True)
    state = network.state_dict()
    described = {"network": network_name, "options": {}, "shares": {}, "dataSets": list(known.data_sets)}
    save_checkpoint(
        path,
        {
            "network": {"name": network_name, "options": {}},
            "size": size,
            "model": state,
            "average": state,
            "config": described,
            "step": 0,
            "images": 0,
        },
    )
    return path


@torch.no_grad()
def load_recognition(network: FaceNetwork, tensors: Mapping[str, Tensor]) -> None:
    """Loads weights with face-api's names into the trunk of a `recognition` network with inputs in −1…1.

    In face-api each convolution has a bias, then a scale and a shift per channel; the first one's input is
    (byte − mean) / 255. Raises KeyError for a missing weight and ValueError for another shape.
    """
    fused = []
    for name in [name.removesuffix("/conv/filters") for name in tensors if name.endswith("/conv/filters")]:
        scale = tensors[f"{name}/scale/weights"]
        weight = tensors[f"{name}/conv/filters"] * scale[:, None, None, None]
        fused.append((weight, tensors[f"{name}/conv/bias"] * scale + tensors[f"{name}/scale/biases"]))
    if fused:
        weight, bias = fused[0]
        fused[0] = _of_our_pixels(weight / 255, bias, recognition.MEAN_PIXEL)
    _load(network, fused)


@torch.no_grad()
def load_mobilenet(network: FaceNetwork, tensors: Mapping[str, Tensor]) -> None:
    """Loads weights with faceres' names into the trunk of a `mobilenet` network with inputs in −1…1.

    In faceres the scale is merged into dense filters and separate for depthwise ones; all shifts are separate. The first
    layer's input is byte − mean in BGR order. Raises KeyError for a missing weight, ValueError for another shape.
    """
    fused = []
    for name in tensors:
        layer, _, kind = name.partition("/")
        if kind == "convolution/merged_input":
            weight = tensors[name]
        elif kind == "depthwise_kernel":
            # [1, c, k, k] in the layout of dense filters.
            weight = (
                tensors[name].transpose(0, 1) * tensors[f"{layer}_bn/batchnorm_1/mul"][:, None, None, None]
            )
        else:
            continue
        fused.append((weight, tensors[f"{layer}_bn/batchnorm_1/sub"]))
    if fused:
        weight, bias = fused[0]
        fused[0] = _of_our_pixels(weight.flip(1), bias, mobilenet.MEAN_PIXEL)
    _load(network, fused)


def _of_our_pixels(weight: Tensor, bias: Tensor, mean: Sequence[float]) -> tuple[Tensor, Tensor]:
    """Converts filters and bias for RGB bytes minus their mean into equivalent ones for pixels in −1…1.

    Results differ at padded borders: the padding of 0 is the middle of our range, but the mean in theirs.
    """
    offset = HALF_RANGE - torch.tensor(mean)
    return weight * HALF_RANGE, bias + (weight * offset[None, :, None, None]).sum((1, 2, 3))


def _load(network: FaceNetwork, fused: Sequence[tuple[Tensor, Tensor]]) -> None:
    layers = [module for module in network.trunk.modules() if isinstance(module, ConvNorm)]
    if len(fused) != len(layers):
        raise ValueError(f"{len(fused)} convolutions where {len(layers)} are needed")
    for layer, (weight, bias) in zip(layers, fused, strict=True):
        layer.load_fused(weight, bias)


@dataclass(frozen=True, slots=True)
class Published:
    """A published network: where its weights are listed, and what it was trained on."""

    manifest: str
    """Name of the JSON file in the package's folder."""
    keys: tuple[str, ...]
    """The path of keys to the manifest of the weights in that file."""
    load: Callable[[FaceNetwork, Mapping[str, Tensor]], None]
    data_sets: tuple[str, ...]


PUBLISHED = {
    # According to the description that its author published with it (dlib-models, README).
    "recognition": Published(
        "face_recognition_model-weights_manifest.json",
        (),
        load_recognition,
        ("FaceScrub", "VGG Face", "dlib's own faces from the web"),
    ),
    # According to the paper (Savchenko 2019), which used UTKFace only for testing.
    "mobilenet": Published("faceres.json", ("weightsManifest",), load_mobilenet, ("VGGFace2", "IMDB-WIKI")),
}
"""The published networks, by the name of the equivalent network here."""
