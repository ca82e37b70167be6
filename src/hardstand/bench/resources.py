"""Measure what detection costs: time against the bare model in one run, and memory on a huge image."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.windows import Window

from hardstand.bench.datasets import AIRBUS_GSD_M, read_airbus
from hardstand.detection import AIRCRAFT_DETECTOR, DetectionRequest, detect_objects, load_detector
from hardstand.detection.card import GsdRange
from hardstand.detection.centre_point import CentrePointDetector
from hardstand.detection.sheet import model_gsd
from hardstand.detection.tiles import CELL_PX
from hardstand.errors import DetectionError
from hardstand.imagery import AcquisitionOverrides, PixelWindow, measure_stretch, open_acquisition, open_reader
from hardstand.imagery.acquisition import Acquisition

REPEATS = 7
HUGE_PX = 40_000
BLOCK_PX = 512

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class SpeedBench:
    """Time on one frame of 2560 x 2560 pixels at 0.5 m; medians over the repeats, whole and bare in turn.

    Attributes:
        seconds_per_km2: of the whole detection, from the file to merged boxes.
        bare_seconds_per_km2: of the network alone on the same pixels, already in memory.
        rate: bare / whole, 0..1: the share of the bare model's rate that is left; median of the ratios.
    """

    seconds_per_km2: float
    bare_seconds_per_km2: float
    rate: float
    repeats: int = REPEATS


@dataclass(frozen=True, kw_only=True)
class MemoryBench:
    """Memory of `hardstand detect` in a process of its own.

    Attributes:
        width: of the image, pixels.
        height: of the image, pixels.
        peak_mib: most resident memory, MiB.
        seconds: wall time.
        objects: detections.
    """

    width: int
    height: int
    peak_mib: float
    seconds: float
    objects: int


def measure_speed(data: Path, progress: Progress) -> SpeedBench:
    """Time the whole detection of aircraft and the bare network in turn on one real frame.

    Raises:
        DatasetError: the data set is not there.
        DetectionError: the aircraft detector is not the shipped one.
    """
    detector = load_detector(AIRCRAFT_DETECTOR)
    if not isinstance(detector, CentrePointDetector):
        raise DetectionError("The speed is measured on the shipped detector, but another one goes by its name.")
    path = read_airbus(data)[0].path
    acquisition = open_acquisition(path, overrides=AcquisitionOverrides(gsd_m=AIRBUS_GSD_M))
    halves = _halves(acquisition, detector.card.hardstand.input_gsd_m)
    times: list[tuple[float, float]] = []
    for number in range(REPEATS + 1):  # the first warms up
        whole = _seconds(lambda: detect_objects(acquisition, detector, DetectionRequest()))
        bare = _seconds(lambda: [detector.run(half) for half in halves])
        times.append((whole, bare))
        progress("Timing detection", number + 1, REPEATS + 1)
    area = acquisition.raster.width * acquisition.raster.height * AIRBUS_GSD_M**2 / 1e6
    return SpeedBench(
        seconds_per_km2=median(whole for whole, _ in times[1:]) / area,
        bare_seconds_per_km2=median(bare for _, bare in times[1:]) / area,
        rate=median(bare / whole for whole, bare in times[1:]),
    )


def _halves(acquisition: Acquisition, input_gsd_m: GsdRange) -> list[NDArray[np.uint8]]:
    """The frame in two parts that do not overlap, as the network takes them."""
    width, height = acquisition.raster.width, acquisition.raster.height // 2
    scale = AIRBUS_GSD_M / model_gsd(input_gsd_m, AIRBUS_GSD_M)
    rows, columns = (round(side * scale / CELL_PX) * CELL_PX for side in (height, width))
    with open_reader(acquisition.raster) as reader:
        stretch = measure_stretch(acquisition.raster)
        windows = [PixelWindow(column=0, row=row, width=width, height=height) for row in (0, height)]
        return [reader.read_rgb(window, rows, columns, stretch)[0][None] for window in windows]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure_memory(progress: Progress, side: int = HUGE_PX) -> MemoryBench:
    """Make a huge GeoTIFF, detect on it in a process of its own, and read that process's peak."""
    with tempfile.TemporaryDirectory() as name:
        image, found = Path(name) / "huge.tif", Path(name) / "huge.geojson"
        make_huge_image(image, side, progress)
        progress("Detecting on the huge image", 0, 1)
        command = [sys.executable, "-m", "hardstand", "detect", str(image), "-o", str(found)]
        seconds = _seconds(lambda: subprocess.run(command, check=True, capture_output=True))  # noqa: S603
        progress("Detecting on the huge image", 1, 1)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        objects = len(json.loads(found.read_text(encoding="utf-8"))["features"])
    unit = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss: bytes on macOS, KiB on Linux
    return MemoryBench(width=side, height=side, peak_mib=peak / unit, seconds=seconds, objects=objects)


def make_huge_image(path: Path, side: int, progress: Progress) -> None:
    """Write a tiled GeoTIFF at 0.5 m that repeats one block of noise on ground colours."""
    noise = np.random.default_rng(0).normal(0, 12, (3, BLOCK_PX, BLOCK_PX))
    block = np.clip(np.array([120, 115, 100])[:, None, None] + noise, 0, 255).astype(np.uint8)
    profile = {
        "driver": "GTiff", "width": side, "height": side, "count": 3, "dtype": "uint8", "crs": "EPSG:32636",
        "transform": Affine(AIRBUS_GSD_M, 0, 760_000, 0, -AIRBUS_GSD_M, 3_930_000), "tiled": True,
        "blockxsize": BLOCK_PX, "blockysize": BLOCK_PX, "compress": "jpeg", "photometric": "ycbcr",
    }  # fmt: skip
    strip = np.tile(block, (1, 1, -(-side // BLOCK_PX)))[:, :, :side]
    with rasterio.open(path, "w", **profile) as image:
        for row in range(0, side, BLOCK_PX):
            height = min(BLOCK_PX, side - row)
            image.write(strip[:, :height], window=Window(0, row, side, height))
            progress("Making the huge image", row + height, side)
