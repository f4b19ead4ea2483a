"""Fixtures for all tests: PyTorch uses one thread, because other work runs in parallel, and seeds are fixed."""

import random
from importlib.util import find_spec

import pytest

if find_spec("torch"):
    import torch

    torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def _same_random_numbers():
    random.seed(0)
    if find_spec("torch"):
        torch.manual_seed(0)
