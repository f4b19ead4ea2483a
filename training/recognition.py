"""Makes a run of a published network for recognizing faces, to be trained on as a teacher.

    python -m training.recognition --from node_modules/@vladmandic/face-api/model --work WORK --run NAME

The folder is that of face-api's package, whose face_recognition_model is dlib's network (King 2017). Its weights know
many faces and none of our labels: the heads are fresh. The card of whatever learns from it names the sets that dlib's
network was trained on. WORK/runs/NAME/checkpoint.pt can then be the `start` of a configuration with network =
"recognition".
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from training.checkpoint import CHECKPOINT, CheckpointError, save_checkpoint
from training.faces import FacesError, load_faces
from training.networks.convs import ConvNorm
from training.networks.face import FaceNetwork
from training.networks.known import build
from training.networks.recognition import MEAN_PIXEL
from training.published import listed_tensors
from training.restore import batches_of

MANIFEST = "face_recognition_model-weights_manifest.json"
DATA_SETS = ("FaceScrub", "VGG Face", "dlib's own faces from the web")
"""What dlib's network was trained on, by the description its author published with it (dlib-models, README)."""
HALF_RANGE = 127.5
"""Of a byte: a network of ours takes pixels as −1…1, this one took (byte − mean) / 255."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--from", type=Path, required=True, dest="published", help=f"folder of {MANIFEST}")
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    parser.add_argument("--run", required=True, help="name of the run to make")
    parser.add_argument("--size", type=int, default=128, help="side in pixels of the faces it is to take")
    options = parser.parse_args()
    try:
        path = adopt(options.published, options.work, options.run, options.size)
    except (CheckpointError, FacesError, ValueError) as error:
        sys.exit(str(error))
    print(f"{path} holds the weights of {options.published}")


def adopt(published: Path, work: Path, name: str, size: int) -> Path:
    """Writes the checkpoint and returns its path.

    Raises CheckpointError where the weights cannot be read or the run is there already, FacesError without crops.
    """
    path = work / "runs" / name / CHECKPOINT
    if path.exists():
        raise CheckpointError(f"{path} is there already: name another --run")
    tensors = listed_tensors(published / MANIFEST)
    network = build("recognition")
    try:
        load_recognition(network, tensors)
    except (KeyError, ValueError) as error:
        raise CheckpointError(f"{published / MANIFEST} is of another network: {error}") from error
    network.calibrate(batches_of(load_faces(work, "train"), size))
    path.parent.mkdir(parents=True, exist_ok=True)
    state = network.state_dict()
    save_checkpoint(
        path,
        {
            "network": {"name": "recognition", "options": {}},
            "size": size,
            "model": state,
            "average": state,
            "config": {
                "network": "recognition",
                "options": {},
                "shares": {},
                "dataSets": list(DATA_SETS),
            },
            "step": 0,
            "images": 0,
        },
    )
    return path


@torch.no_grad()
def load_recognition(network: FaceNetwork, tensors: Mapping[str, Tensor]) -> None:
    """Puts weights by face-api's names into a `recognition` network's trunk, whose pictures are −1…1.

    Each convolution there has a bias, then a scale and a shift per channel. Raises KeyError where one is missing and
    ValueError for another shape.
    """
    layers = [module for module in network.trunk.modules() if isinstance(module, ConvNorm)]
    names = [name.removesuffix("/conv/filters") for name in tensors if name.endswith("/conv/filters")]
    if len(names) != len(layers):
        raise ValueError(f"{len(names)} convolutions where {len(layers)} are needed")
    for i, (name, layer) in enumerate(zip(names, layers, strict=True)):
        weight, bias = tensors[f"{name}/conv/filters"], tensors[f"{name}/conv/bias"]
        if i == 0:
            offset = HALF_RANGE - torch.tensor(MEAN_PIXEL)
            bias = bias + (weight * (offset / 255)[None, :, None, None]).sum((1, 2, 3))
            weight = weight * (HALF_RANGE / 255)
        scale = tensors[f"{name}/scale/weights"]
        layer.load_fused(weight * scale[:, None, None, None], bias * scale + tensors[f"{name}/scale/biases"])


if __name__ == "__main__":
    main()
