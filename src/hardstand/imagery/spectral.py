"""Bands by what they measured: blue, green, red, and near infrared where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.errors import MetadataError
from hardstand.imagery.acquisition import Raster
from hardstand.imagery.channels import display_bands, near_infrared_band
from hardstand.imagery.files import gdal, open_dataset


@dataclass(frozen=True, kw_only=True)
class SpectralBands:
    """Numbers of bands in a file, counted from 1.

    Attributes:
        blue: 450 to 520 nm, roughly.
        green: 520 to 600 nm, roughly.
        red: 630 to 690 nm, roughly.
        near_infrared: 760 to 900 nm, roughly; None = the file has none, or does not say which it is.
    """

    blue: int
    green: int
    red: int
    near_infrared: int | None

    @property
    def numbers(self) -> tuple[int, ...]:
        """In the order blue, green, red, near infrared, without what is missing; for `open_reader`."""
        visible = (self.blue, self.green, self.red)
        return visible if self.near_infrared is None else (*visible, self.near_infrared)


def spectral_bands(raster: Raster) -> SpectralBands:
    """Which bands of an image are which.

    Band descriptions come first, then the colour interpretation, as for display. A fourth band without a name is not
    taken for near infrared.

    Raises:
        MetadataError: the image has no three colours.
        ImageError: the file is gone or damaged.
    """
    with gdal(), open_dataset(raster.path) as dataset:
        shown = display_bands(dataset)
        infrared = near_infrared_band(dataset)
    if len(shown) != 3:
        raise MetadataError(
            f"{raster.path} has {raster.bands} band(s) and no red, green and blue among them; give an image in colour, "
            "or name its bands in their descriptions (B02, B03, B04, B08, or blue, green, red, nir)."
        )
    red, green, blue = shown
    return SpectralBands(blue=blue, green=green, red=red, near_infrared=infrared)
