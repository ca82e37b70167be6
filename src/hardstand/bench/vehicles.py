"""Reader of the labelled vehicles seen from aeroplanes and drones, with their ground sampling distances and sides.

The labels are upright boxes. An oriented box follows from one when the width of such a vehicle is known: length and
angle are then fixed but for the angle's sign, which the picture decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from hardstand.errors import DatasetError

Side = Literal["train", "calibration", "test"]

FOLDER = "aerial-cars"

CAR_LENGTH_M = 4.5
"""Usual length of a car in Europe, metres; the frames' ground sampling distances are estimated by it."""

WIDTHS_M = {"car": 1.85, "minibus": 2.1, "truck": 2.55, "bus": 2.55}
"""Usual widths, metres: cars with half of their mirrors; 2.55 m is the widest that EU Directive 96/53/EC allows."""

LABELS = {"car": "vehicle", "truck": "long_vehicle", "bus": "long_vehicle", "minibus": None}
"""The data set's names to Hardstand's classes; minibuses lie on both sides of the 6 m that part them: not asked for."""

ELONGATED = 1.9
"""Boxes of cars with sides in at least this proportion are nearly upright; their longer side is the car's length."""


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Frames of one place: their common beginnings, and on which side of the split they stand."""

    name: str
    beginnings: tuple[str, ...]
    side: Side


PLACES = (
    _Place(
        name="crossing-a",
        beginnings=("DJI-00760", "DJI_0005", "DJI_0010", "DJI_0012", "DJI_0013"),
        side="train",
    ),
    _Place(name="avenue", beginnings=("MOS15", "MOS16", "MOS17"), side="train"),
    _Place(name="munich-street", beginnings=("MunichStreet02",), side="train"),
    _Place(name="junction", beginnings=("MOS7", "MOS8", "MOS9"), side="calibration"),
    _Place(name="crossing-b", beginnings=("DJI_0762",), side="test"),
)
"""First match by beginning wins. Frames of no place here look at the horizon rather than down, and are left out."""


@dataclass(frozen=True, kw_only=True, eq=False)
class VehicleFrame:
    """One frame with its vehicles.

    Attributes:
        name: file name without folder.
        path: the image file.
        place: where it was taken; frames of one place never stand on two sides of a split.
        side: of the split.
        gsd_m: estimated from the cars on all frames of the same flight, metres.
        boxes: (n, 4) float64, labels as drawn: column min, row min, column max, row max, pixels.
        oriented: (n, 4, 2) float64, corners (column, row) derived from `boxes` and the picture, pixels.
        labels: n class names; None where a vehicle is neither asked for nor counted against a detector.
    """

    name: str
    path: Path
    place: str
    side: Side
    gsd_m: float
    boxes: NDArray[np.float64]
    oriented: NDArray[np.float64]
    labels: tuple[str | None, ...]


def read_aerial_cars(data: Path) -> list[VehicleFrame]:
    """Read the frames under `data/aerial-cars` that look straight down, by place and name.

    Raises:
        DatasetError: the folder is missing.
    """
    folder = data / FOLDER
    if not folder.is_dir():
        raise DatasetError(f"The folder {folder} does not exist; give the folder that holds {FOLDER!r} with --data.")
    names = (folder / "classes.txt").read_text(encoding="utf-8").split()
    paths = sorted((folder / "images").iterdir())
    flights = [
        (place, each, [p for p in paths if p.name.startswith(each)]) for place in PLACES for each in place.beginnings
    ]
    return [frame for place, _, members in flights if members for frame in _read_flight(folder, place, members, names)]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Labelled:
    path: Path
    image: NDArray[np.uint8]
    kinds: list[str]
    boxes: NDArray[np.float64]


def _read_flight(folder: Path, place: _Place, paths: Sequence[Path], names: Sequence[str]) -> list[VehicleFrame]:
    """Frames of one flight, which share their ground sampling distance."""
    read = [_read_labels(folder, path, names) for path in paths]
    gsd_m = _gsd(read)
    return [_frame(labelled, place, gsd_m) for labelled in read]


def _read_labels(folder: Path, path: Path, names: Sequence[str]) -> _Labelled:
    image = np.asarray(cv2.imread(str(path)), np.uint8)
    rows, columns = image.shape[:2]
    text = (folder / "labels" / f"{path.stem}.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if line.strip()]
    kinds = [names[int(line[0])] for line in lines]
    numbers = np.array([[float(word) for word in line[1:5]] for line in lines], np.float64).reshape(-1, 4)
    centre, extent = numbers[:, :2] * (columns, rows), numbers[:, 2:] * (columns, rows)
    keep = [index for index, kind in enumerate(kinds) if kind in LABELS]
    boxes = np.concatenate([centre - extent / 2, centre + extent / 2], axis=1)
    return _Labelled(path=path, image=image, kinds=[kinds[index] for index in keep], boxes=boxes[keep])


def _gsd(read: Sequence[_Labelled]) -> float:
    """Metres per pixel by which the nearly upright cars of a flight are as long as cars are."""
    sides = np.concatenate([_extents(each.boxes)[[kind == "car" for kind in each.kinds]] for each in read])
    upright = sides[sides.max(axis=1) > ELONGATED * sides.min(axis=1)]
    return CAR_LENGTH_M / float(np.median(upright.max(axis=1)))


def _extents(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(boxes[:, 2:] - boxes[:, :2])


def _frame(labelled: _Labelled, place: _Place, gsd_m: float) -> VehicleFrame:
    grey = cv2.GaussianBlur(cv2.cvtColor(labelled.image, cv2.COLOR_BGR2LAB), (0, 0), 1.0).astype(np.float64)
    oriented = [
        orient(box, WIDTHS_M[kind] / gsd_m, grey) for box, kind in zip(labelled.boxes, labelled.kinds, strict=True)
    ]
    return VehicleFrame(
        name=labelled.path.name,
        path=labelled.path,
        place=place.name,
        side=place.side,
        gsd_m=gsd_m,
        boxes=labelled.boxes,
        oriented=np.array(oriented, np.float64).reshape(-1, 4, 2),
        labels=tuple(LABELS[kind] for kind in labelled.kinds),
    )


def orient(box: NDArray[np.float64], width: float, image: NDArray[np.float64]) -> NDArray[np.float64]:
    """The oriented box that an upright one encloses.

    Args:
        box: (4,) column min, row min, column max, row max, pixels.
        width: of the vehicle, pixels.
        image: (rows, columns, channels) float64, the picture.

    Returns:
        (4, 2) corners (column, row).
    """
    length, breadth, angle = _enclosed(box, width)
    rivals = [_corners((box[:2] + box[2:]) / 2, length, breadth, sign * angle) for sign in (1, -1)]
    return max(rivals, key=lambda corners: _fit(corners, box, image))


def _enclosed(box: NDArray[np.float64], width: float) -> tuple[float, float, float]:
    """Length, width and steepness (0..pi/2) of the rectangle whose hull is the box.

    A hull of columns c and rows r satisfies c = l cos a + w sin a, r = l sin a + w cos a.
    """
    columns, rows = box[2:] - box[:2]
    if min(columns, rows) <= 1.15 * width:  # narrower than the vehicle: it stands straight
        straight = 0.0 if columns >= rows else np.pi / 2
        return float(max(columns, rows)), float(min(columns, rows)), straight

    def gap(angle: float) -> float:
        return float((columns - width * np.sin(angle)) * np.sin(angle) - (rows - width * np.cos(angle)) * np.cos(angle))

    angle = float(brentq(gap, 0.0, np.pi / 2))
    along = max(np.cos(angle), np.sin(angle))
    length = (
        (columns - width * np.sin(angle)) / along if along == np.cos(angle) else (rows - width * np.cos(angle)) / along
    )
    return float(max(length, width)), width, angle


def _corners(centre: NDArray[np.float64], length: float, width: float, angle: float) -> NDArray[np.float64]:
    axis = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    across = np.array([-np.sin(angle), np.cos(angle)]) * width / 2
    return np.stack([centre + axis - across, centre + axis + across, centre - axis + across, centre - axis - across])


def _fit(corners: NDArray[np.float64], box: NDArray[np.float64], image: NDArray[np.float64]) -> float:
    """How much the rectangle's inside differs from the rest of its upright box, in standard deviations of the rest."""
    start = np.maximum(np.floor(box[:2]), 0).astype(int)
    stop = np.ceil(box[2:]).astype(int)
    piece = image[start[1] : stop[1], start[0] : stop[0]]
    inside = np.zeros(piece.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, np.round((corners - start) * 16).astype(np.int32), 1, shift=4)
    own, rest = piece[inside == 1], piece[inside == 0]
    if len(own) < 8 or len(rest) < 8:
        return 0.0
    return float(np.linalg.norm(own.mean(axis=0) - rest.mean(axis=0))) - float(rest.std(axis=0).sum())
