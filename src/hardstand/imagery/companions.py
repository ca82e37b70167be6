"""The files beside an image from which a run takes values: world files, metadata, STAC Items, DIMAP."""

from __future__ import annotations

from pathlib import Path

from hardstand.imagery.files import gdal, open_dataset
from hardstand.imagery.metadata.dimap import dimap_beside
from hardstand.imagery.metadata.stac import sidecars


def companions(image: Path) -> tuple[Path, ...]:
    """The files in the image's folder that are read with it, sorted by name.

    Raises:
        ImageError: the image can't be opened.
    """
    with gdal(), open_dataset(image) as dataset:
        beside = {Path(name) for name in dataset.files}
    found = beside | {path for path in sidecars(image) if path.is_file()} | {dimap_beside(image) or image}
    return tuple(sorted(path for path in found - {image} if path.parent == image.parent))
