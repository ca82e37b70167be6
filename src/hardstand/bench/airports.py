"""Windows of airports at 0.5 m on which long vehicles were boxed by eye: the only ones here that a satellite saw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus
from hardstand.bench.scenes import read_table
from hardstand.bench.truth import HeldOutFrame, Side, read_picture
from hardstand.errors import DatasetError

WINDOW_PX = 320

BUSY_APRONS = "airbus-aircraft, busy aprons"


def airport_windows(data: Path, folder: Path) -> list[HeldOutFrame]:
    """The windows of `airport_windows.csv` with the vehicles of `long_vehicles.csv`; no other class is labelled there.

    A vehicle that a window cuts is neither asked for nor held against a detector.

    Args:
        data: the folder that holds the data sets.
        folder: where the windows' pictures are written.

    Raises:
        DatasetError: the data set is not there, or lacks a frame.
    """
    vehicles: dict[str, list[tuple[str, NDArray[np.float64]]]] = defaultdict(list)
    for row in read_table("long_vehicles.csv"):
        vehicles[row["frame"]].append((row["what"], corners_of(row)))
    return [
        _window(row, frame, vehicles[row["frame"]], folder)
        for row, frame in listed_windows(data, "airport_windows.csv")
    ]


def listed_windows(data: Path, table: str) -> list[tuple[dict[str, str], LabelledFrame]]:
    """Rows of a table of windows, each with the frame that it names.

    Raises:
        DatasetError: the data set is not there, or lacks a frame.
    """
    frames = {frame.name: frame for frame in read_airbus(data)}
    windows = list(read_table(table))
    if missing := sorted({row["frame"] for row in windows} - frames.keys()):
        raise DatasetError(f"The Airbus data set lacks the frames {', '.join(missing)}; the data set is incomplete.")
    return [(row, frames[row["frame"]]) for row in windows]


def cut_window(row: Mapping[str, str], frame: LabelledFrame, folder: Path) -> tuple[Path, NDArray[np.int64]]:
    """Write the picture of a window; its path, and the window's corner on the frame (column, row)."""
    left, top = int(row["left"]), int(row["top"])
    path = folder / f"{frame.path.stem}-{left}-{top}.png"
    cv2.imwrite(str(path), read_picture(frame.path)[top : top + WINDOW_PX, left : left + WINDOW_PX])
    return path, np.array([left, top])


def corners_of(row: Mapping[str, str]) -> NDArray[np.float64]:
    """The oriented box of a row with centre, length, width (pixels) and degrees: (4, 2) corners, column and row."""
    column, line, length, width, degrees = (
        float(row[name]) for name in ("column", "row", "length", "width", "degrees")
    )
    return np.asarray(cv2.boxPoints(((column, line), (length, width), degrees)), np.float64)


def _window(
    row: Mapping[str, str], frame: LabelledFrame, vehicles: Sequence[tuple[str, NDArray[np.float64]]], folder: Path
) -> HeldOutFrame:
    path, corner = cut_window(row, frame, folder)
    shown = [(what, each - corner) for what, each in vehicles if in_window(each.mean(axis=0) - corner)]
    clear = [what != "unclear" and in_window(each) for what, each in shown]
    outlines = np.array([each for _, each in shown]).reshape(-1, 4, 2)
    asked, unclear = outlines[clear], outlines[~np.array(clear, bool)]
    return HeldOutFrame(
        data_set="airbus-aircraft",
        name=path.name,
        path=path,
        place=frame.place,
        side=cast("Side", row["side"]),
        gsd_m=AIRBUS_GSD_M,
        boxes={"long_vehicle": upright_hulls(asked)},
        outlines={"long_vehicle": asked},
        ignored=upright_hulls(unclear),
        group=BUSY_APRONS,
    )


def in_window(points: NDArray[np.float64]) -> bool:
    """Whether points (..., 2) all lie within a window, pixels of the window."""
    return bool((points >= 0).all() and (points < WINDOW_PX).all())


def upright_hulls(outlines: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 4) upright boxes round (n, 4, 2) corners."""
    return np.concatenate([outlines.min(axis=1), outlines.max(axis=1)], axis=1)
