"""Square crops from the labelled frames, and what changes their look. The same generator gives the same crop."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.bench.datasets import LabelledFrame

KEPT_SHARE = 0.4
"""An object of which the crop shows at least this share is asked for, cut to what is shown."""

IGNORED_SHARE = 0.1
"""Below this share what is left of an object counts as background."""


@dataclass(frozen=True)
class Source:
    """Frames of one data set with the zoom that brings them near the model's ground sampling distance.

    Attributes:
        frames: what crops are taken from.
        zoom: lowest and highest factor by which a crop is enlarged; drawn log-uniformly.
        around_objects: share of the crops that are centred near a labelled object.
    """

    frames: tuple[LabelledFrame, ...]
    zoom: tuple[float, float]
    around_objects: float

    @cached_property
    def images(self) -> list[NDArray[np.uint8]]:
        """All frames decoded, (rows, columns, 3) RGB."""
        return [cv2.cvtColor(cv2.imread(str(frame.path)), cv2.COLOR_BGR2RGB) for frame in self.frames]

    def crop(self, rng: np.random.Generator, size: int) -> Crop:
        """A random crop of `size` pixels with its boxes."""
        wants_object = rng.random() < self.around_objects
        index = self._frame_index(rng, wants_object)
        frame = self.frames[index]
        zoom = float(np.exp(rng.uniform(*np.log(self.zoom))))
        span = size / zoom
        rows, columns = self.images[index].shape[:2]
        centre = np.array([rng.uniform(0, columns), rng.uniform(0, rows)])
        if wants_object and len(frame.boxes):
            box = frame.boxes[rng.integers(len(frame.boxes))]
            centre = (box[:2] + box[2:]) / 2 + rng.uniform(-0.5, 0.5, 2) * span
        low = _inside(centre - span / 2, span, np.array([columns, rows]))
        return _cut(self.images[index], frame.boxes, low, zoom, size)

    def _frame_index(self, rng: np.random.Generator, wants_object: bool) -> int:
        weights = self._object_weights if wants_object else None
        return int(rng.choice(len(self.frames), p=weights))

    @cached_property
    def _object_weights(self) -> NDArray[np.float64]:
        """Square root of the number of objects, so that one crowded frame does not rule."""
        weights = np.sqrt([len(frame.boxes) for frame in self.frames])
        return np.asarray(weights / weights.sum())


@dataclass(frozen=True, kw_only=True)
class Crop:
    """A square piece of a frame.

    Attributes:
        image: (size, size, 3) uint8 RGB.
        boxes: (n, 4) float64, pixels of the crop.
        ignored: (m, 4) float64, boxes of which too little is shown to ask for them.
    """

    image: NDArray[np.uint8]
    boxes: NDArray[np.float64]
    ignored: NDArray[np.float64]


def _inside(low: NDArray[np.float64], span: float, extent: NDArray[np.int_]) -> NDArray[np.float64]:
    """Move a window into the image where it fits; let it hang over by a tenth so that edges are learnt."""
    slack = 0.1 * span
    return np.asarray(np.clip(low, -slack, np.maximum(extent - span + slack, -slack)))


def _cut(
    image: NDArray[np.uint8], boxes: NDArray[np.float64], low: NDArray[np.float64], zoom: float, size: int
) -> Crop:
    matrix = np.array([[zoom, 0, -low[0] * zoom], [0, zoom, -low[1] * zoom]])
    if zoom < 1:  # warpAffine does not filter: average first, as the imagery reader does
        image = cv2.blur(image[_slices(low, size / zoom)], (_odd(1 / zoom), _odd(1 / zoom)))
        start = np.maximum(np.floor(low), 0)
        matrix[:, 2] += zoom * start
    piece = cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR)
    moved = (boxes - np.tile(low, 2)) * zoom
    shown = np.clip(moved, 0, size)
    share = _areas(shown) / np.maximum(_areas(moved), 1e-9)
    kept = shown[share >= KEPT_SHARE]
    ignored = shown[(share < KEPT_SHARE) & (share >= IGNORED_SHARE)]
    return Crop(image=piece.astype(np.uint8), boxes=kept, ignored=ignored)


def _slices(low: NDArray[np.float64], span: float) -> tuple[slice, slice]:
    start = np.maximum(np.floor(low), 0).astype(int)
    stop = np.ceil(low + span).astype(int) + 1
    return slice(start[1], max(stop[1], start[1] + 1)), slice(start[0], max(stop[0], start[0] + 1))


def _odd(width: float) -> int:
    return max(1, 2 * round((width - 1) / 2) + 1)


def _areas(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.prod(boxes[:, 2:] - boxes[:, :2], axis=1))


def augment(crop: Crop, rng: np.random.Generator) -> Crop:
    """Turn and mirror the crop, then change light, colour, haze, sharpness and compression."""
    turned = _turn(crop, int(rng.integers(4)), bool(rng.integers(2)))
    image = turned.image.astype(np.float32)
    image = _light(image, rng)
    if rng.random() < 0.12:
        image = _haze(image, rng)
    if rng.random() < 0.1:
        image = np.repeat(image.mean(axis=2, keepdims=True), 3, axis=2)
    if rng.random() < 0.12:
        image = cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.4, 1.3)))
    if rng.random() < 0.2:
        image = image + rng.normal(0, rng.uniform(1, 6), image.shape).astype(np.float32)
    pixels = np.clip(image, 0, 255).astype(np.uint8)
    if rng.random() < 0.15:
        _, code = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 90))])
        pixels = cv2.imdecode(code, cv2.IMREAD_COLOR).astype(np.uint8)
    return Crop(image=pixels, boxes=turned.boxes, ignored=turned.ignored)


def _light(image: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    gamma = np.exp(rng.normal(0, 0.18))
    gain = np.exp(rng.normal(0, 0.15)) * np.exp(rng.normal(0, 0.04, 3))
    shift = rng.normal(0, 10)
    return np.asarray(255 * (np.clip(image / 255, 0, 1) ** gamma) * gain + shift, np.float32)


def _haze(image: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Blend towards bright grey by a smooth random field: thin cloud and fog."""
    size = image.shape[0]
    coarse = rng.uniform(0, 1, (int(rng.integers(1, 5)),) * 2).astype(np.float32)
    field = cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)[..., None]
    strength = np.clip(field * rng.uniform(0.3, 0.8), 0, 0.8)
    return np.asarray(image * (1 - strength) + rng.uniform(170, 250) * strength, np.float32)


def _turn(crop: Crop, quarters: int, mirror: bool) -> Crop:
    image = np.rot90(crop.image, quarters)
    size = crop.image.shape[0]
    boxes, ignored = (_turn_boxes(b, quarters, size) for b in (crop.boxes, crop.ignored))
    if mirror:
        image = image[:, ::-1]
        boxes, ignored = (_mirror_boxes(b, size) for b in (boxes, ignored))
    return Crop(image=np.ascontiguousarray(image), boxes=boxes, ignored=ignored)


def _turn_boxes(boxes: NDArray[np.float64], quarters: int, size: int) -> NDArray[np.float64]:
    for _ in range(quarters):  # one quarter counter-clockwise: (column, row) to (row, size - column)
        boxes = np.stack([boxes[:, 1], size - boxes[:, 2], boxes[:, 3], size - boxes[:, 0]], axis=1)
    return boxes


def _mirror_boxes(boxes: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.stack([size - boxes[:, 2], boxes[:, 1], size - boxes[:, 0], boxes[:, 3]], axis=1)
