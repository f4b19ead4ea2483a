"""Tests of the plain network: its shape, and splitting fused weights into branches."""

import pytest
import torch
from torch import Tensor

from training.networks.face import FaceNetwork
from training.networks.fused import run_network
from training.networks.heads import HEAD_LAYERS
from training.networks.known import build
from training.networks.plain import DEPTHS, WIDTHS, Plain

SMALL = {"widths": (8, 16, 16), "depths": (1, 2, 3)}


def fused_weights(network: Plain, seed: int) -> dict[str, Tensor]:
    """Random fused weights of that network's shape, with activations near 1 and one filter of zeros."""
    generator = torch.Generator().manual_seed(seed)
    tensors = network.export_layers()[1]
    tensors |= network.export_heads()[1]
    made = {}
    for name, tensor in tensors.items():
        fan_in = tensor[0].numel()
        spread = (2 / fan_in) ** 0.5 if name.endswith("weight") else 0.3
        made[name] = torch.randn(tensor.shape, generator=generator) * spread
    made["conv02.weight"][3] = 0
    return made


def faces(count: int, size: int, seed: int = 0) -> Tensor:
    return torch.rand(count, 3, size, size, generator=torch.Generator().manual_seed(seed)) * 2 - 1


def expected(network: FaceNetwork, tensors: dict[str, Tensor], x: Tensor) -> dict[str, Tensor]:
    return run_network(network.export_layers()[0], HEAD_LAYERS, tensors, x)


@pytest.mark.parametrize("branched", [True, False])
def test_loaded_fused_weights_compute_the_same_before_and_after_calibration(branched: bool):
    network = Plain(**SMALL, branched=branched)
    tensors = fused_weights(network, 1)
    network.load_fused(tensors)
    x = faces(64, 32)
    reference = expected(network, tensors, x)
    with torch.no_grad():
        loaded = network.eval()(x)
        network.calibrate([x[:40], x[40:]])
        calibrated = network.eval()(x)
        trained = network.train()(x)
    for name, logits in reference.items():
        torch.testing.assert_close(loaded[name], logits, atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(calibrated[name], logits, atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(trained[name], logits, atol=1e-3, rtol=1e-3)


def test_only_calibration_makes_training_mode_agree_on_other_faces():
    network = Plain(**SMALL)
    tensors = fused_weights(network, 2)
    network.load_fused(tensors)
    x = faces(128, 32, seed=7)
    reference = expected(network, tensors, x)["age"]
    with torch.no_grad():
        before = (network.train()(x)["age"] - reference).abs().mean()
        network.load_fused(tensors)
        network.calibrate([faces(128, 32, seed=8)])
        after = (network.train()(x)["age"] - reference).abs().mean()
    assert after < 0.1 * reference.std()
    assert before > 0.5 * reference.std()


def test_loaded_weights_are_exported_unchanged():
    network = Plain(**SMALL)
    tensors = fused_weights(network, 3)
    network.load_fused(tensors)
    network.calibrate([faces(16, 32)])
    exported = network.export_layers()[1] | network.export_heads()[1]
    assert exported.keys() == tensors.keys()
    for name, tensor in tensors.items():
        torch.testing.assert_close(exported[name], tensor, atol=2e-5, rtol=1e-4)


def test_every_branch_learns_after_loading():
    network = Plain(**SMALL)
    network.load_fused(fused_weights(network, 4))
    network.calibrate([faces(16, 32)])
    network.train()
    sum(logits.square().mean() for logits in network(faces(16, 32)).values()).backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.abs().max() > 0, name


def test_a_filter_of_zeros_can_learn_after_loading() -> None:
    network = Plain(**SMALL)
    tensors = fused_weights(network, 6)
    tensors["conv02.bias"][3] = 1
    network.load_fused(tensors)
    network.train()(faces(16, 32))["age"].square().mean().backward()
    wide = network.trunk[1].wide
    assert wide.norm.weight[3] == 0
    assert wide.norm.weight.grad[3].abs() > 1e-9


def test_the_default_has_the_first_weights_convolutions():
    layers, _ = build("plain").export_layers()
    shapes = [(layer["inChannels"], layer["outChannels"], layer["stride"]) for layer in layers[:-1]]
    assert [layer["name"] for layer in layers[:-1]] == [f"conv{i:02}" for i in range(1, 15)]
    assert shapes[:4] == [(3, 24, 2), (24, 48, 2), (48, 48, 1), (48, 96, 2)]
    assert shapes[-2:] == [(192, 192, 1), (192, 256, 2)]
    assert sum(DEPTHS) == 14
    assert len(WIDTHS) == 5


def test_weights_of_another_network_are_refused():
    network = Plain(**SMALL)
    tensors = fused_weights(network, 5)
    with pytest.raises(ValueError, match=r"conv07"):
        network.load_fused(tensors | {"conv07.weight": torch.zeros(1)})
    with pytest.raises(ValueError, match=r"\[8, 3, 3, 3\] is needed"):
        network.load_fused(tensors | {"conv01.weight": torch.zeros(9, 3, 3, 3)})


def test_unknown_options_and_names_are_refused():
    with pytest.raises(ValueError, match="plain"):
        build("plane")
    with pytest.raises(ValueError, match="network plain"):
        build("plain", depth=3)
    with pytest.raises(ValueError, match="at least one batch"):
        build("plain", **SMALL).calibrate([])


@pytest.mark.parametrize(
    "options",
    [
        {"widths": (8, 16), "depths": (1,)},
        {"widths": (), "depths": ()},
        {"widths": (8, 0), "depths": (1, 1)},
        {"widths": (8, 16), "depths": (1, -1)},
    ],
)
@pytest.mark.parametrize("name", ["plain", "residual", "inverted"])
def test_stages_that_do_not_fit_are_refused(name, options):
    with pytest.raises(ValueError, match=f"{name}: widths .* do not fit each other"):
        build(name, **options)


def test_only_the_residual_network_allows_a_stage_without_a_block():
    options = {"widths": (8, 16), "depths": (0, 1)}
    with torch.no_grad():
        assert build("residual", **options).eval()(faces(1, 32))["age"].shape == (1, 101)
    for name in ("plain", "inverted"):
        with pytest.raises(ValueError, match="do not fit each other"):
            build(name, **options)


def test_invalid_options_of_an_inverted_bottleneck_are_refused():
    with pytest.raises(ValueError, match="expand must be 1 or more, not 0"):
        build("inverted", expand=0)
    with pytest.raises(ValueError, match="the kernel must be odd, not 4"):
        build("inverted", kernel=4)


def test_new_weights_are_determined_by_the_seed():
    first, again, other = (build("plain", seed=seed, **SMALL).state_dict() for seed in (1, 1, 2))
    assert all(torch.equal(tensor, again[name]) for name, tensor in first.items())
    assert not torch.equal(first["trunk.0.wide.0.weight"], other["trunk.0.wide.0.weight"])
