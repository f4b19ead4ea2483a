import torch

from training.learn.optimizer import Muon, make_optimizers, orthogonalized
from training.networks.known import build


def test_orthogonalizing_brings_all_singular_values_near_one():
    generator = torch.Generator().manual_seed(0)
    for shape in ((8, 30), (30, 8)):
        values = torch.linalg.svdvals(orthogonalized(torch.randn(*shape, generator=generator)))
        assert values.min() > 0.4
        assert values.max() < 1.4


def test_orthogonalizing_keeps_the_directions():
    matrix = torch.diag(torch.tensor([5.0, 1.0, -2.0]))
    assert torch.sign(torch.diag(orthogonalized(matrix))).tolist() == [1, 1, -1]


def test_steps_reduce_the_loss():
    torch.manual_seed(0)
    weight = torch.nn.Parameter(torch.randn(6, 4, 3, 3))
    optimizer = Muon([weight], lr=0.2)
    losses = []
    for _ in range(30):
        loss = weight.square().mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[-1] < losses[0] / 2


def test_filters_go_to_muon_and_every_parameter_to_one_optimizer():
    network = build("plain", widths=[8, 16], depths=[1, 1], branched=False)
    optimizers = make_optimizers(network, 1e-3, 0.01, muon=True)
    owned = [p for o in optimizers for g in o.param_groups for p in g["params"]]
    assert len(owned) == len({id(p) for p in owned}) == len(list(network.parameters()))
    assert all(p.dim() == 4 for g in optimizers[1].param_groups for p in g["params"])
    assert len(make_optimizers(network, 1e-3, 0.01, muon=False)) == 1
