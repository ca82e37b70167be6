"""From a finished run to the record of how it was made."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyproj
import rasterio
import shapely

from hardstand.construction import load_models
from hardstand.detection.registry import MODEL_ENDING
from hardstand.exchange.files import write_bytes_atomically
from hardstand.exchange.run_record import (
    REVIEWED,
    RUN_RECORD,
    HashedFile,
    Options,
    Role,
    RunInput,
    RunRecord,
    SiteText,
    UsedModel,
    write_run_record,
)
from hardstand.imagery import Raster
from hardstand.imagery.companions import companions
from hardstand.measurement import load_points_model
from hardstand.result import RunResult
from hardstand.site import SiteConfiguration

PACKAGES = (
    "affine", "geopandas", "numpy", "onnxruntime", "opencv-python-headless", "pillow", "pyarrow", "pydantic", "pyproj",
    "pystac", "rasterio", "scipy", "shapely",
)  # fmt: skip
"""Packages that bear on numbers, or on how they are read and written."""

COMMON_PARTS = 3
"""Parts of a path, the root among them, that site file and result must share for one to be told from the other."""


@dataclass(frozen=True, kw_only=True)
class AskedFor:
    """The options of a run as the person gave them.

    Attributes:
        min_score: drop what scores lower; None = the score of each class's card.
        force: whether to go on outside the measured GSD range.
        unlike: whether the site is of another kind than those measured.
        reviewed: the file with a person's answers, or None.
    """

    min_score: float | None = None
    force: bool = False
    unlike: bool = False
    reviewed: Path | None = None


def record_run(result: RunResult, configuration: SiteConfiguration, asked: AskedFor, folder: Path) -> None:
    """Write `run.json`, and a copy of the reviewed sample where there is one, beside the result.

    Args:
        result: the run.
        configuration: the site file.
        asked: the options.
        folder: of the result.

    Raises:
        OutputError: a file can't be written.
    """
    if asked.reviewed is not None:
        write_bytes_atomically(folder / REVIEWED, asked.reviewed.read_bytes())
    write_run_record(made_by(result, configuration, asked, folder), folder / RUN_RECORD)


def made_by(result: RunResult, configuration: SiteConfiguration, asked: AskedFor, folder: Path) -> RunRecord:
    """How a run was made; arguments as for `record_run`."""
    reviewed = None if asked.reviewed is None else hashed(asked.reviewed)
    return RunRecord(
        hardstand=result.version,
        python=python_version(),
        platform=f"{platform.system()} {platform.release()} {platform.machine()}",
        packages=package_versions(),
        libraries=library_versions(),
        started=result.generated,
        options=Options(min_score=asked.min_score, force=asked.force, unlike=asked.unlike, reviewed=reviewed),
        site=_site(configuration.path, folder),
        inputs=(*_named(result, configuration), *_detectors(configuration)),
        models=tuple(_models(result)),
    )


def package_versions(names: Iterable[str] = PACKAGES) -> dict[str, str]:
    """Versions of packages as installed; one that is not installed under its name is left out."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def python_version() -> str:
    """Kind and version of Python."""
    return f"{platform.python_implementation()} {platform.python_version()}"


def library_versions() -> dict[str, str]:
    """Versions of the libraries in C that the packages bring along."""
    return {
        "GDAL": rasterio.__gdal_version__,
        "GEOS": shapely.geos_version_string,
        "PROJ": pyproj.proj_version_str,
    }


def hashed(path: Path) -> HashedFile:
    """A file by its name, size and SHA-256."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return HashedFile(name=path.name, size=file.tell(), sha256=digest)


def _site(path: Path, folder: Path) -> SiteText:
    return SiteText(**hashed(path).model_dump(), text=path.read_bytes().decode("utf-8"), path=_seen_from(path, folder))


def _seen_from(path: Path, folder: Path) -> str | None:
    """A relative path, or None where it would go up to the root of the disk or to other people's folders."""
    there, here = path.resolve(), folder.resolve()
    common = os.path.commonpath([there, here])
    return Path(os.path.relpath(there, here)).as_posix() if len(Path(common).parts) >= COMMON_PARTS else None


def _named(result: RunResult, configuration: SiteConfiguration) -> Iterator[RunInput]:
    """Images, areas and ItemCollections."""
    images = {acquisition.raster.path: acquisition for acquisition in result.acquisitions}
    for named, path in configuration.files.items():
        image = images.get(path)
        role: Role = "image" if image else ("items" if named == configuration.collection else "area")
        file = hashed(path) if image is None else _as_read(image.raster)
        yield RunInput(
            **file.model_dump(),
            named=named,
            path=_from_site(path, configuration.path.parent),
            role=role,
            acquisition=None if image is None else image.id,
            companions=() if image is None else tuple(hashed(beside) for beside in companions(path)),
        )


def _as_read(raster: Raster) -> HashedFile:
    """An image with the hash that it had when it was opened: what it became since took no part."""
    return HashedFile(name=raster.path.name, size=raster.path.stat().st_size, sha256=raster.sha256)


def _detectors(configuration: SiteConfiguration) -> Iterator[RunInput]:
    """Model files that the site file names, each with its card; one that is missing took no part."""
    for named in configuration.detectors or ():
        path = configuration.path.parent / named
        if named.lower().endswith(MODEL_ENDING) and path.is_file():
            card = path.with_suffix(".json")
            yield RunInput(
                **hashed(path).model_dump(),
                named=named,
                path=_from_site(path, configuration.path.parent),
                role="detector",
                acquisition=None,
                companions=(hashed(card),) if card.is_file() else (),
            )


def _from_site(path: Path, folder: Path) -> str:
    """Where an input lies: from the site file's folder, or absolute where it is named so."""
    if path.is_absolute() and not path.is_relative_to(folder):
        return path.as_posix()
    return Path(os.path.relpath(path, folder)).as_posix()


def _models(result: RunResult) -> Iterator[UsedModel]:
    compare = load_models()
    for each in result.models:
        yield UsedModel(name=each.name, version=each.version, sha256=each.sha256)
    for card in (load_points_model().card, compare.fine.card, compare.coarse.card):
        yield UsedModel(name=card.name, version=card.version, sha256=card.sha256)
