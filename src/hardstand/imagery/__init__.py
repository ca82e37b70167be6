"""Images in: what is known of them, their pixels by window, and where the ground was seen."""

from hardstand.imagery.acquisition import Acquisition, Raster, Sourced
from hardstand.imagery.files import inspect_raster
from hardstand.imagery.needs import refuse_same_time, require_gsd, require_time
from hardstand.imagery.opening import open_acquisition, unique_ids
from hardstand.imagery.reader import RasterReader, open_reader
from hardstand.imagery.spectral import SpectralBands, spectral_bands
from hardstand.imagery.stretch import Stretch, measure_stretch
from hardstand.imagery.visibility import Cause, Visibility, measure_visibility
from hardstand.imagery.window import PixelWindow
from hardstand.site import AcquisitionOverrides

__all__ = [
    "Acquisition",
    "AcquisitionOverrides",
    "Cause",
    "PixelWindow",
    "Raster",
    "RasterReader",
    "Sourced",
    "SpectralBands",
    "Stretch",
    "Visibility",
    "inspect_raster",
    "measure_stretch",
    "measure_visibility",
    "open_acquisition",
    "open_reader",
    "refuse_same_time",
    "require_gsd",
    "require_time",
    "spectral_bands",
    "unique_ids",
]
