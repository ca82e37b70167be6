"""The rate of the shipped models against another model's, on the same tiles in one run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from hardstand.bench.datasets import AIRBUS_GSD_M, LabelledFrame, read_airbus
from hardstand.detection import DEFAULT_DETECTORS
from hardstand.detection.centre_point import CentrePointDetector
from hardstand.detection.graph import open_session
from hardstand.detection.model_file import load_model
from hardstand.detection.shipped import MODELS
from hardstand.detection.tiles import CELL_PX
from hardstand.errors import DetectionError
from hardstand.imagery import AcquisitionOverrides, PixelWindow, measure_stretch, open_acquisition, open_reader
from hardstand.measurement.crops import BOX_SHARE, CROP_PX
from hardstand.measurement.points_model import MODELS as POINTS_MODELS
from hardstand.measurement.points_model import load_points_model

REPEATS = 5
THREADS = (1, 2)

FREE_SIDE_PX = 1024
"""Side of the tiles where the other model takes any."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

Pixels = NDArray[np.uint8]

Image = NDArray[Any]
"""As OpenCV gives it back."""


@dataclass(frozen=True, kw_only=True)
class RivalRow:
    """Medians over the repeats, all models in turn; bare networks on pixels in memory.

    Attributes:
        threads: of one inference.
        detector_seconds: of each shipped detector on all tiles, which it brings to its own GSD first.
        points_seconds: of the points network on all aircraft of these tiles.
        rival_seconds: of the other model on all tiles.
        ratios: rival / detector: how many times as fast each is; medians of the ratios.
        ratio_all: rival / (all detectors + points), likewise.
    """

    threads: int
    detector_seconds: dict[str, float]
    points_seconds: float
    rival_seconds: float
    ratios: dict[str, float]
    ratio_all: float


@dataclass(frozen=True, kw_only=True)
class RivalBench:
    """The shipped models against another one.

    Attributes:
        rival: name of its file.
        tiles: number of tiles.
        tile_px: rows and columns of a tile.
        aircraft: labelled on the tiles; each goes through the points network.
        shipped_mb: size of all shipped weights, 10^6 bytes.
        one_thread: with one thread an inference.
        two_threads: with two.
    """

    rival: str
    tiles: int
    tile_px: tuple[int, int]
    aircraft: int
    shipped_mb: float
    one_thread: RivalRow
    two_threads: RivalRow
    repeats: int = REPEATS


def measure_against(data: Path, rival: Path, progress: Progress) -> RivalBench:
    """Time the shipped models and an ONNX file in turn on tiles of one real frame.

    Raises:
        DatasetError: the data set is not there.
        DetectionError: the file is no ONNX graph that takes float RGB images of shape (batch, 3, rows, columns).
    """
    frame = read_airbus(data)[0]
    side = _tile_px(rival, _open(rival, 1))
    tiles, crops = _tiles(frame, side), _crops(frame, side)
    rows = [_row(tiles, crops, rival, threads, progress) for threads in THREADS]
    weights = [*MODELS.glob("*.onnx"), *POINTS_MODELS.glob("*.onnx")]
    return RivalBench(
        rival=rival.name,
        tiles=len(tiles),
        tile_px=side,
        aircraft=len(crops),
        shipped_mb=sum(each.stat().st_size for each in weights) / 1e6,
        one_thread=rows[0],
        two_threads=rows[1],
    )


def _row(tiles: Sequence[Pixels], crops: Pixels, rival: Path, threads: int, progress: Progress) -> RivalRow:
    shipped = [_shipped(name, threads) for name in DEFAULT_DETECTORS]
    points, other = load_points_model(threads=threads), _open(rival, threads)
    name = other.get_inputs()[0].name
    floats = [np.ascontiguousarray(tile.transpose(2, 0, 1)[None].astype(np.float32) / 255) for tile in tiles]
    works: tuple[Callable[[], object], ...] = (
        lambda: [other.run(None, {name: image}) for image in floats],
        lambda: points.find(crops),
        *(partial(_run_all, detector, tiles) for detector in shipped),
    )
    times = []
    for number in range(REPEATS + 1):  # the first warms up
        times.append([_seconds(work) for work in works])
        progress(f"Timing with {threads} threads", number + 1, REPEATS + 1)
    others, located, *own = zip(*times[1:], strict=True)
    return RivalRow(
        threads=threads,
        detector_seconds={name: median(each) for name, each in zip(DEFAULT_DETECTORS, own, strict=True)},
        points_seconds=median(located),
        rival_seconds=median(others),
        ratios={
            name: median(rival / seconds for rival, seconds in zip(others, each, strict=True))
            for name, each in zip(DEFAULT_DETECTORS, own, strict=True)
        },
        ratio_all=median(each[0] / sum(each[1:]) for each in times[1:]),
    )


def _run_all(detector: CentrePointDetector, tiles: Sequence[Pixels]) -> None:
    for tile in tiles:
        detector.run(_as_it_reads(tile, detector)[None])


def _shipped(name: str, threads: int) -> CentrePointDetector:
    detector = load_model(MODELS / f"{name}.onnx", threads)
    if not isinstance(detector, CentrePointDetector):
        raise DetectionError(
            "The rate is measured on the shipped centre-point detectors, but another kind is in the place of one."
        )
    return detector


def _as_it_reads(tile: Pixels, detector: CentrePointDetector) -> Pixels:
    """The tile reduced to the GSD that the detector works at, padded as it takes it."""
    wanted = detector.card.hardstand.input_gsd_m
    scale = AIRBUS_GSD_M / min(max(AIRBUS_GSD_M, wanted.low), wanted.high)
    rows, columns = (round(side * scale) for side in tile.shape[:2])
    image = tile if scale == 1 else cv2.resize(tile, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(np.pad(image, ((0, -rows % CELL_PX), (0, -columns % CELL_PX), (0, 0))), np.uint8)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _open(rival: Path, threads: int) -> onnxruntime.InferenceSession:
    try:
        content = rival.read_bytes()
    except OSError as error:
        raise DetectionError(f"The model {rival} can't be read: {error.strerror}; check its path.") from error
    return open_session(rival, content, threads)


def _tile_px(rival: Path, session: onnxruntime.InferenceSession) -> tuple[int, int]:
    """Rows and columns of the tiles that the other model takes."""
    first = session.get_inputs()[0]
    if first.type != "tensor(float)" or len(first.shape) != 4 or first.shape[1] != 3:
        raise DetectionError(
            f"The model {rival} takes {first.type} of shape {first.shape}, but float RGB images of shape (batch, 3, "
            "rows, columns) are expected; export it in that form."
        )
    rows, columns = first.shape[2:]
    return (rows, columns) if isinstance(rows, int) and isinstance(columns, int) else (FREE_SIDE_PX, FREE_SIDE_PX)


def _tiles(frame: LabelledFrame, side: tuple[int, int]) -> list[Pixels]:
    """All whole tiles of a frame, side by side."""
    acquisition = open_acquisition(frame.path, overrides=AcquisitionOverrides(gsd_m=AIRBUS_GSD_M))
    rows, columns = side
    raster = acquisition.raster
    with open_reader(raster) as reader:
        stretch = measure_stretch(raster)
        windows = [
            PixelWindow(column=column, row=row, width=columns, height=rows)
            for row in range(0, raster.height - rows + 1, rows)
            for column in range(0, raster.width - columns + 1, columns)
        ]
        return [reader.read_rgb(window, rows, columns, stretch)[0] for window in windows]


def _crops(frame: LabelledFrame, side: tuple[int, int]) -> Pixels:
    """(n, CROP_PX, CROP_PX, 3), one for each aircraft that is labelled on the tiles: what the points network is fed."""
    image = cv2.cvtColor(np.asarray(cv2.imread(str(frame.path)), np.uint8), cv2.COLOR_BGR2RGB)
    rows, columns = (extent // part * part for extent, part in zip(image.shape[:2], side, strict=True))
    crops = [_crop(image, box) for box in frame.boxes if box[2] < columns and box[3] < rows]
    return np.array(crops, np.uint8).reshape(-1, CROP_PX, CROP_PX, 3)


def _crop(image: Image, box: NDArray[np.float64]) -> Image:
    side = float((box[2:] - box[:2]).max()) / BOX_SHARE
    middle = (box[:2] + box[2:]) / 2
    patch = cv2.getRectSubPix(image, (round(side), round(side)), (float(middle[0]), float(middle[1])))
    return cv2.resize(patch, (CROP_PX, CROP_PX), interpolation=cv2.INTER_AREA)
