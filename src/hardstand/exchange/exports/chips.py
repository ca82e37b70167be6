"""Small pictures cut from the images of a run, where these are still at hand."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from shapely import Polygon

from hardstand.errors import ImageError
from hardstand.exchange.exports.documents import AcquisitionRead
from hardstand.exchange.exports.run import FinishedRun
from hardstand.frames import GroundTransform, SiteFrame, SitePolygon
from hardstand.imagery import PixelWindow, RasterReader, Stretch, inspect_raster, measure_stretch, open_reader

Points = NDArray[np.float64]

SIDE = 256
"""Rows and columns of a chip, pixels."""
MARGIN = 2.0
"""Side of the ground that is shown over the longer side of the object."""
LEAST = 32.0
"""Smallest side of the ground that is shown, pixels of the image."""
QUALITY = 85
IMAGES = "images"
"""Folder within a run's folder where the demonstration leaves its images."""


class Chips(AbstractContextManager["Chips"]):
    """Cuts chips; images are looked for once, and one that is missing or another gives none.

    An image counts as found only where its SHA-256 is the one of the run: a name in its files opens nothing else.
    """

    def __init__(self, run: FinishedRun) -> None:
        self._run = run
        self._acquisitions = {each.id: each for each in run.summary.acquisitions}
        self._frame = SiteFrame(crs=run.crs)
        self._open: dict[str, tuple[RasterReader, Stretch] | None] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the images."""
        self._stack.close()

    def of_pixels(self, acquisition: str, corners: object) -> bytes | None:
        """A JPEG of what lies around a polygon, (n, 2) column and row; None where the image is not at hand."""
        found = self._found(acquisition)
        if found is None:
            return None
        reader, stretch = found
        try:
            picture, _ = reader.read_rgb(window_around(np.asarray(corners, float)), SIDE, SIDE, stretch)
        except ImageError:
            return None
        buffer = BytesIO()
        Image.fromarray(np.ascontiguousarray(picture)).save(buffer, "JPEG", quality=QUALITY)
        return buffer.getvalue()

    def of_ground(self, acquisition: str, shape: Polygon | None) -> bytes | None:
        """The same around a polygon in longitude and latitude; None also where the image is unplaced."""
        known = self._acquisitions.get(acquisition)
        if shape is None or known is None or known.ground_transform is None or self._frame.crs is None:
            return None
        ground = GroundTransform(np.array(known.ground_transform))
        site = self._frame.points_from_lonlat(np.asarray(shape.exterior.coords))
        return self.of_pixels(acquisition, ground.to_pixels(SitePolygon(site)).corners)

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids, in order, of acquisitions that a chip was wanted of and whose image was not at hand."""
        return tuple(sorted(name for name, found in self._open.items() if found is None))

    def _found(self, acquisition: str) -> tuple[RasterReader, Stretch] | None:
        if acquisition not in self._open:
            known = self._acquisitions.get(acquisition)
            self._open[acquisition] = None if known is None else self._opened(known)
        return self._open[acquisition]

    def _opened(self, known: AcquisitionRead) -> tuple[RasterReader, Stretch] | None:
        for path in image_places(known, self._run):
            try:
                raster = inspect_raster(path)
                if raster.sha256 != known.sha256:
                    continue
                return self._stack.enter_context(open_reader(raster)), measure_stretch(raster)
            except ImageError:
                continue
        return None


def image_places(known: AcquisitionRead, run: FinishedRun) -> list[Path]:
    """Files that may be an image: by its bare name in some folders, then where it lay when the run was made."""
    name = Path(known.image.replace("\\", "/")).name
    folders = [folder for folder in (run.images, run.folder / IMAGES, run.folder) if folder is not None]
    places = [folder / name for folder in folders if name]
    lay = run.lay.get(known.id)
    return [place for place in (*places, *([] if lay is None else [lay])) if _is_file(place)]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for the file system
        return False


def window_around(corners: Points) -> PixelWindow:
    """A square around a polygon, (n, 2) column and row."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    side = max(float((high - low).max()) * MARGIN, LEAST)
    column, row = (low + high) / 2 - side / 2
    return PixelWindow(column=float(column), row=float(row), width=side, height=side)
