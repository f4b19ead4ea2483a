"""Trains one network.

    python -m training train --config training/recipes/0.9.0/3-student.toml --work WORK --run NAME [--minutes M] [--threads T]
        [--device cuda]

Writes config.json, record.jsonl, checkpoint.pt and learning.png to WORK/runs/NAME. Repeating the command resumes a
stopped run, with the same results as without the stop; --minutes stops it cleanly after that time.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Generator, Tensor, nn

from training.command import command_parser
from training.data.faces import Faces, FacesError, load_faces
from training.learn.augment import augment, centre
from training.learn.checkpoint import (
    CHECKPOINT,
    Average,
    CheckpointError,
    load_checkpoint,
    save_checkpoint,
    start_from,
)
from training.learn.config import Config, ConfigError, Phase, changed_from, located, phase_at, read_config
from training.learn.device import device_named
from training.learn.learning_curves import draw_run
from training.learn.mixing import draw_mix
from training.learn.objective import label_losses, weighed
from training.learn.optimizer import make_optimizers
from training.learn.reading import headline_figures, read_faces
from training.learn.record import append_record, trim_record
from training.learn.sampling import draw, face_weights, passes
from training.learn.teaching import Mimic, teaching_of
from training.networks.known import build

RECORD_EVERY = 50
SAVE_SECONDS = 180
CALIBRATION_BATCHES = 8
CPU = torch.device("cpu")


def main() -> None:
    """The command."""
    parser = command_parser("train", __doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--device", default="cpu", help="cpu, or cuda if there is a GPU")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    try:
        device = device_named(options.device)
        config = located(read_config(options.config), options.work)
        train_faces = load_faces(options.work, "train", list(config.shares))
        validation = load_faces(options.work, "validation")
        folder = options.work / "runs" / options.run
        run = Run(config, folder, train_faces, validation, device)
        for name, (count, times) in passes(train_faces, config.shares, config.images).items():
            print(f"{name}: {count} faces, each seen about {times:.1f} times", file=sys.stderr)
        run.train(options.minutes * 60)
        draw_run(run.folder)
    except (ConfigError, FacesError, CheckpointError, ValueError) as error:
        sys.exit(str(error))


class Run:
    """A run and its progress; the folder's checkpoint, if any, is resumed.

    Raises CheckpointError if a checkpoint cannot be used and ValueError for shares of missing sets.
    """

    def __init__(
        self,
        config: Config,
        folder: Path,
        faces: Faces,
        validation: Faces | None,
        device: torch.device = CPU,
    ) -> None:
        self.config = config
        self.folder = folder
        self.faces = faces
        self.targets = faces.targets.without(np.isin(faces.sets, config.unlabelled))
        self.validation = validation
        self.device = device
        # All crops fit into a GPU's memory; on the CPU this does not copy them.
        self.crops = torch.from_numpy(faces.crops).to(device)
        folder.mkdir(parents=True, exist_ok=True)
        self.cumulative = np.cumsum(face_weights(faces, config.shares, config.balance))
        torch.manual_seed(config.seed)
        self.network = build(config.network, **config.options)
        self.teaching = teaching_of(config, folder, faces, device)
        self.step = 0
        self.seconds = 0.0
        resumed = folder / CHECKPOINT
        if config.start and not resumed.exists():
            start_from(self.network, Path(config.start), self._calibration_batches())
        self.network.to(device)
        self.optimizers = make_optimizers(self.network, config.rate, config.weight_decay, config.muon)
        self.mimic = self._mimic()
        self.average = Average(self.network, config.average)
        if resumed.exists():
            self._resume(load_checkpoint(resumed))
        trim_record(folder / "record.jsonl", self.images)
        (folder / "config.json").write_text(json.dumps(config.to_json(), indent=2) + "\n")

    @property
    def images(self) -> int:
        """Pictures seen so far."""
        return self.step * self.config.batch

    def train(self, seconds: float = float("inf")) -> None:
        """Trains until all phases are done or `seconds` have passed, then validates and saves a checkpoint."""
        started = saved = time.monotonic()
        before = self.seconds
        while self.images < self.config.images and time.monotonic() - started < seconds:
            phase, share = phase_at(self.config, self.images)
            losses = self._step(phase, share)
            self.seconds = before + time.monotonic() - started
            if self.step % RECORD_EVERY == 0:
                self._record(phase, share, losses)
            every = self.config.validate_every
            if self.images // every > (self.images - self.config.batch) // every:
                self._validate(phase)
            if time.monotonic() - saved > SAVE_SECONDS:
                self.save()
                saved = time.monotonic()
        self._validate(phase_at(self.config, self.images)[0])
        self.save()

    def _step(self, phase: Phase, share: float) -> dict[str, Tensor]:
        config = self.config
        rows = draw(self.cumulative, config.batch, config.seed, self.step)
        generator = Generator(self.device).manual_seed(config.seed * 1_000_003 + self.step)
        warm = min(1.0, (self.step + 1) / config.warmup)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = config.rate * share * warm
        self.network.train()
        # Tensors created inside are on the device.
        with self.device, torch.autocast(self.device.type, torch.bfloat16):
            crops = self.crops[torch.from_numpy(rows).to(self.device)]
            with torch.autocast(self.device.type, enabled=False):
                x = augment(
                    crops, self.faces.margin, phase.size, config.augmentation, generator, phase.strength
                )
                mix = draw_mix(config.batch, config.mixing, config.seed, self.step) if config.mixing else None
                x = mix.pictures(x) if mix else x
                # With channels last, convolutions need no conversions: a sixth to a quarter faster on a CPU.
                x = x.contiguous(memory_format=torch.channels_last)
            features = self.network.trunk(x)
            out = self.network.head(features)
            targets = self.targets.take(rows)
            losses = label_losses(out, targets, config)
            if mix:
                losses = mix.losses(losses, label_losses(out, targets.take(mix.order), config))
            total = weighed(losses, config.weights)
            if self.teaching is not None:
                lesson = self.teaching.lesson(x, rows, mix)
                taught = lesson.losses(out)
                total = total + config.teacher_weight * weighed(taught, config.weights)
                losses |= {f"{head}.teacher": loss for head, loss in taught.items()}
                if self.mimic is not None:
                    losses["features"] = self.mimic(features, lesson.features)
                    total = total + config.feature_weight * losses["features"]
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)
        total.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        self.average.update(self.network, self.step)
        return losses

    def _record(self, phase: Phase, share: float, losses: dict[str, Tensor]) -> None:
        line = {
            "step": self.step,
            "images": self.images,
            "minutes": self.seconds / 60,
            "size": phase.size,
            "rate": self.config.rate * share,
            "losses": {head: loss.item() for head, loss in losses.items()},
        }
        append_record(self.folder / "record.jsonl", line)

    def _validate(self, phase: Phase) -> None:
        if self.validation is None:
            return
        network = build(self.config.network, **self.config.options)
        network.load_state_dict(self.average.state)
        network.to(self.device)
        figures = headline_figures(read_faces(network, self.validation, phase.size), self.validation)
        line = {"step": self.step, "images": self.images, "minutes": self.seconds / 60, "size": phase.size}
        append_record(self.folder / "record.jsonl", {**line, "validation": figures})
        summary = "; ".join(
            f"{name} " + " ".join(f"{k} {v:.4g}" for k, v in one.items() if k != "n")
            for name, one in figures.items()
        )
        print(
            f"{self.images} images, {self.seconds / 60:.1f} min, {phase.size} px: {summary}", file=sys.stderr
        )

    def save(self) -> None:
        """Writes the checkpoint, with everything that the run needs to resume."""
        save_checkpoint(
            self.folder / CHECKPOINT,
            {
                "network": {"name": self.config.network, "options": self.config.options},
                "size": phase_at(self.config, self.images)[0].size,
                "model": self.network.state_dict(),
                "average": self.average.state,
                "mimic": self.mimic.state_dict() if self.mimic is not None else None,
                "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
                "config": self.config.to_json(),
                "step": self.step,
                "images": self.images,
                "seconds": self.seconds,
            },
        )

    def _resume(self, values: dict) -> None:
        changed = [name for name in changed_from(self.config, values["config"]) if name != "phases"]
        if changed:
            raise CheckpointError(
                f"{self.folder} was started with other values of {', '.join(changed)}: name another --run"
            )
        if "optimizers" not in values:
            raise CheckpointError(
                f"{self.folder} holds a finished run that cannot be resumed: start from it under another --run"
            )
        self.network.load_state_dict(values["model"])
        if self.mimic is not None:
            self.mimic.load_state_dict(values["mimic"])
        self.average.state = {name: value.to(self.device) for name, value in values["average"].items()}
        for optimizer, state in zip(self.optimizers, values["optimizers"], strict=True):
            optimizer.load_state_dict(state)
        self.step, self.seconds = values["step"], values["seconds"]

    def _mimic(self) -> Mimic | None:
        if self.teaching is None or not self.config.feature_weight:
            return None
        width = self.network.head.linear("age").in_features
        mimic = Mimic(width, self.teaching.feature_widths).to(self.device)
        self.optimizers[0].add_param_group({"params": list(mimic.parameters()), "weight_decay": 0.0})
        return mimic

    def _calibration_batches(self) -> list[Tensor]:
        size = self.config.phases[0].size
        return [
            centre(
                torch.from_numpy(
                    self.faces.crops[draw(self.cumulative, self.config.batch, self.config.seed, -1 - i)]
                ),
                self.faces.margin,
                size,
            )
            for i in range(CALIBRATION_BATCHES)
        ]
