"""Detects near copies: one photograph stored several times, re-encoded, resized, mirrored, shifted or toned.

There are two steps, both on thumbnails of 32×32 pixels (thumbnails.py):

1. Candidates are pairs whose hashes differ in at most 14 bits. The hash has 112 bits: the signs of the differences of
   neighbours, horizontally and vertically, in the 8×8 means (dHash in both directions; Krawetz 2013). To avoid
   comparing all pairs, the bits are divided at random into seven bands of 16, twice, and only pictures with an equal
   band are compared. Each picture takes part twice: as it is and mirrored.
2. An 8×8 hash is not enough for faces, which all look alike at that size. Therefore the high-pass filtered thumbnails
   (minus a Gaussian blur of 2 pixels) are correlated over the central 20×20 pixels, at the best of 25 shifts by up to
   two pixels. The central pixels exclude the black mask that one set has around all faces.

The bounds were chosen on nine sets with 187,504 pictures: 4.4 million candidates from step 1, reviewed in sheets of 48
pairs. In aligned sets the correlation d bits apart is 0.75 to 1 for true copies at any d. For different people it
reaches 0.8 to 0.9 at 10 to 14 bits but rarely exceeds 0.8 below six bits; the two distributions meet at 0.84. The bound
0.74 + 0.011 d separates them best. Within 0.02 above it, 9 of 48 unmasked pairs and 1 of 48 masked pairs are not copies
(mostly passport pictures); within 0.02 below it, more than half are not.

Mirrored pairs need 0.03 more, because a mirrored frontal face resembles many others. The faces of FER2013 are not
aligned: different people rarely correlate (the distributions meet at 0.66), while copies differ by shifts, watermarks
and scales. Pairs within it have the bound 0.64 + 0.008 d, at which 3 of 48 are not copies. A false pair costs one
training picture; a missed pair lets the network memorize a held-out picture.

Other crops of a photograph (such as two sets' crops of one picture) and rotations are not detected.
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
"""Sets of unaligned faces; pairs within them have the lower bound."""
POSED = frozenset({"kdef_grey", "kdef_colour", "taiwanese"})
"""Sets photographed in one studio and split by person; in them different people and emotions resemble each other."""

BITS = 112
BAND = 16
FURTHEST = 14
BLUR = 2.0
MARGIN = 6
SHIFTS = range(-2, 3)
FIRST_LOOK = 0.5
"""Correlation without a shift below which no shift is tried."""
FLAT = 2.0
"""Standard deviation in grey levels below which a picture has too little detail to compare."""
CHUNK = 8192


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of pictures: their rows (one < other), whether the other is mirrored, and the bits between the hashes."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    mirrored: NDArray[np.bool_]
    distance: NDArray[np.int64]

    def take(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> "Pairs":
        """The pairs that indices or a mask select."""
        return Pairs(self.one[which], self.other[which], self.mirrored[which], self.distance[which])


def bits_of(thumbnails: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Hashes bool [n, 112] of thumbnails uint8 [n, 32, 32]."""
    n = len(thumbnails)
    means = thumbnails.reshape(n, 8, SIZE // 8, 8, SIZE // 8).mean((2, 4), dtype=np.float32)
    across = means[:, :, 1:] > means[:, :, :-1]
    down = means[:, 1:] > means[:, :-1]
    return np.concatenate([across.reshape(n, BITS // 2), down.reshape(n, BITS // 2)], axis=1)


def bound_of(pairs: Pairs, unaligned: NDArray[np.bool_]) -> NDArray[np.floating]:
    """The least correlation of each pair to count as copies, [pairs]; `unaligned` [n]: pictures of UNALIGNED sets."""
    loose = unaligned[pairs.one] & unaligned[pairs.other]
    bound = np.where(loose, 0.64 + 0.008 * pairs.distance, 0.74 + 0.011 * pairs.distance)
    return bound + 0.03 * pairs.mirrored


def near_copies(
    thumbnails: NDArray[np.uint8], unaligned: NDArray[np.bool_], seed: int = 0
) -> tuple[Pairs, NDArray[np.float32]]:
    """All pairs of near copies, each once, and their correlations, float32 [pairs].

    `thumbnails`: uint8 [n, 32, 32]; `unaligned`: bool [n]; `seed` determines the bands.
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


def without_posed(pairs: Pairs, posed: NDArray[np.bool_]) -> Pairs:
    """The pairs except those of two pictures of POSED sets, `posed` bool [n].

    Such a pair is no copy, or of one person and thus in one part. On KDEF in grey, false pairs connected 18 people.
    """
    return pairs.take(~(posed[pairs.one] & posed[pairs.other]))


def clusters_of(count: int, pairs: Pairs) -> NDArray[np.int64]:
    """For each of `count` pictures the lowest row that pairs connect it to, [count], by union-find."""
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
    """Entries with the strictest part of their cluster: held-out before validation before train.

    In a cluster of several pictures, each entry's `cluster` is the SHA-1 of the first, and `moved` says whether its part
    has changed.
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
    """Pairs with similar hashes, band by band; a pair may occur in several bands."""
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
    """Pairs within each run of equal sorted keys: first adjacent ones, then those two places apart, and so on."""
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
    """The pairs without duplicates; an upright and a mirrored pair of the same pictures are different."""
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
    """Best correlation [pairs] of the central pixels over vertical and horizontal shifts of the other picture."""
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
    """The central pixels [n, 20, 20] of [n, 32, 32], shifted and normalized to mean 0 and length 1."""
    size = SIZE - 2 * MARGIN
    top, left = MARGIN + down, MARGIN + across
    middle = details[:, top : top + size, left : left + size]
    middle = middle - middle.mean((1, 2), keepdims=True)
    return middle / (np.sqrt(np.einsum("nij,nij->n", middle, middle))[:, None, None] + 1e-6)
