"""What a STAC Item says (STAC 1.0 common metadata, `view` extension)."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from hardstand.imagery.metadata.reading import NOTHING, Reading, known, moment, named
from hardstand.imagery.metadata.sensors import by_code

MAX_BYTES = 16 * 2**20
"""Largest file beside an image that is read as an Item."""


class _Provider(BaseModel):
    model_config = ConfigDict(extra="ignore")

    name: str
    roles: list[str] = []


class _Properties(BaseModel):
    model_config = ConfigDict(extra="ignore")

    datetime: str | None = None
    start_datetime: str | None = None
    gsd: FiniteFloat | None = None
    platform: str | None = None
    instruments: list[str] = []
    providers: list[_Provider] = []
    credit: str | None = None
    off_nadir: FiniteFloat | None = Field(default=None, alias="view:off_nadir")
    sun_azimuth: FiniteFloat | None = Field(default=None, alias="view:sun_azimuth")
    sun_elevation: FiniteFloat | None = Field(default=None, alias="view:sun_elevation")


def sidecars(image: Path) -> tuple[Path, Path]:
    """Where an Item beside an image is looked for; the files need not exist."""
    return image.with_suffix(".json"), image.with_name(image.name + ".json")


def read_sidecar(image: Path) -> Reading:
    """What the Item beside an image says: `scene.json` or `scene.tif.json` beside `scene.tif`; or nothing."""
    for path in sidecars(image):
        item = _load(path)
        if item is not None:
            return read_item(item, f"STAC Item {path.name}")
    return NOTHING


def read_item(item: dict[str, Any], origin: str) -> Reading:
    """What an Item says about its image; values of the wrong kind are ignored with a warning."""
    try:
        properties = _Properties.model_validate(item.get("properties") or {})
    except ValidationError as error:
        wrong = ", ".join(".".join(str(part) for part in detail["loc"]) for detail in error.errors())
        return Reading(warnings=(f"{origin} was ignored: its properties {wrong} are of the wrong kind.",))
    time, day_only, warnings = _time(properties.datetime or properties.start_datetime, origin)
    return Reading(
        time=time,
        day_only=day_only,
        gsd_m=known(properties.gsd, origin),
        sensor=named(_sensor(properties), origin),
        off_nadir_deg=known(properties.off_nadir, origin),
        sun_azimuth_deg=known(properties.sun_azimuth, origin),
        sun_elevation_deg=known(properties.sun_elevation, origin),
        credit=named(_credit(properties), origin),
        warnings=warnings,
    )


def _load(path: Path) -> dict[str, Any] | None:
    """The Item in a file, or None where the file is not there or is something else."""
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return None
    is_item = isinstance(content, dict) and content.get("type") == "Feature" and "stac_version" in content
    return content if is_item else None


def _time(text: str | None, origin: str) -> tuple[Any, bool, tuple[str, ...]]:
    if text is None:
        return None, False, ()
    try:
        when = moment(datetime.fromisoformat(text.strip()))
    except ValueError:
        return None, False, (f"{origin} gives {text!r} as its datetime, which is no ISO 8601 time; it was ignored.",)
    return when.sourced(origin), when.day_only, ()


def _sensor(properties: _Properties) -> str | None:
    if properties.platform:
        return by_code(properties.platform) or properties.platform
    return ", ".join(properties.instruments) or None


def _credit(properties: _Properties) -> str | None:
    """The stated credit, else the licensors and producers among the providers, else all of them."""
    if properties.credit:
        return properties.credit
    chosen = [provider for provider in properties.providers if {"licensor", "producer"} & set(provider.roles)]
    return ", ".join(provider.name for provider in chosen or properties.providers) or None
