"""Nose, tail and wing tips of the NWPU aircraft, from the masks that people drew.

The axis is the line about which the mask is its own mirror image best; nose and tail are told apart by their
breadth, since a tailplane is broad where a nose is narrow. Every aircraft was looked at; those that came out wrong are
left out by a table.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from hardstand.bench.corrections import DROPPED
from hardstand.errors import DatasetError

Array = NDArray[np.float64]

PIXEL_REACH = 0.5
"""The masks' corners are pixel numbers, and those pixels belong to the aircraft: it reaches half a pixel beyond."""

EDGE_PX = 2.0
"""A mask that comes this near to the image's edge is taken for cut by it."""

_FIRST_ANGLES = np.radians(np.arange(0.0, 180.0, 2.0))

_STEPS = ((1.0, 1.0), (0.5, 0.5), (0.25, 0.25), (0.1, 0.1))
"""Degrees and pixels by which the axis is then turned and moved, as long as that helps."""

_MOST_STEPS = 12

LEAST_SYMMETRY = 0.7
"""A mask of which its mirror image covers a smaller share is too uneven for its axis to be trusted."""

_END_SHARE = 0.22
"""Share of the length at either end in which a tailplane would lie."""

_TIP_SHARE = 0.03
"""What lies within this share of the breadth of the outermost place belongs to the tip."""


Wanted = Callable[[str], bool]
"""Tells by the file name of an image whether its aircraft are asked for."""


def everything(file_name: str) -> bool:  # noqa: ARG001 (as every Wanted)
    """All images are."""
    return True


@dataclass(frozen=True, kw_only=True, eq=False)
class AircraftTruth:
    """An aircraft of the NWPU set with its four points.

    Attributes:
        file_name: of the image.
        path: the image.
        annotation: number of the mask in the data set.
        box: (4,) float64, pixels: column min, row min, column max, row max.
        points: (6, 2) float64, pixels (column, row): nose, tail, left tip, right tip, and the outermost places of the
            rear fifth to the left and to the right, which mostly are the tips of the tailplane.
        symmetry: share of the mask that its mirror image covers, 0..1.
    """

    file_name: str
    path: Path
    annotation: int
    box: Array
    points: Array
    symmetry: float

    @property
    def length_px(self) -> float:
        """Nose to tail, pixels."""
        return float(np.hypot(*(self.points[0] - self.points[1])))

    @property
    def span_px(self) -> float:
        """Wing tip to wing tip across the axis, pixels."""
        ahead = (self.points[0] - self.points[1]) / self.length_px
        tips = self.points[2] - self.points[3]
        return float(abs(ahead[0] * tips[1] - ahead[1] * tips[0]))


def read_nwpu_aircraft(data: Path, wanted: Wanted = everything) -> list[AircraftTruth]:
    """Whole aircraft of the NWPU set with good masks, in the order of the data set.

    Args:
        data: the folder that holds the data sets.
        wanted: tells by an image's file name whether its aircraft are asked for.

    Raises:
        DatasetError: the data set is not there.
    """
    return [
        truth
        for truth in derive_all(data, wanted)
        if truth.annotation not in DROPPED and truth.symmetry >= LEAST_SYMMETRY
    ]


def derive_all(data: Path, wanted: Wanted = everything) -> Iterator[AircraftTruth]:
    """As `read_nwpu_aircraft`, with those that were dropped."""
    path = data / "nwpu-vhr10" / "annotations.json"
    if not path.is_file():
        raise DatasetError(f"The data set file {path} does not exist; give the folder that holds 'nwpu-vhr10'.")
    content = json.loads(path.read_text(encoding="utf-8"))
    images = {row["id"]: row for row in content["images"]}
    airplane = next(row["id"] for row in content["categories"] if row["name"] == "airplane")
    for row in content["annotations"]:
        image = images[row["image_id"]]
        if row["category_id"] == airplane and wanted(image["file_name"]):
            mask = _mask(row)
            if not _is_cut(mask, image):
                yield _truth(row, mask, image["file_name"], path.parent / "images")


def _truth(row: dict[str, Any], mask: Polygon, file_name: str, folder: Path) -> AircraftTruth:
    points, symmetry = points_of(mask)
    bounds = np.array(mask.bounds) + PIXEL_REACH * np.array([-1, -1, 1, 1])
    return AircraftTruth(
        file_name=file_name,
        path=folder / file_name,
        annotation=row["id"],
        box=bounds,
        points=points,
        symmetry=symmetry,
    )


def _mask(row: dict[str, Any]) -> Polygon:
    """The largest part of a mask; its corners are the middles of pixels."""
    rings = row["segmentation"]
    rings = json.loads(rings) if isinstance(rings, str) else rings
    parts = [Polygon(np.reshape(ring, (-1, 2)) + PIXEL_REACH).buffer(0) for ring in rings if len(ring) >= 6]
    largest: Polygon = max(shapely.get_parts(parts), key=lambda part: part.area)
    return largest


def _is_cut(mask: Polygon, image: dict[str, Any]) -> bool:
    left, top, right, bottom = mask.bounds
    return bool(min(left, top, image["width"] - right, image["height"] - bottom) < EDGE_PX)


def points_of(mask: Polygon) -> tuple[Array, float]:
    """Points (6, 2) of an aircraft's outline, and the share of it that its mirror image covers."""
    angle, shift, symmetry = symmetry_axis(mask)
    ahead = np.array([np.cos(angle), np.sin(angle)])
    if _is_backwards(mask, ahead, shift):
        ahead, shift = -ahead, -shift
    along, left = _outline(mask, ahead, shift)
    nose, tail = (along.max() + PIXEL_REACH, 0.0), (along.min() - PIXEL_REACH, 0.0)
    rear = along < along.min() + _END_SHARE * np.ptp(along)
    tips = [_tip(along, left, side) for side in (1, -1)]
    tips += [_tip(along[rear], left[rear], side) for side in (1, -1)]
    return _to_image(np.array([nose, tail, *tips]), mask, ahead, shift), symmetry


def symmetry_axis(mask: Polygon) -> tuple[float, float, float]:
    """The axis about which a shape is its own mirror image best.

    Returns:
        Angle from the column axis towards the row axis, radians; how far the axis lies to the left (see `_outline`)
        of the shape's centroid, pixels; the share of the shape that its mirror image covers.
    """
    shares = _overlap(mask, _FIRST_ANGLES, np.zeros_like(_FIRST_ANGLES))
    best, angle, shift = float(shares.max()), float(_FIRST_ANGLES[shares.argmax()]), 0.0
    for degrees, pixels in _STEPS:
        for _ in range(_MOST_STEPS):
            turns, moves = np.meshgrid(np.radians(degrees) * np.arange(-1, 2), pixels * np.arange(-1, 2))
            shares = _overlap(mask, angle + turns.ravel(), shift + moves.ravel())
            if shares.max() <= best:
                break
            winner = int(shares.argmax())
            best = float(shares.max())
            angle, shift = angle + float(turns.flat[winner]), shift + float(moves.flat[winner])
    return angle, shift, best


def _overlap(mask: Polygon, angles: Array, shifts: Array) -> Array:
    """Share of the mask that its mirror images about the axes cover."""
    corners, centre = _corners(mask), np.array(mask.centroid.coords[0])
    normals = np.stack([np.sin(angles), -np.cos(angles)], axis=1)
    away = (corners - centre) @ normals.T - shifts
    mirrored = corners - 2 * away.T[..., None] * normals[:, None]
    images = shapely.make_valid(shapely.polygons(mirrored))
    return np.asarray(shapely.area(shapely.intersection(images, mask)) / mask.area)


def _corners(mask: Polygon) -> Array:
    return np.asarray(shapely.get_coordinates(mask.exterior)[:-1])


def _outline(mask: Polygon, ahead: Array, shift: float) -> tuple[Array, Array]:
    """Places a pixel apart on the outline: how far along the axis from the centroid, and how far to the left of it.

    Left is seen by a pilot who looks ahead, on an image whose rows run downwards.
    """
    away = shapely.get_coordinates(mask.exterior.segmentize(1.0)) - np.array(mask.centroid.coords[0])
    return away @ ahead, away @ np.array([ahead[1], -ahead[0]]) - shift


def _to_image(points: Array, mask: Polygon, ahead: Array, shift: float) -> Array:
    left = np.array([ahead[1], -ahead[0]])
    centre = np.array(mask.centroid.coords[0])
    return np.asarray(centre + points[:, :1] * ahead + (points[:, 1:] + shift) * left)


def _tip(along: Array, left: Array, side: int) -> tuple[float, float]:
    """The outermost place to the left (1) or to the right (-1): mean of the outline that belongs to the tip."""
    away = side * left
    near = away > away.max() - _TIP_SHARE * np.ptp(away)
    return float(along[near].mean()), side * float(away.max() + PIXEL_REACH)


def _is_backwards(mask: Polygon, ahead: Array, shift: float) -> bool:
    """Whether the nose lies behind: a tailplane is broad where a nose is narrow."""
    along, left = _outline(mask, ahead, shift)
    reach = _END_SHARE * np.ptp(along)
    front, rear = along > along.max() - reach, along < along.min() + reach
    return bool(np.ptp(left[front]) > np.ptp(left[rear]))
