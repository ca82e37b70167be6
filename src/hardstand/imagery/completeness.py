"""Does a file hold the pixels that its header promises? One short check per format, none of which decodes an image."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from rasterio.enums import Interleaving
from rasterio.io import DatasetReader

from hardstand.errors import ImageError

DEFLATE_LIMIT = 1032
"""Largest ratio that deflate can reach (zlib technical details, "Maximum Compression Factor")."""

JPEG_LIMIT = 2000
"""Pixels per byte that no JPEG exceeds: a block of 64 pixels costs at least 4 bits, chroma at a quarter of that."""

TAIL_BYTES = 4096
"""How far from its end a file's end marker may lie: some cameras and editors append notes."""

MAX_BLOCKS = 200_000
"""At most so many strips or tiles of a TIFF are looked up; of larger files every n-th."""


def refuse_incomplete(path: Path, dataset: DatasetReader) -> None:
    """Refuse a file that can't hold its image.

    Raises:
        ImageError: the file is truncated, holds no pixels, or claims more than its bytes can hold.
    """
    if dataset.width < 1 or dataset.height < 1 or dataset.count < 1:
        raise ImageError(f"{path} holds no pixels: its header gives {dataset.width} x {dataset.height} pixels.")
    check = _CHECKS.get(dataset.driver)
    if check is not None:
        check(path, dataset)


def _check_tiff(path: Path, dataset: DatasetReader) -> None:
    size = path.stat().st_size
    stored = 0
    for offset, length in _tiff_blocks(dataset):
        if offset + length > size:
            raise ImageError(
                f"{path} is truncated or damaged: pixels of its {dataset.width} x {dataset.height} image should lie at "
                f"byte {offset + length:,}, but the file ends at {size:,}. Fetch it again."
            )
        stored += length
    if stored == 0:
        raise ImageError(
            f"{path} holds no pixels: its header promises {dataset.width} x {dataset.height}, but every block is "
            "absent. Fetch it again, or check how it was written."
        )


def _tiff_blocks(dataset: DatasetReader) -> Iterator[tuple[int, int]]:
    """Offset and length, bytes, of the stored strips or tiles; absent ones of a sparse file are left out."""
    bands = (1,) if dataset.interleaving == Interleaving.pixel else dataset.indexes
    for band in bands:
        height, width = dataset.block_shapes[band - 1]
        across, down = -(-dataset.width // width), -(-dataset.height // height)
        stride = -(-across * down // MAX_BLOCKS)
        for number in sorted({*range(0, across * down, stride), across * down - 1}):
            yield from _tiff_block(dataset, band, number % across, number // across)


def _tiff_block(dataset: DatasetReader, band: int, column: int, row: int) -> Iterator[tuple[int, int]]:
    offset = dataset.get_tag_item(f"BLOCK_OFFSET_{column}_{row}", "TIFF", bidx=band)
    length = dataset.get_tag_item(f"BLOCK_SIZE_{column}_{row}", "TIFF", bidx=band)
    if offset and length:
        yield int(offset), int(length)


def _check_jpeg(path: Path, dataset: DatasetReader) -> None:
    _need_density(path, dataset, JPEG_LIMIT)
    _need_end_marker(path, b"\xff\xd9", "JPEG")


def _check_png(path: Path, dataset: DatasetReader) -> None:
    pixel_bytes = dataset.count * np.dtype(dataset.dtypes[0]).itemsize
    # One-bit images: eight pixels in a byte, which GDAL shows as one byte each.
    _need_density(path, dataset, DEFLATE_LIMIT * 8 / pixel_bytes)
    _need_end_marker(path, b"IEND", "PNG")


def _check_jpeg2000(path: Path, _: DatasetReader) -> None:
    _need_end_marker(path, b"\xff\xd9", "JPEG 2000")


def _check_nitf(path: Path, _: DatasetReader) -> None:
    """Compare the length that the header gives (MIL-STD-2500C table A-1: FL, 12 digits at byte 342) with the file's."""
    with path.open("rb") as file:
        header = file.read(354)
    stated = header[342:354]
    size = path.stat().st_size
    # 999999999999 stands for "not known when the header was written".
    if header.startswith(b"NITF02.10") and stated.isdigit() and stated != b"9" * 12 and int(stated) > size:
        raise ImageError(f"{path} is truncated: its header gives {int(stated):,} bytes, the file has {size:,}.")


def _need_density(path: Path, dataset: DatasetReader, pixels_per_byte: float) -> None:
    size = path.stat().st_size
    if dataset.width * dataset.height > pixels_per_byte * size:
        raise ImageError(
            f"{path} can't be what its header says: {dataset.width} x {dataset.height} pixels in {size:,} bytes."
        )


def _need_end_marker(path: Path, marker: bytes, kind: str) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL_BYTES))
        if marker not in file.read():
            raise ImageError(f"{path} is truncated: the end marker of a {kind} file is missing. Fetch it again.")


_CHECKS: dict[str, Callable[[Path, DatasetReader], None]] = {
    "GTiff": _check_tiff,
    "JPEG": _check_jpeg,
    "PNG": _check_png,
    "JP2OpenJPEG": _check_jpeg2000,
    "NITF": _check_nitf,
}
