"""Readers of the public data sets that measure Hardstand and train its detectors."""

from __future__ import annotations

import ast
import csv
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hardstand.errors import DatasetError

AIRBUS_GSD_M = 0.5
"""Ground sampling distance of the Pléiades frames, metres (Airbus DS Intelligence, aircraft sample data set)."""

SAME_AIRPORT = (
    ("series-01", "series-18", "series-25", "series-36"),
    ("series-02", "series-03"),
    ("series-05", "series-08"),
    ("series-09", "series-15"),
    ("series-11", "series-16", "series-17"),
    ("series-12", "series-22"),
    ("series-19", "series-35"),
    ("series-20", "series-28"),
    ("series-21", "series-23", "series-30", "series-33"),
    ("series-29", "series-32"),
)
"""Series of the Airbus set whose frames overlap, if only by a strip of 256 pixels: one airport each.

Found by registering every two frames whose whole pictures correlate; many are crops of one image that share pixels.
"""

DOUBLE_LABEL_IOU = 0.6
"""Seven Airbus frames were labelled twice; labels of a frame that overlap more than this are one object."""


@dataclass(frozen=True, kw_only=True)
class LabelledFrame:
    """One image with boxes that people drew.

    Attributes:
        name: file name without folder.
        path: the image file.
        place: name of the place; frames of one place never stand on two sides of a split.
        boxes: (n, 4) float64, pixels: column min, row min, column max, row max; empty where nothing stands.
        truncated: (n,) bool, True = the frame's edge cuts the object.
        labelled: False where nobody drew boxes, so that an empty list means "not known".
    """

    name: str
    path: Path
    place: str
    boxes: NDArray[np.float64]
    truncated: NDArray[np.bool_]
    labelled: bool = True


def read_airbus(data: Path) -> list[LabelledFrame]:
    """Read the Airbus aircraft frames under `data/airbus-aircraft`, ordered by place, then as the series list them.

    Raises:
        DatasetError: the folder or one of its index files is missing.
    """
    folder = _folder(data, "airbus-aircraft")
    series = _read_json(folder / "series.json")
    unlabelled = set(series["unlabelled"])
    rows = _read_airbus_rows(folder / "annotations.csv")
    return [
        _airbus_frame(folder / "images" / name, place, rows.get(name, []), name not in unlabelled)
        for place, names in sorted(series["series"].items())
        for name in names
    ]


def airport_of(place: str) -> str:
    """A name that all places of the Airbus set at one airport share: that of the first of them."""
    return next((airport[0] for airport in SAME_AIRPORT if place in airport), place)


_Row = tuple[NDArray[np.float64], bool]
"""A box and whether the frame's edge cuts the object."""


def _read_airbus_rows(path: Path) -> Mapping[str, list[_Row]]:
    rows: dict[str, list[_Row]] = defaultdict(list)
    with _existing(path).open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            corners = np.asarray(ast.literal_eval(row["geometry"]), dtype=np.float64)
            box = np.concatenate([corners.min(axis=0), corners.max(axis=0)])
            rows[row["image_id"]].append((box, row["class"] == "Truncated_airplane"))
    return rows


def _airbus_frame(path: Path, place: str, rows: list[_Row], labelled: bool) -> LabelledFrame:
    boxes = np.array([box for box, _ in rows], dtype=np.float64).reshape(-1, 4)
    truncated = np.array([cut for _, cut in rows], dtype=np.bool_)
    keep = first_of_each_object(boxes)
    return LabelledFrame(
        name=path.name, path=path, place=place, boxes=boxes[keep], truncated=truncated[keep], labelled=labelled
    )


def first_of_each_object(boxes: NDArray[np.float64], iou: float = DOUBLE_LABEL_IOU) -> NDArray[np.intp]:
    """Indices of the boxes to keep where one object was labelled more than once: the first of each group."""
    overlaps = box_iou(boxes, boxes)
    kept: list[int] = []
    for index in range(len(boxes)):
        if not kept or overlaps[index, kept].max() <= iou:
            kept.append(index)
    return np.array(kept, dtype=np.intp)


def box_iou(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Intersection over union of axis-aligned boxes: (n, 4) and (m, 4) to (n, m), 0..1."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    shared = np.prod(np.clip(high - low, 0.0, None), axis=2)
    areas = [np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) for boxes in (first, second)]
    union = areas[0][:, None] + areas[1][None, :] - shared
    return np.asarray(np.divide(shared, union, out=np.zeros_like(shared), where=union > 0))


def read_coco(data: Path, name: str, category: str, split: str | None = None) -> list[LabelledFrame]:
    """Read the boxes of one category from `data/NAME/annotations.json` (COCO); each image is a place of its own.

    Args:
        data: the folder that holds the data sets.
        name: folder of the data set, for example "hrplanes" or "nwpu-vhr10".
        category: the category's name in the file.
        split: keep only images whose `split` field says this; None keeps all.

    Raises:
        DatasetError: the folder or its index is missing, or the category is not in it.
    """
    folder = _folder(data, name)
    content = _read_json(folder / "annotations.json")
    numbers = [row["id"] for row in content["categories"] if row["name"] == category]
    if not numbers:
        raise DatasetError(f"{folder / 'annotations.json'} has no category {category!r}; check the data set's version.")
    boxes: dict[int, list[list[float]]] = defaultdict(list)
    for row in content["annotations"]:
        if row["category_id"] == numbers[0]:
            left, top, width, height = row["bbox"]
            boxes[row["image_id"]].append([left, top, left + width, top + height])
    return [
        _coco_frame(folder / "images" / row["file_name"], boxes.get(row["id"], []))
        for row in content["images"]
        if split is None or row.get("split") == split
    ]


def _coco_frame(path: Path, boxes: list[list[float]]) -> LabelledFrame:
    array = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    cut = np.zeros(len(array), dtype=np.bool_)
    return LabelledFrame(name=path.name, path=path, place=path.stem, boxes=array, truncated=cut)


def _folder(data: Path, name: str) -> Path:
    folder = data / name
    if not folder.is_dir():
        raise DatasetError(f"The folder {folder} does not exist; give the folder that holds {name!r} with --data.")
    return folder


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise DatasetError(f"The data set file {path} does not exist; the data set is incomplete.")
    return path


def _read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(_existing(path).read_text(encoding="utf-8"))
    return content
