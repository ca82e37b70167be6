"""Train the network that finds works; an interrupted training goes on from its checkpoint. The average leaves."""

from __future__ import annotations

import copy
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.average import update_average
from training.works_examples import IGNORED, UNKNOWN_KIND, Example, Painter, make_example
from training.works_network import KINDS, WorksNetwork
from training.works_pairs import AlignedPair


@dataclass(frozen=True, kw_only=True)
class WorksRecipe:
    """Everything that decides the weights."""

    seed: int = 4
    steps: int = 10000
    batch: int = 8
    warm_up: int = 100
    peak_rate: float = 5e-3
    weight_decay: float = 0.02
    average_decay: float = 0.996

    def rate_at(self, step: int) -> float:
        """Share of the peak rate: it rises at first, stays, and falls to nothing over the second half."""
        return min(1.0, (step + 1) / self.warm_up, max(self.steps - step, 0) / (self.steps / 2))


POSITIVE_WEIGHT = 2.0
"""Weight of a pixel on which something appeared: about one in ten."""

KIND_WEIGHT = 0.3
"""Weight of the kinds beside the question whether there is anything."""


def loss_of(logits: Tensor, labels: Tensor) -> Tensor:
    """Whether something appeared, pixel by pixel, and its kind where that is known."""
    labels = _halved(labels)
    everything = logits.logsumexp(dim=1)
    nothing = logits[:, 0] - everything
    something = logits[:, 1:].logsumexp(dim=1) - everything
    asked = labels != IGNORED
    positive = asked & (labels > 0)
    weight = torch.where(positive, POSITIVE_WEIGHT, 1.0) * asked
    single = (torch.where(positive, -something, -nothing) * weight).sum() / weight.sum()
    known = positive & (labels != UNKNOWN_KIND)
    if not known.any():
        return single
    kinds = logits[:, 1:].log_softmax(dim=1)
    kind = -kinds.gather(1, (labels.clamp(1, len(KINDS) - 1) - 1)[:, None].long())[:, 0]
    return single + KIND_WEIGHT * kind[known].mean()


def _halved(labels: Tensor) -> Tensor:
    """Labels (batch, rows, columns) at the step of the answers: nothing is asked where four pixels disagree."""
    four = torch.stack([labels[:, row::2, column::2] for row in (0, 1) for column in (0, 1)])
    return torch.where((four == four[0]).all(dim=0), four[0], torch.full_like(four[0], IGNORED))


class WorksTraining:
    """Network, average, optimiser and schedule, with the step they stand at."""

    def __init__(self, recipe: WorksRecipe) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.network = WorksNetwork().to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.network)
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), recipe.peak_rate, weight_decay=recipe.weight_decay
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, recipe.rate_at)
        self.step = 0

    def learn(self, before: Tensor, after: Tensor, appeared: Tensor) -> float:
        """One step; returns the loss."""
        self.network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self.network(before, after)
        loss = loss_of(logits.float(), appeared)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.schedule.step()
        update_average(self.average, self.network, min(self.recipe.average_decay, (1 + self.step) / (10 + self.step)))
        self.step += 1
        return loss.item()

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


def make_batch(
    pairs: Sequence[AlignedPair], paint: Painter, recipe: WorksRecipe, step: int
) -> tuple[Tensor, Tensor, Tensor]:
    """The batch of a step; depends on the recipe and the step alone."""
    examples: list[Example] = []
    for number in range(recipe.batch):
        rng = np.random.default_rng([recipe.seed, step, number])
        examples.append(make_example(pairs[rng.integers(len(pairs))], paint, rng))
    before, after = (
        torch.from_numpy(np.stack([getattr(each, name) for each in examples])).permute(0, 3, 1, 2).float()
        for name in ("before", "after")
    )
    return before, after, torch.from_numpy(np.stack([each.appeared for each in examples]))


def train_works(
    pairs: Sequence[AlignedPair], paint: Painter, checkpoint: Path, threads: int, recipe: WorksRecipe
) -> Path:
    """Train to the end of the recipe and return the checkpoint's path."""
    torch.set_num_threads(threads)
    training = WorksTraining(recipe)
    if checkpoint.exists():
        training.load(checkpoint)
    for line in _steps(training, pairs, paint, checkpoint):
        sys.stderr.write(json.dumps(line) + "\n")
    training.save(checkpoint)
    return checkpoint


def _steps(
    training: WorksTraining, pairs: Sequence[AlignedPair], paint: Painter, checkpoint: Path
) -> Iterator[dict[str, float]]:
    began, first, total = time.monotonic(), training.step, 0.0
    for batch in _ahead(pairs, paint, training.recipe, training.step):
        total += training.learn(*batch)
        if training.step % 50 == 0:
            pace = (time.monotonic() - began) / (training.step - first)
            yield {"step": training.step, "loss": round(total / 50, 4), "seconds": round(pace, 3)}
            total = 0.0
        if training.step % 100 == 0:
            training.save(checkpoint)


def _ahead(
    pairs: Sequence[AlignedPair], paint: Painter, recipe: WorksRecipe, first: int
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """The batches from a step on, each made while the one before is learnt."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(make_batch, pairs, paint, recipe, first)
        for step in range(first, recipe.steps):
            batch = coming.result()
            coming = maker.submit(make_batch, pairs, paint, recipe, step + 1)
            yield batch
