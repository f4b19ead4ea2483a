"""What a network's card says of where it comes from: its data sets and its crops."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.data.crop_folder import read_crop_shape
from training.data.sets.known import SETS
from training.learn.checkpoint import CheckpointError, load_checkpoint

# As the cards of earlier weights name them, so that a set that both used is named once.
TITLES = {
    "ferplus": "FER+ (FER2013)",
    "rafdb": "RAF-DB",
    "fairface": "FairFace (part)",
    "apparreal": "APPA-REAL",
    "affectnet7": "AffectNet-like part",
}


def data_sets(config: Mapping[str, Any]) -> list[str]:
    """Titles of all sets that went into a run, those of the weights it started from and of its teachers included.

    A network that is not ours has no shares: its run says by name what it was trained on (`adopt.py`). Raises
    CheckpointError where what it started from, or a teacher, is not there any more.
    """
    found = [*(title_of(name) for name in config["shares"]), *config.get("dataSets", ())]
    for ancestor in (config.get("start"), *config.get("teachers", ())):
        if ancestor:
            found += [title for title in _sets_of(Path(ancestor)) if title not in found]
    return found


def title_of(name: str) -> str:
    """The set's own name, with which its description begins; the name that --set gives it for one not known here."""
    return TITLES.get(name) or (SETS[name].what.split(",")[0] if name in SETS else name)


def _sets_of(path: Path) -> list[str]:
    if path.suffix == ".pt":
        return data_sets(load_checkpoint(path)["config"])
    card = path.with_name("card.json")
    try:
        return [str(name) for name in json.loads(card.read_text())["dataSets"]]
    except (OSError, ValueError, KeyError) as error:
        raise CheckpointError(f"{card} does not say what {path.name} was trained on") from error


def crop_template(work: Path) -> dict[str, list[float]]:
    """Where the crops have the keypoints, in pixels of a 112×112 square: name → [x, y]. Raises CropsError."""
    return {name: list(point) for name, point in read_crop_shape(work / "crops").template.items()}
