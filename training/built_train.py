"""Train one network that finds what was built, on some of the cities."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from training.built_network import BuiltNetwork
from training.built_recipe import BuiltRecipe
from training.built_samples import Ground, draw_batch

REPORT_STEPS = 25
"""Steps from checkpoint to checkpoint."""

_PARTS = ("network", "optimiser", "schedule")


class BuiltTraining:
    """Network, optimiser and schedule of one phase, with the step they stand at.

    Attributes:
        step: of all phases together.
    """

    def __init__(self, recipe: BuiltRecipe, member: int, phase: int) -> None:
        torch.manual_seed(recipe.seed + member)
        self.recipe = recipe
        self.member = member
        self.phase = recipe.phases[phase]
        self.step = sum(each.steps for each in recipe.phases[:phase])
        self.last_step = self.step + self.phase.steps
        self.network = BuiltNetwork(recipe.widths, recipe.drop).to(memory_format=torch.channels_last)
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), self.phase.peak_rate, weight_decay=recipe.weight_decay
        )
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, self.phase.peak_rate, total_steps=self.phase.steps + 1, pct_start=0.15
        )

    def learn(self, grounds: Sequence[Ground]) -> float:
        """One step; returns the loss."""
        self.network.train()
        torch.manual_seed(self.recipe.seed + self.member + self.step)  # of the channels that are dropped
        rng = np.random.default_rng([self.recipe.seed, self.member, self.step])
        dates, built, seen = draw_batch(grounds, self.recipe, self.phase.odds, rng)
        loss = built_loss(_forward(self.network, dates), built, seen, self.recipe)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        self.schedule.step()
        self.step += 1
        return loss.item()

    def save(self, path: Path) -> None:
        """Write the checkpoint beside, then rename."""
        parts = {name: getattr(self, name).state_dict() for name in _PARTS}
        beside = path.with_suffix(".part")
        torch.save({**parts, "step": self.step}, beside)
        os.replace(beside, path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint of the same recipe."""
        saved = torch.load(path, map_location="cpu", weights_only=True)
        for name in _PARTS:
            getattr(self, name).load_state_dict(saved[name])
        self.step = saved["step"]


def train_built(grounds: Sequence[Ground], recipe: BuiltRecipe, member: int, checkpoint: Path) -> BuiltNetwork:
    """Train on these cities to the end of the recipe, going on from the checkpoint where there is one.

    Args:
        grounds: the cities.
        recipe: how.
        member: number of the network among those that answer together; another seed.
        checkpoint: path without ending; each phase has a file of its own.
    """
    before: BuiltTraining | None = None
    for phase in range(len(recipe.phases)):
        training, file = BuiltTraining(recipe, member, phase), checkpoint.with_name(f"{checkpoint.name}-{phase}.pt")
        if file.exists():
            training.load(file)
        elif before is not None:
            training.network.load_state_dict(before.network.state_dict())
        _go_on(training, grounds, file)
        before = training
    return training.network.eval()


def _go_on(training: BuiltTraining, grounds: Sequence[Ground], file: Path) -> None:
    total = 0.0
    while training.step < training.last_step:
        total += training.learn(grounds)
        if training.step % REPORT_STEPS == 0:
            line = {"checkpoint": file.stem, "step": training.step, "loss": round(total / REPORT_STEPS, 4)}
            sys.stderr.write(json.dumps(line) + "\n")
            training.save(file)
            total = 0.0
    training.save(file)


def _forward(network: BuiltNetwork, dates: Tensor) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):  # half the time where the processor knows this type
        logits = network(dates.contiguous(memory_format=torch.channels_last))
    return torch.as_tensor(logits).float()


def built_loss(logits: Tensor, built: Tensor, seen: Tensor, recipe: BuiltRecipe) -> Tensor:
    """Weighted cross entropy and the Dice loss of the whole batch, over what was seen."""
    rare = torch.tensor(recipe.rare_weight)
    entropy = F.binary_cross_entropy_with_logits(logits, built, weight=seen, pos_weight=rare)
    chance = torch.sigmoid(logits) * seen
    shared, either = (chance * built).sum(), chance.sum() + (built * seen).sum()
    return entropy + recipe.dice_weight * (1 - (2 * shared + 1) / (either + 1))
