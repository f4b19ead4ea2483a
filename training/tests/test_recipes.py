"""Tests of the recipes: each can be read, and each step of a release starts from the result of an earlier one."""

from pathlib import Path

import pytest

from training.learn.config import read_config
from training.runs.head_fit import read_heads_config

RECIPES = Path(__file__).parents[1] / "recipes"
TRAINED = [path for path in RECIPES.glob("[p0-9]*/*.toml") if "heads" not in path.stem]
HEADS = list(RECIPES.glob("*/*heads*.toml"))
# Runs that restore, adopt and narrow make, then those of the recipes of 0.9.0 in their order.
MADE_OTHERWISE = {"shipped", "mobilenet0", "mobilenet9"}
RELEASE = {
    "1-teacher": "mobilenet7",
    "2-teacher-labels": "mobilenet8",
    "3-student": "mobilenet10",
    "4-heads": "heads7",
}


def test_no_recipe_is_left_out():
    studies = {path.name for path in (RECIPES / "studies").iterdir()}
    assert studies == {"ablations.toml", "compare.toml"}
    assert len(TRAINED) + len(HEADS) + len(studies) == len(list(RECIPES.rglob("*.toml")))


@pytest.mark.parametrize("path", TRAINED, ids=lambda path: path.stem)
def test_a_recipe_of_a_run_can_be_read(path):
    assert read_config(path).images > 0


@pytest.mark.parametrize("path", HEADS, ids=lambda path: path.stem)
def test_a_recipe_of_heads_can_be_read(path):
    assert read_heads_config(path).heads


def test_each_step_of_the_release_starts_from_earlier_runs():
    made = set(MADE_OTHERWISE)
    assert sorted(RELEASE) == sorted(path.stem for path in (RECIPES / "0.9.0").glob("*.toml"))
    for step, run in RELEASE.items():
        path = RECIPES / "0.9.0" / f"{step}.toml"
        recipe = read_heads_config(path) if path in HEADS else read_config(path)
        named = {Path(one).parent.name for one in (recipe.start, *getattr(recipe, "teachers", ()))}
        assert named <= made
        made.add(run)
    assert (
        sum(phase.images for phase in read_config(RECIPES / "0.9.0" / "3-student.toml").phases) == 4_199_424
    )


def test_the_last_release_refits_heads_of_the_one_before():
    (path,) = (RECIPES / "0.10.0").glob("*.toml")
    recipe = read_heads_config(path)
    assert Path(recipe.start).parent.name in MADE_OTHERWISE
    assert list(recipe.heads) == ["emotion"]
