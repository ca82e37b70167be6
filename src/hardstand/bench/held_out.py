"""Labelled frames that trained nothing, for every class, parted into those that calibrate and those that judge."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.bench.class_truth import NWPU_COARSE_GSD_M
from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, box_iou, read_airbus, read_coco
from hardstand.bench.detection import HRPLANES_GSD_M
from hardstand.bench.matching import JudgedFrame, judge
from hardstand.bench.nwpu import nwpu_place, nwpu_side
from hardstand.bench.scenes import read_unusual_scenes
from hardstand.bench.vehicles import read_aerial_cars
from hardstand.detection import Detection, DetectionRequest, Detector, detect_objects
from hardstand.errors import DatasetError
from hardstand.imagery import AcquisitionOverrides, open_acquisition

Side = Literal["calibration", "test"]

IGNORED_IOU = 0.3
"""A detection that overlaps a vehicle of no asked class by more than this is neither right nor wrong."""

LOWEST_SCORE = 0.02

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True, eq=False)
class HeldOutFrame:
    """One image with everything that is labelled on it.

    Attributes:
        data_set: its folder's name.
        name: file name without folder.
        path: the image file.
        place: frames of one place stand on one side.
        side: whether it may set thresholds, or judges.
        gsd_m: as it is read, metres.
        boxes: class to (n, 4) upright boxes, pixels; a class that is not a key is not labelled on the frame.
        ignored: (m, 4) upright boxes in which nothing is asked, pixels.
    """

    data_set: str
    name: str
    path: Path
    place: str
    side: Side
    gsd_m: float
    boxes: dict[str, NDArray[np.float64]]
    ignored: NDArray[np.float64]

    @property
    def ground_km2(self) -> float:
        """Ground on the frame, square kilometres."""
        rows, columns = _read(self.path).shape[:2]
        return float(rows * columns * self.gsd_m**2 / 1e6)


def _read(path: Path) -> NDArray[np.uint8]:
    image = cv2.imread(str(path))
    if image is None:
        raise DatasetError(f"The picture {path} can't be read; the data set is incomplete.")
    return np.asarray(image, np.uint8)


NOTHING: NDArray[np.float64] = np.zeros((0, 4))


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
        ignored=NOTHING,
    )


def nwpu_frames(data: Path) -> list[HeldOutFrame]:
    """The coarse NWPU images that trained nothing, with their aircraft and ships; half of the places calibrate."""
    aircraft = {frame.name: frame for frame in read_coco(data, "nwpu-vhr10", "airplane")}
    ships = {frame.name: frame for frame in read_coco(data, "nwpu-vhr10", "ship")}
    fine = {frame.name for frame in read_coco(data, "nwpu-vhr10", "vehicle") if len(frame.boxes)}
    return [
        HeldOutFrame(
            data_set="nwpu-vhr10",
            name=name,
            path=frame.path,
            place=nwpu_place(name),
            side=half(nwpu_place(name)),
            gsd_m=NWPU_COARSE_GSD_M,
            boxes={"aircraft": frame.boxes, "ship": ships[name].boxes},
            ignored=NOTHING,
        )
        for name, frame in sorted(aircraft.items())
        if nwpu_side(name) == "test" and name not in fine
    ]


def vehicle_frames(data: Path, gsd_m: float, folder: Path) -> list[HeldOutFrame]:
    """The frames from aeroplanes and drones that trained nothing, reduced to a GSD; the pictures go into `folder`."""
    frames = []
    for frame in read_aerial_cars(data):
        if frame.side == "train":
            continue
        scale = frame.gsd_m / gsd_m
        path = folder / f"{frame.path.stem}-{gsd_m:g}.png"
        image = _read(frame.path)
        cv2.imwrite(str(path), cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
        boxes = {
            label: frame.boxes[[own == label for own in frame.labels]] * scale for label in ("vehicle", "long_vehicle")
        }
        frames.append(
            HeldOutFrame(
                data_set="aerial-cars",
                name=frame.name,
                path=path,
                place=frame.place,
                side=frame.side,
                gsd_m=gsd_m,
                boxes=boxes,
                ignored=frame.boxes[[own is None for own in frame.labels]] * scale,
            )
        )
    return frames


def detect_all(
    frames: Sequence[HeldOutFrame], detector: Detector, progress: Progress, what: str
) -> list[tuple[Detection, ...]]:
    """Everything found on every frame, down to the lowest score."""
    found = []
    for number, frame in enumerate(frames, start=1):
        acquisition = open_acquisition(frame.path, overrides=AcquisitionOverrides(gsd_m=frame.gsd_m))
        found.append(
            tuple(detect_objects(acquisition, detector, DetectionRequest(min_score=LOWEST_SCORE, forced=True)))
        )
        progress(what, number, len(frames))
    return found


def judge_class(
    frames: Sequence[HeldOutFrame], found: Sequence[tuple[Detection, ...]], label: str, iou: float
) -> list[JudgedFrame]:
    """Detections of one class, as upright hulls, against the labels of the frames on which that class is labelled."""
    return [
        _judge_frame(frame, detections, label, iou)
        for frame, detections in zip(frames, found, strict=True)
        if label in frame.boxes
    ]


def _judge_frame(frame: HeldOutFrame, detections: Sequence[Detection], label: str, iou: float) -> JudgedFrame:
    own = [each for each in detections if each.label == label]
    corners = [each.polygon.corners for each in own]
    hulls = np.array([np.concatenate([c.min(axis=0), c.max(axis=0)]) for c in corners], np.float64).reshape(-1, 4)
    scores = np.array([each.score for each in own], np.float64)
    asked = ~(box_iou(hulls, frame.ignored) > IGNORED_IOU).any(axis=1)
    return judge(hulls[asked], scores[asked], frame.boxes[label], iou)
