"""A stock of crops with rendered objects on real ground, made once and shown again and again under another light."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.crops import Crop, Source
from training.decorate import decorate
from training.recipe import Recipe

AROUND, AROUND_ROADS = 0.3, 0.7
"""Share of the stock's crops that show real objects on purpose, on aprons and on roads: the others have more room."""


@dataclass(frozen=True, kw_only=True)
class Stock:
    """Crops to draw from, all of one size."""

    crops: tuple[Crop, ...]

    def crop(self, rng: np.random.Generator, size: int) -> Crop:
        """One of the crops, turned by quarters and mirrored by chance."""
        chosen = self.crops[int(rng.integers(len(self.crops)))]
        if chosen.image.shape[0] != size:
            raise ValueError(f"the stock holds crops of {chosen.image.shape[0]} pixels, not {size}")
        return turn(chosen, int(rng.integers(4)), mirrored=bool(rng.integers(2)))


def make_stock(sources: Sequence[Source], recipe: Recipe) -> Stock:
    """Make the crops with rendered objects that a recipe asks for; the same recipe gives the same stock."""
    emptier = [replace(source, around_objects=AROUND_ROADS if source.quartered else AROUND) for source in sources]
    crops = []
    for number in range(recipe.stock):
        rng = np.random.default_rng([recipe.seed, 1, number])
        source = emptier[int(rng.choice(len(emptier), p=recipe.stock_shares))]
        crops.append(decorate(source.crop(rng, recipe.crop_px), recipe.stock_gsd_m, rng))
    return Stock(crops=tuple(crops))


def kept_stock(path: Path, make: Callable[[], Stock]) -> Stock:
    """The stock in a file of the work folder, or a new one that is written there: beside first, then renamed."""
    if path.exists():
        stock: Stock = pickle.loads(path.read_bytes())  # noqa: S301 (written by the lines below)
        return stock
    stock = make()
    beside = path.with_suffix(".part")
    beside.write_bytes(pickle.dumps(stock))
    os.replace(beside, path)
    return stock


def turn(crop: Crop, quarters: int, *, mirrored: bool) -> Crop:
    """The crop turned counter-clockwise by quarters, then mirrored left to right."""
    size = crop.image.shape[0]
    image = np.rot90(crop.image, quarters)
    image = image[:, ::-1] if mirrored else image

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        for _ in range(quarters):  # (column, row) to (row, size - column)
            points = np.stack([points[:, 1], size - points[:, 0]], axis=1)
        return np.stack([size - points[:, 0], points[:, 1]], axis=1) if mirrored else points

    def move_boxes(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        first, second = move(boxes[:, :2]), move(boxes[:, 2:])
        return np.concatenate([np.minimum(first, second), np.maximum(first, second)], axis=1)

    return replace(
        crop,
        image=np.ascontiguousarray(image),
        objects=tuple(replace(each, outline=move(each.outline)) for each in crop.objects),
        ignored=move_boxes(crop.ignored),
        known=move_boxes(crop.known),
    )
