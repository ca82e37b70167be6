from __future__ import annotations

import hashlib
import struct
import warnings
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.errors import NotGeoreferencedWarning

from hardstand.errors import ImageError
from hardstand.imagery import inspect_raster

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


def tiny_tiff(path: Path, side: int, *, offset: int, length: int) -> Path:
    """A classic little-endian TIFF of one strip that lies where it is said to lie (TIFF 6.0, section 2)."""
    tags = [
        (256, 4, side),  # width
        (257, 4, side),  # height
        (258, 3, 8),  # bits
        (259, 3, 1),  # no compression
        (262, 3, 1),  # black is zero
        (273, 4, offset),
        (277, 3, 1),  # samples
        (278, 4, side),  # rows in the strip
        (279, 4, length),
    ]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    path.write_bytes(b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + entries + bytes(4))
    return path


def test_a_geotiff_is_described(write_raster, noise, tmp_path):
    raster = write_raster(noise, nodata=0)
    assert (raster.width, raster.height, raster.bands, raster.dtype, raster.nodata) == (80, 60, 3, "uint8", 0)
    assert raster.georeferenced
    assert raster.crs.to_epsg() == 32636
    assert (raster.transform.c, raster.transform.f) == (766000, 3922000)
    assert raster.sha256 == hashlib.sha256((tmp_path / "image.tif").read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["image.png", "image.jpg", "image.jp2", "image.ntf"])
def test_other_formats_open_without_georeference(write_raster, noise, name):
    raster = write_raster(noise, name)
    assert (raster.width, raster.height, raster.bands) == (80, 60, 3)
    assert not raster.georeferenced


def test_a_world_file_gives_a_transform_but_no_place(write_raster, noise, tmp_path):
    (tmp_path / "image.pgw").write_text("0.5\n0\n0\n-0.5\n766000.25\n3921999.75\n")
    raster = write_raster(noise, "image.png")
    assert raster.crs is None
    assert raster.transform == Affine(0.5, 0, 766000, 0, -0.5, 3922000)
    assert not raster.georeferenced


def test_corners_in_a_nitf_header_are_not_trusted(write_raster, noise):
    raster = write_raster(
        noise, "image.ntf", ICORDS="G", crs="EPSG:4326", transform=Affine(1e-4, 0, 35.9, 0, -1e-4, 35.4)
    )
    assert raster.crs is None
    assert raster.transform is None


def test_ground_control_points_alone_are_no_georeference(noise, tmp_path):
    corners = [(0, 0), (0, 80), (60, 0), (60, 80)]
    points = [rasterio.control.GroundControlPoint(r, c, 766000 + c / 2, 3922000 - r / 2) for r, c in corners]
    profile = {"driver": "GTiff", "width": 80, "height": 60, "count": 3, "dtype": "uint8"}
    with rasterio.open(tmp_path / "points.tif", "w", gcps=points, crs="EPSG:32636", **profile) as dataset:
        dataset.write(noise)
    raster = inspect_raster(tmp_path / "points.tif")
    assert raster.crs is None
    assert not raster.georeferenced


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.tif", None, "does not exist"),
        ("empty.tif", b"", "empty"),
        ("text.tif", b"This is no image at all.\n" * 20, "not an image"),
        ("page.jpg", b"<html><body>404</body></html>", "not an image"),
    ],
)
def test_what_is_no_image_is_refused(tmp_path, name, content, words):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImageError, match=words) as caught:
        inspect_raster(path)
    assert name in str(caught.value)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(ImageError, match="folder"):
        inspect_raster(tmp_path)


def test_a_virtual_raster_is_refused(tmp_path, write_raster, noise):
    write_raster(noise)
    (tmp_path / "virtual.tif").write_text(
        '<VRTDataset rasterXSize="80" rasterYSize="60"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
        '<SourceFilename relativeToVRT="1">image.tif</SourceFilename><SourceBand>1</SourceBand>'
        "</SimpleSource></VRTRasterBand></VRTDataset>"
    )
    with pytest.raises(ImageError, match="not an image"):
        inspect_raster(tmp_path / "virtual.tif")


@pytest.mark.parametrize("name", ["image.tif", "image.png", "image.jpg", "image.jp2", "image.ntf"])
@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_truncated_image_is_refused(write_raster, noise, tmp_path, name, kept):
    write_raster(noise, name)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(ImageError, match=r"truncated|damaged|can't be|not an image"):
        inspect_raster(tmp_path / name)


@pytest.mark.parametrize("options", [{"tiled": True, "blockxsize": 16, "blockysize": 16}, {"interleave": "band"}])
def test_a_tiff_cut_in_its_last_block_is_refused(write_raster, noise, tmp_path, options):
    write_raster(noise, compress="deflate", **options)
    # The directory comes first in what GDAL writes, so that the cut takes pixels only.
    content = (tmp_path / "image.tif").read_bytes()
    (tmp_path / "image.tif").write_bytes(content[:-4])
    with pytest.raises(ImageError, match="truncated"):
        inspect_raster(tmp_path / "image.tif")


def test_a_huge_header_over_a_tiny_file_is_refused(tmp_path):
    with pytest.raises(ImageError, match="truncated or damaged"):
        inspect_raster(tiny_tiff(tmp_path / "huge.tif", 100_000, offset=300, length=2**31))


def test_a_huge_header_without_blocks_is_refused(tmp_path):
    with pytest.raises(ImageError, match="holds no pixels"):
        inspect_raster(tiny_tiff(tmp_path / "huge.tif", 100_000, offset=0, length=0))


def test_a_huge_sparse_file_without_pixels_is_refused(tmp_path):
    profile = {"driver": "GTiff", "width": 100_000, "height": 100_000, "count": 1, "dtype": "uint8", "tiled": True}
    with rasterio.open(tmp_path / "sparse.tif", "w", sparse_ok=True, **profile):
        pass
    with pytest.raises(ImageError, match="holds no pixels"):
        inspect_raster(tmp_path / "sparse.tif")


def test_a_large_sparse_file_with_some_pixels_is_read(tmp_path):
    profile = {"driver": "GTiff", "width": 20_000, "height": 20_000, "count": 1, "dtype": "uint8", "tiled": True}
    with rasterio.open(tmp_path / "sparse.tif", "w", sparse_ok=True, **profile) as dataset:
        dataset.write(np.full((256, 256), 9, np.uint8), 1, window=rasterio.windows.Window(5120, 5120, 256, 256))
    assert inspect_raster(tmp_path / "sparse.tif").width == 20_000


def test_a_stretched_png_header_is_refused(write_raster, noise, tmp_path):
    write_raster(noise, "image.png")
    content = bytearray((tmp_path / "image.png").read_bytes())
    content[16:24] = struct.pack(">II", 100_000, 100_000)
    (tmp_path / "image.png").write_bytes(content)
    with pytest.raises(ImageError):
        inspect_raster(tmp_path / "image.png")


def test_no_warning_about_missing_georeference(write_raster, noise, tmp_path):
    write_raster(noise, "image.png")
    with warnings.catch_warnings():
        warnings.simplefilter("error", NotGeoreferencedWarning)
        assert not inspect_raster(tmp_path / "image.png").georeferenced


def test_real_images_open(data):
    names = [
        "joplin/pre_tile_337-9136.tif",
        "joplin/post_tile_31500-5137.tif",
        "sentinel2-pair/ref_S2A_20160608T153121_T33UUU_sub.jp2",
        "vhr-metadata/rpc/wv3_20.NTF",
        "vhr-metadata/rpc/PHR1B_P_201709281038393_SEN_PRG_FC_178609-001.tif",
    ]
    rasters = [inspect_raster(data / name) for name in names]
    codes = [raster.crs.to_epsg() if raster.crs is not None else None for raster in rasters]
    assert codes == [26915, 4326, 32633, None, None]
    # Only rational polynomials place the last two.
    assert [raster.transform for raster in rasters[3:]] == [None, None]


def test_every_frame_of_the_airports_is_whole(data):
    frames = sorted((data / "airbus-aircraft" / "images").glob("*.jpg"))
    assert len(frames) == 94
    for frame in frames[::10]:
        assert inspect_raster(frame).width == 2560
