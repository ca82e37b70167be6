"""Small rasters, made where they are needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray

from hardstand.imagery import Raster, inspect_raster

WriteRaster = Callable[..., Raster]

UTM = {"crs": "EPSG:32636", "transform": Affine(0.5, 0, 766000, 0, -0.5, 3922000)}


def write_image(path: Path, bands: NDArray[Any], **profile: Any) -> Path:
    """Write (bands, rows, columns) as a georeferenced image; `descriptions`, `tags`, `colorinterp` are set after."""
    after = {key: profile.pop(key) for key in ("descriptions", "tags", "colorinterp", "colormap") if key in profile}
    driver = {".tif": "GTiff", ".png": "PNG", ".jpg": "JPEG", ".jp2": "JP2OpenJPEG", ".ntf": "NITF"}[path.suffix]
    count, height, width = bands.shape
    where = UTM if driver == "GTiff" else {}
    settings = {**where, "driver": driver, "count": count, "height": height, "width": width, "dtype": bands.dtype}
    with rasterio.open(path, "w", **{**settings, **profile}) as dataset:
        dataset.write(bands)
        if "descriptions" in after:
            dataset.descriptions = after["descriptions"]
        if "colorinterp" in after:
            dataset.colorinterp = after["colorinterp"]
        if "colormap" in after:
            dataset.write_colormap(1, after["colormap"])
        if "tags" in after:
            dataset.update_tags(**after["tags"])
    return path


@pytest.fixture
def write_raster(tmp_path: Path) -> WriteRaster:
    """Write (bands, rows, columns) to a new file and inspect it."""

    def write(bands: NDArray[Any], name: str = "image.tif", **profile: Any) -> Raster:
        return inspect_raster(write_image(tmp_path / name, bands, **profile))

    return write


@pytest.fixture(scope="session")
def noise() -> NDArray[np.uint8]:
    """(3, 60, 80) uint8, each value different from its neighbours."""
    return np.random.default_rng(3).integers(1, 255, (3, 60, 80), dtype=np.uint8)
