"""DIMAP, the metadata that Pléiades and SPOT images are delivered with, in its first and second version.

The file lies beside the image. It is taken to belong to the image where it names the image file, or where its own name
and the image's are the same apart from their first word ("DIM_PHR1B_..." and "IMG_PHR1B_...").
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from shapely import Polygon

from hardstand.frames import WGS84
from hardstand.imagery.metadata.reading import NOTHING, Moment, Reading, known, named, parse_moment
from hardstand.imagery.metadata.sensors import by_code, pleiades_or_spot

MAX_BYTES = 64 * 2**20
"""Largest file that is read; real ones stay below 1 MiB."""

_FRAMES = (".//Dataset_Frame/Vertex", ".//Dataset_Extent/Vertex")
_VERTEX = ("LON", "LAT", "COL", "ROW")

_ROOTS = {"Dimap_Document", "PHR_Dimap_Document"}


def read_dimap(image: Path) -> Reading:
    """What the DIMAP file beside an image says about it, or nothing."""
    found = _found(image)
    return NOTHING if found is None else read_document(found[1], found[0].name)


def dimap_beside(image: Path) -> Path | None:
    """The DIMAP file that is read for an image, or None."""
    found = _found(image)
    return None if found is None else found[0]


def _found(image: Path) -> tuple[Path, ET.Element] | None:
    documents = ((path, root) for path in _candidates(image) if (root := parse_dimap(path)) is not None)
    return next(((path, root) for path, root in documents if _belongs(path, root, image)), None)


def parse_dimap(path: Path) -> ET.Element | None:
    """The document's root, or None where the file is no DIMAP.

    A document type declaration is refused: DIMAP has none, and entities are how a small file grows without end.
    """
    if path.stat().st_size > MAX_BYTES:
        return None
    content = path.read_bytes()
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return None
    try:
        root = ET.fromstring(content)  # noqa: S314 - no declarations, so there are no entities to expand.
    except ET.ParseError:
        return None
    return root if root.tag in _ROOTS else None


def read_document(root: ET.Element, name: str) -> Reading:
    """What a DIMAP document says; `name` is the file's, for the origin."""
    origin = f"DIMAP {name}"
    when = _time(root)
    return Reading(
        time=None if when is None else when.sourced(origin),
        day_only=when is not None and when.day_only,
        gsd_m=known(_gsd(root), origin),
        sensor=named(_sensor(root), origin),
        off_nadir_deg=known(_off_nadir(root), origin),
        sun_azimuth_deg=known(_middle(root, "SUN_AZIMUTH"), origin),
        sun_elevation_deg=known(_middle(root, "SUN_ELEVATION"), origin),
        credit=named(_text(root, "COPYRIGHT") or _text(root, "PRODUCER_NAME"), origin),
    )


def _candidates(image: Path) -> list[Path]:
    return sorted(
        path
        for path in image.parent.iterdir()
        if path.suffix.lower() == ".xml" and "DIM" in path.stem.upper() and path.is_file()
    )


def _belongs(path: Path, root: ET.Element, image: Path) -> bool:
    hrefs = [element.get("href", "") for element in root.iter("DATA_FILE_PATH")]
    named_files = [Path(text).name for text in (*hrefs, *_texts(root, "DATA_FILE_PATH")) if text]
    return image.name in named_files or _tail(path) == _tail(image)


def _tail(path: Path) -> str:
    """A product's name without its first word and without the number of the tile."""
    return re.sub(r"_R\d+C\d+$", "", path.stem).partition("_")[2].upper()


def _time(root: ET.Element) -> Moment | None:
    days, times = list(_texts(root, "IMAGING_DATE")), list(_texts(root, "IMAGING_TIME"))
    if days:
        return parse_moment(f"{days[0]}T{times[0]}") if times else parse_moment(days[0])
    begun = root.find(".//UTC_Acquisition_Range/START")
    return None if begun is None or not begun.text else parse_moment(begun.text)


def _sensor(root: ET.Element) -> str | None:
    mission = _text(root, "MISSION")
    if mission is not None:
        return pleiades_or_spot(mission, _text(root, "MISSION_INDEX") or "")
    code = re.search(
        r"(?<![A-Z0-9])(PHR1[AB]|PNEO[34]|SPOT[5-7])(?![A-Z0-9])", (_text(root, "DATASET_NAME") or "").replace("_", " ")
    )
    return by_code(code.group(1)) if code else None


def _gsd(root: ET.Element) -> float | None:
    """Pixel size of the delivered image, metres: that of its frame on the ground, else the spacing that is stated.

    Frame first, since pixels of unrectified images grow with the tilt: 0.53 m at 16 degrees where 0.50 m are stated.
    Never ROW_SIZE, COL_SIZE or GSD_ACROSS_TRACK, the instrument's own sampling before resampling to that spacing.
    """
    return _frame_gsd(root) or _middle(root, "RESAMPLING_SPACING") or _middle(root, "THEORETICAL_RESOLUTION")


def _frame_gsd(root: ET.Element) -> float | None:
    """Square root of the frame's area on the ellipsoid by its area in pixels, or None where no frame is given."""
    for path in _FRAMES:
        corners = [[_number(vertex.findtext(tag) or "") for tag in _VERTEX] for vertex in root.findall(path)]
        known_corners = [corner for corner in corners if None not in corner]
        if len(known_corners) >= 3 and len(known_corners) == len(corners):
            lons, lats, columns, rows = (np.array(axis, float) for axis in zip(*known_corners, strict=True))
            pixels = Polygon(np.stack([columns, rows], axis=1)).area
            metres = abs(WGS84.polygon_area_perimeter(lons, lats)[0])
            return math.sqrt(metres / pixels) if pixels > 0 and metres > 0 else None
    return None


def _off_nadir(root: ET.Element) -> float | None:
    """Angle at the satellite between straight down and the line of sight, degrees.

    PSI_XY in the first version, VIEWING_ANGLE in the second. The incidence at the ground, which is larger by the
    curvature of the earth, is not taken for it.
    """
    angle = _middle(root, "VIEWING_ANGLE") or _middle(root, "PSI_XY")
    return None if angle is None else abs(angle)


def _middle(root: ET.Element, tag: str) -> float | None:
    """The middle one of the values that the document gives along the image (start, centre, end), or None.

    The first version repeats the three for each strip of detectors; those that follow are left out.
    """
    values = [value for text in _texts(root, tag) if (value := _number(text)) is not None][:3]
    return values[len(values) // 2] if values else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _text(root: ET.Element, tag: str) -> str | None:
    return next(_texts(root, tag), None)


def _texts(root: ET.Element, tag: str) -> Iterator[str]:
    return (element.text.strip() for element in root.iter(tag) if element.text and element.text.strip())
