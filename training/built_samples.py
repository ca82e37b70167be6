"""Patches of two dates for the network that finds what was built: cut, turned, and shown in another light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from hardstand.bench.oscd import City
from hardstand.construction.coarse_tone import BANDS, measure_tone
from training.built_recipe import BuiltRecipe, Light, Odds

Array = NDArray[np.float32]

Patch = tuple[Array, NDArray[np.bool_], NDArray[np.bool_]]
"""Dates (side, side, 2 * BANDS), labels and what was seen (side, side)."""

TRIES = 4
"""Places that are looked at before one without any building is taken."""

BARE_SHARE = 0.3
"""Share of the looks after which a place is taken whatever stands there."""

LEAST_BUILT = 0.01
"""Share of built pixels from which a place is taken at the first look."""

EDGE_PX = 0.6
"""Standard deviation of the seam where one ground is laid over another: Sentinel-2's own sharpness, about."""

FIELDS = (6, 40)
"""Least number of fields in a patch, and one more than the most."""

AS_IT_WAS = 0.5
"""Share of the fields that no season comes over."""

GREEN = np.array([-0.5, -0.3, -0.8, 0.8])
"""What leaves do to the tones of blue, green, red and near infrared, about."""

AS_IT_STANDS = 0.7
"""How often what is laid over another ground is what was built, and not what was there before it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """A city as the network sees it.

    Attributes:
        name: of the city.
        dates: (rows, columns, 2 * BANDS) float32, toned, first the earlier date.
        built: (rows, columns) bool, True = labelled.
        seen: (rows, columns) bool, True = seen on both dates.
    """

    name: str
    dates: Array
    built: NDArray[np.bool_]
    seen: NDArray[np.bool_]


def ground_of_city(city: City) -> Ground:
    """Toned as a run tones it."""
    pair = city.pair
    tones = [measure_tone(date, pair.seen) for date in (pair.first, pair.second)]
    toned = [tone.apply(date) for tone, date in zip(tones, (pair.first, pair.second), strict=True) if tone is not None]
    dates = np.where(pair.seen[..., None], np.concatenate(toned, axis=2), np.float32(0))
    return Ground(name=city.name, dates=dates, built=city.built, seen=pair.seen)


def draw_batch(
    grounds: Sequence[Ground], recipe: BuiltRecipe, odds: Odds, rng: np.random.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Patches (batch, 2 * BANDS, side, side), labels and what was seen (batch, side, side), all float32."""
    weight = np.sqrt([ground.built.size for ground in grounds])
    chosen = rng.choice(len(grounds), size=recipe.batch, p=weight / weight.sum())
    patches = [_patch(_begin(grounds, index, recipe, odds, rng), recipe, odds, rng) for index in chosen]
    dates, built, seen = (np.stack(part).astype(np.float32) for part in zip(*patches, strict=True))
    dates = np.ascontiguousarray(dates.transpose(0, 3, 1, 2))
    return torch.from_numpy(dates), torch.from_numpy(built), torch.from_numpy(seen)


def _begin(grounds: Sequence[Ground], index: int, recipe: BuiltRecipe, odds: Odds, rng: np.random.Generator) -> Patch:
    """A place of one ground, sometimes with what was built in another."""
    patch = _turned(_cut(grounds[index], recipe.side, rng, LEAST_BUILT), rng)
    if rng.random() >= odds.laid_over:
        return patch
    other = grounds[rng.integers(len(grounds))]
    return _laid_over(patch, _turned(_cut(other, recipe.side, rng, 2 * LEAST_BUILT), rng), rng)


def _patch(patch: Patch, recipe: BuiltRecipe, odds: Odds, rng: np.random.Generator) -> Patch:
    light = recipe.light
    dates, built, seen = patch
    first, second = _relit(dates, rng, light)
    if rng.random() < odds.fields:
        second = np.where(built[..., None], second, _in_season(second, rng, light))
    if rng.random() < 0.5:
        second = second + _veil(recipe.side, rng, light)
    if rng.random() < 0.5:
        second = _moved(second, rng.normal(0, light.shift_px, 2))
    if rng.random() < odds.swapped:
        first, second = second, first
    if rng.random() < odds.hidden:
        seen = _hidden(seen, rng)
    dates = np.where(seen[..., None], np.concatenate([first, second], axis=2), np.float32(0))
    if rng.random() < odds.colours_only:
        dates[..., BANDS - 1 :: BANDS] = 0  # near infrared is the last band of each date
    return dates, built, seen


def _cut(ground: Ground, side: int, rng: np.random.Generator, least_built: float) -> Patch:
    rows, columns = ground.built.shape
    for _ in range(TRIES):
        top, left = rng.integers(rows - side + 1), rng.integers(columns - side + 1)
        place = slice(top, top + side), slice(left, left + side)
        if ground.built[place].mean() > least_built or rng.random() < BARE_SHARE:
            break
    return ground.dates[place], ground.built[place], ground.seen[place]


def _turned(patch: Patch, rng: np.random.Generator) -> Patch:
    quarters, mirrored = rng.integers(4), rng.random() < 0.5
    dates, built, seen = (np.rot90(part[:, ::-1] if mirrored else part, quarters) for part in patch)
    return dates, built, seen


def _laid_over(patch: Patch, other: Patch, rng: np.random.Generator) -> Patch:
    """What was built in another place, laid over the later date here: mostly as it stands, sometimes as it was before.

    Where another city's ground comes to lie, something has changed all the same.
    """
    dates, built, seen = patch
    there, placed, there_seen = other
    placed = placed & there_seen
    cover = cv2.GaussianBlur(placed.astype(np.float32), (0, 0), EDGE_PX)[..., None]
    source = there[..., BANDS:] if rng.random() < AS_IT_STANDS else there[..., :BANDS]
    later = dates[..., BANDS:] * (1 - cover) + source * cover
    return np.concatenate([dates[..., :BANDS], later], axis=2), built | placed, seen


def _relit(dates: Array, rng: np.random.Generator, light: Light) -> list[Array]:
    gain, offset = rng.normal(0, light.shared_gain), rng.normal(0, light.shared_offset, BANDS)
    relit = []
    for date in (dates[..., :BANDS], dates[..., BANDS:]):
        factor = gain + rng.normal(0, light.gain) + rng.normal(0, light.band_gain, BANDS)
        shift = offset + rng.normal(0, light.offset) + rng.normal(0, light.band_offset, BANDS)
        relit.append((date * np.exp(factor) + shift).astype(np.float32))
    return relit


def _in_season(date: Array, rng: np.random.Generator, light: Light) -> Array:
    """Each of many fields in another season, or as it was: nothing that was built, whatever it looks like from far.

    A field is what lies nearest to one of some points (Voronoi), as fields and their edges do, about.
    """
    side = date.shape[0]
    count = int(rng.integers(*FIELDS))
    middles = rng.uniform(0, side, (count, 2))
    rows, columns = np.mgrid[:side, :side]
    away = (rows[..., None] - middles[:, 0]) ** 2 + (columns[..., None] - middles[:, 1]) ** 2
    shift = rng.normal(0, light.season, (count, 1)) * GREEN + rng.normal(0, light.field, (count, 1))
    shift += rng.normal(0, light.band_field, (count, BANDS))
    shift[rng.random(count) < AS_IT_WAS] = 0
    return np.asarray(date + shift[away.argmin(axis=2)], dtype=np.float32)


def _veil(side: int, rng: np.random.Generator, light: Light) -> Array:
    """(side, side, BANDS) that changes slowly: drawn at four points each way, and bicubic between them."""
    knots = rng.normal(0, light.veil, (4, 4, 1)) + rng.normal(0, light.band_veil, (4, 4, BANDS))
    return np.asarray(cv2.resize(knots.astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC))


def _moved(date: Array, shift: NDArray[np.float64]) -> Array:
    matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]]])
    side = date.shape[0]
    return np.asarray(cv2.warpAffine(date, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE), np.float32)


def _hidden(seen: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.bool_]:
    top, left = rng.integers(0, seen.shape[0], 2)
    height, width = rng.integers(10, 60, 2)
    hidden = seen.copy()
    hidden[top : top + height, left : left + width] = False
    return hidden
