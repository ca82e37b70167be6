"""Train a detector.

Holds whole places aside, and keeps a checkpoint from which an interrupted training goes on. The weights that leave are
the moving average.
"""

from __future__ import annotations

import copy
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from training.average import update_average
from training.crops import Crop, Source
from training.decorate import repaint
from training.hard_negatives import with_hard_negatives
from training.look import change_look
from training.loss import Batch, detection_loss
from training.network import ObjectNetwork
from training.peaks import PeakFinder
from training.recipe import Recipe
from training.rendered import kept_stock, make_stock
from training.targets import make_targets


class Origin(Protocol):
    """Where crops come from."""

    def crop(self, rng: np.random.Generator, size: int) -> Crop:
        """A crop of `size` pixels."""
        ...


def make_crops(sources: Sequence[Origin], recipe: Recipe, step: int) -> list[Crop]:
    """The crops of a step; they depend on the recipe and the step alone."""
    crops: list[Crop] = []
    for source, count in zip(sources, recipe.shares, strict=True):
        for _ in range(count):
            rng = np.random.default_rng([recipe.seed, step, len(crops)])
            crops.append(change_look(repaint(source.crop(rng, recipe.crop_px), rng), rng))
    return crops


def to_batch(crops: list[Crop], recipe: Recipe) -> Batch:
    """Crops with their targets as tensors."""
    targets = [make_targets(crop, recipe.classes, recipe.centre_line) for crop in crops]
    names = [field.name for field in fields(Batch) if field.name != "images"]
    parts = {name: torch.from_numpy(np.stack([getattr(each, name) for each in targets])) for name in names}
    return Batch(images=to_images(crops), **parts)


def to_images(crops: list[Crop]) -> Tensor:
    """(batch, 3, rows, columns), 0..255."""
    images = torch.from_numpy(np.stack([crop.image for crop in crops])).permute(0, 3, 1, 2).float()
    return images.contiguous(memory_format=torch.channels_last)


@dataclass(frozen=True)
class Batches(Dataset[Batch]):
    """The batch of every step."""

    sources: Sequence[Origin]
    recipe: Recipe

    def __getitem__(self, step: int) -> Batch:
        return to_batch(make_crops(self.sources, self.recipe, step), self.recipe)


def batches(sources: Sequence[Origin], recipe: Recipe, first_step: int) -> Iterator[Batch]:
    """Batches from `first_step` on, made ahead in another process."""
    steps = range(first_step, recipe.steps)
    return iter(DataLoader(Batches(sources, recipe), batch_size=None, sampler=steps, num_workers=1, prefetch_factor=4))


def network_of(recipe: Recipe) -> ObjectNetwork:
    """A network of the recipe's shape."""
    return ObjectNetwork(len(recipe.classes), recipe.deepest_block, recipe.width)


def averaged_weights(checkpoint: Path) -> dict[str, Tensor]:
    """What leaves a training."""
    weights: dict[str, Tensor] = torch.load(checkpoint, map_location="cpu", weights_only=True)["average"]
    return weights


def _sources(data: Path, work: Path, recipe: Recipe, begins_with: Path | None) -> list[Source]:
    """The sources of the recipe, with the hard negatives of what it begins with where it asks for them."""
    sources = recipe.sources(data)
    if begins_with is None or not recipe.hard_negatives:
        return sources

    def finder() -> PeakFinder:
        network = network_of(recipe).to(memory_format=torch.channels_last)
        network.load_state_dict(averaged_weights(begins_with))
        return PeakFinder(network, recipe.classes)

    return with_hard_negatives(work / f"{begins_with.stem}-seen.json", finder, sources)


class Training:
    """Network, average, optimiser and schedule, with the step they stand at."""

    def __init__(self, recipe: Recipe, begins_with: Path | None = None) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.network = network_of(recipe).to(memory_format=torch.channels_last)
        if begins_with is None:
            self.network.backbone.load_imagenet()
        else:
            self.network.load_state_dict(averaged_weights(begins_with))
        self.average = copy.deepcopy(self.network)
        self._in_training_mode()
        learnable = [parameter for parameter in self.network.parameters() if parameter.requires_grad]
        self.optimiser = torch.optim.AdamW(learnable, recipe.peak_rate, weight_decay=recipe.weight_decay)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, recipe.peak_rate, total_steps=recipe.steps + 1, pct_start=0.1
        )
        self.step = 0

    def _in_training_mode(self) -> None:
        self.network.train()
        self.network.backbone.freeze(self.recipe.frozen_blocks)

    def learn(self, batch: Batch) -> list[float]:
        """One step; returns heat, box and orientation loss."""
        self._in_training_mode()
        losses = detection_loss(self.network(batch.images), batch)
        self.optimiser.zero_grad(set_to_none=True)
        torch.stack(losses).sum().backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 10.0)
        self.optimiser.step()
        self.schedule.step()
        decay = min(self.recipe.average_decay, (1 + self.step) / (10 + self.step))
        update_average(self.average, self.network, decay)
        self.step += 1
        return [loss.item() for loss in losses]

    def save(self, path: Path) -> None:
        """Write the checkpoint beside, then rename."""
        parts = {name: getattr(self, name).state_dict() for name in ("network", "average", "optimiser", "schedule")}
        beside = path.with_suffix(".part")
        torch.save({**parts, "step": self.step, "recipe": asdict(self.recipe)}, beside)
        os.replace(beside, path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint of the same recipe."""
        saved = torch.load(path, map_location="cpu", weights_only=True)
        for name in ("network", "average", "optimiser", "schedule"):
            getattr(self, name).load_state_dict(saved[name])
        self.step = saved["step"]


def train(data: Path, work: Path, recipe: Recipe, threads: int) -> Path:
    """Train to the end of the recipe and return the checkpoint's path."""
    torch.set_num_threads(threads)
    work.mkdir(parents=True, exist_ok=True)
    checkpoint = work / f"{recipe.checkpoint}.pt"
    begins_with = None if recipe.begins_with is None else work / f"{recipe.begins_with}.pt"
    training, sources = Training(recipe, begins_with), _sources(data, work, recipe, begins_with)
    if checkpoint.exists():
        training.load(checkpoint)
    stock = kept_stock(work / f"{recipe.stock_name}.pickle", lambda: make_stock(recipe.sources(data), recipe))
    began, first = time.monotonic(), training.step
    for batch in batches([*sources, stock], recipe, first):
        losses = training.learn(batch)
        if training.step % 25 == 0:
            pace = (time.monotonic() - began) / (training.step - first)
            words = {"step": training.step, "losses": [round(loss, 4) for loss in losses], "seconds": round(pace, 3)}
            sys.stderr.write(json.dumps(words) + "\n")
        if training.step % 250 == 0:
            training.save(checkpoint)
    training.save(checkpoint)
    return checkpoint
