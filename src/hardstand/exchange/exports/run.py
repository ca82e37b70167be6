"""A finished run, read back from its folder: what every export is made from. No image is needed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

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
from hardstand.exchange.exports.plain import writable
from hardstand.exchange.records import Record
from hardstand.exchange.run_record import read_run_record
from hardstand.exchange.showing import require_version
from hardstand.exchange.tables import EVENT_COLUMNS, SIGHTING_COLUMNS
from hardstand.exchange.works_table import WORK_COLUMNS
from hardstand.result import AREA, WHOLE_IMAGES

SUMMARY = "summary.json"
"""Files of a run's folder."""

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
        sightings=_table(folder / "sightings.parquet", SIGHTING_COLUMNS),
        events=_table(folder / "events.parquet", EVENT_COLUMNS),
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
        return writable(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise OutputError(f"{path} can't be read; name the folder that `hardstand run` wrote: {error}.") from error
    except (ValueError, RecursionError) as error:
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
    return _table(folder / "construction.parquet", WORK_COLUMNS)


def _table(path: Path, columns: dict[str, pa.DataType]) -> Table:
    try:
        read = pq.read_table(path)
        whole = read.select([*columns]).cast(pa.schema(columns))
        shapes = shapely.from_wkb(read.column("geometry").to_pylist())
    except OSError as error:
        raise OutputError(f"{path} can't be read; name the folder that `hardstand run` wrote: {error}.") from error
    except (pa.ArrowException, shapely.errors.ShapelyError, KeyError, ValueError) as error:
        raise OutputError(f"{path} is damaged, or of another version ({error}). Run the images again.") from error
    rows = tuple(_row(row) for row in whole.to_pylist())
    return Table(columns=columns, rows=rows, shapes=tuple(_polygon(shape, path) for shape in shapes))


def _row(row: Record) -> Record:
    cleaned = writable(row)
    assert isinstance(cleaned, dict)
    return cleaned


def _polygon(shape: Any, path: Path) -> Polygon:  # noqa: ANN401 - shapely types nothing of what a file holds
    if isinstance(shape, Polygon) and not shape.is_empty:
        return shape
    raise OutputError(f"{path} is damaged: a geometry is no polygon. Run the images again.")
