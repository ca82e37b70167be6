"""Pictures in memory: read as the detector sees them, and detected on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from hardstand.bench.datasets import LabelledFrame
from hardstand.bench.degradation import Picture
from hardstand.bench.detection import detect_frames
from hardstand.detection import Detection, Detector
from hardstand.imagery import PixelWindow, measure_stretch, open_acquisition, open_reader


def read_picture(path: Path, window: PixelWindow | None = None) -> Picture:
    """A window of an image as the detector sees it; None = all of it."""
    raster = open_acquisition(path).raster
    part = PixelWindow(column=0, row=0, width=raster.width, height=raster.height) if window is None else window
    with open_reader(raster) as reader:
        rows, columns = round(part.height), round(part.width)
        return np.array(reader.read_rgb(part, rows, columns, measure_stretch(raster))[0])


def detect_picture(picture: Picture, frame: LabelledFrame, detector: Detector, gsd_m: float) -> tuple[Detection, ...]:
    """Detect on a picture in memory: by way of a file, since that is the only way into the detection."""
    with picture_file(picture) as path:
        return detect_frames([replace(frame, path=path)], detector, gsd_m, silent)[0]


@contextmanager
def picture_file(picture: Picture) -> Iterator[Path]:
    """A file that holds a picture as long as it is open."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "picture.tif"
        cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_TIFF_COMPRESSION, 1])
        yield path


def silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""
