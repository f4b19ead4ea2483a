"""Tests run beside other work: one thread each."""

import torch

torch.set_num_threads(1)
