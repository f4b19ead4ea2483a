"""Tests of training.runs.refit: heads learn from their labels, and the rest of the run does not change."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from training.data.faces import Faces, load_faces
from training.data.labels import Labels, one_emotion
from training.data.manifest import Entry
from training.data.targets import targets_of
from training.learn.augment import centre
from training.learn.checkpoint import CheckpointError, load_checkpoint, save_checkpoint
from training.learn.config import ConfigError
from training.measure.metrics import softmax
from training.runs.head_fit import (
    HeadFit,
    HeadsConfig,
    fit_head,
    fit_spread,
    labelled_weights,
    read_heads_config,
    year_scales,
)
from training.runs.provenance import data_sets
from training.runs.refit import refit, views
from training.runs.trained import load_run
from training.tests.small_work import SIZE, network_of, write_run, write_work

START = "runs/small/checkpoint.pt"
GENDER = HeadsConfig(START, {"gender": HeadFit({"utkface": 1.0})}, steps=60, batch=32, rate=0.05)


def faces_of(labels: list[tuple[str, Labels]]) -> Faces:
    entries = [Entry(f"{i:040x}", f"/{i}.png", name, "train", one) for i, (name, one) in enumerate(labels)]
    crops = np.zeros((len(labels), 4, 4, 3), np.uint8)
    return Faces(crops, 0, targets_of([one for _, one in labels]), entries)


def two_genders(n=40) -> tuple[Faces, torch.Tensor]:
    """Faces whose second feature predicts the gender; in a third of them, without a label, it is inverted."""
    labels = [
        ("utkface", Labels(gender=("woman", "man")[i % 2]) if i % 3 else Labels(smile=True)) for i in range(n)
    ]
    features = torch.zeros(n, 2, 3)
    for i in range(n):
        features[i, :, 1] = (1.0 if i % 2 else -1.0) * (1 if i % 3 else -5)
    return faces_of(labels), features


def zeros() -> dict[str, torch.Tensor]:
    return {"weight": torch.zeros(2, 3), "bias": torch.zeros(2)}


def test_a_head_learns_from_the_faces_with_its_label():
    faces, features = two_genders()
    fitted = fit_head("gender", zeros(), features, faces, GENDER)
    difference = fitted["weight"][1] - fitted["weight"][0]
    assert difference[1] > 1
    assert difference[[0, 2]].abs().max() == 0
    again = fit_head("gender", zeros(), features, faces, GENDER)
    assert torch.equal(fitted["weight"], again["weight"])


def test_a_head_learns_from_each_view():
    faces, features = two_genders()
    features[:, 1] = features[:, 1].roll(1, dims=1)
    fitted = fit_head("gender", zeros(), features, faces, GENDER)
    difference = fitted["weight"][1] - fitted["weight"][0]
    assert (difference[1:] > 1).all()


def test_an_anchor_keeps_a_head_near_its_start():
    faces, features = two_genders()
    held = HeadsConfig(
        START, {"gender": HeadFit({"utkface": 1.0}, anchor=100.0)}, steps=60, batch=32, rate=0.01
    )
    free = HeadsConfig(START, {"gender": HeadFit({"utkface": 1.0})}, steps=60, batch=32, rate=0.01)
    moved = [fit_head("gender", zeros(), features, faces, one)["weight"].norm() for one in (held, free)]
    assert moved[0] < moved[1] / 10


def test_what_the_previous_head_says_of_a_set_is_kept():
    faces, features = two_genders()
    opposite = {"weight": torch.zeros(2, features.shape[2]), "bias": torch.tensor([3.0, -3.0])}
    how = {"steps": 60, "batch": 32, "rate": 0.3}
    kept = HeadsConfig(START, {"gender": HeadFit({"utkface": 1.0}, kept={"utkface": 50.0})}, **how)
    free = HeadsConfig(START, {"gender": HeadFit({"utkface": 1.0})}, **how)
    plain = features[:, 0].float()
    women = []
    for config in (kept, free):
        layer = fit_head("gender", opposite, features, faces, config)
        logits = plain @ layer["weight"].T + layer["bias"]
        women.append(float(logits.softmax(1)[:, 0].mean()))
    assert women[0] > 0.85 > women[1] + 0.1


def test_a_blend_is_a_mean_of_the_fitted_and_the_previous_weights():
    faces, features = two_genders()
    before = {"weight": torch.ones(2, 3), "bias": torch.tensor([0.5, -0.5])}
    blended = replace(GENDER, heads={"gender": HeadFit({"utkface": 1.0}, blend=0.25)})
    whole, part = (fit_head("gender", before, features, faces, one) for one in (GENDER, blended))
    for name in before:
        torch.testing.assert_close(part[name], before[name] + 0.25 * (whole[name] - before[name]))
    with pytest.raises(ConfigError, match="blend must be"):
        HeadFit({"utkface": 1.0}, blend=0)


def test_an_offset_changes_one_emotion():
    faces = faces_of([("ferplus", Labels(emotion=one_emotion(("fear", "anger")[i % 2]))) for i in range(8)])
    features = torch.ones(8, 1, 3)
    before = {"weight": torch.zeros(8, 3), "bias": torch.zeros(8)}
    one = HeadsConfig(
        START, {"emotion": HeadFit({"ferplus": 1.0}, offsets={"neutral": 0.5})}, steps=3, batch=4
    )
    other = replace(one, heads={"emotion": HeadFit({"ferplus": 1.0})})
    with_it, without = (fit_head("emotion", before, features, faces, config) for config in (one, other))
    changed = with_it["bias"] - without["bias"]
    torch.testing.assert_close(changed, torch.tensor([0.5, 0, 0, 0, 0, 0, 0, 0]))
    assert torch.equal(with_it["weight"], without["weight"])
    with pytest.raises(ConfigError, match="joy is not an emotion"):
        HeadFit({"ferplus": 1.0}, offsets={"joy": 1.0})


def test_only_sets_with_a_share_can_be_kept():
    with pytest.raises(ConfigError, match="kept must give sets with a share"):
        HeadFit({"utkface": 1.0}, kept={"ferplus": 1.0})


def test_sets_are_drawn_by_their_shares_from_labelled_faces():
    faces = faces_of(
        [
            ("utkface", Labels(gender="man")),
            ("utkface", Labels()),
            ("fairface", Labels(gender="woman")),
            ("fairface", Labels(gender="man")),
            ("genki4k", Labels(smile=True)),
        ]
    )
    weights = labelled_weights("gender", faces, HeadFit({"utkface": 1.0, "fairface": 3.0}))
    assert weights.tolist() == [0.25, 0, 0.375, 0.375, 0]
    with pytest.raises(ValueError, match="no face of genki4k has a label for gender"):
        labelled_weights("gender", faces, HeadFit({"genki4k": 1.0}))


def test_a_balanced_head_sees_rare_faces_more_often():
    faces = faces_of([("utkface", Labels(age=age)) for age in (30, 31, 32, 33, 34, 35, 36, 37, 80)])
    alike, balanced = (
        labelled_weights("age", faces, HeadFit({"utkface": 1.0}, balanced=yes)) for yes in (False, True)
    )
    assert alike == pytest.approx([1 / 9] * 9)
    assert balanced[8] / balanced[0] == pytest.approx(8**0.4)


def test_fit_spread_recovers_a_known_slope():
    random = np.random.default_rng(4)
    means = random.uniform(5, 95, 4000)
    sure = -((np.arange(101)[None] - means[:, None]) ** 2) / (2 * 4.0**2)
    for slope in (-0.6, 0.0, 0.3):
        p = softmax(sure * year_scales(slope))
        ages = (p.cumsum(axis=1) < random.random((len(p), 1))).sum(axis=1).astype(np.float32)
        ages[::7] = -1
        assert fit_spread(sure, ages) == pytest.approx(slope, abs=0.06)


def test_year_scales_are_1_at_fifty():
    scales = year_scales(-0.5)
    assert scales[[0, 50, 100]] == pytest.approx([math.exp(0.5), 1, math.exp(-0.5)])


def test_the_views_are_plain_mirrored_and_augmented(tmp_path):
    write_work(tmp_path)
    network = network_of(write_run(tmp_path))
    faces = load_faces(tmp_path, "train")
    plain = centre(torch.from_numpy(faces.crops), faces.margin, SIZE)
    seen = views(network, faces, SIZE, 0.7, seed=1).float()
    with torch.no_grad():
        for view, x in ((0, plain), (1, plain.flip(3))):
            torch.testing.assert_close(seen[:, view], network.trunk(x), atol=0.02, rtol=0.02)
            assert (seen[:, 2] - network.trunk(x)).abs().max() > 0.1
    assert torch.equal(seen, views(network, faces, SIZE, 0.7, seed=1).float())


def test_a_head_starts_from_its_previous_weights(tmp_path):
    write_work(tmp_path)
    write_run(tmp_path)
    refit(replace(GENDER, steps=1, rate=1e-6), tmp_path, "new")
    before, after = (load_run(tmp_path / "runs" / name).fused.tensors for name in ("small", "new"))
    torch.testing.assert_close(after["head.gender.weight"], before["head.gender.weight"], atol=1e-5, rtol=0)


def test_only_the_requested_heads_change(tmp_path):
    write_work(tmp_path)
    start = write_run(tmp_path) / "checkpoint.pt"
    values = load_checkpoint(start)
    save_checkpoint(start, {**values, "config": {**values["config"], "shares": {"ferplus": 1.0}}})
    path = refit(GENDER, tmp_path, "new")
    before, after = (load_run(tmp_path / "runs" / name) for name in ("small", "new"))
    changed = [
        name
        for name, tensor in before.fused.tensors.items()
        if not torch.equal(tensor, after.fused.tensors[name])
    ]
    assert changed == ["head.gender.weight", "head.gender.bias"]
    assert after.images == before.images
    assert data_sets(after.config) == ["UTKFace", "FER+ (FER2013)"]
    assert json.loads((path.parent / "config.json").read_text())["heads"] == {
        "gender": {
            "shares": {"utkface": 1.0},
            "anchor": 0.0,
            "balanced": False,
            "kept": {},
            "blend": 1.0,
            "offsets": {},
        }
    }
    with pytest.raises(CheckpointError, match="name another --run"):
        refit(GENDER, tmp_path, "new")


def test_one_of_several_heads_can_be_fitted_alone(tmp_path):
    write_work(tmp_path)
    write_run(tmp_path)
    both = replace(GENDER, heads={**GENDER.heads, "age": HeadFit({"utkface": 1.0})})
    refit(both, tmp_path, "all")
    path = refit(both, tmp_path, "gender", ["gender"])
    before, all_, one = (
        load_run(tmp_path / "runs" / name).fused.tensors for name in ("small", "all", "gender")
    )
    assert torch.equal(one["head.gender.weight"], all_["head.gender.weight"])
    assert torch.equal(one["head.age.weight"], before["head.age.weight"])
    assert not torch.equal(all_["head.age.weight"], before["head.age.weight"])
    assert load_checkpoint(path)["config"]["heads"]["taken"] == ["gender"]
    with pytest.raises(ConfigError, match="for emotion"):
        refit(both, tmp_path, "emotion", ["emotion"])


def test_the_spread_is_in_the_weights_of_the_age_head(tmp_path, capsys):
    write_work(tmp_path)
    write_run(tmp_path)
    ages = {"age": HeadFit({"utkface": 1.0})}
    refit(HeadsConfig(START, ages, steps=5, batch=8), tmp_path, "even")
    refit(HeadsConfig(START, ages, steps=5, batch=8, age_spread=True), tmp_path, "spread")
    slope = float(capsys.readouterr().out.split("exp(")[1].split(" ")[0])
    even, spread = (load_run(tmp_path / "runs" / name).fused.tensors for name in ("even", "spread"))
    assert slope != 0
    scales = torch.from_numpy(year_scales(slope)).float()
    torch.testing.assert_close(spread["head.age.weight"], even["head.age.weight"] * scales[:, None])
    torch.testing.assert_close(spread["head.age.bias"], even["head.age.bias"] * scales)


def test_an_age_head_that_is_not_fitted_is_not_scaled(tmp_path):
    write_work(tmp_path)
    write_run(tmp_path)
    both = replace(GENDER, heads={**GENDER.heads, "age": HeadFit({"utkface": 1.0})}, age_spread=True)
    refit(both, tmp_path, "gender", ["gender"])
    before, after = (load_run(tmp_path / "runs" / name).fused.tensors for name in ("small", "gender"))
    for name in ("head.age.weight", "head.age.bias"):
        assert torch.equal(after[name], before[name])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "start"),
        (f'start = "{START}"', r"\[heads.NAME\] must name some of age"),
        (f'start = "{START}"\n[heads.mood]\nshares = {{ a = 1.0 }}', r"\[heads.NAME\] must name some of age"),
        (f'start = "{START}"\n[heads.age]\nshares = {{ a = 0.0 }}', "share above 0"),
        (f'start = "{START}"\nsteps = 0\n[heads.age]\nshares = {{ a = 1.0 }}', "steps must be above 0"),
        (f'start = "{START}"\nspeed = 1\n[heads.age]\nshares = {{ a = 1.0 }}', "speed"),
        ("start =", "heads.toml"),
    ],
)
def test_an_invalid_configuration_is_reported(tmp_path, text, message):
    (tmp_path / "heads.toml").write_text(text)
    with pytest.raises(ConfigError, match=message):
        read_heads_config(tmp_path / "heads.toml")


def test_a_configuration_is_read(tmp_path):
    (tmp_path / "heads.toml").write_text(
        f'start = "{START}"\nage_spread = true\n[heads.age]\nshares = {{ utkface = 1.0 }}\nanchor = 0.5\n'
    )
    config = read_heads_config(tmp_path / "heads.toml")
    assert config == HeadsConfig(START, {"age": HeadFit({"utkface": 1.0}, 0.5)}, age_spread=True)
