"""A finished run, read back from its folder: what every export is made from. No image is needed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, FiniteFloat, TypeAdapter, ValidationError
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely import Polygon

from hardstand import __version__
from hardstand.errors import OutputError
from hardstand.exchange.exports.plain import writable
from hardstand.exchange.records import Record
from hardstand.exchange.showing import AREA, WHOLE_IMAGES, require_version
from hardstand.exchange.tables import EVENT_COLUMNS, SIGHTING_COLUMNS
from hardstand.exchange.works_table import WORK_COLUMNS
from hardstand.verdicts import Verdict

SUMMARY, VERDICTS = "summary.json", "verdicts.json"
"""Files of a run's folder."""

Kind = TypeVar("Kind")
_Point = tuple[FiniteFloat, FiniteFloat]
_Share = Annotated[float, Field(ge=0, le=1)]


class _Read(BaseModel):
    """What a file says, checked; keys that no export needs are passed over."""

    model_config = ConfigDict(frozen=True)


class SiteRead(_Read):
    """The site: its name, and the ICAO code of its airport or None."""

    name: str
    airport: str | None


class FrameRead(_Read):
    """The site frame: its coordinate system, None in a local plane, and the acquisition that it follows."""

    crs: str | None
    reference: str | None


class AcquisitionRead(_Read):
    """One image.

    Attributes:
        id: unique in the run.
        image: name of the file.
        sha256: of the file, hexadecimal.
        size: columns, rows.
        datetime: when it was made; None = unknown.
        gsd: metres per pixel; None = unknown.
        sensor: name, or None.
        off_nadir: degrees, or None.
        sun_azimuth: degrees clockwise from north, or None.
        sun_elevation: degrees above the horizon, or None.
        credit: whom to name, or None.
        seen_fraction: share of the area of interest, or of the image, that was seen.
        causes: share that was not seen, by cause.
        ground_transform: 2 x 3, metres (east, north) = matrix @ (column, row, 1); None where it is unplaced.
        footprint: (longitude, latitude) of the corners, degrees; None where it is unplaced or has no georeference.
        not_observable: classes of which it says nothing, with the reason.
        warnings: in sentences.
    """

    id: str
    image: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: tuple[int, int]
    datetime: AwareDatetime | None
    gsd: FiniteFloat | None
    sensor: str | None
    off_nadir: FiniteFloat | None
    sun_azimuth: FiniteFloat | None
    sun_elevation: FiniteFloat | None
    credit: str | None
    seen_fraction: _Share
    causes: dict[str, _Share]
    ground_transform: tuple[tuple[FiniteFloat, FiniteFloat, FiniteFloat], ...] | None = None
    footprint: list[_Point] | None = None
    not_observable: dict[str, str]
    warnings: list[str]


class CountRead(_Read):
    """How many of a class one image shows; all numbers are None where `reason` says why."""

    acquisition: str
    label: str
    found: int | None
    low: int | None
    high: int | None
    estimate: int | None
    basis: str | None
    reason: str | None
    seen_fraction: _Share


class StandRead(_Read):
    """A place where objects were seen.

    Attributes:
        id: unique in the run.
        label: class of what stood there.
        zone: name, or None.
        site_polygon: (east, north) of the corners, metres of the site frame.
        lonlat: the same corners in (longitude, latitude), degrees; None without georeference.
        states: what each acquisition shows.
        sightings: ids, by acquisition.
    """

    id: str
    label: str
    zone: str | None
    site_polygon: list[_Point]
    lonlat: list[_Point] | None
    states: dict[str, str]
    sightings: dict[str, str]


class WorkRead(_Read):
    """What the summary knows of a work beyond its row in the table."""

    id: str
    kinds: dict[str, _Share]
    states: dict[str, str]
    evidence: list[dict[str, str]]


class ConstructionRead(_Read):
    """What was built: square kilometres compared, and the works."""

    compared_km2: float | None
    works: list[WorkRead]


class ModelRead(_Read):
    """A detector as it was used."""

    name: str
    version: str
    sha256: str
    input_gsd_m: tuple[float, float]
    min_scores: dict[str, float]
    licence: str
    forced: bool


class SummaryRead(_Read):
    """The parts of `summary.json` that exports need."""

    version: str
    generated: AwareDatetime
    site: SiteRead
    simulated: bool
    forced: bool
    frame: FrameRead
    acquisitions: list[AcquisitionRead]
    counts: list[CountRead]
    limits: list[str]
    construction: ConstructionRead | None
    stands: list[StandRead]
    models: list[ModelRead]
    parameters: dict[str, str] = Field(default_factory=dict)


class _Place(_Read):
    name: str
    code: str | None
    lon: FiniteFloat | None
    lat: FiniteFloat | None


class _Part(_Read):
    what: str
    verdict: Verdict
    note: str


class VerdictRead(_Read):
    """A claim with its verdict, as `verdicts.json` has it."""

    id: str
    text: str
    speaker: str | None
    office: str | None
    polarity: str
    hedged: bool
    kind: str
    thing: str
    low: int | None
    high: int | None
    approximate: bool
    after: str | None
    by: str | None
    place: _Place | None
    imagery_can_tell: bool
    verdict: Verdict
    likelihood: str | None
    confidence: str | None
    reason: str
    evidence: list[str]
    parts: list[_Part]
    sentence_text: str | None = None
    published: str | None = None
    agency: str | None = None


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
        images: where its images may lie besides the folder and its `images`; None = nowhere else.
        summary: `summary.json`.
        sightings: `sightings.parquet`.
        events: `events.parquet`.
        works: `construction.parquet`; without rows where nothing was compared.
        verdicts: `verdicts.json`; None where no text was checked.
    """

    folder: Path
    images: Path | None = None
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
        summary=summary,
        sightings=_table(folder / "sightings.parquet", SIGHTING_COLUMNS),
        events=_table(folder / "events.parquet", EVENT_COLUMNS),
        works=_works(folder, summary),
        verdicts=_checked(_VERDICTS, _json(verdicts), verdicts) if verdicts.exists() else None,
    )


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
