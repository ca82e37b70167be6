"""What a run shows, read back from its `summary.json`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, FiniteFloat, ValidationError, field_validator

from hardstand import __version__
from hardstand.errors import MetadataError, OutputError
from hardstand.exchange.moments import Moment
from hardstand.exchange.reading import parse_json
from hardstand.imagery import Cause
from hardstand.result import AREA, SAME_FRAME, WHOLE_IMAGES
from hardstand.timewindow import TimeWindow, utc
from hardstand.verdicts.showing import (
    AcquisitionShown,
    CountShown,
    EventShown,
    NetShown,
    NotComparedShown,
    Showing,
    StandShown,
    WorkShown,
)

_CLOUD = Cause.CLOUD.name.lower()

_Share = Annotated[float, Field(ge=0, le=1)]
_Metres = Annotated[FiniteFloat, Field(ge=0)]
_LonLat = tuple[FiniteFloat, FiniteFloat]


class _Site(BaseModel):
    name: str
    airport: str | None


class _Registration(BaseModel):
    status: str
    reason: str | None


class _Doubt(BaseModel):
    statement: str


class _Acquisition(BaseModel):
    id: str
    datetime: Moment | None
    gsd: Annotated[FiniteFloat, Field(gt=0)] | None
    credit: str | None
    seen_fraction: _Share
    causes: dict[str, _Share]
    frame_share: _Share | None
    not_observable: dict[str, str]
    scale_doubt: _Doubt | None
    registration: _Registration

    def shown(self, *, whole_images: bool) -> AcquisitionShown:
        """The same; with the ground of all images as the site, where no area of interest says what it is."""
        lost = self.registration.status == "unplaced"
        share = self.frame_share if whole_images and self.frame_share is not None else 1.0
        return AcquisitionShown(
            **self.model_dump(include={"id", "not_observable", "credit"}),
            seen_fraction=self.seen_fraction * (share if share < SAME_FRAME else 1.0),
            cloud_fraction=self.causes.get(_CLOUD, 0.0),
            time=None if self.datetime is None else utc(self.datetime),
            gsd_m=self.gsd,
            unplaced=(self.registration.reason or "not known why") if lost else None,
            scale_doubt=None if self.scale_doubt is None else self.scale_doubt.statement,
        )


class _Windowed(BaseModel):
    after: Moment | None
    by: Moment | None

    def window(self) -> TimeWindow | None:
        """None where neither end is known."""
        if self.after is None and self.by is None:
            return None
        after, by = (None if moment is None else utc(moment) for moment in (self.after, self.by))
        return TimeWindow(after=after, by=by)


class _Event(_Windowed):
    id: str
    kind: str
    label: str
    stand: str

    def shown(self) -> EventShown | None:
        window = self.window()
        return None if window is None else EventShown(**self.model_dump(exclude={"after", "by"}), window=window)


class _Difference(BaseModel):
    low: int | None
    high: int | None


class _Net(BaseModel):
    earlier: str
    later: str
    label: str
    zone: str | None
    arrivals: int
    departures: int
    not_judged: int
    count_difference: _Difference | None

    def shown(self) -> NetShown:
        rise = self.count_difference or _Difference(low=None, high=None)
        return NetShown(**self.model_dump(exclude={"count_difference"}), low=rise.low, high=rise.high)


class _Work(_Windowed):
    id: str
    kind: str
    change: str
    probability: _Share
    kinds: dict[str, _Share]
    state: str | None
    states: dict[str, str]
    length_m: _Metres
    width_m: _Metres

    def shown(self) -> WorkShown:
        return WorkShown(**self.model_dump(exclude={"after", "by"}), window=self.window())


class _Construction(BaseModel):
    works: list[_Work]
    not_compared: list[NotComparedShown]


class _Summary(BaseModel):
    """The parts of the document that verdicts need; what else it holds is passed over."""

    version: str
    site: _Site
    simulated: bool
    forced: bool
    acquisitions: list[_Acquisition]
    counts: list[CountShown]
    events: list[_Event]
    net: list[_Net]
    construction: _Construction | None
    stands: list[StandShown]
    parameters: dict[str, str] = Field(default_factory=dict)

    @field_validator("counts", mode="before")
    @classmethod
    def _known(cls, counts: object) -> object:
        """Without those of classes that an acquisition can't show; the acquisition says why."""
        if not isinstance(counts, list):
            return counts
        return [each for each in counts if not (isinstance(each, dict) and each.get("found", 0) is None)]

    def shown(self, middle: _LonLat | None) -> Showing:
        built = self.construction
        events = (each.shown() for each in self.events)
        whole = self.parameters.get(AREA) == WHOLE_IMAGES
        return Showing(
            site=self.site.name,
            airport=self.site.airport,
            lon=None if middle is None else middle[0],
            lat=None if middle is None else middle[1],
            simulated=self.simulated,
            forced=self.forced,
            acquisitions=tuple(each.shown(whole_images=whole) for each in self.acquisitions),
            counts=tuple(self.counts),
            stands=tuple(self.stands),
            events=tuple(event for event in events if event is not None),
            net=tuple(each.shown() for each in self.net),
            works=() if built is None else tuple(each.shown() for each in built.works),
            not_compared=() if built is None else tuple(built.not_compared),
            compared=built is not None,
        )


class _Outlines(BaseModel):
    class Stand(BaseModel):
        lonlat: list[_LonLat] | None

    stands: list[Stand]


def read_showing(run_folder: Path) -> Showing:
    """What a run shows.

    The middle of the site is that of the rectangle around its stands; without a stand or georeference there is none.

    Args:
        run_folder: where `hardstand run` wrote its result.

    Raises:
        OutputError: the folder holds no result, or one that is damaged or of another version.
    """
    path = run_folder / "summary.json"
    try:
        content = parse_json(path.read_bytes())
        summary, outlines = _Summary.model_validate(content), _Outlines.model_validate(content)
        require_version(summary.version, path)
        return summary.shown(_middle(outlines))
    except OSError as error:
        raise OutputError(f"{path} can't be read; name the folder that `hardstand run` wrote: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "its beginning"
        hint = f"or not of version {__version__}; run the images again"
        raise OutputError(f"{path} is damaged at {where} ({first['msg']}), {hint}.") from error
    except MetadataError as error:
        raise OutputError(f"{path} is damaged: {error} Run the images again.") from error
    except ValueError as error:
        raise OutputError(f"{path} is damaged: it is no JSON ({error}). Run the images again.") from error


def require_version(version: str, path: Path) -> None:
    """The format may change with the second number, not with the third.

    Raises:
        OutputError: it is of a version that this one can't read.
    """
    if version.split(".")[:2] != __version__.split(".")[:2]:
        raise OutputError(f"{path} is of version {version}; run the images again with this one, {__version__}.")


def _middle(outlines: _Outlines) -> _LonLat | None:
    """Longitude and latitude; a site is far smaller than half the earth, so that a wide one crosses 180°."""
    points = [point for stand in outlines.stands for point in stand.lonlat or ()]
    if not points:
        return None
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    if max(lons) - min(lons) > 180:
        lons = [lon % 360 for lon in lons]
    lon = (min(lons) + max(lons)) / 2
    return (lon - 360 if lon > 180 else lon), (min(lats) + max(lats)) / 2
