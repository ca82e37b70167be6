"""Pixels by window: the picture as it is shown, one grey channel as it was measured, or chosen bands.

Tiled GeoTIFF, JPEG 2000 and NITF are read where the window lies. JPEG and PNG can only be decoded from their
beginning, so GDAL would start anew for every window: images of those kinds of up to `KEEP_PIXELS` are decoded once, at
the first window at full size, and kept while the reader is open. Read larger ones row by row, from the top.

A reader belongs to one thread.
"""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import cv2
import numpy as np
from numpy.typing import NDArray
from rasterio.enums import MaskFlags, Resampling
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.windows import Window

from hardstand.errors import ImageError
from hardstand.imagery.acquisition import Raster
from hardstand.imagery.channels import display_bands, near_infrared_band, palette
from hardstand.imagery.files import gdal, open_dataset
from hardstand.imagery.resample import ReadPlan, mean_channel, plan_read, resize_block
from hardstand.imagery.window import PixelWindow

if TYPE_CHECKING:
    from hardstand.imagery.stretch import Stretch

KEEP_PIXELS = 64_000_000
"""Largest JPEG or PNG that is kept decoded, pixels: 192 MB in three 8-bit channels."""

_FROM_THE_START = ("JPEG", "PNG")

Mask = NDArray[np.bool_]
"""True = the pixel was measured."""


class RasterReader:
    """Reads windows of one image; a context manager.

    Attributes:
        raster: the image.
        channels: number of channels that are read: 1 or 3 of those that are shown, or as many as were chosen.
        near_infrared: number of the band, counted from 1; None where the image has none that says so.
    """

    def __init__(self, raster: Raster, bands: tuple[int, ...] | None = None) -> None:
        """Nothing is opened before `with`.

        Args:
            raster: the image.
            bands: numbers of the bands to read in place of those that are shown, counted from 1; for `read_raw` and
                `read_band`.
        """
        self.raster = raster
        self._chosen = bands
        self.channels = 0
        self.near_infrared: int | None = None
        self._stack = ExitStack()
        self._decoded: NDArray[Any] | None = None

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            ImageError: the file is gone or damaged.
        """
        with ExitStack() as stack:
            stack.enter_context(gdal())
            self._dataset: DatasetReader = stack.enter_context(open_dataset(self.raster.path))
            self._stack = stack.pop_all()
        self._bands = display_bands(self._dataset) if self._chosen is None else self._chosen
        self._palette = palette(self._dataset) if self._chosen is None else None
        self.near_infrared = near_infrared_band(self._dataset)
        self.channels = 3 if self._palette is not None else len(self._bands)
        self._all_valid = all(MaskFlags.all_valid in flags for flags in self._dataset.mask_flag_enums)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the file."""
        self._decoded = None
        self._stack.close()

    @property
    def quick_to_reduce(self) -> bool:
        """Whether a small picture of the whole image costs far less than reading it."""
        return bool(self._dataset.overviews(1))

    @property
    def from_the_start(self) -> bool:
        """Whether the file can only be decoded from its beginning, so that its first rows cost least."""
        return self._dataset.driver in _FROM_THE_START

    def read_rgb(
        self, window: PixelWindow, rows: int, columns: int, stretch: Stretch
    ) -> tuple[NDArray[np.uint8], Mask]:
        """The picture of a window, as people and detectors see it.

        Args:
            window: part of the image; what hangs over the edge comes back as 0 and not measured.
            rows: of the result, > 0.
            columns: of the result, > 0.
            stretch: from `measure_stretch`.

        Returns:
            (rows, columns, 3) uint8 in red, green, blue, which may be read-only, and (rows, columns) bool, True =
            measured.

        Raises:
            ImageError: the pixels can't be decoded.
        """
        plan = self._plan(window, rows, columns)
        if plan.empty:
            return np.zeros((rows, columns, 3), np.uint8), np.zeros((rows, columns), np.bool_)
        raw, seen = self._block(plan)
        shown = _show(raw, stretch)
        return _place(*_resize(shown, seen, plan), plan, rows, columns)

    def read_first_rows(self, rows: int, stretch: Stretch) -> tuple[NDArray[np.uint8], Mask]:
        """The picture's uppermost rows at full size; nothing below them is decoded. Otherwise as `read_rgb`."""
        plan = self._plan(PixelWindow(column=0, row=0, width=self.raster.width, height=rows), rows, self.raster.width)
        raw, seen = self._checked(plan, keep=False)
        return _place(_show(raw, stretch), seen, plan, rows, self.raster.width)

    def read_band(self, window: PixelWindow, rows: int, columns: int) -> tuple[NDArray[np.float32], Mask]:
        """The mean of the displayed channels, unstretched, for measuring.

        Args and errors as in `read_rgb`.

        Returns:
            (rows, columns) float32 in the image's own values and (rows, columns) bool, True = measured.
        """
        plan = self._plan(window, rows, columns)
        if plan.empty:
            return np.zeros((rows, columns), np.float32), np.zeros((rows, columns), np.bool_)
        raw, seen = self._block(plan)
        return _place(*_resize(mean_channel(raw), seen, plan), plan, rows, columns)

    def read_raw(self, window: PixelWindow, rows: int, columns: int) -> tuple[NDArray[np.float32], Mask]:
        """The displayed channels or the chosen bands, unstretched.

        Args and errors as in `read_rgb`.

        Returns:
            (rows, columns, channels) float32 and (rows, columns) bool, True = measured.
        """
        plan = self._plan(window, rows, columns)
        if plan.empty:
            return np.zeros((rows, columns, self.channels), np.float32), np.zeros((rows, columns), np.bool_)
        raw, seen = self._block(plan)
        values = raw.astype(np.float32)
        planes = [_resize(values[..., index], seen, plan) for index in range(self.channels)]
        return _place(np.stack([plane for plane, _ in planes], axis=2), planes[0][1], plan, rows, columns)

    def read_vegetation_index(self, window: PixelWindow, rows: int, columns: int) -> NDArray[np.float32]:
        """(near infrared - red) / (near infrared + red), -1..1 (NDVI; Rouse et al. 1974), (rows, columns) float32.

        Args and errors as in `read_rgb`. 0 where both are 0, off the image, and where the image has no near infrared
        or is grey.
        """
        index = np.zeros((rows, columns), np.float32)
        plan = self._plan(window, rows, columns)
        if plan.empty or self.near_infrared is None or len(self._bands) < 3:
            return index
        bands = [self._bands[0], self.near_infrared]
        shape = (len(bands), plan.down.cells, plan.across.cells)
        try:
            raw = self._dataset.read(bands, window=_window(plan), out_shape=shape, resampling=Resampling.average)
        except RasterioError as error:
            raise ImageError(f"{self.raster.path} is damaged: its near infrared can't be decoded: {error}") from error
        red, infrared = (resize_block(plane.astype(np.float32), plan) for plane in raw)
        total = infrared + red
        index[plan.place] = np.divide(infrared - red, total, out=np.zeros_like(total), where=total > 0)
        return index

    def _plan(self, window: PixelWindow, rows: int, columns: int) -> ReadPlan:
        if rows < 1 or columns < 1:
            raise ValueError(f"a read needs at least one row and column, not {rows} x {columns}")
        return plan_read(window, rows, columns, width=self.raster.width, height=self.raster.height)

    def _block(self, plan: ReadPlan) -> tuple[NDArray[Any], Mask | None]:
        """Cells (down, across, channels) in the file's type, 0 where not measured, and the mask or None for all."""
        return self._checked(plan, keep=self._keeps(plan))

    def _checked(self, plan: ReadPlan, *, keep: bool) -> tuple[NDArray[Any], Mask | None]:
        try:
            raw = self._kept(plan) if keep else self._fetch(plan)
            seen = None if self._all_valid else self._fetch_mask(plan)
        except RasterioError as error:
            raise ImageError(
                f"{self.raster.path} is damaged: its pixels can't be decoded near column {plan.across.source}, "
                f"row {plan.down.source}. Fetch it again. GDAL says: {error}"
            ) from error
        return _without_gaps(raw, seen)

    def _keeps(self, plan: ReadPlan) -> bool:
        from_the_start = self._dataset.driver in _FROM_THE_START
        return from_the_start and not plan.averages and self.raster.width * self.raster.height <= KEEP_PIXELS

    def _kept(self, plan: ReadPlan) -> NDArray[Any]:
        if self._decoded is None:
            whole = PixelWindow(column=0, row=0, width=self.raster.width, height=self.raster.height)
            self._decoded = self._fetch(self._plan(whole, self.raster.height, self.raster.width))
            self._decoded.flags.writeable = False
        down, across = plan.down, plan.across
        return self._decoded[down.source : down.source_stop, across.source : across.source_stop]

    def _fetch(self, plan: ReadPlan) -> NDArray[Any]:
        # Palette numbers are names, not amounts: they must not be averaged.
        how = Resampling.average if self._palette is None else Resampling.nearest
        shape = (len(self._bands), plan.down.cells, plan.across.cells)
        planes = self._dataset.read(list(self._bands), window=_window(plan), out_shape=shape, resampling=how)
        if self._palette is not None:
            return np.asarray(self._palette[planes[0]])
        return np.asarray(planes[0][..., None] if len(planes) == 1 else cv2.merge(list(planes)))

    def _fetch_mask(self, plan: ReadPlan) -> Mask:
        shape = (plan.down.cells, plan.across.cells)
        mask = self._dataset.dataset_mask(window=_window(plan), out_shape=shape, resampling=Resampling.average)
        return np.asarray(mask >= 128)


def open_reader(raster: Raster, bands: tuple[int, ...] | None = None) -> RasterReader:
    """A reader of an inspected image, for use with `with`; `bands` are for example `spectral_bands(raster).numbers`."""
    return RasterReader(raster, bands)


def _window(plan: ReadPlan) -> Window:
    down, across = plan.down, plan.across
    return Window(across.source, down.source, across.source_stop - across.source, down.source_stop - down.source)


def _without_gaps(raw: NDArray[Any], seen: Mask | None) -> tuple[NDArray[Any], Mask | None]:
    """Set what was not measured to 0, and take floating-point values that are not finite for not measured."""
    if np.issubdtype(raw.dtype, np.floating):
        finite = np.isfinite(raw).all(axis=2)
        seen = finite if seen is None else seen & finite
    if seen is None or seen.all():
        return raw, None
    return np.where(seen[..., None], raw, np.zeros((), raw.dtype)), seen


def _show(raw: NDArray[Any], stretch: Stretch) -> NDArray[np.uint8]:
    """Raw cells as (down, across, 3) uint8."""
    if stretch.identity and raw.dtype == np.uint8 and raw.shape[2] == 3:
        return raw
    planes = [stretch.apply(raw[..., index], index) for index in range(raw.shape[2])]
    return np.stack(planes * 3 if len(planes) == 1 else planes, axis=2)


def _resize(block: NDArray[Any], seen: Mask | None, plan: ReadPlan) -> tuple[NDArray[Any], Mask | None]:
    """Bring cells and mask onto the new grid; cells that were not measured have no weight."""
    if seen is None or plan.copies:
        return resize_block(block, plan), seen
    weight = resize_block(seen.astype(np.float32), plan)
    resized = resize_block(np.where(seen if block.ndim == 2 else seen[..., None], block, 0).astype(block.dtype), plan)
    sure = weight >= 0.5
    divisor = np.where(sure, weight, 1.0).reshape(weight.shape + (1,) * (block.ndim - 2))
    values = np.where(sure.reshape(divisor.shape), resized / divisor, 0)
    if block.dtype == np.uint8:
        values = np.clip(np.rint(values), 0, 255)
    return values.astype(block.dtype), sure


def _place(
    block: NDArray[Any], seen: Mask | None, plan: ReadPlan, rows: int, columns: int
) -> tuple[NDArray[Any], Mask]:
    """Lay the part that lies on the image into the whole new grid."""
    known = np.ones(block.shape[:2], np.bool_) if seen is None else seen
    if block.shape[:2] == (rows, columns):
        return block, known
    whole = np.zeros((rows, columns, *block.shape[2:]), block.dtype)
    mask = np.zeros((rows, columns), np.bool_)
    whole[plan.place], mask[plan.place] = block, known
    return whole, mask
