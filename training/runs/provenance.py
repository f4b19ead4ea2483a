"""The provenance in a network's card: its data sets and its crop template."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.data.crop_folder import read_crop_shape
from training.data.sets.known import SETS
from training.learn.checkpoint import CheckpointError, load_checkpoint

# The names in the cards of earlier weights, so that a set that both used is listed once.
TITLES = {
    "ferplus": "FER+ (FER2013)",
    "rafdb": "RAF-DB",
    "fairface": "FairFace (part)",
    "apparreal": "APPA-REAL",
    "affectnet7": "AffectNet-like part",
    "kdef_grey": "KDEF",
    "kdef_colour": "KDEF",
    "taiwanese": "Taiwanese actors",
    **dict.fromkeys(
        ("maxq", "coldo", "aryan", "dhian", "rahul", "google_grey", "mic", "expw", "contempt224"),
        "expression pictures from the web",
    ),
    "affect48": "AffectNet (48 pixels)",
    "affect96": "AffectNet (96 pixels)",
}


def data_sets(config: Mapping[str, Any]) -> list[str]:
    """Titles of all sets that a run learnt from, including those of its initial weights and of its teachers.

    A run made from a third-party network has no shares and names its sets in `dataSets` (adopt.py). Raises
    CheckpointError if the initial weights or a teacher are missing.
    """
    titles = [*(title_of(name) for name in config["shares"]), *config.get("dataSets", ())]
    for ancestor in (config.get("start"), *config.get("teachers", ())):
        if ancestor:
            titles += [title for title in _sets_of(Path(ancestor)) if title not in titles]
    return list(dict.fromkeys(titles))


def title_of(name: str) -> str:
    """The set's own name, which its description begins with; for an unknown set, `name` itself."""
    return TITLES.get(name) or (SETS[name].what.split(",")[0] if name in SETS else name)


def _sets_of(path: Path) -> list[str]:
    if path.suffix == ".pt":
        return data_sets(load_checkpoint(path)["config"])
    card = path.with_name("card.json")
    try:
        return [str(name) for name in json.loads(card.read_text())["dataSets"]]
    except (OSError, ValueError, KeyError) as error:
        raise CheckpointError(f"{card} does not list what {path.name} was trained on") from error


def crop_template(work: Path) -> dict[str, list[float]]:
    """The positions of the keypoints in the crops, in pixels of a 112×112 square: name → [x, y]. Raises CropsError."""
    return {name: list(point) for name, point in read_crop_shape(work / "crops").template.items()}
