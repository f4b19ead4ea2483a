"""Near copies: one photograph that stands several times, re-encoded, resized, mirrored, shifted or toned.

Two steps, both on thumbnails of 32×32 (thumbnails.py):

1. A hash of 112 bits: the signs of the differences of neighbours, across and down, in the 8×8 means (a dHash both
   ways; Krawetz 2013). Pairs at most 14 bits apart are found by the bits that they share: the bits are dealt at
   random into seven bands of 16, twice; only pictures with one band equal are compared, so nothing is O(n²).
   Each picture stands in twice, as it is and mirrored.
2. A hash of 8×8 says too little of faces, which are all alike at that size. So the thumbnails less their blur
   (Gaussian, 2 pixels) are correlated over the 20×20 pixels in the middle, at the best of 25 shifts by up to two
   pixels. The middle leaves out the black mask that one set has around all faces.

The bounds come from the pictures: nine sets, 187,504 pictures, 4.4 million pairs from step 1, looked at in sheets of
48 pairs. Of faces aligned to the same points the correlations of strangers reach 0.8 to 0.9 where the hashes lie 10
to 14 bits apart, but hardly pass 0.8 below six bits, while true copies lie at any distance with 0.75 to 1; between
the two heaps is a valley at 0.84. A bound that rises with the distance, 0.74 + 0.011 d, separates them best: within
0.02 above it 9 of 48 unmasked pairs and 1 of 48 masked ones are no copies (most often two passport pictures), within
0.02 below it more than half are none. Mirrored, a frontal face is like many others: 0.03 more is asked. FER2013's
faces are not aligned and strangers are rarely alike (valley at 0.66), while its copies differ by shifts, watermarks
and scales: among its own pairs 0.64 + 0.008 d, where 3 of 48 at the bound are none. One picture too many in a cluster
costs one picture of training; one too few lets a held-out picture be learnt by heart.

What it cannot find: other croppings of a photograph (two sets' crops of one picture, say) and rotations.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from training.data.manifest import Entry
from training.data.splits import strictest
from training.data.thumbnails import SIZE

UNALIGNED = frozenset({"ferplus"})
"""Sets whose pairs have the lower bound."""

BITS = 112
BAND = 16
FURTHEST = 14
BLUR = 2.0
MARGIN = 6
SHIFTS = range(-2, 3)
FIRST_LOOK = 0.5
"""Correlation without a shift below which no shift is tried."""
FLAT = 2.0
"""Standard deviation in grey levels below which a picture shows nothing to compare."""
CHUNK = 8192


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidates: rows of the two pictures, one < other; whether the other is mirrored; bits apart."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    mirrored: NDArray[np.bool_]
    distance: NDArray[np.int64]

    def take(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> "Pairs":
        """Those that an index or a mask names."""
        return Pairs(self.one[which], self.other[which], self.mirrored[which], self.distance[which])


def bits_of(thumbnails: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Hashes [n, 112] of uint8 [n, 32, 32]."""
    n = len(thumbnails)
    means = thumbnails.reshape(n, 8, SIZE // 8, 8, SIZE // 8).mean((2, 4), dtype=np.float32)
    across = means[:, :, 1:] > means[:, :, :-1]
    down = means[:, 1:] > means[:, :-1]
    return np.concatenate([across.reshape(n, BITS // 2), down.reshape(n, BITS // 2)], axis=1)


def bound_of(pairs: Pairs, unaligned: NDArray[np.bool_]) -> NDArray[np.floating]:
    """The correlation from which a pair is one photograph; unaligned [n]: pictures of UNALIGNED sets."""
    loose = unaligned[pairs.one] & unaligned[pairs.other]
    bound = np.where(loose, 0.64 + 0.008 * pairs.distance, 0.74 + 0.011 * pairs.distance)
    return bound + 0.03 * pairs.mirrored


def near_copies(
    thumbnails: NDArray[np.uint8], unaligned: NDArray[np.bool_], seed: int = 0
) -> tuple[Pairs, NDArray[np.float32]]:
    """All pairs found to be one photograph, each once, and their correlations.

    thumbnails: uint8 [n, 32, 32]; unaligned: [n]; seed: of the bands.
    """
    details = np.empty(thumbnails.shape, np.float16)
    for start in range(0, len(details), CHUNK):
        part = thumbnails[start : start + CHUNK].astype(np.float32)
        details[start : start + CHUNK] = part - gaussian_filter(part, (0, BLUR, BLUR))
    seen: list[Pairs] = []
    for pairs in _candidates(thumbnails, np.random.default_rng(seed)):
        seen.append(pairs.take(_correlation(details, pairs, range(1)) >= FIRST_LOOK))
    pairs = _distinct(seen, len(thumbnails))
    likeness = _correlation(details, pairs, SHIFTS)
    same = likeness >= bound_of(pairs, unaligned)
    return pairs.take(same), likeness[same]


def clusters_of(count: int, pairs: Pairs) -> NDArray[np.int64]:
    """For each of count pictures the first one that it is joined to by pairs: union-find, [count]."""
    first = np.arange(count)

    def root(i: int) -> int:
        while first[i] != i:
            first[i] = first[first[i]]
            i = int(first[i])
        return i

    for one, other in zip(pairs.one.tolist(), pairs.other.tolist(), strict=True):
        a, b = root(one), root(other)
        first[max(a, b)] = min(a, b)
    return np.array([root(i) for i in range(count)], dtype=np.int64)


def keep_together(entries: Sequence[Entry], clusters: NDArray[np.int64]) -> list[Entry]:
    """Entries with the strictest part of their cluster: held-out wins over validation, that over train.

    Each has the SHA-1 of the first of its cluster, if it is not alone in it, and says whether its part is another.
    """
    members: dict[int, list[int]] = {}
    for index, cluster in enumerate(clusters.tolist()):
        members.setdefault(cluster, []).append(index)
    together = list(entries)
    for first, indices in members.items():
        if len(indices) > 1:
            part = strictest([entries[i].part for i in indices])
            for i in indices:
                moved = entries[i].part != part
                together[i] = replace(entries[i], part=part, cluster=entries[first].sha1, moved=moved)
    return together


def _candidates(thumbnails: NDArray[np.uint8], random: np.random.Generator) -> Iterator[Pairs]:
    """Pairs with near hashes, band by band; a pair may come in several."""
    deviation = [float(picture.std()) for picture in thumbnails]
    rows = np.flatnonzero(np.array(deviation) >= FLAT)
    upright = thumbnails[rows]
    bits = np.concatenate([bits_of(upright), bits_of(upright[:, :, ::-1])])
    row = np.concatenate([rows, rows])
    mirrored = np.arange(len(row)) >= len(rows)
    words = np.packbits(np.pad(bits, ((0, 0), (0, 128 - BITS))), axis=1).view(np.uint64)
    for _ in range(2):
        for band in random.permutation(BITS).reshape(-1, BAND):
            key = bits[:, band] @ (1 << np.arange(BAND))
            order = np.argsort(key, kind="stable")
            found = list(_neighbours(key[order], order, words, row, mirrored))
            if found:
                yield _distinct(found, len(thumbnails))


def _neighbours(
    keys: NDArray[np.int64],
    order: NDArray[np.int64],
    words: NDArray[np.uint64],
    row: NDArray[np.int64],
    mirrored: NDArray[np.bool_],
) -> Iterator[Pairs]:
    """Pairs within each run of equal keys: first those one place apart, then two, and so on."""
    for apart in range(1, len(keys)):
        places = np.flatnonzero(keys[apart:] == keys[:-apart])
        if len(places) == 0:
            return
        a, b = order[places], order[places + apart]
        use = (row[a] != row[b]) & ~(mirrored[a] & mirrored[b])
        a, b = a[use], b[use]
        distance = np.bitwise_count(words[a] ^ words[b]).sum(1).astype(np.int64)
        near = distance <= FURTHEST
        a, b = a[near], b[near]
        low, high = np.minimum(row[a], row[b]), np.maximum(row[a], row[b])
        yield Pairs(low, high, mirrored[a] | mirrored[b], distance[near])


def _distinct(found: Sequence[Pairs], count: int) -> Pairs:
    """Each pair once as it is and once mirrored."""
    if not found:
        none = np.zeros(0, np.int64)
        return Pairs(none, none, none.astype(bool), none)
    joined = Pairs(
        np.concatenate([pairs.one for pairs in found]),
        np.concatenate([pairs.other for pairs in found]),
        np.concatenate([pairs.mirrored for pairs in found]),
        np.concatenate([pairs.distance for pairs in found]),
    )
    _, index = np.unique((joined.one * count + joined.other) * 2 + joined.mirrored, return_index=True)
    return joined.take(index)


def _correlation(details: NDArray[np.float16], pairs: Pairs, shifts: range) -> NDArray[np.float32]:
    """Best correlation [pairs] of the middles over shifts of the other, down and across."""
    best = np.full(len(pairs.one), -1, np.float32)
    for start in range(0, len(best), CHUNK):
        part = slice(start, start + CHUNK)
        one = _middle(details[pairs.one[part]].astype(np.float32), 0, 0)
        other = details[pairs.other[part]].astype(np.float32)
        mirrored = pairs.mirrored[part]
        other[mirrored] = other[mirrored][:, :, ::-1]
        for down in shifts:
            for across in shifts:
                likeness = np.einsum("nij,nij->n", one, _middle(other, down, across))
                np.maximum(best[part], likeness, out=best[part])
    return best


def _middle(details: NDArray[np.float32], down: int, across: int) -> NDArray[np.float32]:
    """The middle [n, 20, 20] of [n, 32, 32], moved by a shift, of mean 0 and length 1."""
    size = SIZE - 2 * MARGIN
    top, left = MARGIN + down, MARGIN + across
    middle = details[:, top : top + size, left : left + size]
    middle = middle - middle.mean((1, 2), keepdims=True)
    return middle / (np.sqrt(np.einsum("nij,nij->n", middle, middle))[:, None, None] + 1e-6)
