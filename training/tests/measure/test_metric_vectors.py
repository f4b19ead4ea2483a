"""Tests of the metrics with the vectors that `npm run evaluate` reads too, so that both languages agree."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from training.data.labels import HEADS, Labels
from training.measure import metrics
from training.measure.figures import figures_of, judge

ROOT = next(folder for folder in Path(__file__).parents if (folder / "package.json").is_file())
VECTORS = json.loads((ROOT / "scripts/lab/metric-vectors.json").read_text())


def by_name(cases):
    return [pytest.param(case, id=case["name"]) for case in cases]


def leaves(tree, path: str = "") -> Iterator[tuple[str, float | None]]:
    """Numbers by their path."""
    if not isinstance(tree, dict | list):
        yield path, tree
        return
    for name, part in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield from leaves(part, f"{path}/{name}")


def assert_figures(actual, expected) -> None:
    found, wanted = dict(leaves(actual)), dict(leaves(expected))
    assert found == pytest.approx(wanted, rel=0, abs=VECTORS["tolerance"])


def logits_of(case) -> dict[str, np.ndarray]:
    """Logits whose softmax gives the probabilities of a case; the logit of 0 is −∞."""
    age = np.zeros((len(case["ages"]), HEADS["age"]))
    for row, masses in enumerate(case["ages"]):
        age[row, [int(year) for year in masses]] = list(masses.values())
    woman, smile = np.array(case["women"]), np.array(case["smiles"])
    probabilities = {
        "age": age,
        "gender": np.stack([woman, 1 - woman], axis=1),
        "emotion": np.array(case["emotions"], float),
        "smile": np.stack([1 - smile, smile], axis=1),
    }
    with np.errstate(divide="ignore"):
        return {head: np.log(values) for head, values in probabilities.items()}


@pytest.mark.parametrize("case", by_name(VECTORS["sets"]))
def test_figures_of_a_set(case):
    labels = [Labels.from_json(one) for one in case["labels"]]
    faces = judge([""] * len(labels), labels, logits_of(case))
    assert_figures(figures_of(faces, dict.fromkeys(HEADS, 1.0)), case["figures"])


@pytest.mark.parametrize("case", by_name(VECTORS["calibration"]))
def test_calibration(case):
    confidence, right = np.array(case["confidence"]), np.array(case["right"])
    bins = metrics.reliability(confidence, right, case["bins"])
    actual = {
        "error": metrics.calibration_error(confidence, right, case["bins"]),
        "reliability": [{"n": one.n, "confidence": one.confidence, "accuracy": one.accuracy} for one in bins],
    }
    assert_figures(actual, {name: case[name] for name in actual})
