"""Tests of training.data.pack: a round trip keeps labels exactly and pixels nearly; broken pieces are refused."""

import io
import json
import shutil
import sys

import numpy as np
import pytest
from PIL import Image

from training.data import pack
from training.data.crop_folder import read_crop_shape
from training.data.faces import load_faces
from training.data.manifest import read_manifest
from training.data.pack import encode_all, unpack
from training.data.pieces import Packed, PackError, bytes_of, decode, encode, write_pieces
from training.tests.small_work import MARGIN, STORED, TEMPLATE, write_work


@pytest.fixture
def work(tmp_path):
    """A synthetic WORK with smooth crops, which compress like faces."""
    folder = tmp_path / "work"
    entries = write_work(folder)
    ramp = np.linspace(0, 200, STORED)
    crops = np.zeros((len(entries), STORED, STORED, 3), np.uint8)
    crops[..., 0] = ramp[None, :, None] + np.arange(len(entries))[:, None, None] % 50
    crops[..., 1] = ramp[None, None, :]
    crops[0] = crops[0, ..., :1]
    (folder / "crops" / "crops.bin").write_bytes(crops.tobytes())
    return folder


def pack_all(work, out, limit=10**6):
    return write_pieces(out, encode_all(work, None), read_crop_shape(work / "crops"), limit)


def command(monkeypatch, *options):
    monkeypatch.setattr(sys, "argv", ["pack", *map(str, options)])
    pack.main()


@pytest.mark.parametrize("encoder", ["jpeg", "webp"])
def test_a_round_trip_keeps_entries_and_nearly_all_of_the_pixels(work, tmp_path, monkeypatch, encoder):
    command(monkeypatch, "--work", work, "--out", tmp_path / "pieces", "--format", encoder)
    command(monkeypatch, "--work", tmp_path / "there", "--unpack", tmp_path / "pieces")
    about = json.loads((tmp_path / "there" / "crops" / "crops.json").read_text())
    assert about == json.loads((work / "crops" / "crops.json").read_text())
    assert about["template"] == TEMPLATE
    for part in ("train", "validation"):
        here, there = load_faces(work, part), load_faces(tmp_path / "there", part)
        assert there.margin == MARGIN
        assert there.entries == here.entries
        assert np.array_equal(there.targets.emotion, here.targets.emotion)
        assert np.abs(there.crops.astype(int) - here.crops).mean() < 3


def test_pieces_stay_below_the_limit_and_add_up_to_all_crops(work, tmp_path):
    limit = 9_000
    pieces = pack_all(work, tmp_path / "pieces", limit)
    sizes = [path.stat().st_size + path.with_suffix(".bin").stat().st_size for path in pieces]
    assert [bytes_of(path) for path in pieces] == sizes
    assert len(pieces) > 2
    assert max(sizes) <= limit
    assert min(sizes[:-1]) > limit / 2
    # Each piece adds its own crops, and a repeated piece adds nothing.
    assert [unpack([path], tmp_path / "there") for path in pieces] == [
        len(path.read_text().splitlines()) - 1 for path in pieces
    ]
    assert unpack(pieces[:1], tmp_path / "there") == 0
    assert len(load_faces(tmp_path / "there", "train")) == len(load_faces(work, "train"))
    assert read_manifest(tmp_path / "there" / "manifest.jsonl") == read_manifest(work / "manifest.jsonl")


def test_a_piece_is_a_sample_of_all_sets(work, tmp_path):
    first = pack_all(work, tmp_path / "pieces", 9_000)[0]
    assert {json.loads(line)["set"] for line in first.read_text().splitlines()[1:]} == {
        "utkface",
        "ferplus",
        "genki4k",
    }


def test_held_out_pictures_are_not_packed(work):
    manifest = work / "manifest.jsonl"
    lines = [json.loads(line) for line in manifest.read_text().splitlines()]
    lines[5]["part"] = "held-out"
    manifest.write_text("".join(json.dumps(line) + "\n" for line in lines))
    packed = {one.entry.sha1 for one in encode_all(work, None)}
    assert len(packed) == len(lines) - 1
    assert lines[5]["sha1"] not in packed


def test_only_the_named_sets_are_packed(work):
    assert {one.entry.set for one in encode_all(work, ["genki4k"])} == {"genki4k"}
    with pytest.raises(PackError, match="the manifest has no celeba"):
        encode_all(work, ["celeba"])


def test_a_grey_crop_has_one_channel_in_its_jpeg_and_three_again_when_decoded(work):
    grey = next(one for one in encode_all(work, None) if one.entry.sha1 == f"{0:040x}")
    assert Image.open(io.BytesIO(grey.data)).mode == "L"
    assert decode(grey.data).shape == (STORED, STORED, 3)


@pytest.mark.parametrize("suffix", [".bin", ".jsonl"])
def test_a_truncated_piece_is_refused(work, tmp_path, suffix):
    [piece] = pack_all(work, tmp_path / "pieces")
    broken = piece.with_suffix(suffix)
    broken.write_bytes(broken.read_bytes()[:-200])
    with pytest.raises(PackError, match="copy them again"):
        unpack([piece], tmp_path / "there")


def test_a_piece_with_an_invalid_line_is_refused(work, tmp_path):
    [piece] = pack_all(work, tmp_path / "pieces")
    heading, first, *lines = piece.read_text().splitlines()
    for other in ("[]", first.replace('"path"', '"picture"'), first.replace('"offset": 0, ', "")):
        piece.write_text("\n".join([heading, other, *lines]))
        with pytest.raises(PackError, match=r"an invalid line .* copy it again"):
            unpack([piece], tmp_path / "there")
    assert not (tmp_path / "there" / "crops" / "crops.bin").exists()


def test_the_size_of_the_pieces_is_reported(work, tmp_path, monkeypatch, capsys):
    command(monkeypatch, "--work", work, "--out", tmp_path / "pieces")
    written = sum(path.stat().st_size for path in (tmp_path / "pieces").iterdir())
    assert f"60 crops, {written / 1e6:.1f} MB, pieces: 1, " in capsys.readouterr().out
    assert written > 50_000


def test_broken_crops_are_reported(work, tmp_path, monkeypatch):
    (work / "crops" / "crops.json").unlink()
    with pytest.raises(SystemExit, match=r"crops\.json is missing or broken"):
        command(monkeypatch, "--work", work, "--out", tmp_path / "pieces")


def test_a_piece_without_its_last_line_is_refused(work, tmp_path):
    [piece] = pack_all(work, tmp_path / "pieces")
    piece.write_text("".join(piece.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(PackError, match="copy them again"):
        unpack([piece], tmp_path / "there")


def test_crops_of_another_shape_are_not_mixed(work, tmp_path):
    pieces = pack_all(work, tmp_path / "pieces")
    shutil.copytree(work, tmp_path / "other")
    (tmp_path / "other" / "crops" / "crops.json").write_text(
        json.dumps({**read_crop_shape(work / "crops").to_json(), "margin": 9})
    )
    with pytest.raises(PackError, match="another shape"):
        unpack(pieces, tmp_path / "other")


def test_an_interrupted_unpacking_resumes(work, tmp_path):
    pieces = pack_all(work, tmp_path / "pieces", 9_000)
    there = tmp_path / "there"
    unpack(pieces[:1], there)
    # Simulates an interruption while the pixels of the next piece are written.
    with (there / "crops" / "crops.bin").open("ab") as file:
        file.write(bytes(STORED * STORED * 3 + 5))
    unpack(pieces, there)
    expected, found = load_faces(work, "validation"), load_faces(there, "validation")
    here = dict(zip((one.sha1 for one in expected.entries), expected.crops, strict=True))
    assert len(found) == len(expected)
    for entry, crop in zip(found.entries, found.crops, strict=True):
        assert np.abs(crop.astype(int) - here[entry.sha1]).mean() < 3


def test_a_folder_without_pieces_or_with_old_ones_is_refused(work, tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    with pytest.raises(SystemExit, match="name the folder of the pieces"):
        command(monkeypatch, "--work", tmp_path / "there", "--unpack", tmp_path / "empty")
    command(monkeypatch, "--work", work, "--out", tmp_path / "pieces")
    with pytest.raises(SystemExit, match="already holds pieces"):
        command(monkeypatch, "--work", work, "--out", tmp_path / "pieces")


def test_a_limit_below_one_crop_is_refused(work, tmp_path):
    with pytest.raises(PackError, match="raise --limit"):
        pack_all(work, tmp_path / "pieces", 600)


def test_near_copies_keep_their_cluster(work, tmp_path):
    manifest = work / "manifest.jsonl"
    entries = read_manifest(manifest)
    line = Packed(entries[0], encode(np.zeros((4, 4, 3), np.uint8), "jpeg", 95)).line(0)
    assert "cluster" not in json.loads(line)
    lines = [json.loads(text) for text in manifest.read_text().splitlines()]
    lines[0]["cluster"] = "ab"
    manifest.write_text("".join(json.dumps(one) + "\n" for one in lines))
    pieces = pack_all(work, tmp_path / "pieces")
    unpack(pieces, tmp_path / "there")
    again = read_manifest(tmp_path / "there" / "manifest.jsonl")
    assert [one.cluster for one in again].count("ab") == 1
