"""Exports the network of a run for the converter.

    python -m training export --run WORK/runs/NAME --out DIR --golden-from EXPORT [--work WORK]
        [--calibrate emotion=ferplus,rafdb] [--temperatures-of CARD] [--name mien-face-attributes] [--version 0.2.0]

Writes face-attributes.safetensors, network.json, card.json, golden.safetensors and golden-faces.json: the averaged
and fused weights, temperatures and figures from the validation part, and golden faces with the crops of EXPORT. Then run
`npm run convert -- --from DIR --to public/models/face-attributes`.
"""

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
from torch.nn.functional import linear

from training.command import command_parser
from training.data.faces import FacesError
from training.data.labels import EMOTIONS, GENDERS, OLDEST, SMILES, VISIBLE
from training.data.sets.listing import SetError
from training.learn.augment import centre
from training.learn.checkpoint import CHECKPOINT, CheckpointError
from training.measure.calibrate import Fit, sets_by_head
from training.measure.figures import Figures
from training.networks.cost import multiply_adds, parameters
from training.runs.golden import GoldenError, GoldenFaces, golden_logits, read_golden_faces, write_golden
from training.runs.provenance import crop_template, data_sets
from training.runs.trained import Fused, TrainedRun, load_run
from training.runs.validate import Validation, add_calibrate_option, validate

WEIGHTS = "face-attributes.safetensors"
LICENCE = "weights trained on research data sets; not for commercial use"
LAYOUT = "conv weights OIHW, depthwise weights [channels, 1, k, k], dense weights [out, in], float32"
OUTPUTS = {
    "age": {"kind": "distribution", "years": [0, OLDEST]},
    "gender": {"classes": list(GENDERS)},
    "emotion": {"classes": list(EMOTIONS)},
    "smile": {"classes": list(SMILES)},
}
VISIBLE_OUTPUT = {"visible": {"classes": list(VISIBLE)}}
TOLERANCE = 1e-3


class ExportError(ValueError):
    """The export is not correct and must not be used."""


def main() -> None:
    """The command."""
    parser = command_parser("export", __doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument(
        "--golden-from", type=Path, required=True, help="an export whose golden crops are used"
    )
    parser.add_argument(
        "--work", type=Path, help="folder with manifest.jsonl and crops; default: that of the run"
    )
    parser.add_argument("--checkpoint", default=CHECKPOINT, help="file name in the run's folder")
    add_calibrate_option(parser)
    parser.add_argument(
        "--temperatures-of",
        type=Path,
        metavar="CARD",
        help="card of the network whose heads were refitted: the other heads keep its temperatures",
    )
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
        if options.temperatures_of:
            card["temperature"] |= kept_temperatures(options.temperatures_of, run.config)
        worst = write_export(options.out, run, golden, card)
    except (CheckpointError, FacesError, GoldenError, ExportError, SetError, ValueError) as error:
        sys.exit(str(error))
    print(f"{options.out}: fused and branched logits differ by at most {worst:.2e} on the golden faces")
    for head, fit in validation.fits.items():
        kept = (
            "" if card["temperature"][head] == fit.temperature else f"; kept {card['temperature'][head]:.4f}"
        )
        print(f"{head}: temperature {fit.temperature:.4f} by {fit.method}{kept}")


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
        "outputs": OUTPUTS if run.visible is None else OUTPUTS | VISIBLE_OUTPUT,
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


def kept_temperatures(card: Path, config: Mapping[str, Any]) -> dict[str, float]:
    """The temperatures in a published card of the heads that `training refit` has left as they were.

    `config`: that of the run. Raises ExportError if the run is not one of refit or the card has no temperatures.
    """
    try:
        fitted = config["heads"]["taken"]
        published = json.loads(card.read_text())["temperature"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExportError(f"{card}: --temperatures-of needs a published card and a run of refit") from error
    return {head: value for head, value in published.items() if head not in fitted}


def calibration_figures(fit: Fit) -> dict[str, Any]:
    """The method of a head's temperature and the figures before and after it, for the card."""
    return {"method": fit.method, "before": rounded(fit.before), "after": rounded(fit.after)}


def headline(figures: Figures) -> Figures:
    """A set's figures without its parts, to keep the card small: the page fetches it before its first label."""
    short = {
        head: {name: value for name, value in part.items() if not isinstance(value, dict)}
        for head, part in figures.items()
        if isinstance(part, dict)
    }
    return rounded({"n": figures["n"], **short})


def rounded(value: Any) -> Any:  # noqa: ANN401
    """The value with all floats in nested dictionaries rounded to four decimals."""
    if isinstance(value, float):
        return round(value, 4)
    return {key: rounded(one) for key, one in value.items()} if isinstance(value, dict) else value


def write_export(folder: Path, run: TrainedRun, golden: GoldenFaces, card: dict[str, Any]) -> float:
    """Writes the five files and returns the largest difference of fused and branched logits on the golden faces.

    Raises ExportError and writes nothing if that exceeds TOLERANCE or a logit is not finite.
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
    """Logits [n, c] by head of the network as it was trained, not fused, in evaluation mode and float32."""
    features = run.network.trunk(centre(golden.crops, 0, run.fused.size))
    logits = run.network.head(features)
    if run.visible is not None:
        logits["visible"] = linear(features, run.visible["weight"], run.visible["bias"])
    return logits


def check_written(folder: Path, fused: Fused, golden: GoldenFaces, logits: Mapping[str, Tensor]) -> None:
    """Raises ExportError if the written weights give other logits."""
    again = golden_logits(fused.with_tensors(load_file(folder / WEIGHTS)), golden)
    if largest_difference(again, logits) > 0:
        raise ExportError(f"{folder / WEIGHTS}: the weights give other logits after reading them back")


def largest_difference(a: Mapping[str, Tensor], b: Mapping[str, Tensor]) -> float:
    """The largest |a − b| over all heads; nan if a logit is not finite."""
    return float(torch.cat([(a[head] - b[head]).abs().flatten() for head in a]).max())


def write_json(path: Path, value: Any) -> None:  # noqa: ANN401
    """Writes JSON indented by one space, as in the files of the first weights."""
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")
