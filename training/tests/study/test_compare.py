"""Tests of training.study.compare: runs differ only in the network and are trained once; the table lists them."""

import json
import sys

import pytest

from training.learn.checkpoint import load_checkpoint
from training.learn.config import ConfigError
from training.study import compare
from training.study.compare import images_per_second
from training.study.compare_table import FIGURES, Measured, check_same_faces, pooled
from training.study.comparison import Entry, read_comparison
from training.tests.small_work import SIZE, write_golden_crops, write_work

PROTOCOL = f"""
batch = 8
warmup = 2
seed = 5
[shares]
utkface = 0.5
ferplus = 0.3
genki4k = 0.2
[[phases]]
size = 12
images = 16
[[phases]]
size = {SIZE}
images = 16
rate = [1.0, 0.0]
"""
NETWORKS = """
[[networks]]
name = "plain"
title = "Plain"
network = "plain"
options = { widths = [6, 8], depths = [1, 1] }
budget = "1 M"
[[networks]]
name = "ssr"
title = "SSR"
network = "ssrnet"
options = { width = 0.1 }
budget = "1 M"
"""


def config_file(folder, text):
    path = folder / "compare.toml"
    path.write_text(text)
    return path


def command(monkeypatch, work, out, *more):
    config = config_file(work, PROTOCOL + NETWORKS)
    golden = work / "golden"
    arguments = ["--config", config, "--work", work, "--out", out, "--golden-from", golden, *more]
    monkeypatch.setattr(sys, "argv", ["compare", *map(str, arguments)])
    compare.main()


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A WORK in which both networks are trained and the table is written to `out`."""
    work = tmp_path_factory.mktemp("work")
    write_work(work)
    write_golden_crops(work / "golden")
    with pytest.MonkeyPatch.context() as patch:
        command(patch, work, work / "out")
    return work


def test_each_network_is_trained_exported_and_in_the_table(done):
    results = json.loads((done / "out" / "table.json").read_text())
    for one in results["networks"]:
        assert one["finished"]
        assert one["images"] == 32
        card = json.loads((done / "exports" / f"compare-{one['name']}" / "card.json").read_text())
        assert card["name"] == one["title"]
        assert one["multiplyAdds"] == card["cost"]["multiplyAdds"]
        assert one["figures"]["ageMae"] == {
            "value": card["validation"]["sets"]["utkface"]["age"]["mae"],
            "n": 15,
        }
        assert "rafdb" not in one["figures"]
    page = (done / "out" / "table.md").read_text()
    assert "## Near 1 M multiply-adds" in page
    for one in results["networks"]:
        assert f"| {one['title']} | 0." in page
        assert f"{one['figures']['gender']['value'] * 100:.1f}" in page


def test_nothing_but_the_network_differs(done):
    plain, ssr = (
        json.loads((done / "runs" / f"compare-{n}" / "config.json").read_text()) for n in ("plain", "ssr")
    )
    assert {key for key in plain if plain[key] != ssr[key]} == {"network", "options"}


def test_finished_networks_are_neither_trained_nor_validated_again(done, monkeypatch, tmp_path):
    def refuse(*_, **__):
        raise AssertionError("read again")

    monkeypatch.setattr(compare, "load_faces", refuse)
    monkeypatch.setattr(compare, "validate", refuse)
    times = tmp_path / "times.json"
    times.write_text(json.dumps({"measured": "Node's WASM", "msPerFace": {"Plain": 7.125}}))
    command(monkeypatch, done, tmp_path, "--times", times)
    lines = (tmp_path / "table.md").read_text().splitlines()
    assert next(line for line in lines if line.startswith("| Plain")).endswith("| 7.12 |")
    assert next(line for line in lines if line.startswith("| SSR")).endswith("| – |")
    assert "- ms per face: Node's WASM" in lines


def test_a_run_that_stopped_early_resumes_and_has_no_figures_before(done, monkeypatch, tmp_path):
    write_work(tmp_path)
    write_golden_crops(tmp_path / "golden")
    command(monkeypatch, tmp_path, tmp_path / "out", "--minutes-each", "0")
    page = (tmp_path / "out" / "table.md").read_text()
    assert "- Plain: 0 of 32 pictures seen" in page
    assert not (tmp_path / "exports").exists()
    command(monkeypatch, tmp_path, tmp_path / "out")
    assert "Not finished" not in (tmp_path / "out" / "table.md").read_text()
    again, first = (load_checkpoint(work / "runs/compare-ssr/checkpoint.pt") for work in (tmp_path, done))
    for name, tensor in first["average"].items():
        assert tensor.equal(again["average"][name]), name


def test_a_run_does_not_resume_with_a_changed_protocol(done, monkeypatch, tmp_path):
    config = config_file(tmp_path, PROTOCOL.replace("images = 16", "images = 24", 1) + NETWORKS)
    arguments = ["--config", config, "--work", done, "--out", tmp_path, "--golden-from", done / "golden"]
    monkeypatch.setattr(sys, "argv", ["compare", *map(str, arguments)])
    with pytest.raises(SystemExit, match=r"compare-plain was started with other values of phases: remove it"):
        compare.main()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("", 'start = "x.pt"\n', "start cannot be part of the protocol"),
        ('name = "ssr"', 'name = "plain"', "two networks have the same name 'plain'"),
        ('title = "SSR"', 'title = "Plain"', "two networks have the same title 'Plain'"),
        ('name = "ssr"', 'name = "../ssr"', "lower-case letters"),
        ("width = 0.1", "breadth = 0.1", "network ssrnet"),
        ('network = "ssrnet"', 'network = "vgg"', "'vgg' is not a network"),
        ("batch = 8", "batches = 8", "batches"),
        ("width = 0.1", "size = 96", f"ssr is built for 96 px, the last phase has {SIZE}"),
        (NETWORKS, "", "no \\[\\[networks\\]\\]"),
    ],
)
def test_an_invalid_configuration_is_reported(tmp_path, before, after, message):
    text = PROTOCOL + NETWORKS
    path = config_file(tmp_path, text.replace(before, after, 1) if before else after + text)
    with pytest.raises(ConfigError, match=message):
        read_comparison(path)


def test_the_shipped_configuration_can_be_read():
    path = compare.Path(compare.__file__).parents[1] / "recipes" / "studies" / "compare.toml"
    comparison = read_comparison(path)
    assert {entry.budget for entry in comparison.entries} == {"131 M", "60 M"}
    assert len({json.dumps([one.network, one.options]) for one in comparison.entries}) == len(
        comparison.entries
    )


def test_the_speed_excludes_validation_and_changes_of_size():
    def record_line(images, minutes, size=64, **more):
        return {"images": images, "minutes": minutes, "size": size, **(more or {"losses": {}})}

    record = [
        record_line(100, 1),
        record_line(220, 2),
        record_line(220, 9, validation={}),
        record_line(340, 10),
        record_line(440, 30, 96),
        record_line(500, 31, 96),
    ]
    assert images_per_second(record) == {64: 2.0, 96: 1.0}
    # The last interval is slow because another process ran.
    slow = [record_line(0, 0), record_line(120, 1), record_line(240, 2), record_line(360, 30)]
    assert images_per_second(slow) == {64: 2.0}


def test_a_pooled_figure_is_weighted_by_faces_and_counts_them():
    sets = {
        "utkface": {"age": {"n": 3, "mae": 4.0}},
        "apparreal": {"age": {"n": 1, "mae": 8.0}},
        "ferplus": {"n": 9},
    }
    assert pooled(sets, FIGURES[0]) == (5.0, 4)
    assert pooled(sets, FIGURES[1]) == (None, 0)


def test_networks_measured_on_different_faces_are_not_compared():
    def one(name, n):
        return Measured(Entry(name, name, "plain"), 1, {}, {"validation": {"sets": {"utkface": {"n": n}}}})

    check_same_faces([one("a", 5), one("b", 5), Measured(Entry("c", "c", "plain"), 0, {}, None)])
    with pytest.raises(ValueError, match="a and b were measured on different"):
        check_same_faces([one("a", 5), one("b", 6)])
