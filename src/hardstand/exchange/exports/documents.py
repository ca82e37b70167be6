"""What the documents of a run's folder say, checked as they are read: `summary.json` and `verdicts.json`."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FiniteFloat

from hardstand.exchange.moments import Moment
from hardstand.verdicts import Verdict

_Point = tuple[FiniteFloat, FiniteFloat]
_LonLat = tuple[Annotated[FiniteFloat, Field(ge=-360, le=360)], Annotated[FiniteFloat, Field(ge=-90, le=90)]]
_Ring = Annotated[list[_Point], Field(min_length=3)]
_LonLatRing = Annotated[list[_LonLat], Field(min_length=3)]
_Line = tuple[FiniteFloat, FiniteFloat, FiniteFloat]
_ENDS = ("before", "after")


def _with_ends(step: dict[str, str]) -> dict[str, str]:
    for end in _ENDS:
        if end not in step:
            raise ValueError(f"it has no {end!r}")
    return step


_Step = Annotated[dict[str, str], AfterValidator(_with_ends)]
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
    datetime: Moment | None
    gsd: FiniteFloat | None
    sensor: str | None
    off_nadir: FiniteFloat | None
    sun_azimuth: FiniteFloat | None
    sun_elevation: FiniteFloat | None
    credit: str | None
    seen_fraction: _Share
    causes: dict[str, _Share]
    ground_transform: tuple[_Line, _Line] | None = None
    footprint: _LonLatRing | None = None
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
    site_polygon: _Ring
    lonlat: _LonLatRing | None
    states: dict[str, str]
    sightings: dict[str, str]


class WorkRead(_Read):
    """What the summary knows of a work beyond its row in the table."""

    id: str
    kinds: dict[str, _Share]
    states: dict[str, str]
    evidence: list[_Step]


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
    generated: Moment
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
