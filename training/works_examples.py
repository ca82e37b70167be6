"""Crops of two dates on which it is known what was built: real ground, with works painted on one date of it.

Everything that really differs between the dates (aircraft, cars, shadows, season, light, lean) stays and is no change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.works_pairs import AlignedPair

Picture = NDArray[np.uint8]
Labels = NDArray[np.uint8]

CROP_PX = 256
"""Side of a crop, pixels of `works_pairs.GSD_M`."""

UNKNOWN_KIND, IGNORED = 250, 255
"""Labels: something appeared, but it is not known what; nothing is asked of the pixel."""

LEAST_PAINTED = 400
"""Half of the crops show so many pixels of painted works, where some are found."""

ON_BOTH = 0.15
"""Share of the crops on which some works stand on both dates, which is no change however they are painted."""

PER_DATE = 0.25
"""Share of the dates that get works cut from other ground."""

FROM_STOCK = 0.75
"""Share of the crops whose first date is one with painted works, where the pair has one."""

LEAST_SEEN, TRIES = 0.7, 10
"""A crop shows at least this share of its ground on both dates, if one is found in so many draws."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Example:
    """Two pictures and what appeared between them.

    Attributes:
        before: (CROP_PX, CROP_PX, 3) uint8 RGB.
        after: the same ground, later.
        appeared: (CROP_PX, CROP_PX) uint8: an index of `works_network.KINDS`, `UNKNOWN_KIND` or `IGNORED`; what
            vanished is no part of it, since time runs either way.
    """

    before: Picture
    after: Picture
    appeared: Labels


Painter = Callable[[Picture, np.random.Generator], tuple[Picture, Labels]]
"""Paints works over a picture; the labels are 0 where nothing was painted."""


def make_example(pair: AlignedPair, paint: Painter, rng: np.random.Generator) -> Example:
    """One crop of a pair, with works painted on either date, or alike on both."""
    dates = _dates(pair, rng)
    pictures, labels, seen = _cut(dates, pair.seen, rng)
    wanted = LEAST_PAINTED if rng.random() < 0.5 else 0
    for _ in range(TRIES):
        if (seen > 0).mean() >= LEAST_SEEN and _painted(labels) >= wanted:
            break
        pictures, labels, seen = _cut(dates, pair.seen, rng)
    if rng.random() < ON_BOTH:
        pictures = _on_both(pictures, paint, rng)
    for date, picture in enumerate(pictures):
        if rng.random() < PER_DATE:
            pictures[date], pasted = paint(picture, rng)
            labels[date] = np.where(pasted > 0, pasted, labels[date])
    before, after = (_developed(each, rng) for each in pictures)
    return Example(before=before, after=after, appeared=_asked(labels[1], labels[0], seen))


def _painted(labels: Sequence[Labels]) -> int:
    """Pixels on which a painted work stands."""
    return max(int(((each > 0) & (each < UNKNOWN_KIND)).sum()) for each in labels)


def _dates(pair: AlignedPair, rng: np.random.Generator) -> list[tuple[Picture, Labels]]:
    """Both dates in either order, the first one perhaps with works painted over it."""
    nothing = np.zeros(pair.seen.shape, np.uint8)
    first = (pair.first, nothing)
    if pair.painted and rng.random() < FROM_STOCK:
        first = pair.painted[rng.integers(len(pair.painted))]
    dates = [first, (pair.second, nothing)]
    return dates if rng.random() < 0.5 else dates[::-1]


def _cut(
    dates: Sequence[tuple[Picture, Labels]], seen: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[list[Picture], list[Labels], Picture]:
    """The same crop of both dates, turned, enlarged or reduced a little, and 255 where both were seen."""
    matrix = _view(seen.shape, rng)
    second = matrix.copy()
    second[:, 2] += rng.normal(0, 0.7, 2)  # what registration leaves
    views = (matrix, second)
    pictures = [_seen_through(picture, view, cv2.INTER_LINEAR) for (picture, _), view in zip(dates, views, strict=True)]
    labels = [_seen_through(each, view, cv2.INTER_NEAREST) for (_, each), view in zip(dates, views, strict=True)]
    return pictures, labels, _seen_through(seen.astype(np.uint8) * 255, matrix, cv2.INTER_NEAREST)


def _view(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float64]:
    """(2, 3): pixels of a crop to pixels of the pair, somewhere on it."""
    scale, angle = rng.uniform(0.8, 1.3), rng.uniform(0, 2 * np.pi)
    reach = 0.36 * CROP_PX * scale
    middle = rng.uniform(reach, shape[1] - reach), rng.uniform(reach, shape[0] - reach)
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    if rng.random() < 0.5:
        turn[:, 0] *= -1
    return np.column_stack([turn, np.array(middle) - turn @ np.full(2, CROP_PX / 2)])


def _seen_through(picture: Picture, view: NDArray[np.float64], how: int) -> Picture:
    return np.asarray(cv2.warpAffine(picture, view, (CROP_PX, CROP_PX), flags=how | cv2.WARP_INVERSE_MAP), np.uint8)


def _on_both(pictures: list[Picture], paint: Painter, rng: np.random.Generator) -> list[Picture]:
    """The same works on both dates, one of them in another light."""
    seed = int(rng.integers(2**32))
    painted = []
    for picture in pictures:
        new, labels = paint(picture, np.random.default_rng(seed))
        gain = rng.uniform(0.8, 1.2)
        again = np.clip(new.astype(np.float32) * gain, 0, 255).astype(np.uint8)
        painted.append(np.where((labels > 0)[..., None], again, picture))
    return painted


def _asked(own: Labels, other: Labels, seen: Picture) -> Labels:
    """What is asked: not at outlines, not where the ground was not seen, and not where the other date was pasted over.

    What is painted stands on open ground, which is no work when it comes back; nobody knows what a piece that was
    pasted covers.
    """
    edge = cv2.dilate(own, np.ones((3, 3), np.uint8)) != cv2.erode(own, np.ones((3, 3), np.uint8))
    unseen = cv2.erode(seen, np.ones((9, 9), np.uint8)) < 255
    return np.where(edge | (other >= UNKNOWN_KIND) | (own == IGNORED) | unseen, IGNORED, own).astype(np.uint8)


def _developed(picture: Picture, rng: np.random.Generator) -> Picture:
    """Another light, sensor and file."""
    values = picture.astype(np.float32)
    gain = rng.uniform(0.65, 1.4) * rng.normal(1, 0.04, 3)
    offset = rng.normal(0, 12) + rng.normal(0, 4, 3)
    values = values * gain.astype(np.float32) + offset.astype(np.float32)
    if rng.random() < 0.3:
        values = 255 * (np.clip(values, 0, 255) / 255) ** np.float32(rng.uniform(0.7, 1.4))
    if rng.random() < 0.15:
        share = rng.uniform(0.05, 0.4)
        values = values * (1 - share) + share * np.array([205, 210, 218], np.float32)
    if rng.random() < 0.1:
        values[:] = values.mean(axis=2, keepdims=True)
    if rng.random() < 0.3:
        values = cv2.GaussianBlur(values, (0, 0), rng.uniform(0.3, 1.0))
    values += rng.normal(0, rng.uniform(0, 4), (*values.shape[:2], 1)).astype(np.float32)
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)
