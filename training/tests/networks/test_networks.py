"""Tests of every network: its export is equivalent and follows the rules of scripts/models/convert/network.ts."""

import pytest
import torch
from torch import Tensor, nn

from training.networks.convs import BranchedConv, ConvNorm
from training.networks.cost import multiply_adds
from training.networks.face import FaceNetwork
from training.networks.fused import run_layers, run_network
from training.networks.heads import HEADS
from training.networks.known import NAMES, build
from training.networks.layers import Chain, GlobalAveragePool, LayerWriter, Residual, SqueezeExcite

SMALL = {
    "plain": {"widths": (8, 16, 16, 24), "depths": (1, 2, 2, 1)},
    "residual": {"widths": (8, 16, 16, 24), "depths": (1, 1, 2, 1)},
    "inverted": {"width": 0.3, "depths": (1, 2, 2, 1), "last": 48},
    "mobilefacenet": {"width": 0.125, "features": 32},
    "mobilenetv2": {"width": 0.25, "last": 64},
    "ssrnet": {"width": 0.3, "depth": 2},
    "bknet": {"width": 0.25, "features": 32},
    "mobilenet": {"width": 0.125, "features": 32},
}
"""Options that make each network cheap enough for a test."""

VARIANTS = [
    *((name, SMALL[name]) for name in NAMES),
    ("plain", {**SMALL["plain"], "branched": False}),
    ("residual", {**SMALL["residual"], "activation": "prelu"}),
    ("inverted", {**SMALL["inverted"], "activation": "prelu", "kernel": 5, "squeeze": 4}),
    ("inverted", {**SMALL["inverted"], "activation": "hardSwish", "expand": 3}),
    ("mobilenetv2", {**SMALL["mobilenetv2"], "early_stride": 2}),
]

NEAR_60M = {
    "plain": {"widths": (16, 32, 64, 128, 256)},
    "residual": {"width": 0.67},
    "inverted": {"width": 1.0, "depths": (3, 6, 8, 3)},
    "mobilefacenet": {"width": 0.58},
    "mobilenetv2": {"width": 1.0, "early_stride": 2},
    "ssrnet": {"width": 1.67},
    "bknet": {"width": 0.64},
    "mobilenet": {"width": 0.75, "features": 512},
}

OPS = {
    "conv": {"kernel", "stride", "padding", "activation", "inChannels", "outChannels"},
    "depthwiseConv": {"kernel", "stride", "padding", "activation", "channels"},
    "dense": {"activation", "outChannels"},
    "add": {"from", "activation"},
    "squeezeExcite": {"reducedChannels", "gate"},
}
"""The fields of each layer in addition to op and name, according to network.ts."""
ACTIVATIONS = {None, "relu", "relu6", "prelu", "sigmoid", "hardSwish", "hardSigmoid"}


def faces(count: int, size: int, seed: int = 0) -> Tensor:
    return torch.rand(count, 3, size, size, generator=torch.Generator().manual_seed(seed)) * 2 - 1


def with_statistics(network: nn.Module, seed: int) -> nn.Module:
    """The network with random statistics, gammas, betas and slopes, as after training, in evaluation mode."""
    generator = torch.Generator().manual_seed(seed)

    def uniform(tensor: Tensor, low: float, high: float) -> None:
        with torch.no_grad():
            tensor.copy_(torch.rand(tensor.shape, generator=generator) * (high - low) + low)

    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            uniform(module.running_mean, -0.5, 0.5)
            uniform(module.running_var, 0.5, 2)
            uniform(module.weight, 0.5, 1.3)
            uniform(module.bias, -0.3, 0.5)
    for name, parameter in network.named_parameters():
        if name.endswith("slope"):
            uniform(parameter, 0.05, 0.5)
    return network.eval()


def check_rules(layers: list[dict], tensors: dict[str, Tensor]) -> None:
    """Checks the rules of network.ts, layers.ts and build-graph.ts that do not depend on the picture."""
    names: list[str] = []
    used: set[str] = set()
    for layer in layers:
        op, fields = layer["op"], layer.keys() - {"op", "name"}
        if op == "globalAveragePool":
            assert layer.keys() == {"op"}
            continue
        assert fields == OPS[op], layer
        name = layer["name"]
        assert name
        assert name not in names
        for key in fields - {"activation", "from", "gate"}:
            if (key, layer[key]) == ("padding", "same"):
                continue
            assert type(layer[key]) is int
            assert layer[key] >= (0 if key == "padding" else 1)
        assert layer.get("activation") in ACTIVATIONS
        assert layer.get("gate", "sigmoid") in {"sigmoid", "hardSigmoid"}
        if op == "add":
            assert layer["from"] in names
        parts = {
            "add": set(),
            "squeezeExcite": {"reduce.weight", "reduce.bias", "expand.weight", "expand.bias"},
        }
        needed = set(parts.get(op, {"weight", "bias"}))
        if layer.get("activation") == "prelu":
            needed.add("alpha")
        used |= {f"{name}.{part}" for part in needed}
        names.append(name)
    assert used == tensors.keys()
    assert all(tensor.dtype == torch.float32 for tensor in tensors.values())


def expect_same(got: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    for name, logits in expected.items():
        assert logits.std() > 1e-3, "constant logits would prove nothing"
        torch.testing.assert_close(got[name], logits, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize(("name", "options"), VARIANTS)
def test_exported_layers_are_equivalent_to_the_network(name: str, options: dict) -> None:
    network = with_statistics(build(name, **options), 1)
    layers, tensors = network.export_layers()
    check_rules(layers, tensors)
    heads, head_tensors = network.export_heads()
    x = faces(4, 96)
    with torch.no_grad():
        expect_same(run_network(layers, heads, tensors | head_tensors, x), network(x))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [64, 80, 96])
def test_logits_have_their_shape_and_all_parameters_learn_at_each_size(name: str, size: int) -> None:
    network = build(name, **SMALL[name]).train()
    logits = network(faces(2, size))
    assert {head: tuple(value.shape) for head, value in logits.items()} == {
        h: (2, n) for h, n in HEADS.items()
    }
    sum(value.square().sum() for value in logits.values()).backward()
    idle = [key for key, parameter in network.named_parameters() if parameter.grad is None]
    assert idle == []


@pytest.mark.parametrize("name", NAMES)
def test_costs_at_96_pixels_are_near_the_budgets(name: str) -> None:
    layers, _ = build(name).export_layers()
    assert 104e6 < multiply_adds(layers, 96) < 131e6
    layers, _ = build(name, **NEAR_60M[name]).export_layers()
    assert 54e6 < multiply_adds(layers, 96) < 61e6


@pytest.mark.parametrize(("size", "side"), [(64, 4), (80, 5), (112, 7)])
def test_mobilefacenet_built_for_another_size_is_exported_for_it(size: int, side: int) -> None:
    network = with_statistics(build("mobilefacenet", size=size, **SMALL["mobilefacenet"]), 2)
    layers, tensors = network.export_layers()
    last = [layer for layer in layers if layer["op"] == "depthwiseConv"][-1]
    assert (last["kernel"], last["padding"]) == (side, 0)
    x = faces(3, size)
    with torch.no_grad():
        expect_same(run_network(layers, *_heads(network, tensors), x), network(x))


def test_mobilefacenets_last_kernel_resized_sums_to_the_same() -> None:
    network = with_statistics(build("mobilefacenet", **SMALL["mobilefacenet"]), 3)
    flat = torch.ones(1, 64, 1, 1)
    last = network.trunk[-3]
    with torch.no_grad():
        built, smaller = last(flat.expand(1, 64, 6, 6)), last(flat.expand(1, 64, 4, 4))
    torch.testing.assert_close(built, smaller, atol=1e-5, rtol=1e-5)


def test_calibration_keeps_the_outputs_of_any_network() -> None:
    network = with_statistics(build("inverted", **SMALL["inverted"], squeeze=4), 4)
    x = faces(48, 64)
    with torch.no_grad():
        expected = network(x)
        network.calibrate([x])
        expect_same(network(x), expected)
        trained = network.train()(x)
    torch.testing.assert_close(trained["age"], expected["age"], atol=1e-3, rtol=1e-3)


@pytest.mark.parametrize("activation", [None, "relu", "relu6", "prelu", "hardSwish"])
def test_each_activation_in_each_block(activation: str | None) -> None:
    trunk = with_statistics(
        Chain(
            ConvNorm(3, 8, 5, 2, activation),
            Residual(BranchedConv(8, 8, activation=None), channels=8, activation=activation),
            ConvNorm(8, 8, 3, 2, activation, depthwise=True),
            SqueezeExcite(8, 4, "sigmoid"),
            BranchedConv(8, 16, 2, activation),
            GlobalAveragePool(),
        ),
        5,
    )
    writer = LayerWriter()
    trunk.write(writer)
    check_rules(writer.layers, writer.tensors)
    x = faces(3, 33) * 4
    with torch.no_grad():
        torch.testing.assert_close(
            run_layers(writer.layers, writer.tensors, x), trunk(x), atol=1e-4, rtol=1e-4
        )


def test_layers_that_the_format_lacks_are_refused() -> None:
    with pytest.raises(ValueError, match="named layer before"):
        Residual(ConvNorm(3, 3), channels=3).write(LayerWriter())
    with pytest.raises(ValueError, match="'gelu' is not an activation"):
        ConvNorm(3, 8, activation="gelu")
    with pytest.raises(ValueError, match="8 channels has 8 outputs, not 16"):
        ConvNorm(8, 16, depthwise=True)
    with pytest.raises(ValueError, match="must be positive"):
        build("bknet", width=0)


def test_dropout_applies_only_in_training() -> None:
    network = build("bknet", **SMALL["bknet"], dropout=0.5)
    x = faces(2, 64)
    with torch.no_grad():
        network.eval()
        assert torch.equal(network(x)["age"], network(x)["age"])
        features = torch.ones(4, 32)
        network.train()
        assert not torch.equal(network.head(features)["age"], network.head(features)["age"])


def _heads(network: FaceNetwork, tensors: dict[str, Tensor]) -> tuple[list[dict], dict[str, Tensor]]:
    heads, head_tensors = network.export_heads()
    return heads, tensors | head_tensors
