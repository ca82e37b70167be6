"""Train the aircraft detector.

Reads the Airbus, HRPlanes and NWPU frames, holds whole places aside, and keeps a checkpoint from which an interrupted
training goes on. The weights that leave are the moving average.
"""

from __future__ import annotations

import copy
import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from hardstand.bench.datasets import read_airbus, read_coco
from training.crops import Source, augment
from training.loss import detection_loss
from training.network import AircraftNetwork
from training.split import side_of
from training.targets import make_targets

Batch = tuple[Tensor, Tensor, Tensor, Tensor]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that decides the weights.

    Attributes:
        frozen_blocks: leading blocks that keep their ImageNet weights; they cost most of the time and learn least.
        shares: crops of a batch from the Airbus, HRPlanes and NWPU frames.
    """

    seed: int = 7
    steps: int = 3000
    batch: int = 16
    crop_px: int = 320
    peak_rate: float = 2e-3
    weight_decay: float = 0.02
    average_decay: float = 0.998
    frozen_blocks: int = 2
    shares: tuple[int, int, int] = (11, 3, 2)


def training_sources(data: Path) -> list[Source]:
    """The three data sets with their zoom to about 0.5 m.

    The zoom of HRPlanes and NWPU covers what their publishers say of the ground sampling distance (0.7 to 1.5 m and
    0.5 to 2 m), which is not known per scene.
    """
    own = tuple(frame for frame in read_airbus(data) if frame.labelled and side_of(frame.place) == "train")
    planes = tuple(read_coco(data, "hrplanes", "airplane", split="train"))
    mixed = tuple(read_coco(data, "nwpu-vhr10", "airplane"))
    return [
        Source(own, zoom=(0.75, 1.35), around_objects=0.75),
        Source(planes, zoom=(1.2, 2.4), around_objects=0.85),
        Source(mixed, zoom=(0.8, 2.0), around_objects=0.6),
    ]


def make_batch(sources: list[Source], recipe: Recipe, step: int) -> Batch:
    """The batch of a step; depends on the recipe and the step alone."""
    crops = []
    for source, count in zip(sources, recipe.shares, strict=True):
        for _ in range(count):
            rng = np.random.default_rng([recipe.seed, step, len(crops)])
            crops.append(augment(source.crop(rng, recipe.crop_px), rng))
    targets = [make_targets(crop.boxes, crop.ignored, recipe.crop_px) for crop in crops]
    images = torch.from_numpy(np.stack([crop.image for crop in crops])).permute(0, 3, 1, 2).float()
    parts = (np.stack([getattr(t, name) for t in targets]) for name in ("heat", "sides", "weight"))
    heat, sides, weight = (torch.from_numpy(part) for part in parts)
    return images.contiguous(memory_format=torch.channels_last), heat, sides, weight


def batches(sources: list[Source], recipe: Recipe, first_step: int) -> Iterator[tuple[int, Batch]]:
    """Batches from `first_step` on, made two steps ahead in another thread."""
    with ThreadPoolExecutor(1) as pool:
        ahead: list[Future[Batch]] = []
        for step in range(first_step, recipe.steps):
            while len(ahead) < 3 and step + len(ahead) < recipe.steps:
                ahead.append(pool.submit(make_batch, sources, recipe, step + len(ahead)))
            yield step, ahead.pop(0).result()


def freeze(network: AircraftNetwork, blocks: int) -> None:
    """Keep stem and leading blocks as they are, running statistics included."""
    backbone = network.backbone
    for part in (backbone._conv_stem, backbone._bn0, *backbone._blocks[:blocks]):
        part.eval().requires_grad_(False)


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
        self.network = AircraftNetwork().to(memory_format=torch.channels_last)
        self.network.backbone.load_imagenet()
        self.average = copy.deepcopy(self.network)
        learnable = [p for p in self._trained_mode().parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(learnable, recipe.peak_rate, weight_decay=recipe.weight_decay)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, recipe.peak_rate, total_steps=recipe.steps + 1, pct_start=0.15
        )
        self.step = 0

    def _trained_mode(self) -> AircraftNetwork:
        self.network.train()
        freeze(self.network, self.recipe.frozen_blocks)
        return self.network

    def learn(self, batch: Batch) -> tuple[float, float]:
        """One step; returns heat and box loss."""
        images, heat, sides, weight = batch
        heat_loss, box_loss = detection_loss(self._trained_mode()(images), heat, sides, weight)
        self.optimiser.zero_grad(set_to_none=True)
        (heat_loss + box_loss).backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 10.0)
        self.optimiser.step()
        self.schedule.step()
        decay = min(self.recipe.average_decay, (1 + self.step) / (10 + self.step))
        update_average(self.average, self.network, decay)
        self.step += 1
        return heat_loss.item(), box_loss.item()

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
    checkpoint = work / "aircraft.pt"
    training = Training(recipe)
    if checkpoint.exists():
        training.load(checkpoint)
    began, first = time.monotonic(), training.step
    for step, batch in batches(training_sources(data), recipe, first):
        heat, box = training.learn(batch)
        if step % 25 == 0:
            pace = (time.monotonic() - began) / (training.step - first)
            line = {"step": step, "heat": round(heat, 4), "box": round(box, 4), "seconds": round(pace, 3)}
            sys.stderr.write(json.dumps(line) + "\n")
        if training.step % 250 == 0:
            training.save(checkpoint)
    training.save(checkpoint)
    return checkpoint
