"""From a file to an acquisition: the grid, and everything that the file and the papers beside it say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from hardstand.errors import MetadataError
from hardstand.imagery.acquisition import Acquisition, Raster
from hardstand.imagery.files import gdal, inspect_raster, open_dataset
from hardstand.imagery.metadata import dimap, file_name, georeference, nitf, stac, tiff_tags
from hardstand.imagery.metadata.merge import merge
from hardstand.imagery.metadata.reading import NOTHING, Reading, known, moment, named
from hardstand.site import AcquisitionOverrides


def open_acquisition(
    path: Path,
    *,
    id: str | None = None,
    overrides: AcquisitionOverrides | None = None,
    item: dict[str, Any] | None = None,
    latest: datetime | None = None,
) -> Acquisition:
    """Inspect an image and gather what is known of it; `metadata.merge.ORDER` says which source wins.

    Args:
        path: the image.
        id: name of the acquisition; the file's stem where None.
        overrides: what the person states.
        item: the STAC Item that names the image, as parsed JSON; where None, one beside the image is looked for.
        latest: the present, UTC; times after it are ignored, or refused where the person states them. None = no check.

    Raises:
        ImageError: the image can't be read.
        MetadataError: the person states a time or a GSD that can't be true.
    """
    raster = inspect_raster(path)
    try:
        merged = merge(_readings(raster, item), _stated(overrides), latest=latest)
    except MetadataError as error:
        raise MetadataError(f"{path}: {error}") from error
    return Acquisition(id=path.stem if id is None else id, raster=raster, warnings=merged.warnings, **merged.values)


def unique_ids(paths: Sequence[Path]) -> tuple[str, ...]:
    """A name for each image: its stem, with its place among them where stems are shared ("scene-2")."""
    shared = Counter(path.stem for path in paths)
    taken = {stem for stem, times in shared.items() if times == 1}
    names: list[str] = []
    for path in paths:
        names.append(path.stem if shared[path.stem] == 1 else _free(path.stem, taken))
        taken.add(names[-1])
    return tuple(names)


def _free(stem: str, taken: set[str]) -> str:
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _readings(raster: Raster, item: dict[str, Any] | None) -> list[Reading]:
    """What each source says, in the order of `metadata.merge.ORDER`."""
    with gdal(), open_dataset(raster.path) as dataset:
        tags: dict[str, str] = dataset.tags()
    return [
        tiff_tags.read_file_time(tags),
        file_name.read_file_name(raster.path),
        tiff_tags.read_tags(tags),
        nitf.read_nitf(tags),
        dimap.read_dimap(raster.path),
        stac.read_sidecar(raster.path) if item is None else stac.read_item(item, "STAC Item"),
        georeference.read_georeference(raster),
    ]


def _stated(overrides: AcquisitionOverrides | None) -> Reading:
    if overrides is None:
        return NOTHING
    origin = overrides.origin
    when = None if overrides.time is None else moment(overrides.time)
    return Reading(
        time=None if when is None else when.sourced(origin),
        day_only=when is not None and when.day_only,
        gsd_m=known(overrides.gsd_m, origin),
        sensor=named(overrides.sensor, origin),
        credit=named(overrides.credit, origin),
    )
