"""Writes a run's network for the converter.

    python -m training.export --run WORK/runs/NAME --out DIR --golden-from EXPORT [--work WORK]
        [--calibrate emotion=ferplus,rafdb] [--name mien-face-attributes] [--version 0.2.0]

Writes face-attributes.safetensors, network.json, card.json, golden.safetensors and golden-faces.json: the averaged
weights, fused; temperatures and figures from the validation part; golden faces with the crops of EXPORT. Then
`npm run convert -- --from DIR --to public/models/face-attributes`.
"""

import argparse
import datetime
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from training.augment import centre
from training.calibrate import Fit, sets_by_head
from training.checkpoint import CHECKPOINT, CheckpointError
from training.cost import multiply_adds, parameters
from training.faces import FacesError
from training.figures import Figures
from training.golden import GoldenError, GoldenFaces, golden_logits, read_golden_faces, write_golden
from training.labels import EMOTIONS, GENDERS, OLDEST, SMILES
from training.provenance import crop_template, data_sets
from training.sets.listing import SetError
from training.trained import Fused, TrainedRun, load_run
from training.validate import Validation, add_calibrate_option, validate

WEIGHTS = "face-attributes.safetensors"
LICENCE = "weights trained on research data sets; not for commercial use"
LAYOUT = "conv weights OIHW, depthwise weights [channels, 1, k, k], dense weights [out, in], float32"
OUTPUTS = {
    "age": {"kind": "distribution", "years": [0, OLDEST]},
    "gender": {"classes": list(GENDERS)},
    "emotion": {"classes": list(EMOTIONS)},
    "smile": {"classes": list(SMILES)},
}
TOLERANCE = 1e-3


class ExportError(ValueError):
    """An export that must not be used."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument(
        "--golden-from", type=Path, required=True, help="an export whose golden crops are taken"
    )
    parser.add_argument(
        "--work", type=Path, help="folder with manifest.jsonl and crops; else that of the run"
    )
    parser.add_argument("--checkpoint", default=CHECKPOINT, help="file in the folder of the run")
    add_calibrate_option(parser)
    parser.add_argument("--name", default="mien-face-attributes")
    parser.add_argument("--version", default="0.2.0")
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    options = parser.parse_args()
    work = options.work or options.run.absolute().parent.parent
    try:
        run = load_run(options.run, options.checkpoint)
        golden = read_golden_faces(options.golden_from, run.fused.size)
        validation = validate(run, work, sets_by_head(options.calibrate))
        about = {"name": options.name, "version": options.version, "date": options.date}
        card = make_card(about, run, crop_template(work), data_sets(run.config), validation)
        worst = write_export(options.out, run, golden, card)
    except (CheckpointError, FacesError, GoldenError, ExportError, SetError, ValueError) as error:
        sys.exit(str(error))
    print(f"{options.out}: fused and branched logits differ by {worst:.2e} at most on the golden faces")
    for head, fit in validation.fits.items():
        print(f"{head}: temperature {fit.temperature:.4f} by {fit.method}")


def make_card(
    about: Mapping[str, str],
    run: TrainedRun,
    template: Mapping[str, list[float]],
    sets: list[str],
    validation: Validation,
) -> dict[str, Any]:
    """The card without the weights' hash. Held-out figures stay empty until
    `npm run evaluate -- --card` measures what ships."""
    size = run.fused.size
    return {
        **about,
        "licence": LICENCE,
        "dataSets": sets,
        "input": {
            "width": size,
            "height": size,
            "channels": "RGB",
            "layout": "NHWC",
            "scale": 1 / 127.5,
            "offset": -1,
            "crop": {"template112": dict(template), "border": "clamp"},
        },
        "outputs": OUTPUTS,
        "temperature": {head: fit.temperature for head, fit in validation.fits.items()},
        "cost": {
            "multiplyAdds": multiply_adds(run.fused.layers, size, run.fused.heads),
            "parameters": parameters(run.fused.layers, run.fused.heads),
        },
        "training": {
            "network": run.config["network"],
            "options": run.config["options"],
            "images": run.images,
        },
        "validation": {
            "calibration": {head: calibration_figures(fit) for head, fit in validation.fits.items()},
            "sets": {name: headline(figures) for name, figures in validation.ways["float32"].items()},
        },
        "heldOut": {},
    }


def calibration_figures(fit: Fit) -> dict[str, Any]:
    """How a head's temperature was found, and what it did."""
    return {"method": fit.method, "before": rounded(fit.before), "after": rounded(fit.after)}


def headline(figures: Figures) -> Figures:
    """A set's figures without its parts: the page fetches the card before its first label."""
    short = {
        head: {name: value for name, value in part.items() if not isinstance(value, dict)}
        for head, part in figures.items()
        if isinstance(part, dict)
    }
    return rounded({"n": figures["n"], **short})


def rounded(value: Any) -> Any:  # noqa: ANN401
    """Numbers to four decimals, however deep."""
    if isinstance(value, float):
        return round(value, 4)
    return {key: rounded(one) for key, one in value.items()} if isinstance(value, dict) else value


def write_export(folder: Path, run: TrainedRun, golden: GoldenFaces, card: dict[str, Any]) -> float:
    """Writes the five files; returns how far fused and branched logits are apart on the golden faces at most.

    Raises ExportError, writing nothing, where that is more than TOLERANCE or a logit is not finite.
    """
    logits = golden_logits(run.fused, golden)
    worst = largest_difference(logits, branched_logits(run, golden))
    if not worst <= TOLERANCE:
        raise ExportError(
            f"fused and branched logits differ by {worst:.3g}, more than {TOLERANCE}: nothing written"
        )
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.contiguous() for name, tensor in run.fused.tensors.items()}, folder / WEIGHTS)
    check_written(folder, run.fused, golden, logits)
    write_json(
        folder / "network.json",
        {"layers": list(run.fused.layers), "heads": list(run.fused.heads), "tensorLayout": LAYOUT},
    )
    write_golden(folder, golden, logits)
    digest = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    write_json(folder / "card.json", {**card, "sha256": {"safetensors": digest}})
    return worst


@torch.no_grad()
def branched_logits(run: TrainedRun, golden: GoldenFaces) -> dict[str, Tensor]:
    """What the network gives as it was trained, in evaluation mode, float32."""
    return run.network(centre(golden.crops, 0, run.fused.size))


def check_written(folder: Path, fused: Fused, golden: GoldenFaces, logits: Mapping[str, Tensor]) -> None:
    """Raises ExportError where the written weights give other logits."""
    again = golden_logits(fused.with_tensors(load_file(folder / WEIGHTS)), golden)
    if largest_difference(again, logits) > 0:
        raise ExportError(f"{folder / WEIGHTS}: read back, the weights give other logits")


def largest_difference(a: Mapping[str, Tensor], b: Mapping[str, Tensor]) -> float:
    """The greatest |a − b| over all heads; nan where one is not finite."""
    return float(torch.cat([(a[head] - b[head]).abs().flatten() for head in OUTPUTS]).max())


def write_json(path: Path, value: Any) -> None:  # noqa: ANN401
    """Indented by one space, as the first weights' files are."""
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
