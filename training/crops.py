"""Square crops from labelled frames. The same generator gives the same crop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from training.examples import Example

KEPT_SHARE = 0.4
"""An object of which the crop shows at least this share is asked for, cut to what is shown."""

HALF = np.array([0.5, 0.5])

HARD_NEGATIVE_SHARE = 0.5
"""Share of the crops not centred near an object that are centred near a hard negative, where there are any."""

IGNORED_SHARE = 0.1
"""Below this share what is left of an object counts as background."""


Aim = tuple[int, NDArray[np.float64] | None]
"""The number of an example, and (2,) column and row of what a crop of it is to show; None = anything."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Object:
    """An object on a crop.

    Attributes:
        label: class name.
        outline: (k, 2) float64, column and row in pixels of the crop; may reach beyond it.
        rendered: whether it was put there.
    """

    label: str
    outline: NDArray[np.float64]
    rendered: bool = False

    @property
    def hull(self) -> NDArray[np.float64]:
        """(4,) upright box: column min, row min, column max, row max."""
        return np.concatenate([self.outline.min(axis=0), self.outline.max(axis=0)])


@dataclass(frozen=True, kw_only=True, eq=False)
class Crop:
    """A square piece of a frame.

    Attributes:
        image: (size, size, 3) uint8 RGB.
        objects: what is asked for.
        ignored: (m, 4) upright boxes in which nothing is asked.
        asked: classes of which everything on the crop is known.
        known: (p, 4) upright boxes in which all classes are known, whatever `asked` says.
    """

    image: NDArray[np.uint8]
    objects: tuple[Object, ...]
    ignored: NDArray[np.float64]
    asked: frozenset[str]
    known: NDArray[np.float64]


@dataclass(frozen=True)
class Source:
    """Frames of one kind with the zoom that brings them to the model's ground sampling distances.

    Attributes:
        examples: what crops are taken from.
        zoom: lowest and highest factor by which a crop is enlarged; drawn log-uniformly.
        around_objects: share of the crops that are centred near a labelled object.
        quartered: whether a crop is put together from four smaller ones, for frames that would not fill it.
        favoured: a class on which a share of the crops near objects is centred; None = all alike.
        favoured_share: that share.
        hard_negatives: ground that looks like an object; half of the crops that are not centred near an object are
            centred near such ground.
    """

    examples: tuple[Example, ...]
    zoom: tuple[float, float]
    around_objects: float
    quartered: bool = False
    favoured: str | None = None
    favoured_share: float = 0.5
    hard_negatives: tuple[Aim, ...] = ()

    @cached_property
    def images(self) -> list[NDArray[np.uint8]]:
        """All frames decoded, (rows, columns, 3) RGB."""
        return [example.read() for example in self.examples]

    def crop(self, rng: np.random.Generator, size: int) -> Crop:
        """A random crop of `size` pixels, turned and mirrored by chance."""
        if not self.quartered:
            return self._single(rng, size)
        return _stitch([self._single(rng, size // 2) for _ in range(4)], size)

    def _single(self, rng: np.random.Generator, size: int) -> Crop:
        index, aim = self._aim(rng)
        example, image = self.examples[index], self.images[index]
        zoom = float(np.exp(rng.uniform(*np.log(self.zoom))))
        angle = float(rng.uniform(0, 2 * np.pi)) if example.turns else float(rng.integers(4)) * np.pi / 2
        centre = _centre(rng, image.shape[:2], size / zoom, aim)
        mirror = -1.0 if rng.integers(2) else 1.0
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        linear = zoom * turn @ np.diag([mirror, 1.0])
        return cut(example, image, linear, centre, size)

    def _aim(self, rng: np.random.Generator) -> Aim:
        """What the next crop is to show."""
        if rng.random() < self.around_objects:
            if self._favourites and rng.random() < self.favoured_share:
                return self._favourites[int(rng.integers(len(self._favourites)))]
            index = int(rng.choice(len(self.examples), p=self._weights))
            middles = [(outline.min(axis=0) + outline.max(axis=0)) / 2 for outline in self.examples[index].outlines]
            return index, middles[int(rng.integers(len(middles)))] if middles else None
        if self.hard_negatives and rng.random() < HARD_NEGATIVE_SHARE:
            return self.hard_negatives[int(rng.integers(len(self.hard_negatives)))]
        return int(rng.integers(len(self.examples))), None

    @cached_property
    def _favourites(self) -> list[Aim]:
        """Example and middle of every object of the favoured class."""
        return [
            (index, (outline.min(axis=0) + outline.max(axis=0)) / 2)
            for index, example in enumerate(self.examples)
            for outline, label in zip(example.outlines, example.labels, strict=True)
            if self.favoured is not None and label == self.favoured
        ]

    @cached_property
    def _weights(self) -> NDArray[np.float64]:
        """By the number of objects, small ones more; its square root, so that one crowded frame does not rule.

        Small aircraft, fighters above all, are the ones that are missed.
        """
        weights = np.sqrt([sum(1 / _extent(outline) for outline in example.outlines) for example in self.examples])
        return np.asarray(weights / weights.sum())


def _centre(
    rng: np.random.Generator, shape: tuple[int, ...], span: float, aim: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """Middle of a crop of `span` pixels of the frame that shows the aim, (column, row)."""
    extent = np.array([shape[1], shape[0]], np.float64)
    centre = rng.uniform(0, extent) if aim is None else aim + rng.uniform(-0.5, 0.5, 2) * span
    low, high = 0.4 * span, extent - 0.4 * span  # a tenth may hang over, so that edges are learnt
    return np.asarray(np.where(high > low, np.clip(centre, low, high), extent / 2))


def _extent(outline: NDArray[np.float64]) -> float:
    """Longer side of the upright box, pixels."""
    return float(np.ptp(outline, axis=0).max())


def _stitch(quarters: Sequence[Crop], size: int) -> Crop:
    """Four crops of half the size, side by side."""
    image = np.zeros((size, size, 3), np.uint8)
    objects, ignored = [], []
    for quarter, (row, column) in zip(quarters, ((0, 0), (0, 1), (1, 0), (1, 1)), strict=True):
        corner = np.array([column, row]) * (size // 2)
        image[corner[1] : corner[1] + size // 2, corner[0] : corner[0] + size // 2] = quarter.image
        inside = [replace(each, outline=np.clip(each.outline, 0, size // 2) + corner) for each in quarter.objects]
        objects.extend(inside)
        ignored.append(quarter.ignored + np.tile(corner, 2))
    asked = frozenset.intersection(*(quarter.asked for quarter in quarters))
    known = np.zeros((0, 4))
    return Crop(image=image, objects=tuple(objects), ignored=np.concatenate(ignored), asked=asked, known=known)


def cut(
    example: Example, image: NDArray[np.uint8], linear: NDArray[np.float64], centre: NDArray[np.float64], size: int
) -> Crop:
    """The crop whose middle shows `centre`, with `linear` (2, 2) taking offsets on the frame to the crop."""
    zoom = float(np.sqrt(abs(np.linalg.det(linear))))
    reach = size / zoom * 0.75
    start = np.maximum(np.floor(centre - reach), 0).astype(int)
    stop = np.ceil(centre + reach).astype(int) + 1
    piece = image[start[1] : max(stop[1], start[1] + 1), start[0] : max(stop[0], start[0] + 1)]
    if zoom < 1:  # warpAffine does not filter: average first, as the imagery reader does
        piece = cv2.blur(piece, (_odd(1 / zoom), _odd(1 / zoom)))
    shift = size / 2 - linear @ (centre - start)
    shift += linear @ HALF - HALF  # OpenCV counts from the middle of the first pixel, outlines from its corner
    pixels = cv2.warpAffine(piece, np.column_stack([linear, shift]), (size, size), flags=cv2.INTER_LINEAR)
    moved = [(outline - centre) @ linear.T + size / 2 for outline in example.outlines]
    kept, ignored = sort_objects(moved, example.labels, size)
    known = np.zeros((0, 4))
    return Crop(image=pixels.astype(np.uint8), objects=kept, ignored=ignored, asked=example.asked, known=known)


def sort_objects(
    outlines: Sequence[NDArray[np.float64]], labels: Sequence[str | None], size: int
) -> tuple[tuple[Object, ...], NDArray[np.float64]]:
    """Objects to ask for, and boxes to ignore."""
    kept, ignored = [], []
    for outline, label in zip(outlines, labels, strict=True):
        shown = np.clip(outline, 0, size)
        share = _hull_area(shown) / max(_hull_area(outline), 1e-9)
        if share < IGNORED_SHARE:
            continue
        if label is None or share < KEPT_SHARE:
            ignored.append(np.concatenate([shown.min(axis=0), shown.max(axis=0)]))
        else:
            kept.append(Object(label=label, outline=shown if share < 0.999 else outline))
    return tuple(kept), np.array(ignored, np.float64).reshape(-1, 4)


def _hull_area(outline: NDArray[np.float64]) -> float:
    return float(np.prod(outline.max(axis=0) - outline.min(axis=0)))


def _odd(width: float) -> int:
    return max(1, 2 * round((width - 1) / 2) + 1)
