"""How raw values become the 8-bit picture that people and detectors see.

Images of 8 bits keep their values: they were stretched by whoever delivered them. Of all others the darkest and the
brightest half per cent are cut, channel by channel: the air adds more light to blue than to red, and one line for all
channels would leave a blue veil that detectors, trained on pictures without one, have not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hardstand.errors import ImageError
from hardstand.imagery.acquisition import Raster
from hardstand.imagery.reader import RasterReader, open_reader
from hardstand.imagery.window import PixelWindow

PERCENTILES = (0.5, 99.5)
"""Share of the measured pixels, per cent, below which values become 0 and above which they become 255."""

SAMPLE_SIDE = 1024
"""Longest side of the reduced picture that the stretch of a 16-bit or floating-point image is measured on, pixels."""

_EMPTY_SIDE = 256
_WHOLE_PIXELS = 16_000_000
_PATCHES = 8
_PATCH_SIDE = 128


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A straight line from raw values to 0..255, one per displayed channel.

    Attributes:
        low: raw value that becomes 0, per channel (one for grey, three for red, green, blue).
        high: raw value that becomes 255, per channel; above `low`.
        identity: True where the image has 8 bits and its values are shown as they are; `low` and `high` are 0 and 255.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    identity: bool

    def __post_init__(self) -> None:
        """Refuse a line that falls or stands."""
        if len(self.low) != len(self.high) or any(low >= high for low, high in zip(self.low, self.high, strict=True)):
            raise ValueError(f"a stretch needs a high above the low in every channel, not {self.low} to {self.high}")

    def apply(self, channel: NDArray[Any], index: int) -> NDArray[np.uint8]:
        """Raw values of displayed channel `index`, any shape, as uint8; values that are not finite become 0."""
        if self.identity:
            return channel.astype(np.uint8, copy=False)
        if channel.dtype == np.uint16:
            return np.asarray(self._line(np.arange(65536, dtype=np.float32), index)[channel])
        return self._line(channel.astype(np.float32), index)

    def _line(self, values: NDArray[np.float32], index: int) -> NDArray[np.uint8]:
        low, high = self.low[index], self.high[index]
        scaled = (values - np.float32(low)) * np.float32(255 / (high - low))
        return np.asarray(np.clip(np.rint(np.nan_to_num(scaled, nan=0.0)), 0, 255), dtype=np.uint8)


def measure_stretch(raster: Raster) -> Stretch:
    """The stretch of an image, from a reduced picture of it.

    A large image without overviews is sampled at 8 x 8 patches at full size instead, since reducing it would read it
    all; should all of them miss the measured part, it is reduced after all.

    Raises:
        ImageError: no pixel was measured, or every one is 0.
    """
    eight_bits = raster.dtype == "uint8"
    with open_reader(raster) as reader:
        values = _sample(reader, _EMPTY_SIDE if eight_bits else SAMPLE_SIDE)
    if not values.any():
        raise ImageError(f"{raster.path} shows nothing: every pixel is nodata or 0. Use another image of that time.")
    channels = values.shape[1]
    if eight_bits:
        return Stretch(low=(0.0,) * channels, high=(255.0,) * channels, identity=True)
    low, high = np.percentile(values, PERCENTILES, axis=0)
    return Stretch(low=_floats(low), high=_floats(np.maximum(high, np.nextafter(low, np.inf))), identity=False)


def _sample(reader: RasterReader, side: int) -> NDArray[np.float32]:
    """(n, channels) measured values; n may be 0."""
    raster = reader.raster
    if not reader.quick_to_reduce and raster.width * raster.height > _WHOLE_PIXELS:
        patches = np.concatenate([_measured(reader, patch, _PATCH_SIDE, _PATCH_SIDE) for patch in _patches(raster)])
        if patches.any():
            return patches
    scale = min(1.0, side / max(raster.width, raster.height))
    whole = PixelWindow(column=0, row=0, width=raster.width, height=raster.height)
    return _measured(reader, whole, max(1, round(raster.height * scale)), max(1, round(raster.width * scale)))


def _measured(reader: RasterReader, window: PixelWindow, rows: int, columns: int) -> NDArray[np.float32]:
    values, seen = reader.read_raw(window, rows, columns)
    # Frames of exact 0 in all channels around a rotated scene are rarely declared as nodata.
    return values[seen & values.any(axis=2)]


def _patches(raster: Raster) -> list[PixelWindow]:
    """Windows at full size, one in the middle of each field of a grid over the image."""
    middles = (np.arange(_PATCHES) + 0.5) / _PATCHES
    columns = (middles * raster.width - _PATCH_SIDE / 2).astype(int)
    rows = (middles * raster.height - _PATCH_SIDE / 2).astype(int)
    return [
        PixelWindow(column=float(column), row=float(row), width=_PATCH_SIDE, height=_PATCH_SIDE)
        for row in rows
        for column in columns
    ]


def _floats(values: NDArray[np.floating[Any]]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
