"""Tests of training.data.near_copies with generated pictures: copies are detected, merely similar pictures are not."""

import io

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps
from scipy.ndimage import gaussian_filter

from training.data.labels import Labels
from training.data.manifest import Entry
from training.data.near_copies import (
    Pairs,
    bits_of,
    bound_of,
    clusters_of,
    keep_together,
    near_copies,
    without_posed,
)
from training.data.thumbnails import Thumbnails, thumbnail


def noise(seed, scale, size=96):
    field = gaussian_filter(np.random.default_rng(seed).normal(size=(size, size)), scale)
    return field / np.abs(field).max()


def picture(seed):
    """A grey picture of 96×96 with coarse and fine structure."""
    return Image.fromarray((128 + 70 * noise(seed, 16) + 40 * noise(seed + 1000, 4)).astype(np.uint8))


def another_of_one_layout(seed):
    """A grey picture of 96×96 whose coarse structure is the same for all seeds."""
    return Image.fromarray((128 + 70 * noise(7, 16) + 25 * noise(seed + 1000, 2)).astype(np.uint8))


def encoded(image, quality):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("L")


COPIES = {
    "encoded": lambda image: encoded(image, 30),
    "small": lambda image: image.resize((48, 48), Image.Resampling.BICUBIC),
    "large": lambda image: image.resize((250, 250), Image.Resampling.BICUBIC),
    "bright": lambda image: image.point(lambda grey: grey * 0.8 + 45),
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(1.2)),
    "mirrored": ImageOps.mirror,
    "shifted": lambda image: ImageChops.offset(image, 3, 1),
}


def small(image):
    return np.asarray(image.resize((32, 32), Image.Resampling.BOX), np.uint8)


def detected(images):
    thumbnails = np.stack([small(image) for image in images])
    pairs, likeness = near_copies(thumbnails, np.zeros(len(images), bool))
    assert (likeness <= 1.001).all()
    return {(int(a), int(b)) for a, b in zip(pairs.one, pairs.other, strict=True)}


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_detected_among_other_pictures(copy):
    images = [picture(seed) for seed in range(12)]
    assert detected([*images, COPIES[copy](images[5])]) == {(5, 12)}


def test_pictures_that_only_look_alike_at_8_by_8_are_not_copies():
    images = [another_of_one_layout(seed) for seed in range(12)]
    hashes = bits_of(np.stack([small(image) for image in images]))
    apart = [(hashes[a] != hashes[b]).sum() for a in range(12) for b in range(a)]
    assert min(apart) <= 14, "by the hashes alone some of them would be copies"
    assert detected(images) == set()


def test_flat_pictures_are_not_compared():
    assert detected([Image.new("L", (40, 40), grey) for grey in (0, 0, 90, 90)]) == set()


def test_the_bound_rises_with_distance_and_is_lower_for_unaligned_faces():
    rows = np.array([0, 0, 0, 1])
    pairs = Pairs(
        rows, np.array([2, 2, 1, 3]), np.array([False, True, False, False]), np.array([0, 10, 10, 10])
    )
    unaligned = np.array([False, True, False, True])
    assert bound_of(pairs, unaligned) == pytest.approx([0.74, 0.88, 0.85, 0.72])


def test_pairs_of_two_posed_pictures_are_no_copies():
    rows = np.array([0, 0, 1, 2]), np.array([1, 2, 2, 3])
    pairs = Pairs(*rows, np.zeros(4, bool), np.zeros(4, np.int64))
    kept = without_posed(pairs, np.array([True, True, False, False]))
    assert list(zip(kept.one.tolist(), kept.other.tolist(), strict=True)) == [(0, 2), (1, 2), (2, 3)]


def test_clusters_are_connected_by_pairs():
    rows = np.array([4, 1, 0]), np.array([5, 4, 3])
    pairs = Pairs(*rows, np.zeros(3, bool), np.zeros(3, np.int64))
    assert clusters_of(7, pairs).tolist() == [0, 1, 2, 0, 1, 1, 6]


def entry(sha1, part):
    return Entry(sha1 * 40, f"/x/{sha1}.jpg", "utkface", part, Labels(age=30))


def test_a_cluster_gets_its_strictest_part():
    entries = [entry("a", "train"), entry("b", "train"), entry("c", "validation"), entry("d", "held-out")]
    kept = keep_together(entries, np.array([0, 1, 1, 0]))
    assert [one.part for one in kept] == ["held-out", "validation", "validation", "held-out"]
    assert [one.cluster for one in kept] == ["a" * 40, "b" * 40, "b" * 40, "a" * 40]
    assert [one.moved for one in kept] == [True, True, False, False]
    alone = keep_together(entries, np.arange(4))
    assert alone == entries


def test_thumbnails_are_made_once_and_survive_an_interruption(tmp_path):
    paths = []
    for seed in range(3):
        paths.append((f"{seed}" * 40, tmp_path / f"{seed}.png"))
        picture(seed).save(paths[-1][1])
    first, failures = Thumbnails(tmp_path / "work").of(paths[:2])
    assert failures == {}
    assert np.array_equal(first[1], thumbnail(paths[1][1]))
    paths[0][1].unlink()
    with (tmp_path / "work/thumbnails.bin").open("ab") as file:
        file.write(b"half a row")
    with (tmp_path / "work/thumbnails.jsonl").open("a") as file:
        file.write('{"sha1": "33')
    again, _ = Thumbnails(tmp_path / "work").of([paths[2], paths[0]])
    assert np.array_equal(again[1], first[0])
    assert np.array_equal(again[0], thumbnail(paths[2][1]))


def test_an_undecodable_picture_is_reported(tmp_path):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    thumbnails, failures = Thumbnails(tmp_path / "work").of([("f" * 40, broken)])
    assert not thumbnails.any()
    assert set(failures) == {"f" * 40}
    assert set(Thumbnails(tmp_path / "work").of([("f" * 40, broken)])[1]) == {"f" * 40}
