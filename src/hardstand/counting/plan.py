"""Which detections and which ground a person should look at next, so that little work says much.

Items are drawn by sequential Poisson sampling (Ohlsson, Sequential Poisson Sampling, Journal of Official Statistics 14,
1998): each gets a number within 0..1, divided by its share of the draw; the lowest come first. The first n of such an
order are a sample of n, in which an item is with probability n times its share; so a person may stop after any of them.
Ground is drawn by what the detector makes of it, as in DISCount (Perez, Maji and Sheldon, AAAI 2024).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EMPTY_SHARE = 0.5
"""Half of what is missed is looked for where nothing is marked, half beside what is: nobody knows where it stands."""

LEAST_DOUBT = 0.05
"""Even of a detection that is all but certain the calibration may be wrong: it is drawn now and then."""


class ItemKind(StrEnum):
    """What a person is asked to look at."""

    DETECTION = "detection"
    """Is it an object of the class? Yes or no."""
    TILE = "tile"
    """How many objects of the class stand there that no detection marks?"""


@dataclass(frozen=True, kw_only=True)
class ReviewItem:
    """One thing to look at.

    Attributes:
        acquisition: id.
        label: class in question.
        kind: detection or piece of ground.
        item: id of the sighting, or name of the piece of ground.
        column: left side of the rectangle on the image, pixels.
        row: upper side.
        width: of the rectangle, pixels.
        height: of the rectangle, pixels.
        share: of the draw among the items of this kind on this acquisition, 0..1; they sum to 1. For ground it is also
            the share of all missed objects that is expected there.
    """

    acquisition: str
    label: str
    kind: ItemKind
    item: str
    column: float
    row: float
    width: float
    height: float
    share: float


def detection_shares(probabilities: Array) -> Array:
    """(n,) shares of the draw, by how unsure each detection is (Neyman, 1934): the root of p (1 - p)."""
    return _normal(np.sqrt(probabilities * (1 - probabilities)) + LEAST_DOUBT)


def tile_shares(ground: Array, objects: Array) -> Array:
    """(n,) shares of the draw for pieces of ground, from the ground seen on each and the objects expected on each."""
    if objects.sum() <= 0:
        return _normal(ground)
    return EMPTY_SHARE * _normal(ground) + (1 - EMPTY_SHARE) * _normal(objects)


def in_order(items: Sequence[ReviewItem]) -> tuple[ReviewItem, ...]:
    """The items of one kind in the order in which to look at them; the same each time, for any order given."""
    return tuple(sorted(items, key=lambda item: (_lot(item) / item.share if item.share > 0 else np.inf, item.item)))


def inclusion(shares: Array, number: int) -> Array:
    """(n,) probability of each item to be among the first `number` of the order, at most 1."""
    return np.asarray(np.minimum(1.0, shares * number))


def _normal(sizes: Array) -> Array:
    return np.asarray(sizes / sizes.sum()) if len(sizes) else sizes


def _lot(item: ReviewItem) -> float:
    """A number within 0..1 that depends on nothing but the item's name: no run draws another."""
    name = f"{item.acquisition}\n{item.label}\n{item.kind}\n{item.item}"
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return (int.from_bytes(digest[:7]) + 0.5) / 2**56
