"""Windows drawn anywhere on airport frames at 0.5 m, with every car and long vehicle on them.

What is drawn at random shows how often a detector invents vehicles on ground that nobody chose for its vehicles:
runways, grass, roofs, car parks, a town at the fence. On windows that were chosen because vehicles stand there, as
those of `airports` are, that can't be learned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.bench.airports import WINDOW_PX, corners_of
from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus
from hardstand.bench.scenes import box_of, read_table
from hardstand.bench.truth import VEHICLE_CLASSES, HeldOutFrame, Side, read_picture
from hardstand.errors import DatasetError

RANDOM_GROUND = "airbus-aircraft, anywhere"

Array = NDArray[np.float64]


def random_ground(data: Path, folder: Path) -> list[HeldOutFrame]:
    """The windows of `random_windows.csv` with what stands on them; no other class is labelled there.

    Args:
        data: the folder that holds the data sets.
        folder: where the windows' pictures are written.

    Raises:
        DatasetError: the data set is not there, or lacks a frame.
    """
    frames = {frame.name: frame for frame in read_airbus(data)}
    vehicles, areas = _by_frame("random_vehicles.csv"), _by_frame("random_areas.csv")
    windows = list(read_table("random_windows.csv"))
    if missing := sorted({row["frame"] for row in windows} - frames.keys()):
        raise DatasetError(f"The Airbus data set lacks the frames {', '.join(missing)}; the data set is incomplete.")
    return [_window(row, frames[row["frame"]], vehicles[row["frame"]], areas[row["frame"]], folder) for row in windows]


def _by_frame(table: str) -> dict[str, list[dict[str, str]]]:
    rows = defaultdict(list)
    for row in read_table(table):
        rows[row["frame"]].append(row)
    return rows


def _window(
    row: Mapping[str, str],
    frame: LabelledFrame,
    vehicles: Sequence[Mapping[str, str]],
    areas: Sequence[Mapping[str, str]],
    folder: Path,
) -> HeldOutFrame:
    corner = np.array([int(row["left"]), int(row["top"])])
    left, top = corner
    path = folder / f"{frame.path.stem}-{left}-{top}.png"
    cv2.imwrite(str(path), read_picture(frame.path)[top : top + WINDOW_PX, left : left + WINDOW_PX])
    shown = [(each["what"], corners_of(each) - corner) for each in vehicles]
    shown = [(what, outline) for what, outline in shown if _within(outline.mean(axis=0))]
    outlines = {label: _stacked([each for what, each in shown if what == label]) for label in VEHICLE_CLASSES}
    unclear = _stacked([each for what, each in shown if what not in VEHICLE_CLASSES])
    return HeldOutFrame(
        data_set="airbus-aircraft",
        name=path.name,
        path=path,
        place=frame.place,
        side=cast("Side", row["side"]),
        gsd_m=AIRBUS_GSD_M,
        boxes={label: _hulls(own) for label, own in outlines.items()},
        outlines=outlines,
        ignored=_hulls(unclear),
        unclear={
            label: np.array([box_of(each) - np.tile(corner, 2) for each in areas if each["what"] == label]).reshape(
                -1, 4
            )
            for label in VEHICLE_CLASSES
        },
        group=RANDOM_GROUND,
    )


def _stacked(outlines: Sequence[Array]) -> Array:
    return np.array(outlines, np.float64).reshape(-1, 4, 2)


def _within(point: Array) -> bool:
    return bool((point >= 0).all() and (point < WINDOW_PX).all())


def _hulls(outlines: Array) -> Array:
    return np.concatenate([outlines.min(axis=1), outlines.max(axis=1)], axis=1)
