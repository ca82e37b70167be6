"""Which bands of an image are red, green and blue, and which is near infrared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp
from rasterio.io import DatasetReader

_NAMES = {
    "red": {"red", "r", "b04"},
    "green": {"green", "g", "b03"},
    "blue": {"blue", "b", "b02"},
}
"""Band descriptions, in small letters. B02 to B04 are Sentinel-2's; other makers' numbers mean other colours."""

_NEAR_INFRARED = {"nir", "nir1", "near infrared", "near-infrared", "near_infrared", "b08"}
"""Band descriptions, in small letters, of the band at about 0.84 micrometres."""

_COLOURS = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)


def display_bands(dataset: DatasetReader) -> tuple[int, ...]:
    """Band numbers, counted from 1, for display: three (red, green, blue), or one that is shown grey.

    Band descriptions come first, since writers mark the first three bands of anything as red, green and blue; then the
    colour interpretation; then the first three bands that are not transparency. Two bands show the first.
    """
    named = _by_description(_names(dataset))
    if named is not None:
        return named
    colours = list(dataset.colorinterp)
    if all(colour in colours for colour in _COLOURS):
        return tuple(colours.index(colour) + 1 for colour in _COLOURS)
    seen = tuple(band for band, colour in enumerate(colours, start=1) if colour != ColorInterp.alpha)
    return seen[:3] if len(seen) >= 3 else seen[:1]


def near_infrared_band(dataset: DatasetReader) -> int | None:
    """Band number, counted from 1, of the near infrared: by its description, else by its colour interpretation.

    None where no band says so: a fourth band without a name is not taken for near infrared.
    """
    named = next((band for band, name in enumerate(_names(dataset), start=1) if name in _NEAR_INFRARED), None)
    if named is not None:
        return named
    colours = list(dataset.colorinterp)
    return colours.index(ColorInterp.nir) + 1 if ColorInterp.nir in colours else None


def _names(dataset: DatasetReader) -> list[str]:
    return [(description or "").strip().lower() for description in dataset.descriptions]


def _by_description(names: Sequence[str]) -> tuple[int, ...] | None:
    found = [
        next((band for band, name in enumerate(names, start=1) if name in words), None) for words in _NAMES.values()
    ]
    bands = tuple(band for band in found if band is not None)
    return bands if len(bands) == len(found) else None


def palette(dataset: DatasetReader) -> NDArray[np.uint8] | None:
    """(entries, 3) uint8 red, green, blue of an image whose pixels are numbers of a palette, or None.

    The table has an entry for every number that a pixel can hold.
    """
    if dataset.colorinterp[0] != ColorInterp.palette:
        return None
    table = np.zeros((np.iinfo(dataset.dtypes[0]).max + 1, 3), np.uint8)
    for number, colour in dataset.colormap(1).items():
        table[number] = colour[:3]
    return table
