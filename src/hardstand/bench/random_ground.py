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

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.airports import corners_of, cut_window, in_window, listed_windows, upright_hulls
from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame
from hardstand.bench.scenes import box_of, read_table
from hardstand.bench.truth import VEHICLE_CLASSES, HeldOutFrame, Side

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
    vehicles, areas = _by_frame("random_vehicles.csv"), _by_frame("random_areas.csv")
    return [
        _window(row, frame, vehicles[row["frame"]], areas[row["frame"]], folder)
        for row, frame in listed_windows(data, "random_windows.csv")
    ]


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
    path, corner = cut_window(row, frame, folder)
    shown = [(each["what"], corners_of(each) - corner) for each in vehicles]
    shown = [(what, outline) for what, outline in shown if in_window(outline.mean(axis=0))]
    outlines = {label: _stacked([each for what, each in shown if what == label]) for label in VEHICLE_CLASSES}
    unclear = _stacked([each for what, each in shown if what not in VEHICLE_CLASSES])
    return HeldOutFrame(
        data_set="airbus-aircraft",
        name=path.name,
        path=path,
        place=frame.place,
        side=cast("Side", row["side"]),
        gsd_m=AIRBUS_GSD_M,
        boxes={label: upright_hulls(own) for label, own in outlines.items()},
        outlines=outlines,
        ignored=upright_hulls(unclear),
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
