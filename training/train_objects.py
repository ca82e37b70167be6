"""Train the detector of aircraft, helicopters, vehicles and ships.

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
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from training.crops import Crop, Source
from training.decorate import repaint
from training.examples import (
    CLASSES,
    READING_GSD_M,
    airbus_examples,
    car_examples,
    hrplanes_examples,
    nwpu_examples,
)
from training.look import change_look
from training.loss import Batch, detection_loss
from training.network import ObjectNetwork, Stem
from training.rendered import Stock, kept_stock, make_stock
from training.targets import make_targets
from training.train_stem import train_stem


class Origin(Protocol):
    """Where crops come from."""

    def crop(self, rng: np.random.Generator, size: int) -> Crop:
        """A crop of `size` pixels."""
        ...


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that decides the weights.

    Attributes:
        rendered_from: step from which rendered objects and clutter are put among the real ones.
        shares: crops of a batch from Airbus, HRPlanes, NWPU, NWPU with vehicles, and aerial cars, before that step.
        later_shares: the same from that step on, and last the crops with rendered objects.
        stock: number of different crops with rendered objects.
        stock_shares: what share of the stock stands on the ground of each of the five.
    """

    seed: int = 7
    stem_steps: int = 400
    steps: int = 5100
    rendered_from: int = 2000
    crop_px: int = 320
    peak_rate: float = 2e-3
    weight_decay: float = 0.02
    average_decay: float = 0.999
    shares: tuple[int, ...] = (4, 4, 1, 1, 2)
    later_shares: tuple[int, ...] = (3, 3, 1, 1, 1, 3)
    stock: int = 2400
    stock_shares: tuple[float, ...] = (0.35, 0.3, 0.15, 0.0, 0.2)


def training_sources(data: Path) -> list[Source]:
    """The data sets with the zoom that brings them to 0.3 to 0.55 m.

    The zoom of HRPlanes and NWPU covers what their publishers say of the ground sampling distance (0.7 to 1.5 m and
    0.5 to 2 m), which is not known per scene; a scene coarser than 0.5 m is enlarged to 0.5 m when it is searched.
    """
    roads = (READING_GSD_M / 0.6, READING_GSD_M / 0.28)
    coarse, fine = (tuple(nwpu_examples(data, with_vehicles)) for with_vehicles in (False, True))
    cars = tuple(car_examples(data))
    return [
        Source(tuple(airbus_examples(data)), zoom=(0.8, 1.75), around_objects=0.75),
        Source(tuple(hrplanes_examples(data)), zoom=(1.1, 3.0), around_objects=0.8),
        Source(coarse, zoom=(0.8, 2.2), around_objects=0.6),
        Source(fine, zoom=roads, around_objects=0.9, quartered=True),
        Source(cars, zoom=roads, around_objects=0.9, quartered=True),
    ]


def make_crops(sources: Sequence[Origin], recipe: Recipe, step: int) -> list[Crop]:
    """The crops of a step; they depend on the recipe and the step alone."""
    shares = recipe.shares if step < recipe.rendered_from else recipe.later_shares
    crops: list[Crop] = []
    for source, count in zip(sources, shares, strict=False):
        for _ in range(count):
            rng = np.random.default_rng([recipe.seed, step, len(crops)])
            crops.append(change_look(repaint(source.crop(rng, recipe.crop_px), rng), rng))
    return crops


def to_batch(crops: list[Crop]) -> Batch:
    """Crops with their targets as tensors."""
    targets = [make_targets(crop) for crop in crops]
    names = [field.name for field in fields(Batch) if field.name != "images"]
    parts = {name: torch.from_numpy(np.stack([getattr(each, name) for each in targets])) for name in names}
    return Batch(images=to_images(crops), **parts)


def to_images(crops: list[Crop]) -> Tensor:
    """(batch, 3, rows, columns), 0..255."""
    images = torch.from_numpy(np.stack([crop.image for crop in crops])).permute(0, 3, 1, 2).float()
    return images.contiguous(memory_format=torch.channels_last)


def batches(sources: Sequence[Origin], recipe: Recipe, first_step: int) -> Iterator[Batch]:
    """Batches from `first_step` on, made ahead in another thread."""

    def make(step: int) -> Batch:
        return to_batch(make_crops(sources, recipe, step))

    with ThreadPoolExecutor(1) as pool:
        ahead: list[Future[Batch]] = []
        for step in range(first_step, recipe.steps):
            while len(ahead) < 4 and step + len(ahead) < recipe.steps:
                ahead.append(pool.submit(make, step + len(ahead)))
            yield ahead.pop(0).result()


def update_average(average: nn.Module, network: nn.Module, decay: float) -> None:
    """Move the averaged weights towards the network's; counters and statistics are averaged alike."""
    with torch.no_grad():
        for mean, value in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
            if mean.is_floating_point():
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)


class Training:
    """Network, average, optimiser and schedule, with the step they stand at."""

    def __init__(self, recipe: Recipe) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.network = ObjectNetwork(len(CLASSES)).to(memory_format=torch.channels_last).train()
        self.average = copy.deepcopy(self.network)
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), recipe.peak_rate, weight_decay=recipe.weight_decay
        )
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, recipe.peak_rate, total_steps=recipe.steps + 1, pct_start=0.1
        )
        self.step = 0

    def begin_with(self, stem: Stem) -> None:
        """Take a trained stem."""
        self.network.stem.load_state_dict(stem.state_dict())
        self.average.stem.load_state_dict(stem.state_dict())

    def learn(self, batch: Batch) -> list[float]:
        """One step; returns heat, box and orientation loss."""
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
    checkpoint = work / "objects.pt"
    training, sources = Training(recipe), training_sources(data)
    if checkpoint.exists():
        training.load(checkpoint)
    else:
        training.begin_with(_first_stem(sources, recipe))
        training.save(checkpoint)
    stock = kept_stock(work / "stock.pickle", lambda: stock_of(sources, recipe))
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


def stock_of(sources: Sequence[Source], recipe: Recipe) -> Stock:
    """The crops with rendered objects that a recipe asks for."""
    return make_stock(sources, recipe.stock_shares, recipe.stock, recipe.crop_px, recipe.seed)


def _first_stem(sources: list[Source], recipe: Recipe) -> Stem:
    images = [to_images(make_crops(sources, recipe, step)) for step in range(40)]
    return train_stem(images, recipe.stem_steps)
