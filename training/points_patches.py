"""Pieces of ground with one aircraft in the middle, all at one size, from which the points network gets its crops.

What is known of each differs: all points (NWPU masks, rendered aircraft), or only the box (Airbus, HRPlanes).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.bench.datasets import LabelledFrame, read_airbus, read_coco
from hardstand.bench.nwpu import nwpu_place, nwpu_side
from hardstand.bench.points_truth import read_nwpu_aircraft
from training.split import side_of
from training.sprites import populate

Array = NDArray[np.float64]
Image = NDArray[np.uint8]

SOURCES = ("nwpu-vhr10", "airbus-aircraft", "hrplanes", "rendered")

PATCH_PX = 192
"""Side of a patch."""

BOX_PX = 80.0
"""Longer side of the aircraft's box in its patch: the crop of the network shows a little less of it."""

POINTS = 6
"""Nose, tail, left and right wing tip, left and right end of the tailplane."""

_CALIBRATES_BELOW = 147
"""Of the 166 values of a hash's first byte that do not judge: 94 aircraft that neither train nor judge."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Patch:
    """An aircraft in the middle of its ground.

    Attributes:
        image: (PATCH_PX, PATCH_PX, 3) uint8 RGB.
        points: (POINTS, 2) float64, pixels of the patch; NaN where not known.
        box: (4,) float64, pixels of the patch: column min, row min, column max, row max.
        source: index into SOURCES.
    """

    image: Image
    points: Array
    box: Array
    source: int


def points_side(file_name: str) -> str:
    """Side of an NWPU image for the points: train, calibration or test; calibration is a part of NWPU's train side."""
    if nwpu_side(file_name) == "test":
        return "test"
    first_byte = hashlib.sha256(nwpu_place(file_name).encode()).digest()[0]
    return "calibration" if first_byte < _CALIBRATES_BELOW else "train"


def load_patches(data: Path, work: Path, seed: int, planes: int, rendered: int) -> list[Patch]:
    """All patches of the training side; made once, then read from the work folder.

    Args:
        data: folder of the data sets.
        work: folder of the training.
        seed: of the choice of HRPlanes aircraft and of all that is rendered.
        planes: how many HRPlanes aircraft to take.
        rendered: how many rendered ones.
    """
    path = work / f"points-patches-{seed}-{planes}-{rendered}.npz"
    if not path.exists():
        _save([*_nwpu(data), *_airbus(data), *_hrplanes(data, seed, planes), *_rendered(data, seed, rendered)], path)
    with np.load(path) as parts:
        rows = zip(parts["image"], parts["points"], parts["box"], parts["source"], strict=True)
        return [Patch(image=i, points=p, box=b, source=int(s)) for i, p, b, s in rows]


def _save(patches: Sequence[Patch], path: Path) -> None:
    beside = path.with_suffix(".part.npz")
    columns = {name: np.stack([getattr(patch, name) for patch in patches]) for name in ("image", "points", "box")}
    np.savez(beside, source=np.array([patch.source for patch in patches]), **columns)
    os.replace(beside, path)


def _nwpu(data: Path) -> Iterator[Patch]:
    for truth in read_nwpu_aircraft(data, lambda name: points_side(name) == "train"):
        yield cut_patch(read_rgb(truth.path), truth.box, truth.points, 0)


def _airbus(data: Path) -> Iterator[Patch]:
    for frame in read_airbus(data):
        if frame.labelled and side_of(frame.place) == "train":
            yield from _of_frame(frame, frame.boxes[~frame.truncated], 1)


def _hrplanes(data: Path, seed: int, count: int) -> Iterator[Patch]:
    frames = read_coco(data, "hrplanes", "airplane", split="train")
    every = [(index, number) for index, frame in enumerate(frames) for number in range(len(frame.boxes))]
    chosen = np.random.default_rng(seed).permutation(len(every))[:count]
    wanted: dict[int, list[int]] = {}
    for entry in sorted(chosen):
        wanted.setdefault(every[entry][0], []).append(every[entry][1])
    for index, numbers in wanted.items():
        yield from _of_frame(frames[index], frames[index].boxes[numbers], 2)


def _of_frame(frame: LabelledFrame, boxes: Array, source: int) -> Iterator[Patch]:
    image = read_rgb(frame.path)
    for box in boxes:
        yield cut_patch(image, box, np.full((POINTS, 2), np.nan), source)


def _rendered(data: Path, seed: int, count: int) -> Iterator[Patch]:
    """Aircraft drawn on ground of the training frames, many wing to wing."""
    frames = [frame for frame in read_airbus(data) if frame.labelled and side_of(frame.place) == "train"]
    rng = np.random.default_rng([seed, 1])
    made = 0
    for index in np.resize(rng.permutation(len(frames)), 10 * len(frames)):
        image = read_rgb(frames[index].path)
        for _ in range(8):
            for patch in _scene(image, frames[index].boxes, rng):
                yield patch
                made += 1
                if made == count:
                    return


def _scene(image: Image, boxes: Array, rng: np.random.Generator) -> Iterator[Patch]:
    """The whole aircraft of one piece of ground that is taken for finer or coarser than it is."""
    size, gsd_m = 448, float(np.exp(rng.uniform(np.log(0.3), np.log(1.0))))
    low = rng.integers(0, np.array(image.shape[1::-1]) - size)
    piece = image[low[1] : low[1] + size, low[0] : low[0] + size]
    shifted = boxes - np.tile(low, 2)
    near = shifted[(shifted[:, :2] < size).all(axis=1) & (shifted[:, 2:] > 0).all(axis=1)]
    crowded, placements = populate(piece, near, gsd_m, rng, groups=2, kinds=("row", "aircraft"))
    for placement in placements:
        long = np.max(placement.upright[2:] - placement.upright[:2])
        if placement.label == "aircraft" and placement.points is not None and placement.visible > 0.9 and long > 12:
            points = np.full((POINTS, 2), np.nan)
            points[:4] = placement.points
            yield cut_patch(crowded, placement.upright, points, 3)


def cut_patch(image: Image, box: Array, points: Array, source: int) -> Patch:
    """The ground round a box; black where the image ends."""
    zoom = BOX_PX / float(np.max(box[2:] - box[:2]))
    low = (box[:2] + box[2:]) / 2 - PATCH_PX / zoom / 2
    if zoom < 1:
        image, low, box, points = _averaged(image, zoom, low, box, points)
        zoom = 1.0
    matrix = np.array([[zoom, 0, -low[0] * zoom], [0, zoom, -low[1] * zoom]])
    return Patch(
        image=warp(image, matrix, PATCH_PX, cv2.BORDER_CONSTANT),
        points=(points - low) * zoom,
        box=(box - np.tile(low, 2)) * zoom,
        source=source,
    )


def _averaged(image: Image, zoom: float, low: Array, box: Array, points: Array) -> tuple[Image, Array, Array, Array]:
    """The neighbourhood of a patch reduced by area averaging, with all that lies on it."""
    begin = np.maximum(np.floor(low) - 8, 0).astype(int)
    end = np.ceil(low + PATCH_PX / zoom).astype(int) + 8
    piece = image[begin[1] : end[1], begin[0] : end[0]]
    rows, columns = (max(1, round(side * zoom)) for side in piece.shape[:2])
    small = cv2.resize(piece, (columns, rows), interpolation=cv2.INTER_AREA).astype(np.uint8)
    scale = np.array([columns / piece.shape[1], rows / piece.shape[0]])
    return small, (low - begin) * scale, (box - np.tile(begin, 2)) * np.tile(scale, 2), (points - begin) * scale


def warp(image: Image, matrix: Array, size: int, border: int) -> Image:
    """An affine map of an image; unlike OpenCV's own, `matrix` counts from the outer corner of the first pixel."""
    shifted = matrix.copy()
    shifted[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    warped = cv2.warpAffine(image, shifted, (size, size), flags=cv2.INTER_LINEAR, borderMode=border)
    return warped.astype(np.uint8)


def read_rgb(path: Path) -> Image:
    """An image as (rows, columns, 3) RGB."""
    return cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB).astype(np.uint8)
