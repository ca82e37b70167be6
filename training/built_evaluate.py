"""Leave one place out: each is judged by networks that have not seen it, at a level that was set without it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.built import count_pixels, judge_city
from hardstand.bench.oscd import City
from hardstand.construction.coarse import CoarseModel, load_coarse_model
from hardstand.construction.coarse_card import LeftOut, Level, PixelCounts
from training.built_card import draft_facts
from training.built_export import export_built
from training.built_recipe import BuiltRecipe
from training.built_samples import Ground
from training.built_train import train_built

PLACES = (
    ("abudhabi",),
    ("aguasclaras",),
    ("beihai",),
    ("bercy", "paris", "saclay_e"),
    ("bordeaux", "nantes", "rennes"),
    ("cupertino",),
    ("hongkong",),
)
"""Cities that are left out together, since they lie in one landscape: two show Paris, one its outskirts."""

LEVELS = tuple(
    Level(percentile=97, above=round(float(above), 1), least=-0.85, most=2.2) for above in np.arange(-2, 3.1, 0.2)
)
"""Levels to choose from: never below a probability of 0.3 as the network gives it, never above 0.9."""

Curve = tuple[PixelCounts, ...]
"""Counts at each of `LEVELS`."""


def leave_one_out(
    cities: Sequence[City], grounds: Sequence[Ground], recipe: BuiltRecipe, work: Path
) -> tuple[dict[str, LeftOut], Level]:
    """How each city is judged when left out, and the level that is best for all of them so judged.

    Args:
        cities: all.
        grounds: the same, as networks see them.
        recipe: of the training.
        work: folder of checkpoints and of the networks that each leave one place out; what is there is taken as it is.
    """
    with_infrared: dict[str, Curve] = {}
    without: dict[str, Curve] = {}
    for place in PLACES:
        model = trained_without(place, grounds, recipe, work)
        for city in (each for each in cities if each.name in place):
            with_infrared[city.name] = _curve(city, judge_city(city, model))
            without[city.name] = _curve(city, judge_city(city, model, infrared=False))
            sys.stderr.write(f"{city.name} left out: F1 by level {_f1s(with_infrared[city.name])}\n")
    judged = {name: _left_out(name, with_infrared, without) for name in sorted(with_infrared)}
    return judged, LEVELS[_best(list(with_infrared.values()))]


def trained_without(place: Sequence[str], grounds: Sequence[Ground], recipe: BuiltRecipe, work: Path) -> CoarseModel:
    """Networks that have seen all cities but these."""
    others = [ground for ground in grounds if ground.name not in place]
    name = f"built-without-{'-'.join(place)}"
    members = [train_built(others, recipe, member, work / f"{name}-{member}") for member in range(recipe.members)]
    own = draft_facts([ground.name for ground in others])
    return load_coarse_model(export_built(members, recipe, own, work / f"{name}.onnx"), threads=1)


def _curve(city: City, logits: NDArray[np.float32]) -> Curve:
    return tuple(count_pixels(logits, city, level) for level in LEVELS)


def _left_out(name: str, with_infrared: Mapping[str, Curve], without: Mapping[str, Curve]) -> LeftOut:
    """At the level that is best for the cities of other places together, as they were judged when left out."""
    [place] = [place for place in PLACES if name in place]
    best = _best([curve for other, curve in with_infrared.items() if other not in place])
    return LeftOut(
        above=LEVELS[best].above,
        pixels=with_infrared[name][best],
        pixels_without_infrared=without[name][best],
    )


def _best(curves: Sequence[Curve]) -> int:
    """Index of the level with the highest F1 over all pixels together."""
    together = [reduce(add, counts) for counts in zip(*curves, strict=True)]
    return int(np.argmax([counts.f1 or 0.0 for counts in together]))


def _f1s(curve: Curve) -> str:
    return ", ".join(f"{LEVELS[index].above}: {curve[index].f1 or 0:.3f}" for index in range(0, len(curve), 5))
