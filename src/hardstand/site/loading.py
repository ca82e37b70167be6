"""Read and check a site file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from hardstand.errors import SiteFileError
from hardstand.site.complaints import complain, complain_all
from hardstand.site.items import collection_name, load_collection, read_items
from hardstand.site.model import AcquisitionTable, SiteFile
from hardstand.site.named_files import NamedFiles
from hardstand.site.values import AcquisitionOverrides, Site, SiteAcquisition, SiteConfiguration, Zone

MAX_BYTES = 4 * 2**20
"""Largest site file that is read."""


def load_site(path: Path, moved: Mapping[str, Path] | None = None) -> SiteConfiguration:
    """Read a site file (TOML), or a STAC ItemCollection (JSON) in its place.

    Names of files in it are relative to the file itself, or absolute. `[site] acquisitions` may name an ItemCollection
    in place of the `[[acquisition]]` tables.

    Args:
        path: the file.
        moved: files that lie elsewhere than it says, by the names that it gives them.

    Raises:
        SiteFileError: the file is missing or not understood; the message names file, line and key.
    """
    if not path.is_file():
        raise SiteFileError(f"{path} does not exist; name a site file (TOML) or a STAC ItemCollection (JSON).")
    files = NamedFiles(folder=path.parent, moved=moved or {})
    if path.suffix.lower() in {".json", ".geojson"}:
        content = load_collection(path)
        site, images = Site(name=collection_name(content, path)), read_items(content, path, files)
        return SiteConfiguration(path=path, site=site, acquisitions=images, files=files.found)
    text = _text(path)
    return _configuration(path, text, _parse(path, text, files), files)


def _text(path: Path) -> str:
    if path.stat().st_size > MAX_BYTES:
        raise SiteFileError(f"{path} is larger than {MAX_BYTES // 2**20} MiB; it is no site file.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SiteFileError(f"{path} is not text in UTF-8; a site file is written in TOML.") from error


def _parse(path: Path, text: str, files: NamedFiles) -> SiteFile:
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SiteFileError(_syntax_error(path, text, str(error))) from error
    try:
        return SiteFile.model_validate(content, context=files)
    except ValidationError as error:
        raise complain_all(path, text, error) from error


def _syntax_error(path: Path, text: str, message: str) -> str:
    """The parser's message with the line in front, where the parser names one."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line = int(found.group(1)) if found else len(text.splitlines()) or 1
    words = re.sub(r"\s*\(at .*\)$", "", message)
    return f"{path}, line {line}: this is not TOML: {words}. Check quotes, brackets and equals signs on this line."


def _configuration(path: Path, text: str, file: SiteFile, files: NamedFiles) -> SiteConfiguration:
    zones = tuple(Zone(name=zone.name, geometry=zone.geometry) for zone in file.zone)
    _refuse_same_name(path, text, zones)
    site = Site(name=file.site.name, airport=file.site.airport, aoi=file.site.aoi, zones=zones)
    detectors = None if file.run.detectors is None else tuple(file.run.detectors)
    images = _acquisitions(path, text, file, files)
    return SiteConfiguration(
        path=path,
        site=site,
        acquisitions=images,
        detectors=detectors,
        files=files.found,
        collection=file.site.acquisitions,
    )


def _refuse_same_name(path: Path, text: str, zones: tuple[Zone, ...]) -> None:
    names: set[str] = set()
    for index, zone in enumerate(zones):
        if zone.name in names:
            raise complain(path, text, ("zone", index, "name"), f"another zone is called {zone.name!r}; rename one")
        names.add(zone.name)


def _acquisitions(path: Path, text: str, file: SiteFile, files: NamedFiles) -> tuple[SiteAcquisition, ...]:
    if file.site.acquisitions is None:
        if not file.acquisition:
            raise complain(path, text, (), 'it names no image; add an [[acquisition]] with image = "FILE" for each')
        return tuple(_acquisition(path, text, index, table, files) for index, table in enumerate(file.acquisition))
    place = ("site", "acquisitions")
    if file.acquisition:
        raise complain(path, text, place, "give either this ItemCollection or [[acquisition]] tables, not both")
    items = files.find(file.site.acquisitions)
    if not items.is_file():
        raise complain(path, text, place, f"the ItemCollection {items} does not exist; check its path")
    return read_items(load_collection(items), items, files.within(items.parent))


def _acquisition(path: Path, text: str, index: int, table: AcquisitionTable, files: NamedFiles) -> SiteAcquisition:
    image = files.find(table.image)
    if not image.is_file():
        message = f"the image {image} does not exist; check its path, which is relative to the site file"
        raise complain(path, text, ("acquisition", index, "image"), message)
    overrides = AcquisitionOverrides(time=table.time, gsd_m=table.gsd, sensor=table.sensor, credit=table.credit)
    return SiteAcquisition(image=image, overrides=overrides)
