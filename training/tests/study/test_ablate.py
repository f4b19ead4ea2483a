"""Tests of training.study.ablate: variants differ only in their changes, are trained once and compared."""

import json
import sys

import pytest

from training.learn.checkpoint import load_checkpoint
from training.learn.config import ConfigError
from training.study import ablate
from training.study.ablate import changed, read_ablation
from training.tests.small_work import SIZE, write_work

ABLATION = f"""
network = "plain"
options = {{ widths = [6, 8], depths = [1, 1] }}
batch = 8
warmup = 2
[shares]
utkface = 0.5
ferplus = 0.3
genki4k = 0.2
[balance]
age = 0.5
[[phases]]
size = {SIZE}
images = 32
[[variants]]
name = "all"
title = "Everything"
[[variants]]
name = "free"
title = "No balance"
change = {{ balance = {{ person = 0.0 }}, mixing = 0.5 }}
"""


def test_changing_a_table_keeps_its_other_values():
    values = {"mixing": 0.1, "balance": {"age": 0.5, "person": 0.5}}
    assert changed(values, {"balance": {"age": 0.0}, "seed": 2}) == {
        "mixing": 0.1,
        "balance": {"age": 0.0, "person": 0.5},
        "seed": 2,
    }


def test_each_variant_is_trained_once_and_compared_with_the_first(tmp_path, monkeypatch, capsys):
    write_work(tmp_path)
    config = tmp_path / "ablations.toml"
    config.write_text(ABLATION)
    arguments = ["--config", config, "--work", tmp_path, "--out", tmp_path / "out"]
    monkeypatch.setattr(sys, "argv", ["ablate", *map(str, arguments)])
    ablate.main()
    runs = [tmp_path / "runs" / f"ablation-{name}" / "checkpoint.pt" for name in ("all", "free")]
    configs = [load_checkpoint(run)["config"] for run in runs]
    assert configs[0]["mixing"] == 0.0
    assert configs[1]["mixing"] == 0.5
    assert configs[1]["balance"] == {"age": 0.5, "person": 0.0, "emotion": 0.4}
    results = json.loads((tmp_path / "out" / "table.json").read_text())
    assert [line["images"] for line in results["variants"]] == [32, 32]
    first, second = (line["figures"]["ageMae"] for line in results["variants"])
    lines = (tmp_path / "out" / "table.md").read_text().splitlines()
    assert lines[-2].startswith(f"| Everything | {first:.2f} |")
    sign = "+" if second >= first else "−"
    assert lines[-1].startswith(f"| No balance | {second:.2f} ({sign}{abs(second - first):.2f}) |")
    ablate.main()
    assert [load_checkpoint(run)["step"] for run in runs] == [4, 4]
    assert "Everything" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ABLATION.split("[[variants]]")[0], r"no \[\[variants\]\]"),
        (ABLATION.replace('"free"', '"all"'), "two variants have the same name"),
        (ABLATION.replace("mixing = 0.5", "colour = 0.5"), "colour"),
    ],
)
def test_an_invalid_configuration_is_reported_with_its_file(tmp_path, text, message):
    path = tmp_path / "ablations.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=rf"ablations\.toml: .*{message}"):
        read_ablation(path)
