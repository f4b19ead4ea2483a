"""Fits the output that says whether a crop shows a face, and whether its eyes and its mouth are uncovered.

    python -m training visible --from WORK/runs/NAME --work WORK --without DIR --run NAME [--each 450] [--check FOLDER]

The network stays as it is. Faces are those of WORK's crops; masks, hands and sunglasses are drawn over copies of them;
what is no face is cut at random from the pictures without people in DIR. The new run exports the output with the others.
--check prints the shares of a folder with manifest.jsonl and crops (real masks, say) by the pictures' folders.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Generator, Tensor
from torch.nn import functional

from training.command import command_parser
from training.data.faces import Faces, FacesError, load_faces
from training.data.labels import VISIBLE
from training.data.sets.listing import SetError
from training.learn.augment import Augmentation, augment, centre
from training.learn.checkpoint import (
    CHECKPOINT,
    CheckpointError,
    load_checkpoint,
    load_network,
    save_checkpoint,
)
from training.networks.face import FaceNetwork
from training.runs.covers import cover_eyes, cover_mouths, put_on_glasses
from training.runs.patches import degraded, patches_of

BATCH = 128
STRENGTH = 0.9
DECAY = 1e-3
"""Weight of the squared weights on standardized features. Between 1e-2 and 1e-4 the result hardly changes."""
UNKNOWN = -1.0
WITHOUT_PEOPLE = "pictures without people"
"""Their title in the card's list of data sets."""
EACH = 450
PATCHES = 12

Change = Callable[[Tensor, Generator], Tensor]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of picture, and what is visible in it in the order of VISIBLE; UNKNOWN is not learnt from."""

    name: str
    visible: tuple[float, float, float]
    change: Change


def _both(x: Tensor, generator: Generator) -> Tensor:
    return degraded(cover_eyes(cover_mouths(x, generator), generator), generator)


KINDS = (
    Kind("as they are", (1, 1, 1), lambda x, _: x),
    Kind("poor", (1, 1, 1), degraded),
    Kind("glasses", (1, 1, 1), lambda x, g: degraded(put_on_glasses(x, g), g)),
    Kind("mouth covered", (1, 1, 0), lambda x, g: degraded(cover_mouths(x, g), g)),
    Kind("eyes covered", (1, 0, 1), lambda x, g: degraded(cover_eyes(x, g), g)),
    Kind("both covered", (1, 0, 0), _both),
)
NO_FACE = (0.0, UNKNOWN, UNKNOWN)


def main() -> None:
    """The command."""
    parser = command_parser("visible", __doc__)
    parser.add_argument("--from", type=Path, required=True, dest="start", help="folder of the run")
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    parser.add_argument("--without", type=Path, required=True, help="folder of pictures without people")
    parser.add_argument("--run", required=True, help="name of the run to make")
    parser.add_argument(
        "--each", type=int, default=EACH, help="faces of each set; a quarter as many are judged"
    )
    parser.add_argument("--check", type=Path, help="another folder with manifest.jsonl and crops to judge")
    options = parser.parse_args()
    try:
        path = add_visible(options.start, options.work, options.without, options.run, options.each)
        if options.check:
            print("\n".join(check(path, options.check)))
    except (CheckpointError, FacesError, SetError, ValueError) as error:
        sys.exit(str(error))
    print(f"{path} has the output `visible`")


def add_visible(start: Path, work: Path, without: Path, name: str, each: int = EACH) -> Path:
    """Writes the checkpoint of a new run that has the output, prints figures of other faces, and returns its path.

    Faces of the training part are learnt from; those of validation, and every fourth picture of `without`, are judged.
    Raises CheckpointError if the run to start from cannot be read or the new one exists, FacesError or SetError without
    crops, and ValueError if a picture of `without` cannot be read.
    """
    path = work / "runs" / name / CHECKPOINT
    if path.exists():
        raise CheckpointError(f"{path} exists already: name another --run")
    checkpoint = start / CHECKPOINT
    network, values = load_network(checkpoint), load_checkpoint(checkpoint)
    size = int(values["size"])
    pictures = sorted(p for p in without.iterdir() if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
    if not pictures:
        raise ValueError(f"{without} has no .jpg or .png pictures")
    learnt = _examples(network, some_of_each(load_faces(work, "train"), each), size, 1)
    few = max(1, each // 4)
    judged = _examples(network, some_of_each(load_faces(work, "validation"), few), size, 2)
    patches = [(picture, number % 4 == 0) for number, picture in enumerate(pictures)]
    for rows, held in ((learnt, False), (judged, True)):
        chosen = [picture for picture, is_held in patches if is_held == held]
        seen = features_of(network, patches_of(chosen, PATCHES, size, seed=3))
        rows.append(("no face", seen, NO_FACE))
    layer = fit_visible(
        torch.cat([features for _, features, _ in learnt]),
        torch.cat([torch.tensor(visible).expand(len(features), 3) for _, features, visible in learnt]),
    )
    for title, features, _ in judged:
        print(_line(title, probabilities(layer, features)))
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {key: one for key, one in values.items() if key != "format"}
    titles = [*values["config"].get("dataSets", ()), WITHOUT_PEOPLE]
    config = {**values["config"], "dataSets": list(dict.fromkeys(titles))}
    save_checkpoint(path, {**kept, "config": config, "visible": layer})
    return path


def fit_visible(features: Tensor, visible: Tensor) -> dict[str, Tensor]:
    """The layer's `weight` [3, c] and `bias` [3]: three logistic regressions on standardized features [n, c].

    `visible` [n, 3]: 1, 0, or UNKNOWN. The two classes of each output have equal weight, however many faces they have.
    """
    x = features.float()
    mean, spread = x.mean(0), x.std(0) + 1e-3
    x = (x - mean) / spread
    shares = torch.zeros_like(visible)
    for value in (0.0, 1.0):
        rows = (visible == value).float()
        shares += rows * (0.5 / rows.sum(0).clamp_min(1))
    weight = torch.zeros(visible.shape[1], x.shape[1], requires_grad=True)
    bias = torch.zeros(visible.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=150, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        each = functional.binary_cross_entropy_with_logits(
            functional.linear(x, weight, bias), visible.clamp_min(0), reduction="none"
        )
        total = (each * shares).sum() + DECAY * weight.square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    plain = (weight / spread).detach()
    return {"weight": plain, "bias": (bias - plain @ mean).detach()}


def probabilities(layer: dict[str, Tensor], features: Tensor) -> np.ndarray:
    """The probability of each of VISIBLE for features [n, c]: float32 [n, 3]."""
    return torch.sigmoid(functional.linear(features.float(), layer["weight"], layer["bias"])).numpy()


def some_of_each(faces: Faces, each: int, seed: int = 3) -> Faces:
    """At most `each` faces of every set, chosen with the seed."""
    sets = faces.sets
    random = np.random.default_rng(seed)
    rows = np.sort(
        np.concatenate([random.permutation(np.flatnonzero(sets == one))[:each] for one in np.unique(sets)])
    )
    entries = [faces.entries[row] for row in rows]
    return Faces(faces.crops[rows], faces.margin, faces.targets.take(rows), entries)


@torch.no_grad()
def features_of(network: FaceNetwork, x: Tensor) -> Tensor:
    """The trunk's features [n, c] of crops [n, 3, s, s] in −1…1, float32."""
    return torch.cat([network.trunk(x[i : i + BATCH]) for i in range(0, len(x), BATCH)])


def check(path: Path, folder: Path) -> list[str]:
    """One line for each folder of pictures in another manifest's training part: what the run at `path` sees in it."""
    values = load_checkpoint(path)
    network, layer = load_network(path), values["visible"]
    faces = load_faces(folder, "train")
    seen = probabilities(
        layer, features_of(network, centre(torch.from_numpy(faces.crops), faces.margin, int(values["size"])))
    )
    groups = np.array([Path(entry.path).parent.name for entry in faces.entries])
    return [_line(str(group), seen[groups == group]) for group in np.unique(groups)]


def _examples(
    network: FaceNetwork, faces: Faces, size: int, seed: int
) -> list[tuple[str, Tensor, Sequence[float]]]:
    """Title, features and labels of the faces as they are, poor, and covered."""
    how = Augmentation(occlusion=0)
    found: list[tuple[str, Tensor, Sequence[float]]] = []
    for number, kind in enumerate(KINDS):
        parts = []
        for start in range(0, len(faces), BATCH):
            crops = torch.from_numpy(faces.crops[start : start + BATCH])
            generator = Generator().manual_seed(seed * 1_000_003 + number * 100_003 + start)
            x = (
                centre(crops, faces.margin, size)
                if number == 0
                else augment(crops, faces.margin, size, how, generator, STRENGTH)
            )
            parts.append(features_of(network, kind.change(x, generator)))
        found.append((kind.name, torch.cat(parts), kind.visible))
    return found


def _line(title: str, seen: np.ndarray) -> str:
    shares = ", ".join(
        f"{name} {share:.1%}" for name, share in zip(VISIBLE, (seen > 0.5).mean(0), strict=True)
    )
    return f"{title}: {len(seen)} crops, seen as visible: {shares}"
