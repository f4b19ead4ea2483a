"""Tests of the MobileNet as the page's network: TensorFlow's padding, its activation, and loading fused weights."""

import pytest
from test_networks import SMALL

from training.networks.fused import same_padding
from training.networks.known import build


@pytest.mark.parametrize(
    ("sides", "kernel", "stride", "padding"),
    [
        ((6, 6), 3, 2, [0, 1, 0, 1]),
        ((7, 6), 3, 2, [0, 1, 1, 1]),
        ((5, 5), 4, 1, [1, 2, 1, 2]),
        ((1, 1), 3, 2, [1, 1, 1, 1]),
        ((4, 4), 1, 2, [0, 0, 0, 0]),
    ],
)
def test_same_padding_is_tensorflows(sides: tuple, kernel: int, stride: int, padding: list) -> None:
    assert same_padding(sides, kernel, stride) == padding


def test_a_mobilenet_uses_the_given_activation() -> None:
    layers, _ = build("mobilenet", **SMALL["mobilenet"], activation="relu").export_layers()
    assert {layer["activation"] for layer in layers if "activation" in layer} == {"relu"}


def test_a_network_with_slopes_cannot_load_fused_weights() -> None:
    network = build("mobilenet", **SMALL["mobilenet"], activation="prelu")
    tensors = network.export_layers()[1] | network.export_heads()[1]
    with pytest.raises(ValueError, match="only a chain"):
        network.load_fused(tensors)
