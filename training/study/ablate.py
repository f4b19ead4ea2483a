"""Trains one recipe with one part changed at a time and tabulates what each part contributes.

    python -m training ablate --config training/recipes/studies/ablations.toml --work WORK --out training/reports/ablations
        [--device cuda]

The configuration is that of a run plus [[variants]]: a `name` (the run is WORK/runs/ablation-NAME), a `title` and the
values to `change`. Repeating the command resumes where it stopped; a finished run is not trained again. The table
reports validation figures of the averaged weights, with each face read once and cropped as the page crops it.
"""

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from training.command import command_parser
from training.data.faces import Faces, FacesError, load_faces
from training.learn.checkpoint import CHECKPOINT, CheckpointError, load_network
from training.learn.config import Config, ConfigError, config_of, located
from training.learn.device import device_named
from training.learn.reading import figures_of_faces, read_faces
from training.learn.train import Run
from training.report.markdown import table
from training.study.compare_table import FIGURES, pooled


@dataclass(frozen=True, slots=True)
class Variant:
    """One run: the protocol with some values changed."""

    name: str
    title: str
    change: Mapping[str, Any] = field(default_factory=dict)


def main() -> None:
    """The command."""
    parser = command_parser("ablate", __doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder for table.md and table.json")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda if there is a GPU")
    options = parser.parse_args()
    try:
        results = ablate(options.config, options.work, device_named(options.device))
    except (ConfigError, FacesError, CheckpointError, ValueError) as error:
        sys.exit(str(error))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "table.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    (options.out / "table.md").write_text(as_markdown(results))
    print(options.out / "table.md")


def read_ablation(path: Path) -> tuple[dict[str, Any], tuple[Variant, ...]]:
    """Reads the protocol (the values of a run's configuration) and its variants.

    Raises ConfigError if the file or a variant is not valid.
    """
    try:
        values = tomllib.loads(path.read_text())
        variants = tuple(Variant(**one) for one in values.pop("variants", ()))
        if not variants:
            raise ConfigError("no [[variants]]")
        if len({one.name for one in variants}) < len(variants):
            raise ConfigError("two variants have the same name")
        for variant in variants:
            config_of(changed(values, variant.change))
    except (OSError, TypeError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return values, variants


def changed(values: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a configuration's values with `change` applied; tables are merged one level deep."""
    tables = {
        key: {**values[key], **one}
        for key, one in change.items()
        if isinstance(one, Mapping) and isinstance(values.get(key), Mapping)
    }
    return {**values, **change, **tables}


def ablate(path: Path, work: Path, device: torch.device) -> dict[str, Any]:
    """Trains the unfinished runs and returns the contents of table.json.

    Raises ConfigError, whatever Run raises, and CheckpointError if a run was started with another configuration.
    """
    values, variants = read_ablation(path)
    validation = load_faces(work, "validation")
    faces: dict[tuple[str, ...], Faces] = {}
    lines = []
    for variant in variants:
        print(f"-- {variant.title}", file=sys.stderr)
        config = located(config_of(changed(values, variant.change)), work)
        sets = tuple(config.shares)
        if sets not in faces:
            faces = {sets: load_faces(work, "train", list(sets))}
        run = Run(config, work / "runs" / f"ablation-{variant.name}", faces[sets], None, device)
        run.train()
        lines.append(_line(variant, config, _figures(run, validation)))
    return {"protocol": values, "faces": len(validation), "variants": lines}


def _figures(run: Run, validation: Faces) -> dict[str, Any]:
    """Validation figures of a finished run's averaged weights, by set."""
    network = load_network(run.folder / CHECKPOINT).to(run.device)
    return figures_of_faces(read_faces(network, validation, run.config.phases[-1].size), validation)


def _line(variant: Variant, config: Config, sets: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": variant.name,
        "title": variant.title,
        "change": dict(variant.change),
        "images": config.images,
        "figures": {figure.name: pooled(sets, figure)[0] for figure in FIGURES},
    }


def as_markdown(results: Mapping[str, Any]) -> str:
    """table.md: the protocol and one row per variant, with its difference from the first in brackets."""
    config = config_of(dict(results["protocol"]))
    first = results["variants"][0]["figures"]
    header = ["run", *(figure.heading for figure in FIGURES)]
    rows = [[line["title"], *_cells(line["figures"], first)] for line in results["variants"]]
    phases = ", then ".join(f"{phase.images:,} at {phase.size} px" for phase in config.phases)
    return (
        f"# What each part brings\n\n{config.network}, {phases}, batches of {config.batch}; each line differs from "
        f"the first in what it names. Validation, {results['faces']:,} faces, each read once; in brackets the distance "
        f"from the first line.\n\n{table(header, rows)}\n"
    )


def _cells(figures: Mapping[str, Any], first: Mapping[str, Any]) -> Sequence[str]:
    cells = []
    for figure in FIGURES:
        value, base = figures[figure.name], first[figure.name]
        if value is None or base is None or figures is first:
            cells.append(figure.format(value))
        else:
            sign = "+" if value >= base else "−"
            cells.append(f"{figure.format(value)} ({sign}{figure.format(abs(value - base))})")
    return cells
