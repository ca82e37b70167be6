"""Labelled frames as the training sees them: pictures, outlines, classes, and what may be asked of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.bench.airports import corners_of
from hardstand.bench.datasets import read_airbus, read_coco
from hardstand.bench.nwpu import nwpu_side
from hardstand.bench.scenes import box_of, table_rows
from hardstand.bench.vehicles import read_aerial_cars
from training.split import side_of

CLASSES = ("aircraft", "helicopter", "vehicle", "long_vehicle", "ship")

_NWPU_NAMES = {"airplane": "aircraft", "vehicle": "vehicle", "ship": "ship"}


@dataclass(frozen=True, kw_only=True, eq=False)
class Example:
    """One frame.

    Attributes:
        path: the image file.
        reduction: factor, at most 1, by which the picture is reduced once when it is read.
        outlines: per object (k, 2) float64, column and row in pixels of the picture as it is read, k >= 4.
        labels: class names, one per object; None where nothing may be asked.
        asked: classes of which everything is labelled: what is not an object is background.
        turns: whether the outlines follow the objects closely enough to be turned by any angle.
    """

    path: Path
    reduction: float
    outlines: tuple[NDArray[np.float64], ...]
    labels: tuple[str | None, ...]
    asked: frozenset[str]
    turns: bool

    def read(self) -> NDArray[np.uint8]:
        """The picture, (rows, columns, 3) RGB."""
        image = cv2.cvtColor(cv2.imread(str(self.path)), cv2.COLOR_BGR2RGB)
        if self.reduction < 1:
            image = cv2.resize(image, None, fx=self.reduction, fy=self.reduction, interpolation=cv2.INTER_AREA)
        return image.astype(np.uint8)


def airbus_examples(data: Path) -> list[Example]:
    """The Airbus frames of the training side; nobody labelled their vehicles."""
    frames = [frame for frame in read_airbus(data) if frame.labelled and side_of(frame.place) == "train"]
    return [_upright(frame.path, frame.boxes, ("aircraft", "helicopter", "ship")) for frame in frames]


LONG_VEHICLES = Path(__file__).with_name("long_vehicles.csv")


def apron_examples(data: Path) -> list[Example]:
    """The same frames with the long vehicles of `LONG_VEHICLES`; others, and cars, stand there without label.

    What looks like a long vehicle and is none has the label "other". The boxes of aircraft only say here that no
    vehicle stands in them, so that the frames may be turned by any angle.
    """
    boxed = read_long_vehicles(LONG_VEHICLES)
    return [_with_long_vehicles(example, boxed.get(example.path.name, [])) for example in airbus_examples(data)]


def read_long_vehicles(path: Path) -> dict[str, list[tuple[str | None, NDArray[np.float64]]]]:
    """What stands there (None: unclear) and its corners (4, 2), column and row in pixels, by the frame's file name."""
    boxes: dict[str, list[tuple[str | None, NDArray[np.float64]]]] = defaultdict(list)
    for row in table_rows(path.read_text(encoding="utf-8")):
        boxes[row["frame"]].append((None if row["what"] == "unclear" else row["what"], corners_of(row)))
    return boxes


def _with_long_vehicles(example: Example, boxed: Sequence[tuple[str | None, NDArray[np.float64]]]) -> Example:
    return replace(
        example,
        outlines=example.outlines + tuple(corners for _, corners in boxed),
        labels=example.labels + tuple(what for what, _ in boxed),
        turns=True,
    )


def hrplanes_examples(data: Path) -> list[Example]:
    """The publisher's training split, with the helicopters of `HELICOPTERS`; others stand there without label."""
    frames = read_coco(data, "hrplanes", "airplane", split="train")
    helicopters = read_helicopters(HELICOPTERS)
    return [_with_helicopters(_upright(f.path, f.boxes, ("aircraft",)), helicopters.get(f.name, [])) for f in frames]


HELICOPTERS = Path(__file__).with_name("helicopters.csv")


def read_helicopters(path: Path) -> dict[str, list[NDArray[np.float64]]]:
    """Upright boxes (column min, row min, column max, row max, pixels) by the scene's file name."""
    boxes: dict[str, list[NDArray[np.float64]]] = defaultdict(list)
    for row in table_rows(path.read_text(encoding="utf-8")):
        boxes[row["scene"]].append(box_of(row))
    return boxes


def _with_helicopters(example: Example, boxes: Sequence[NDArray[np.float64]]) -> Example:
    added = tuple(rectangle(box) for box in boxes)
    return replace(example, outlines=example.outlines + added, labels=example.labels + ("helicopter",) * len(added))


def _upright(path: Path, boxes: NDArray[np.float64], asked: Iterable[str]) -> Example:
    outlines = tuple(rectangle(box) for box in boxes)
    labels = ("aircraft",) * len(outlines)
    return Example(path=path, reduction=1.0, outlines=outlines, labels=labels, asked=frozenset(asked), turns=False)


def rectangle(box: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners (4, 2), column and row, of an upright box: column min, row min, column max, row max."""
    left, top, right, bottom = box
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


def nwpu_examples(data: Path, with_vehicles: bool) -> list[Example]:
    """The NWPU frames of the training side, either those with vehicles (0.08 m) or the others (0.5 to 2 m).

    On the latter vehicles can be present without label.
    """
    folder = data / "nwpu-vhr10"
    content = json.loads((folder / "annotations.json").read_text(encoding="utf-8"))
    names = {row["id"]: row["name"] for row in content["categories"]}
    objects: dict[int, list[tuple[str, NDArray[np.float64]]]] = defaultdict(list)
    for row in content["annotations"]:
        if names[row["category_id"]] in _NWPU_NAMES and row["segmentation"]:
            ring = np.array(max(row["segmentation"], key=len), np.float64).reshape(-1, 2)
            objects[row["image_id"]].append((_NWPU_NAMES[names[row["category_id"]]], ring))
    examples = []
    for row in content["images"]:
        own = objects.get(row["id"], [])
        has_vehicles = any(label == "vehicle" for label, _ in own)
        if has_vehicles == with_vehicles and nwpu_side(row["file_name"]) == "train":
            examples.append(_masked(folder / "images" / row["file_name"], own, has_vehicles))
    return examples


def _masked(path: Path, objects: list[tuple[str, NDArray[np.float64]]], has_vehicles: bool) -> Example:
    reduction = 0.4 if has_vehicles else 1.0
    asked = {"aircraft", "helicopter", "ship"} | ({"vehicle", "long_vehicle"} if has_vehicles else set())
    return Example(
        path=path,
        reduction=reduction,
        outlines=tuple(ring * reduction for _, ring in objects),
        labels=tuple(label for label, _ in objects),
        asked=frozenset(asked),
        turns=True,
    )


READING_GSD_M = 0.2
"""Frames from aeroplanes and drones are brought to about this ground sampling distance when they are read."""


def car_examples(data: Path) -> list[Example]:
    """The frames from aeroplanes and drones of the training side, brought to `READING_GSD_M`."""
    examples = []
    for frame in read_aerial_cars(data):
        if frame.side == "train":
            reduction = frame.gsd_m / READING_GSD_M
            examples.append(
                Example(
                    path=frame.path,
                    reduction=reduction,
                    outlines=tuple(outline * reduction for outline in frame.oriented),
                    labels=frame.labels,
                    asked=frozenset(CLASSES),
                    turns=True,
                )
            )
    return examples
