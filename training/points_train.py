"""Train the points network; an interrupted training goes on from its checkpoint. The moving average leaves."""

from __future__ import annotations

import copy
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.average import update_average
from training.points_crops import PointsCrop, make_crop
from training.points_loss import PointsLoss, Target
from training.points_network import PointsNetwork
from training.points_patches import SOURCES, Patch, load_patches
from training.points_stem import Stem, train_stem

STEM_BATCHES = 40
"""Batches from which the stem learns, again and again."""


@dataclass(frozen=True, kw_only=True)
class PointsRecipe:
    """Everything that decides the weights.

    Attributes:
        shares: crops of a batch from each of `points_patches.SOURCES`.
        planes: HRPlanes aircraft that are used.
        rendered: aircraft that are drawn.
    """

    seed: int = 11
    stem_steps: int = 400
    steps: int = 4500
    warm_up: int = 60
    peak_rate: float = 2e-3
    weight_decay: float = 0.02
    average_decay: float = 0.996
    shares: tuple[int, ...] = (9, 6, 4, 5)
    planes: int = 2500
    rendered: int = 3000

    def rate_at(self, step: int) -> float:
        """Share of the peak rate: it rises at first, stays, and falls to nothing over the last third."""
        return min(1.0, (step + 1) / self.warm_up, max(self.steps - step, 0) / (self.steps / 3))


class PointsTraining:
    """Network, average, loss, optimiser and schedule, with the step they stand at."""

    def __init__(self, recipe: PointsRecipe) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.network = PointsNetwork().to(memory_format=torch.channels_last)
        self.loss = PointsLoss()
        self.average = copy.deepcopy(self.network)
        groups = [
            {"params": list(self.network.parameters()), "weight_decay": recipe.weight_decay},
            {"params": list(self.loss.parameters()), "weight_decay": 0.0},
        ]
        self.optimiser = torch.optim.AdamW(groups, recipe.peak_rate)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, recipe.rate_at)
        self.step = 0

    def begin_with(self, stem: Stem) -> None:
        """Take a trained stem, and blocks that know ImageNet."""
        for network in (self.network, self.average):
            network.start_from(stem)

    def learn(self, images: Tensor, target: Target) -> tuple[float, ...]:
        """One step; returns the losses of points, heat maps and boxes."""
        self.network.train()
        parts = self.loss(self.network(images), target)
        self.optimiser.zero_grad(set_to_none=True)
        sum(parts).backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.schedule.step()
        update_average(self.average, self.network, min(self.recipe.average_decay, (1 + self.step) / (10 + self.step)))
        self.step += 1
        return tuple(part.item() for part in parts)

    def save(self, path: Path) -> None:
        """Write the checkpoint beside, then rename."""
        names = ("network", "average", "loss", "optimiser", "schedule")
        parts = {name: getattr(self, name).state_dict() for name in names}
        beside = path.with_suffix(".part")
        torch.save({**parts, "step": self.step, "recipe": asdict(self.recipe)}, beside)
        os.replace(beside, path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint of the same recipe."""
        saved = torch.load(path, map_location="cpu", weights_only=True)
        for name in ("network", "average", "loss", "optimiser", "schedule"):
            getattr(self, name).load_state_dict(saved[name])
        self.step = saved["step"]


def make_points_batch(by_source: list[list[Patch]], recipe: PointsRecipe, step: int) -> tuple[Tensor, Target]:
    """The batch of a step; depends on the recipe and the step alone."""
    crops: list[PointsCrop] = []
    for patches, count in zip(by_source, recipe.shares, strict=True):
        for _ in range(count):
            rng = np.random.default_rng([recipe.seed, step, len(crops)])
            crops.append(make_crop(patches[rng.integers(len(patches))], rng))
    images = torch.from_numpy(np.stack([crop.image for crop in crops])).permute(0, 3, 1, 2).float()
    points, back, box = (
        torch.from_numpy(np.stack([getattr(crop, name) for crop in crops])).float()
        for name in ("points", "back", "box")
    )
    source = torch.tensor([crop.source for crop in crops])
    images = images.contiguous(memory_format=torch.channels_last)
    return images, Target(points=points, back=back, box=box, source=source)


def train_points(data: Path, work: Path, threads: int, recipe: PointsRecipe | None = None) -> Path:
    """Train to the end of the recipe and return the checkpoint's path.

    Args:
        data: folder of the data sets.
        work: folder of the checkpoint and of the patches.
        threads: of PyTorch.
        recipe: another one than the one that the shipped weights come from.
    """
    recipe = PointsRecipe() if recipe is None else recipe
    torch.set_num_threads(threads)
    work.mkdir(parents=True, exist_ok=True)
    checkpoint = work / "points.pt"
    training = PointsTraining(recipe)
    if checkpoint.exists():
        training.load(checkpoint)
    if training.step >= recipe.steps:
        return checkpoint
    patches = load_patches(data, work, recipe.seed, recipe.planes, recipe.rendered)
    by_source = [[patch for patch in patches if patch.source == index] for index in range(len(SOURCES))]
    if training.step == 0:
        training.begin_with(_first_stem(by_source, recipe))
    for line in _steps(training, by_source, checkpoint):
        sys.stderr.write(json.dumps(line) + "\n")
    training.save(checkpoint)
    return checkpoint


def _first_stem(by_source: list[list[Patch]], recipe: PointsRecipe) -> Stem:
    images = [make_points_batch(by_source, recipe, step)[0] for step in range(STEM_BATCHES)]
    return train_stem(images, recipe.stem_steps)


def _steps(training: PointsTraining, by_source: list[list[Patch]], checkpoint: Path) -> Iterator[dict[str, float]]:
    began, first, sums = time.monotonic(), training.step, np.zeros(3)
    while training.step < training.recipe.steps:
        sums += training.learn(*make_points_batch(by_source, training.recipe, training.step))
        if training.step % 50 == 0:
            points, heat, box = (round(float(each), 3) for each in sums / 50)
            pace = (time.monotonic() - began) / (training.step - first)
            yield {"step": training.step, "points": points, "heat": heat, "box": box, "seconds": round(pace, 3)}
            sums[:] = 0
        if training.step % 100 == 0:
            training.save(checkpoint)
