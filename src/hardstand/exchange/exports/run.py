"""A finished run, read back from its folder: what every export is made from. No image is needed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pydantic import TypeAdapter, ValidationError
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely import Polygon

from hardstand import __version__
from hardstand.errors import BundleError, OutputError
from hardstand.exchange.claims import VERDICTS
from hardstand.exchange.exports.documents import SummaryRead, VerdictRead
from hardstand.exchange.reading import parse_json, writable
from hardstand.exchange.records import Record
from hardstand.exchange.run_record import read_run_record
from hardstand.exchange.showing import require_version
from hardstand.exchange.tables import EVENT_COLUMNS, SIGHTING_COLUMNS
from hardstand.exchange.works_table import WORK_COLUMNS
from hardstand.result import AREA, WHOLE_IMAGES

SUMMARY = "summary.json"
"""Files of a run's folder."""

NEVER_UNKNOWN = frozenset(
    {"sighting", "event", "work", "acquisition", "label", "kind", "change", "score", "probability", "area_m2"}
)
"""Columns that have a value in every row."""
FARTHEST_DEGREES = (360.0, 90.0)
"""Longitude may go on past 180°, where a shape lies across it."""
MISSING = object()

Kind = TypeVar("Kind")
_SUMMARY, _VERDICTS = TypeAdapter(SummaryRead), TypeAdapter(tuple[VerdictRead, ...])


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of one of the run's tables.

    Attributes:
        columns: name to type.
        rows: plain values by name of the column; times are in UTC.
        shapes: (longitude, latitude), degrees, or (east, north), metres of a local plane; one per row.
    """

    columns: dict[str, pa.DataType]
    rows: tuple[Record, ...]
    shapes: tuple[Polygon, ...]


@dataclass(frozen=True, kw_only=True)
class FinishedRun:
    """What a run's folder holds.

    Attributes:
        folder: of the run.
        images: where its images may lie besides the folder, its `images` and where they lay; None = nowhere else.
        lay: id of an acquisition to where its image lay when the run was made, as `run.json` has it.
        summary: `summary.json`.
        sightings: `sightings.parquet`.
        events: `events.parquet`.
        works: `construction.parquet`; without rows where nothing was compared.
        verdicts: `verdicts.json`; None where no text was checked.
    """

    folder: Path
    images: Path | None = None
    lay: Mapping[str, Path] = field(default_factory=dict)
    summary: SummaryRead
    sightings: Table
    events: Table
    works: Table
    verdicts: tuple[VerdictRead, ...] | None

    @property
    def georeferenced(self) -> bool:
        """Whether the shapes lie on the globe; else they are metres in a local plane."""
        return self.summary.frame.crs is not None

    @cached_property
    def crs(self) -> CRS | None:
        """Of the site frame; None in a local plane."""
        name = self.summary.frame.crs
        return None if name is None else CRS.from_user_input(name)

    @property
    def place(self) -> str:
        """Name of the site, with the code of its airport."""
        site = self.summary.site
        return site.name if site.airport is None else f"{site.name} ({site.airport})"

    @property
    def title(self) -> str:
        """The same; it says so where the images are simulated."""
        return f"Simulated: {self.place}" if self.summary.simulated else self.place

    @property
    def whole_images(self) -> bool:
        """Whether shares are of whole images, as there was no area of interest."""
        return self.summary.parameters.get(AREA) == WHOLE_IMAGES


def read_run(folder: Path, images: Path | None = None) -> FinishedRun:
    """Read a finished run.

    Args:
        folder: where `hardstand run` wrote its result.
        images: where the images may lie besides the folder and its `images`.

    Raises:
        OutputError: the folder holds no result, or one that is damaged or of another version.
    """
    path = folder / SUMMARY
    summary = _checked(_SUMMARY, _json(path), path)
    require_version(summary.version, path)
    _require_crs(summary.frame.crs, path)
    verdicts = folder / VERDICTS
    return FinishedRun(
        folder=folder,
        images=images,
        lay=_lay(folder),
        summary=summary,
        sightings=_table(folder / "sightings.parquet", SIGHTING_COLUMNS, summary),
        events=_table(folder / "events.parquet", EVENT_COLUMNS, summary),
        works=_works(folder, summary),
        verdicts=_checked(_VERDICTS, _json(verdicts), verdicts) if verdicts.exists() else None,
    )


def _lay(folder: Path) -> dict[str, Path]:
    """Empty without a record, or with one that is damaged: an export can do without."""
    try:
        record = read_run_record(folder)
    except BundleError:
        return {}
    if record.site.path is None:
        return {}
    site = (folder / record.site.path).parent
    return {each.acquisition: site / each.path for each in record.inputs if each.acquisition is not None}


def _json(path: Path) -> object:
    try:
        return parse_json(path.read_bytes())
    except OSError as error:
        raise OutputError(f"{path} can't be read; name the folder that `hardstand run` wrote: {error}.") from error
    except ValueError as error:
        raise OutputError(f"{path} is damaged: it is no JSON ({error}). Run the images again.") from error


def _checked(kind: TypeAdapter[Kind], content: object, path: Path) -> Kind:
    try:
        return kind.validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "its beginning"
        hint = f"or not of version {__version__}; run the images again"
        raise OutputError(f"{path} is damaged at {where} ({first['msg']}), {hint}.") from error


def _require_crs(name: str | None, path: Path) -> None:
    try:
        if name is not None:
            CRS.from_user_input(name)
    except CRSError as error:
        raise OutputError(f"{path} is damaged at frame.crs ({error}). Run the images again.") from error


def _works(folder: Path, summary: SummaryRead) -> Table:
    if summary.construction is None:
        return Table(columns=WORK_COLUMNS, rows=(), shapes=())
    return _table(folder / "construction.parquet", WORK_COLUMNS, summary)


def _table(path: Path, columns: dict[str, pa.DataType], summary: SummaryRead) -> Table:
    try:
        # Arrow takes no path that is not UTF-8, but any open file.
        with path.open("rb") as file:
            read = pq.read_table(file)
        records = read.select([*columns]).cast(pa.schema(columns)).to_pylist()
        with np.errstate(invalid="ignore"):  # what is not finite is refused below, in words
            shapes = shapely.force_2d(shapely.from_wkb(read.column("geometry").to_pylist()))
    except OSError as error:
        raise OutputError(f"{path} can't be read; name the folder that `hardstand run` wrote: {error}.") from error
    except (pa.ArrowException, shapely.errors.ShapelyError, KeyError, ValueError, OverflowError) as error:
        raise OutputError(f"{path} is damaged, or of another version ({error}). Run the images again.") from error
    for number, record in enumerate(records, start=1):
        _require_sound(record, f"{path}, row {number}")
    farthest = None if summary.frame.crs is None else FARTHEST_DEGREES
    rows = tuple(_row(record) for record in records)
    return Table(columns=columns, rows=rows, shapes=tuple(_polygon(shape, path, farthest) for shape in shapes))


def _require_sound(record: Record, where: str) -> None:
    """Refuse a row without what every row has, or with a number or an outline that is none."""
    for name, value in record.items():
        if value is None and name in NEVER_UNKNOWN:
            raise OutputError(f"{where} is damaged: {name} is missing. Run the images again.")
        if not _finite(value):
            raise OutputError(f"{where} is damaged: {name} is no finite number. Run the images again.")
    outline = record.get("pixel_polygon", MISSING)
    if outline is not MISSING and not _is_outline(outline):
        raise OutputError(f"{where} is damaged: pixel_polygon is no polygon. Run the images again.")


def _finite(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        value = list(value.values())
    return all(map(_finite, value)) if isinstance(value, list) else True


def _is_outline(value: object) -> bool:
    corners = value if isinstance(value, list) else []
    pairs = (isinstance(corner, list) and len(corner) == 2 and None not in corner for corner in corners)
    return len(corners) >= 3 and all(pairs)


def _row(row: Record) -> Record:
    cleaned = writable(row)
    assert isinstance(cleaned, dict)
    return cleaned


def _polygon(shape: Any, path: Path, farthest: tuple[float, float] | None) -> Polygon:  # noqa: ANN401 - as a file holds it
    """A polygon whose corners are finite and, where they are degrees, on the globe."""
    if isinstance(shape, Polygon) and not shape.is_empty:
        points = shapely.get_coordinates(shape)
        if np.isfinite(points).all() and (farthest is None or (np.abs(points) <= farthest).all()):
            return shape
        raise OutputError(f"{path} is damaged: a geometry lies off the globe. Run the images again.")
    raise OutputError(f"{path} is damaged: a geometry is no polygon. Run the images again.")
