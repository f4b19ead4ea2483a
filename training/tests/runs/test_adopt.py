"""Tests of training.runs.adopt: adopted networks equal the published ones, and a run can start from them."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from training.learn.checkpoint import CheckpointError, load_checkpoint, load_network, start_from
from training.networks import mobilenet
from training.networks.known import NAMES, build
from training.networks.recognition import MEAN_PIXEL
from training.runs.adopt import PUBLISHED, adopt
from training.runs.provenance import data_sets
from training.runs.published import listed_tensors
from training.tests.small_work import write_work

MANIFEST = PUBLISHED["recognition"].manifest
STAGES = (("conv32", 32, 3), ("conv64", 64, 3), ("conv128", 128, 2), ("conv256", 256, 2))
DOWNS = {"conv64_down": 32, "conv128_down": 64, "conv256_down": 128, "conv256_down_out": 256}


def layer_shapes() -> dict[str, tuple[int, int, int]]:
    """Kernel, input and output channels of every convolution, in the order of the package's manifest."""
    shapes = {"conv32_down": (7, 3, 32)}
    for stage, channels, count in STAGES:
        if f"{stage}_down" in DOWNS:
            shapes[f"{stage}_down/conv1"] = (3, DOWNS[f"{stage}_down"], channels)
            shapes[f"{stage}_down/conv2"] = (3, channels, channels)
        for i in range(1, count + 1):
            shapes[f"{stage}_{i}/conv1"] = shapes[f"{stage}_{i}/conv2"] = (3, channels, channels)
    shapes["conv256_down_out/conv1"] = shapes["conv256_down_out/conv2"] = (3, 256, 256)
    return shapes


def write_package(folder: Path, left_out: str = "") -> None:
    """Writes the manifest and weights of a network of random filters in the format of face-api's package."""
    folder.mkdir()
    random = np.random.default_rng(4)
    data, listed = b"", []

    def add(name: str, values: np.ndarray) -> None:
        nonlocal data
        low, scale = float(values.min()), float(np.ptp(values)) / 255 or 1.0
        quantization = {"dtype": "uint8", "scale": scale, "min": low}
        listed.append(
            {"name": name, "shape": list(values.shape), "dtype": "float32", "quantization": quantization}
        )
        data += np.round((values - low) / scale).astype(np.uint8).tobytes()

    for name, (kernel, channels, out) in layer_shapes().items():
        if name == left_out:
            continue
        spread = (2 / (kernel * kernel * channels)) ** 0.5
        add(f"{name}/conv/filters", random.normal(0, spread, (kernel, kernel, channels, out)))
        add(f"{name}/conv/bias", random.normal(0, 0.1, out))
        add(f"{name}/scale/weights", random.uniform(0.5, 1, out))
        add(f"{name}/scale/biases", random.normal(0, 0.1, out))
    add("fc", random.normal(0, 0.1, (256, 128)))
    (folder / "weights").write_bytes(data)
    (folder / MANIFEST).write_text(json.dumps([{"weights": listed, "paths": ["weights"]}]))


def features(tensors: dict[str, Tensor], pixels: Tensor) -> Tensor:
    """The features that the package itself computes from RGB pixels in 0…255 [n, 3, s, s]."""

    def conv(x: Tensor, name: str, stride: int = 1, padding: int = 0) -> Tensor:
        x = functional.conv2d(
            x, tensors[f"{name}/conv/filters"], tensors[f"{name}/conv/bias"], stride, padding
        )
        scale, shift = tensors[f"{name}/scale/weights"], tensors[f"{name}/scale/biases"]
        return x * scale[:, None, None] + shift[:, None, None]

    def residual(x: Tensor, name: str) -> Tensor:
        inner = functional.relu(conv(x, f"{name}/conv1", padding=1))
        return functional.relu(conv(inner, f"{name}/conv2", padding=1) + x)

    def halving(x: Tensor, name: str) -> Tensor:
        inner = functional.relu(conv(x, f"{name}/conv1", stride=2))
        out, short = conv(inner, f"{name}/conv2", padding=1), functional.avg_pool2d(x, 2, 2)
        total = torch.zeros(len(x), out.shape[1], *(max(out.shape[i], short.shape[i]) for i in (2, 3)))
        total[:, :, : out.shape[2], : out.shape[3]] += out
        total[:, : short.shape[1], : short.shape[2], : short.shape[3]] += short
        return functional.relu(total)

    x = (pixels - torch.tensor(MEAN_PIXEL)[:, None, None]) / 255
    x = functional.max_pool2d(functional.relu(conv(x, "conv32_down", stride=2)), 3, 2)
    for stage, _, count in STAGES:
        if f"{stage}_down" in DOWNS:
            x = halving(x, f"{stage}_down")
        for i in range(1, count + 1):
            x = residual(x, f"{stage}_{i}")
    return halving(x, "conv256_down_out").mean((2, 3))


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("face-api") / "model"
    write_package(folder)
    return folder


@pytest.fixture(scope="module")
def run(tmp_path_factory, package) -> Path:
    work = tmp_path_factory.mktemp("work")
    write_work(work, n=8)
    return adopt("recognition", package, work, "recognition", 128)


@pytest.mark.parametrize("size", [128, 150])
def test_the_recognition_network_is_equivalent_to_the_package(package, run, size):
    pixels = torch.rand(2, 3, size, size, generator=torch.Generator().manual_seed(1)) * 255
    with torch.no_grad():
        expected = features(listed_tensors(package / MANIFEST), pixels)
        actual = load_network(run).trunk(pixels / 127.5 - 1)
    torch.testing.assert_close(actual, expected, atol=2e-3, rtol=2e-3)
    assert expected.std() > 0.1


def write_faceres(folder: Path) -> dict[str, Tensor]:
    """Writes a float16 MobileNet of random filters in the format of Human's package; returns its tensors."""
    folder.mkdir()
    random = np.random.default_rng(5)
    data, listed, tensors = b"", [], {}

    def add(name: str, values: np.ndarray) -> None:
        nonlocal data
        half = np.asarray(values, np.float16)
        listed.append(
            {
                "name": name,
                "shape": list(half.shape),
                "dtype": "float32",
                "quantization": {"dtype": "float16"},
            }
        )
        data += half.tobytes()
        order = (3, 2, 0, 1) if half.ndim == 4 else range(half.ndim)
        tensors[name] = torch.from_numpy(half.astype(np.float32).transpose(order))

    def conv(layer: str, kernel: int, channels: int, out: int) -> None:
        spread = (2 / (kernel * kernel * channels)) ** 0.5 / (100 if channels == 3 else 1)
        add(f"{layer}/convolution/merged_input", random.normal(0, spread, (kernel, kernel, channels, out)))
        add(f"{layer}_bn/batchnorm_1/sub", random.normal(0, 0.1, out))
        add(f"{layer}_relu/Cast", np.array(6.0))

    add("age_pred/kernel", random.normal(0, 1, (256, 100)))
    conv("conv1", 3, 3, mobilenet.STEM)
    channels = mobilenet.STEM
    for i, (out, _) in enumerate(mobilenet.STAGES, 1):
        add(f"conv_dw_{i}/depthwise_kernel", random.normal(0, 0.5, (3, 3, channels, 1)))
        add(f"conv_dw_{i}_bn/batchnorm_1/mul", random.uniform(0.8, 1.2, channels))
        add(f"conv_dw_{i}_bn/batchnorm_1/sub", random.normal(0, 0.1, channels))
        conv(f"conv_pw_{i}", 1, channels, out)
        channels = out
    (folder / "faceres.bin").write_bytes(data)
    manifest = [{"weights": listed, "paths": ["faceres.bin"]}]
    (folder / "faceres.json").write_text(json.dumps({"weightsManifest": manifest}))
    return tensors


def faceres_features(tensors: dict[str, Tensor], pixels: Tensor) -> Tensor:
    """The features that the package itself computes from RGB pixels in 0…255 [n, 3, s, s], with s divisible by 32.

    The padding of the picture is the middle of the range, as in our network, and not the mean as in the package.
    """

    def conv(x: Tensor, layer: str, stride: int = 1) -> Tensor:
        dense = tensors.get(f"{layer}/convolution/merged_input")
        weight = tensors[f"{layer}/depthwise_kernel"].transpose(0, 1) if dense is None else dense
        if dense is None:
            x = functional.pad(x, (0, 1, 0, 1) if stride == 2 else (1, 1, 1, 1))
        x = functional.conv2d(x, weight, stride=stride, groups=x.shape[1] if dense is None else 1)
        x = x * tensors.get(f"{layer}_bn/batchnorm_1/mul", torch.ones(x.shape[1]))[:, None, None]
        return functional.relu6(x + tensors[f"{layer}_bn/batchnorm_1/sub"][:, None, None])

    x = functional.pad(pixels, (0, 1, 0, 1), value=127.5)
    x = conv((x - torch.tensor(mobilenet.MEAN_PIXEL)[:, None, None]).flip(1), "conv1", 2)
    for i, (_, stride) in enumerate(mobilenet.STAGES, 1):
        x = conv(conv(x, f"conv_dw_{i}", stride), f"conv_pw_{i}")
    return x.mean((2, 3))


def test_the_mobilenet_is_equivalent_to_its_package(tmp_path):
    tensors = write_faceres(tmp_path / "models")
    write_work(tmp_path / "work", n=4)
    path = adopt("mobilenet", tmp_path / "models", tmp_path / "work", "mobilenet", 64)
    pixels = torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(1)) * 255
    with torch.no_grad():
        expected = faceres_features(tensors, pixels)
        actual = load_network(path).trunk(pixels / 127.5 - 1)
    assert expected.std() > 0.05
    torch.testing.assert_close(actual, expected, atol=5e-3, rtol=5e-3)
    assert data_sets({"shares": {}, "start": str(path)}) == ["VGGFace2", "IMDB-WIKI"]


def test_statistics_are_computed_from_the_faces_of_the_work_folder(run):
    norms = [m for m in load_network(run).modules() if isinstance(m, torch.nn.BatchNorm2d)]
    assert len(norms) == len(layer_shapes())
    assert all((norm.running_var - 1).abs().max() > 1e-3 for norm in norms)


def test_a_run_can_start_from_an_adopted_network(run):
    assert load_checkpoint(run)["size"] == 128
    network = build("recognition", seed=2, dropout=0.3)
    start_from(network, run, [])
    faces = torch.rand(1, 3, 128, 128) * 2 - 1
    with torch.no_grad():
        torch.testing.assert_close(network.eval()(faces)["age"], load_network(run)(faces)["age"])


def test_the_sets_of_an_adopted_network_are_inherited(run):
    taught = {"shares": {"utkface": 1.0}, "teachers": [str(run)]}
    assert data_sets(taught) == ["UTKFace", "FaceScrub", "VGG Face", "dlib's own faces from the web"]


def test_the_recognition_network_cannot_be_exported():
    assert "recognition" not in NAMES
    with pytest.raises(ValueError, match="can only teach"):
        build("recognition").export_layers()


def test_unsuitable_weights_are_refused(tmp_path, package, run):
    work = run.parents[2]
    with pytest.raises(CheckpointError, match="name another --run"):
        adopt("recognition", package, work, "recognition", 128)
    write_package(tmp_path / "short", left_out="conv128_2/conv2")
    with pytest.raises(CheckpointError, match="28 convolutions where 29 are needed"):
        adopt("recognition", tmp_path / "short", work, "other", 128)
    with pytest.raises(CheckpointError, match=r"missing or not those of a model"):
        adopt("recognition", tmp_path, work, "other", 128)
    assert not (work / "runs" / "other").exists()
