"""A STAC ItemCollection in place of a list of images."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from hardstand.errors import SiteFileError
from hardstand.site.named_files import NamedFiles
from hardstand.site.values import SiteAcquisition
from hardstand.site.words import plain_words

MAX_BYTES = 256 * 2**20
"""Largest ItemCollection that is read."""

_IMAGE_ENDINGS = (".tif", ".tiff", ".jp2", ".ntf", ".nitf", ".png", ".jpg", ".jpeg")
_IMAGE_ROLES = ("visual", "data")
"""Roles of the asset to take, the better first: what is made for the eye, then measurements."""


def load_collection(path: Path) -> dict[str, Any]:
    """The ItemCollection in a file.

    Raises:
        SiteFileError: the file is missing, too large, no JSON, or something else.
    """
    if not path.is_file():
        raise SiteFileError(f"{path} does not exist; name a STAC ItemCollection file.")
    if path.stat().st_size > MAX_BYTES:
        raise SiteFileError(f"{path} is larger than {MAX_BYTES // 2**20} MiB; keep the Items of this site only.")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise SiteFileError(f"{path}, line {error.lineno}: this is not JSON: {error.msg}.") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise SiteFileError(f"{path} can't be read as JSON: {error}.") from error
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise SiteFileError(f"{path} is not a STAC ItemCollection: its type must be 'FeatureCollection'.")
    return content


def collection_name(content: dict[str, Any], path: Path) -> str:
    """A name for the place: the collection's title, else that of the first Item's collection, else the file's stem."""
    title = content.get("title")
    collections = [item.get("collection") for item in _features(content) if isinstance(item, dict)]
    names = [plain_words(name) for name in (title, *collections[:1], path.stem) if isinstance(name, str)]
    return next((name for name in names if name), "unnamed")


def read_items(content: dict[str, Any], path: Path, files: NamedFiles) -> tuple[SiteAcquisition, ...]:
    """The images of an ItemCollection, in its order.

    Args:
        content: from `load_collection`.
        path: the file that it was read from, for messages.
        files: finds the images by their hrefs.

    Raises:
        SiteFileError: there are no Items, or one names no image that lies on this machine.
    """
    features = _features(content)
    if not features:
        raise SiteFileError(f"{path} holds no Items; a run needs at least one image.")
    return tuple(_acquisition(item, number, path, files) for number, item in enumerate(features, start=1))


def _features(content: dict[str, Any]) -> list[Any]:
    features = content.get("features")
    return features if isinstance(features, list) else []


def _acquisition(item: object, number: int, path: Path, files: NamedFiles) -> SiteAcquisition:
    if not isinstance(item, dict) or item.get("type") != "Feature":
        raise SiteFileError(f"{path}, Item {number}: this is not a STAC Item; its type must be 'Feature'.")
    stated = item.get("id")
    name = (plain_words(stated) or None) if isinstance(stated, str) else None
    place = f"{path}, Item {number}" + (f" ({name})" if name else "")
    asset = _asset(item, place)
    image = _local(str(asset["href"]), files, place)
    found = item.get("properties")
    properties = found if isinstance(found, dict) else {}
    if "gsd" in asset:
        # What an asset says of itself is stronger than what its Item says of all of them.
        properties = {**properties, "gsd": asset["gsd"]}
    return SiteAcquisition(image=image, id=name, item={**item, "properties": properties})


def _asset(item: dict[str, Any], place: str) -> dict[str, Any]:
    """The asset that holds the image: by role, else the first that is named like one."""
    assets = item.get("assets")
    found = [asset for asset in assets.values() if _is_image(asset)] if isinstance(assets, dict) else []
    if not found:
        raise SiteFileError(f"{place}: none of its assets is an image ({', '.join(_IMAGE_ENDINGS)}).")
    return min(found, key=_rank)


def _is_image(asset: object) -> bool:
    href = asset.get("href") if isinstance(asset, dict) else None
    return isinstance(href, str) and urlparse(href).path.lower().endswith(_IMAGE_ENDINGS)


def _rank(asset: dict[str, Any]) -> int:
    roles = asset.get("roles")
    if not isinstance(roles, list):
        return len(_IMAGE_ROLES)
    return next((rank for rank, role in enumerate(_IMAGE_ROLES) if role in roles), len(_IMAGE_ROLES))


def _local(href: str, files: NamedFiles, place: str) -> Path:
    url = urlparse(href)
    # A single letter is a drive, not a scheme.
    if len(url.scheme) > 1 and url.scheme != "file":
        raise SiteFileError(f"{place}: {href} is not on this machine; fetch it, and name the file in its place.")
    image = files.keep(href, Path(unquote(url.path))) if url.scheme == "file" else files.find(href)
    if not image.is_file():
        raise SiteFileError(f"{place}: the image {image} does not exist; hrefs are relative to the ItemCollection.")
    return image
