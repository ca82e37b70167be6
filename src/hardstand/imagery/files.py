"""Is this file an image that may be trusted? Judged from the file alone, before any pixel is read."""

from __future__ import annotations

import hashlib
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rasterio
from affine import Affine
from pyproj import CRS
from pyproj.exceptions import CRSError
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader

from hardstand.errors import ImageError
from hardstand.imagery.acquisition import Raster
from hardstand.imagery.completeness import refuse_incomplete

DRIVERS = ("GTiff", "JP2OpenJPEG", "JP2KAK", "JP2ECW", "JP2MrSID", "NITF", "PNG", "JPEG")
"""Drivers of GDAL that may open an image. No virtual formats: those fetch pixels from elsewhere."""

CACHE_BYTES = 256 * 2**20
"""Ceiling of the block cache of GDAL. Its default, 5 % of the memory, is 6 GiB on a large machine."""


@contextmanager
def gdal() -> Iterator[None]:
    """GDAL as every read of this package needs it: a bounded cache, and no look at folders full of other files."""
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES, GDAL_PAM_ENABLED=True, GDAL_NUM_THREADS="2"):
        yield


def open_dataset(path: Path) -> DatasetReader:
    """Open an image of a known kind; call inside `gdal()`.

    Raises:
        ImageError: missing, a folder, empty, or of a kind that is not read.
    """
    _refuse_no_file(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            # `rasterio.open` takes one driver only.
            return DatasetReader(path, driver=list(DRIVERS), sharing=False)
    except RasterioError as error:
        raise ImageError(
            f"{path} is not an image that can be read (GeoTIFF, JPEG 2000, NITF, PNG, JPEG), or its header is damaged. "
            f"GDAL says: {error}"
        ) from error
    except UnicodeEncodeError as error:
        raise ImageError(f"{path} can't be opened: its name is not UTF-8, which GDAL needs. Rename it.") from error


def inspect_raster(path: Path) -> Raster:
    """What the file says about its grid, once it is sure that the file can hold that many pixels.

    The georeference is None where only rational polynomials, ground control points or the rounded corners of a NITF
    header place the image: none of them is good to a metre. A world file gives a transform without a coordinate system.

    Raises:
        ImageError: missing, a folder, empty, of an unknown kind, truncated, without pixels, or with more pixels in its
            header than its bytes can hold.
    """
    with gdal(), open_dataset(path) as dataset:
        refuse_incomplete(path, dataset)
        return Raster(
            path=path,
            width=dataset.width,
            height=dataset.height,
            bands=dataset.count,
            dtype=str(dataset.dtypes[0]),
            nodata=dataset.nodata,
            crs=_crs(dataset),
            transform=_transform(dataset),
            sha256=_sha256(path),
        )


def _refuse_no_file(path: Path) -> None:
    if path.is_dir():
        raise ImageError(f"{path} is a folder, not an image; name the image file in it.")
    if not path.is_file():
        raise ImageError(f"{path} does not exist; check the path, which is relative to the site file.")
    if path.stat().st_size == 0:
        raise ImageError(f"{path} is empty (0 bytes); fetch it again.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _crs(dataset: DatasetReader) -> CRS | None:
    """The coordinate system, where it is one of the earth's and its transform may be trusted to a metre."""
    if dataset.crs is None or dataset.driver == "NITF" or _transform(dataset) is None:
        return None
    try:
        crs = CRS.from_wkt(dataset.crs.to_wkt())
    except (CRSError, RasterioError):
        return None
    return crs if crs.is_geographic or crs.is_projected else None


def _transform(dataset: DatasetReader) -> Affine | None:
    transform = dataset.transform
    if dataset.driver == "NITF" or transform.is_identity or (dataset.rpcs is not None and dataset.crs is None):
        return None
    determinant = transform.a * transform.e - transform.b * transform.d
    return transform if math.isfinite(determinant) and determinant != 0 else None
