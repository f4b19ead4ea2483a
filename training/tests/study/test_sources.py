"""Tests of training.study.sources: the emotion head measured on sources that it has not learnt from."""

import sys
from pathlib import Path

import numpy as np
import pytest

from training.data.labels import EMOTIONS, Labels, one_emotion
from training.data.manifest import Entry, write_manifest
from training.learn.config import ConfigError
from training.runs.head_fit import HeadFit, HeadsConfig
from training.study.sources import across_sources, main
from training.tests.small_work import write_crops, write_run

START = "runs/small/checkpoint.pt"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Three sets of random crops in which the brightness tells the emotion; in `coldo` it tells the other one."""
    random = np.random.default_rng(4)
    entries, dark = [], []
    for i in range(240):
        name = ("ferplus", "rafdb", "coldo")[i % 3]
        is_dark = bool(random.integers(2))
        emotion = EMOTIONS[0 if is_dark != (name == "coldo") else 1]
        part = "validation" if i % 4 == 0 else "train"
        labels = Labels(emotion=one_emotion(emotion))
        entries.append(Entry(f"{i:040x}", f"/nowhere/{i}.png", name, part, labels))
        dark.append(is_dark)
    write_manifest(tmp_path / "manifest.jsonl", entries)
    crops = write_crops(tmp_path / "crops", [entry.sha1 for entry in entries], random)
    crops[np.array(dark)] //= 8
    (tmp_path / "crops" / "crops.bin").write_bytes(crops.tobytes())
    write_run(tmp_path)
    return tmp_path


def config(*sets: str) -> HeadsConfig:
    shares = dict.fromkeys(sets, 1.0)
    return HeadsConfig(START, {"emotion": HeadFit(shares)}, steps=150, batch=64, rate=0.05)


def recalls(text: str) -> dict[str, float]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()[2:]]
    return {row[0]: float(row[3]) for row in rows}


def test_a_source_that_agrees_with_the_others_is_predicted_and_one_that_contradicts_is_not(work):
    by_source = recalls(across_sources(config("ferplus", "rafdb", "coldo"), work, [["ferplus", "rafdb"]]))
    assert list(by_source) == ["ferplus, rafdb", "coldo"]
    assert by_source["coldo"] < 10
    assert by_source["ferplus, rafdb"] < 10
    agreeing = recalls(across_sources(config("ferplus", "rafdb"), work))
    assert min(agreeing.values()) > 90


def test_all_faces_of_the_source_are_measured(work):
    text = across_sources(config("ferplus", "rafdb"), work)
    assert "| ferplus | 80 |" in text


def test_a_group_of_other_sets_is_refused(work):
    with pytest.raises(ValueError, match="maxq: not among the sets"):
        across_sources(config("ferplus", "rafdb"), work, [["maxq"]])


def test_a_configuration_of_other_heads_is_refused(work):
    smile = HeadsConfig(START, {"smile": HeadFit({"ferplus": 1.0})})
    with pytest.raises(ConfigError, match=r"\[heads.emotion\]"):
        across_sources(smile, work)


def test_the_command_reports_a_missing_configuration(work, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["sources", "--config", str(work / "none.toml"), "--work", str(work)])
    with pytest.raises(SystemExit, match=r"none\.toml"):
        main()
