"""Labelled frames that trained nothing, for every class, parted into those that calibrate and those that judge."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus, read_coco
from hardstand.bench.detection import HRPLANES_GSD_M
from hardstand.bench.nwpu import nwpu_place, nwpu_side
from hardstand.bench.scenes import box_of, read_table, read_unusual_scenes
from hardstand.bench.vehicles import read_aerial_cars
from hardstand.errors import DatasetError

Side = Literal["calibration", "test"]

NWPU = "nwpu-vhr10"

NWPU_CLASSES = {"airplane": "aircraft", "ship": "ship", "vehicle": "vehicle"}
"""Names of the data set to Hardstand's classes."""

NWPU_COARSE_GSD_M = 0.5
"""The images from Google Earth lie between 0.5 and 2 m, which is not given by image; they are read as if at 0.5 m."""

NWPU_FINE_GSD_M = 0.08
"""Ground sampling distance of the images with labelled vehicles: the aerial images of Vaihingen (Cheng et al. 2014)."""

VEHICLE_CLASSES = ("vehicle", "long_vehicle")

NOTHING: NDArray[np.float64] = np.zeros((0, 4))


@dataclass(frozen=True, kw_only=True, eq=False)
class HeldOutFrame:
    """One image with everything that is labelled on it.

    Attributes:
        data_set: its folder's name.
        name: file name without folder.
        path: the image file.
        place: frames of one place stand on one side.
        side: whether it may set thresholds, or judges.
        gsd_m: of the file, metres; where the data set does not give it, as it is read.
        boxes: class to (n, 4) float64, upright boxes, pixels; a class that is no key is not labelled on the frame:
            nothing can be said of what is found of it.
        outlines: class to (n, 4, 2) float64, oriented boxes, corners (column, row) in pixels.
        ignored: (m, 4) float64, upright boxes of what is neither asked for nor counted against a detector, pixels.
        unclear: class to (k, 4) float64, upright boxes of ground on which nobody can tell how many of the class stand:
            nothing on it is asked for or counted against a detector, pixels.
        group: name under which the frame's figures are told, where a data set shows several kinds of picture.
    """

    data_set: str
    name: str
    path: Path
    place: str
    side: Side
    gsd_m: float
    boxes: dict[str, NDArray[np.float64]]
    outlines: dict[str, NDArray[np.float64]]
    ignored: NDArray[np.float64]
    unclear: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    group: str = ""

    @property
    def kind(self) -> str:
        """The group, or the data set where it has none."""
        return self.group or self.data_set

    def on_unclear(self, label: str, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """(n,) whether the middle of each of (n, 4) upright boxes, pixels, lies where the class is unclear."""
        areas = self.unclear.get(label, NOTHING)
        middles = (boxes[:, None, :2] + boxes[:, None, 2:]) / 2
        within = np.all((middles >= areas[:, :2]) & (middles < areas[:, 2:]), axis=2)
        return np.asarray(np.any(within, axis=1))

    @property
    def ground_km2(self) -> float:
        """Ground on the frame, square kilometres."""
        rows, columns = read_picture(self.path).shape[:2]
        return float(rows * columns * self.gsd_m**2 / 1e6)


def airbus_frames(data: Path, sides: dict[Side, Sequence[str]]) -> list[HeldOutFrame]:
    """The labelled Airbus frames of the places that are named for a side."""
    side_of = {place: side for side, places in sides.items() for place in places}
    return [
        _of_aircraft("airbus-aircraft", frame, frame.place, side_of[frame.place], AIRBUS_GSD_M)
        for frame in read_airbus(data)
        if frame.labelled and frame.place in side_of
    ]


def hrplanes_frames(data: Path) -> list[HeldOutFrame]:
    """The scenes of the publisher's split `valid`; those that were picked as unusual always judge."""
    unusual = {scene.file_name for scene in read_unusual_scenes()}
    return [
        _of_aircraft(
            "hrplanes", frame, frame.place, "test" if frame.name in unusual else half(frame.place), HRPLANES_GSD_M
        )
        for frame in read_coco(data, "hrplanes", "airplane", split="valid")
    ]


def helicopter_frames(data: Path) -> list[HeldOutFrame]:
    """Scenes of the split `valid` whose helicopters were boxed by eye, by name.

    The unusual ones judge, 35 of their helicopters on one base; the six others, of other places, calibrate. Most show
    an airfield that scenes of the split `train` show on another date or from another corner.

    Raises:
        DatasetError: the data set is not there, or lacks a scene.
    """
    rows = defaultdict(list)
    for row in read_table("helicopters.csv"):
        rows[row["scene"]].append((row["what"], box_of(row)))
    frames = {frame.name: frame for frame in hrplanes_frames(data)}
    if missing := sorted(rows.keys() - frames.keys()):
        raise DatasetError(f"HRPlanesV2 lacks the scenes {', '.join(missing)}; the data set is incomplete.")
    unusual = {scene.file_name for scene in read_unusual_scenes()}
    sides: dict[bool, Side] = {True: "test", False: "calibration"}
    return [_with_helicopters(frames[name], own, sides[name in unusual]) for name, own in sorted(rows.items())]


def _with_helicopters(
    frame: HeldOutFrame, boxes: Sequence[tuple[str, NDArray[np.float64]]], side: Side
) -> HeldOutFrame:
    helicopters = [box for what, box in boxes if what == "helicopter"]
    return replace(
        frame,
        side=side,
        boxes={**frame.boxes, "helicopter": _stacked(helicopters, (4,))},
        outlines={**frame.outlines, "helicopter": _stacked([_rectangle(*box) for box in helicopters], (4, 2))},
        ignored=_stacked([box for what, box in boxes if what != "helicopter"], (4,)),
    )


def only(label: str, frame: HeldOutFrame) -> HeldOutFrame:
    """The frame as if nothing but one class were labelled: its other classes are judged with their own data set."""
    return replace(frame, boxes={label: frame.boxes[label]}, outlines={label: frame.outlines[label]})


def half(place: str) -> Side:
    """Half of the places calibrate, by the SHA-256 of their name."""
    odd = int(hashlib.sha256(place.encode()).hexdigest(), 16) % 2
    return "calibration" if odd else "test"


def _of_aircraft(data_set: str, frame: LabelledFrame, place: str, side: Side, gsd_m: float) -> HeldOutFrame:
    return HeldOutFrame(
        data_set=data_set,
        name=frame.name,
        path=frame.path,
        place=place,
        side=side,
        gsd_m=gsd_m,
        boxes={"aircraft": frame.boxes},
        outlines={"aircraft": _stacked([_rectangle(*box) for box in frame.boxes], (4, 2))},
        ignored=NOTHING,
    )


def nwpu_frames(data: Path, *, fine: bool = False) -> list[HeldOutFrame]:
    """The NWPU images that trained nothing; outlines are the least rectangles round the masks.

    Args:
        data: the folder that holds the data sets.
        fine: those with labelled vehicles, at 0.08 m; else the others, on which vehicles may stand without a label.
            Half of the places calibrate.

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
        for image in sorted(content["images"], key=lambda image: str(image["file_name"]))
        if nwpu_side(image["file_name"]) == "test" and ("vehicle" in objects[image["id"]]) == fine
    ]


def _nwpu_frame(path: Path, objects: Mapping[str, list[Any]], *, fine: bool) -> HeldOutFrame:
    asked = ("vehicle", "aircraft", "ship") if fine else ("aircraft", "ship")
    place = nwpu_place(path.name)
    return HeldOutFrame(
        data_set=NWPU,
        name=path.name,
        path=path,
        place=place,
        side=half(place),
        gsd_m=NWPU_FINE_GSD_M if fine else NWPU_COARSE_GSD_M,
        boxes={label: _stacked([_box(row) for row in objects.get(label, ())], (4,)) for label in asked},
        outlines={label: _stacked([_outline(row) for row in objects.get(label, ())], (4, 2)) for label in asked},
        ignored=NOTHING,
    )


def _stacked(rows: Sequence[NDArray[np.float64]], shape: tuple[int, ...]) -> NDArray[np.float64]:
    return np.array(rows, np.float64).reshape(-1, *shape)


def _box(row: Mapping[str, Any]) -> NDArray[np.float64]:
    left, top, width, height = row["bbox"]
    return np.array([left, top, left + width, top + height], np.float64)


def _rectangle(left: float, top: float, right: float, bottom: float) -> NDArray[np.float64]:
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


def _outline(row: Mapping[str, Any]) -> NDArray[np.float64]:
    """The least rectangle round all parts of the mask; the box where there is no mask."""
    rings = [np.array(ring, np.float32).reshape(-1, 2) for ring in row["segmentation"] or []]
    if not rings:
        return _rectangle(*_box(row))
    return np.asarray(cv2.boxPoints(cv2.minAreaRect(np.concatenate(rings))), np.float64)


def vehicle_frames(data: Path) -> list[HeldOutFrame]:
    """The frames from drones and aeroplanes that trained nothing.

    Raises:
        DatasetError: the data set is not there.
    """
    frames = []
    for frame in read_aerial_cars(data):
        if frame.side == "train":
            continue
        of_class = {label: [own == label for own in frame.labels] for label in VEHICLE_CLASSES}
        frames.append(
            HeldOutFrame(
                data_set="aerial-cars",
                name=frame.name,
                path=frame.path,
                place=frame.place,
                side=frame.side,
                gsd_m=frame.gsd_m,
                boxes={label: frame.boxes[own] for label, own in of_class.items()},
                outlines={label: frame.oriented[own] for label, own in of_class.items()},
                ignored=frame.boxes[[label is None for label in frame.labels]],
            )
        )
    return frames


def resampled(frame: HeldOutFrame, gsd_m: float, folder: Path) -> HeldOutFrame:
    """The frame at another GSD, its picture written into a folder."""
    scale = frame.gsd_m / gsd_m
    path = folder / f"{frame.path.stem}-{gsd_m:g}.png"
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    cv2.imwrite(str(path), cv2.resize(read_picture(frame.path), None, fx=scale, fy=scale, interpolation=method))
    return replace(
        frame,
        path=path,
        gsd_m=gsd_m,
        boxes={label: each * scale for label, each in frame.boxes.items()},
        outlines={label: each * scale for label, each in frame.outlines.items()},
        ignored=frame.ignored * scale,
        unclear={label: each * scale for label, each in frame.unclear.items()},
    )


def read_picture(path: Path) -> NDArray[np.uint8]:
    """The picture, (rows, columns, 3) BGR.

    Raises:
        DatasetError: it can't be read.
    """
    image = cv2.imread(str(path))
    if image is None:
        raise DatasetError(f"The picture {path} can't be read; the data set is incomplete.")
    return np.asarray(image, np.uint8)
