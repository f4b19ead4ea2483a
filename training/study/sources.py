"""Fits the emotion head without each source in turn, and measures it on that source.

    python -m training sources --config training/recipes/past/heads-7.toml --work WORK
        [--together kdef_grey,kdef_colour …]

A held-out part of a source says little about pictures from elsewhere, because its pictures have the same habits: crop,
colours, resolution, actors. So a choice between configurations is made by the sources that the head has not learnt from.
Sets that share pictures or people must be left out together. Prints a table; its columns "before" are the start's head.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import linear

from training.command import command_parser
from training.data.faces import Faces, FacesError, load_faces
from training.data.sets.listing import SetError
from training.data.targets import UNKNOWN
from training.learn.checkpoint import CheckpointError, load_checkpoint, load_network
from training.learn.config import ConfigError
from training.measure import metrics
from training.measure.calibrate import fit_temperature
from training.report.markdown import percent, table
from training.runs.head_fit import HeadsConfig, fit_head, read_heads_config
from training.runs.refit import views

HEAD = "emotion"
HEADER = ("left out", "faces", "macro recall before", "macro recall", "ECE before", "ECE")


def main() -> None:
    """The command."""
    parser = command_parser("sources", __doc__)
    parser.add_argument(
        "--config", type=Path, required=True, help="the head to fit and its data, as for refit"
    )
    parser.add_argument("--work", type=Path, required=True, help="folder with manifest.jsonl and crops")
    parser.add_argument(
        "--together", action="append", default=[], metavar="SET,SET", help="sets that are left out together"
    )
    options = parser.parse_args()
    groups = [tuple(one.split(",")) for one in options.together]
    try:
        print(across_sources(read_heads_config(options.config), options.work, groups))
    except (CheckpointError, ConfigError, FacesError, SetError, ValueError) as error:
        sys.exit(str(error))


def across_sources(config: HeadsConfig, work: Path, together: Sequence[Sequence[str]] = ()) -> str:
    """The table in Markdown: one row for each set of the configuration's emotion head, or group of sets.

    Each row is measured on all training and validation faces of its sets. Temperatures are fitted on the validation
    faces of the other sets. Raises ConfigError without an emotion head, CheckpointError if the start cannot be read,
    FacesError or SetError without crops, and ValueError for a group with a set that the head does not learn from.
    """
    if HEAD not in config.heads:
        raise ConfigError(f"no [heads.{HEAD}] in the configuration")
    shares = config.heads[HEAD].shares
    if unknown := {name for group in together for name in group} - set(shares):
        raise ValueError(f"{', '.join(sorted(unknown))}: not among the sets of [heads.{HEAD}]")
    alone = [(name,) for name in shares if not any(name in group for group in together)]
    start = work / config.start
    network, size = load_network(start), int(load_checkpoint(start)["size"])
    train, validation = (load_faces(work, part, list(shares)) for part in ("train", "validation"))
    features = views(network, train, size, config.strength, config.seed)
    plain = views(network, validation, size, config.strength, config.seed)[:, 0]
    before = network.head.linear(HEAD).state_dict()
    rows = []
    for group in (*together, *alone):
        kept = {name: share for name, share in shares.items() if name not in group}
        without = replace(config, heads={HEAD: replace(config.heads[HEAD], shares=kept)})
        learns = ~np.isin(train.sets, group)
        after = fit_head(HEAD, before, features[torch.from_numpy(learns)], _rows(train, learns), without)
        others = ~np.isin(validation.sets, group)
        target = np.concatenate([_emotions(train)[~learns], _emotions(validation)[~others]])
        held = torch.cat([features[torch.from_numpy(~learns), 0], plain[torch.from_numpy(~others)]])
        known = _emotions(validation)[others]
        cells = []
        for layer in (before, after):
            temperature = _temperature(_logits(layer, plain[torch.from_numpy(others)]), known)
            cells.append(_figures(_logits(layer, held), target, temperature))
        (recall_before, error_before), (recall, error) = cells
        figures = [percent(one) for one in (recall_before, recall, error_before, error)]
        rows.append([", ".join(group), str(len(target)), *figures])
    return table(HEADER, rows)


def _rows(faces: Faces, mask: np.ndarray) -> Faces:
    entries = [entry for entry, is_kept in zip(faces.entries, mask, strict=True) if is_kept]
    return replace(faces, crops=faces.crops[mask], targets=faces.targets.take(mask), entries=entries)


def _emotions(faces: Faces) -> np.ndarray:
    """Index of each face's emotion with the most votes; UNKNOWN without votes. int64 [n]."""
    votes = faces.targets.emotion
    return np.where(votes[:, 0] == UNKNOWN, UNKNOWN, votes.argmax(axis=1))


def _logits(layer: Mapping[str, Tensor], features: Tensor) -> np.ndarray:
    return linear(features.float(), layer["weight"], layer["bias"]).numpy()


def _temperature(logits: np.ndarray, emotions: np.ndarray) -> float:
    known = emotions != UNKNOWN
    return fit_temperature(logits[known], emotions[known])


def _figures(logits: np.ndarray, emotions: np.ndarray, temperature: float) -> tuple[float, float]:
    """Macro recall among the classes that occur, and the calibration error, both 0…1."""
    known = emotions != UNKNOWN
    p, actual = metrics.softmax(logits[known], temperature), emotions[known]
    counts = metrics.confusion(p.argmax(axis=1), actual, p.shape[1])
    recall = float(np.nanmean(metrics.recall_by_class(counts)))
    return recall, metrics.calibration_error(p.max(axis=1), p.argmax(axis=1) == actual)
