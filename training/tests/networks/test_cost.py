"""Tests of training.networks.cost against counts by hand and the card of the first weights."""

import pytest

from training.networks.cost import multiply_adds, parameters
from training.networks.known import build

CONV = {
    "op": "conv",
    "name": "a",
    "kernel": 3,
    "stride": 2,
    "padding": 1,
    "activation": "prelu",
    "inChannels": 3,
    "outChannels": 4,
}
DEPTHWISE = {
    "op": "depthwiseConv",
    "name": "b",
    "kernel": 5,
    "stride": 1,
    "padding": 0,
    "activation": None,
    "channels": 4,
}


def test_the_plain_network_has_the_cost_in_the_first_card() -> None:
    layers, _ = build("plain").export_layers()
    assert multiply_adds(layers, 96, heads=[]) == 130_885_632
    assert multiply_adds(layers, 96) == 130_885_632 + 256 * 113
    assert parameters(layers) == 2_122_289


def test_layers_counted_by_hand() -> None:
    # 16 → 8 pixels a side with 3·4·9 weights per pixel, then 8 → 4 with 4·25.
    assert multiply_adds([CONV], 16, []) == 64 * 108
    assert multiply_adds([CONV, DEPTHWISE], 16, []) == 64 * 108 + 16 * 100
    assert parameters([CONV, DEPTHWISE], []) == (108 + 4 + 4) + (100 + 4)
    # TensorFlow's SAME halves 15 to 8.
    assert multiply_adds([{**CONV, "padding": "same"}], 15, []) == 64 * 108


def test_squeeze_excite_dense_slopes_and_heads() -> None:
    squeeze = {"op": "squeezeExcite", "name": "s", "reducedChannels": 2, "gate": "sigmoid"}
    add = {"op": "add", "name": "+", "from": "a", "activation": "prelu"}
    pool = {"op": "globalAveragePool"}
    dense = {"op": "dense", "name": "d", "activation": "prelu", "outChannels": 5}
    layers = [CONV, squeeze, add, pool, dense]
    assert multiply_adds(layers, 16) == 64 * 108 + 16 + 20 + 5 * 113
    assert parameters(layers) == 116 + (8 + 2 + 8 + 4) + 4 + (20 + 5 + 5) + 6 * 113


def test_layers_that_do_not_fit_are_named() -> None:
    with pytest.raises(ValueError, match="b: its input has 3 channels, not 4"):
        multiply_adds([DEPTHWISE], 16)
    with pytest.raises(ValueError, match="b: an input of 4×4"):
        multiply_adds([CONV, DEPTHWISE], 8)
    with pytest.raises(ValueError, match="p has the unknown op maxPool"):
        parameters([{"op": "maxPool", "name": "p"}])
