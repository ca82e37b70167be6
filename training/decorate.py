"""Rendered aircraft, helicopters and vehicles among the real ones, and other paints on real aircraft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from training.crops import Crop, sort_objects
from training.sprites import Placement
from training.sprites.scenes import populate
from training.sprites.tint import tint_object

GROUPS = (4, 11)
"""Least number of groups that are put on a crop, and the first number that is too many."""

ON_STREETS = ("helicopter", "vehicle", "park", "traffic", "traffic", "orchard", "orchard", "clutter")
"""What is put among real vehicles, all of which are labelled there."""

UPRIGHT = frozenset({"aircraft", "helicopter"})
"""Classes whose box is upright."""

LEAST_VISIBLE = 0.4
"""Of what is hidden further than this nothing is asked."""

REPAINTED = 0.25
"""Share of the crops on which aircraft are repainted, and then half of the aircraft."""


def decorate(crop: Crop, gsd_m: tuple[float, float], rng: np.random.Generator) -> Crop:
    """Put groups of rendered objects onto the crop, where nothing real stands, drawn for a GSD between two, metres."""
    occupied = np.array([*(each.hull for each in crop.objects), *crop.ignored], np.float64).reshape(-1, 4)
    kinds = ON_STREETS if "vehicle" in crop.asked else None
    image, placed = populate(
        crop.image, occupied, float(rng.uniform(*gsd_m)), rng, groups=int(rng.integers(*GROUPS)), kinds=kinds
    )
    return _with_truth(replace(crop, image=image), placed)


def _with_truth(crop: Crop, placed: Sequence[Placement]) -> Crop:
    """What was added; clutter has no label, but is known to be none of the classes."""
    size = crop.image.shape[0]
    known = [np.clip(each.upright, 0, size) for each in placed]
    real = [each for each in placed if each.label]
    labels = [each.label if each.visible > LEAST_VISIBLE else None for each in real]
    kept, ignored = sort_objects([_outline(each) for each in real], labels, size)
    return replace(
        crop,
        objects=crop.objects + tuple(replace(each, rendered=True) for each in kept),
        ignored=np.concatenate([crop.ignored, ignored]),
        known=np.array([*crop.known, *known], np.float64).reshape(-1, 4),
    )


def _outline(placed: Placement) -> NDArray[np.float64]:
    if placed.label not in UPRIGHT:
        return np.asarray(placed.oriented.corners, np.float64)
    left, top, right, bottom = placed.upright
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


def repaint(crop: Crop, rng: np.random.Generator) -> Crop:
    """Now and then another paint for the bright aircraft of a crop: grey, green, camouflage, dark."""
    if rng.random() >= REPAINTED:
        return crop
    image = crop.image
    for each in crop.objects:
        if each.label == "aircraft" and not each.rendered and rng.random() < 0.5:
            image, _ = tint_object(image, each.hull, rng)
    return replace(crop, image=image)
