"""Frames that trained nothing, with the outlines of everything on them that is labelled, class by class."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.bench.nwpu import nwpu_side
from hardstand.bench.vehicles import read_aerial_cars
from hardstand.errors import DatasetError

NWPU = "nwpu-vhr10"

NWPU_CLASSES = {"airplane": "aircraft", "ship": "ship", "vehicle": "vehicle"}
"""Names of the data set to Hardstand's classes."""

NWPU_COARSE_GSD_M = 0.5
"""The images from Google Earth lie between 0.5 and 2 m, which is not given by image; they are read as if at 0.5 m."""

NWPU_FINE_GSD_M = 0.08
"""Ground sampling distance of the images with labelled vehicles: the aerial images of Vaihingen (Cheng et al. 2014)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ClassFrame:
    """One frame with the objects of all classes that are labelled on it.

    Attributes:
        path: the image file.
        gsd_m: of the file, metres; where the data set does not give it, as it is read.
        outlines: class to (n, 4, 2) float64, oriented boxes, corners (column, row) in pixels. A class that is no key is
            not labelled on this frame: nothing can be said of what is found of it.
        boxes: class to (n, 4) float64, upright boxes: column min, row min, column max, row max, pixels.
        ignored: (m, 4) float64, upright boxes of what is neither asked for nor counted against a detector.
    """

    path: Path
    gsd_m: float
    outlines: dict[str, NDArray[np.float64]]
    boxes: dict[str, NDArray[np.float64]]
    ignored: NDArray[np.float64]


def read_vehicle_frames(data: Path) -> list[ClassFrame]:
    """The frames from drones and aeroplanes that neither trained nor calibrated a model.

    Raises:
        DatasetError: the data set is not there.
    """
    frames = []
    for frame in read_aerial_cars(data):
        if frame.side == "test":
            of_class = {label: [own == label for own in frame.labels] for label in ("vehicle", "long_vehicle")}
            frames.append(
                ClassFrame(
                    path=frame.path,
                    gsd_m=frame.gsd_m,
                    outlines={label: frame.oriented[own] for label, own in of_class.items()},
                    boxes={label: frame.boxes[own] for label, own in of_class.items()},
                    ignored=frame.boxes[[label is None for label in frame.labels]],
                )
            )
    return frames


def read_nwpu_frames(data: Path, *, fine: bool) -> list[ClassFrame]:
    """The NWPU images that trained nothing; outlines are the least rectangles round the masks.

    Args:
        data: the folder that holds the data sets.
        fine: those with labelled vehicles, at 0.08 m; else the others, on which vehicles may stand without a label.

    Raises:
        DatasetError: the data set is not there.
    """
    path = data / NWPU / "annotations.json"
    if not path.is_file():
        raise DatasetError(f"{path} does not exist; give the folder that holds {NWPU!r} with --data.")
    content = json.loads(path.read_text(encoding="utf-8"))
    names = {row["id"]: NWPU_CLASSES.get(row["name"]) for row in content["categories"]}
    objects: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in content["annotations"]:
        if (label := names[row["category_id"]]) is not None:
            objects[row["image_id"]][label].append(row)
    return [
        _nwpu_frame(data / NWPU / "images" / image["file_name"], objects[image["id"]], fine=fine)
        for image in content["images"]
        if nwpu_side(image["file_name"]) == "test" and ("vehicle" in objects[image["id"]]) == fine
    ]


def _nwpu_frame(path: Path, objects: Mapping[str, list[Any]], *, fine: bool) -> ClassFrame:
    asked = ("vehicle", "aircraft", "ship") if fine else ("aircraft", "ship")
    return ClassFrame(
        path=path,
        gsd_m=NWPU_FINE_GSD_M if fine else NWPU_COARSE_GSD_M,
        outlines={label: _stacked([_outline(row) for row in objects.get(label, ())], (4, 2)) for label in asked},
        boxes={label: _stacked([_box(row) for row in objects.get(label, ())], (4,)) for label in asked},
        ignored=np.zeros((0, 4)),
    )


def _stacked(rows: list[NDArray[np.float64]], shape: tuple[int, ...]) -> NDArray[np.float64]:
    return np.array(rows, np.float64).reshape(-1, *shape)


def _box(row: Mapping[str, Any]) -> NDArray[np.float64]:
    left, top, width, height = row["bbox"]
    return np.array([left, top, left + width, top + height], np.float64)


def _outline(row: Mapping[str, Any]) -> NDArray[np.float64]:
    """The least rectangle round all parts of the mask; the box where there is no mask."""
    rings = [np.array(ring, np.float32).reshape(-1, 2) for ring in row["segmentation"] or []]
    if not rings:
        left, top, right, bottom = _box(row)
        return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    return np.asarray(cv2.boxPoints(cv2.minAreaRect(np.concatenate(rings))), np.float64)


def reduced(frame: ClassFrame, gsd_m: float, folder: Path) -> ClassFrame:
    """The frame reduced to a coarser GSD, its picture written into a folder; itself where it is as coarse already."""
    scale = frame.gsd_m / gsd_m
    if scale >= 1:
        return frame
    image = cv2.imread(str(frame.path))
    if image is None:
        raise DatasetError(f"{frame.path} can't be read; fetch the data set again.")
    path = folder / f"{frame.path.stem}-{gsd_m:g}.png"
    cv2.imwrite(str(path), cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return ClassFrame(
        path=path,
        gsd_m=gsd_m,
        outlines={label: each * scale for label, each in frame.outlines.items()},
        boxes={label: each * scale for label, each in frame.boxes.items()},
        ignored=frame.ignored * scale,
    )
