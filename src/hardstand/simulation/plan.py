"""What is to be rendered: a site, what stands on it on each date, and how each date was seen.

Positions are (east, north) in metres from the site's centre, on the grid of its UTM zone; headings and azimuths are
degrees clockwise from grid north; heights are metres above flat ground. A date that lists fewer aircraft than another
renders the same ground, so that a scene can be compared with the same scene without one object.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from hardstand.simulation.machines import HelicopterType
from hardstand.simulation.parts import Building, Colour, Paint, Point, Surface, Tree, Vehicle
from hardstand.simulation.types import AircraftType
from hardstand.simulation.works import WorkPlan


@dataclass(frozen=True, kw_only=True)
class StandPlan:
    """A spot on which aircraft park.

    Attributes:
        id: unique in a plan.
        centre: metres (east, north).
        heading_deg: direction of a parked aircraft's nose.
    """

    id: str
    centre: Point
    heading_deg: float


@dataclass(frozen=True, kw_only=True)
class AircraftPlan:
    """An aircraft on a stand on one date.

    Attributes:
        stand: id of the stand.
        type: which aircraft.
        paint: its colours.
        offset_m: metres (east, north) between the stand's centre and the centre of the aircraft's box.
        turn_deg: its heading less the stand's.
    """

    stand: str
    type: AircraftType
    paint: Paint = field(default_factory=Paint)
    offset_m: Point = (0.0, 0.0)
    turn_deg: float = 0.0


@dataclass(frozen=True, kw_only=True)
class HelicopterPlan:
    """A helicopter at rest: (east, north) of its mast in metres, its heading, a blade's direction less the heading."""

    centre: Point
    heading_deg: float
    type: HelicopterType
    blade_deg: float = 20.0
    colour: Colour = (0.42, 0.43, 0.36)


@dataclass(frozen=True, kw_only=True)
class CloudPlan:
    """A low cloud.

    Attributes:
        centre: metres (east, north) on the ground where the cloud appears on the image.
        radii_m: metres (east, north) at which half of the light passes.
        softness_m: width of the edge between opaque and clear, metres.
        height_m: above ground; sets how far its shadow falls.
        opacity: in its thickest part, 0..1.
    """

    centre: Point
    radii_m: Point
    softness_m: float = 40.0
    height_m: float = 300.0
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class HazePlan:
    """A bank of haze or fog.

    Attributes:
        strength: share of the ground's light that is lost where it is thickest, 0..1.
        centre: metres (east, north) on the ground where its middle appears on the image.
        radii_m: metres (east, north) at which half of the strength is left; None = the whole frame.
        variation: how much thinner it is in its gaps, 0 = even, 0..0.5.
    """

    strength: float
    centre: Point = (0.0, 0.0)
    radii_m: Point | None = None
    variation: float = 0.1


@dataclass(frozen=True, kw_only=True)
class DatePlan:
    """One acquisition: what stands there, and how it is seen.

    Attributes:
        id: file stem of the image, unique in a plan.
        time: with time zone.
        aircraft: at most one per stand.
        vehicles: on that date.
        helicopters: on that date.
        surfaces: laid over the site's own on that date: what was ploughed, harvested or spilt, but is no work.
        season: colour of what grows, 0 = dry straw, 1 = green.
        clouds: on that date.
        haze_banks: haze and fog that lie on parts of the site, besides `haze`.
        gsd_m: ground sampling distance, metres per pixel.
        sun_azimuth_deg: where the sun stands.
        sun_elevation_deg: above the horizon, 5..90.
        off_nadir_deg: angle of the view from straight down, 0..45.
        view_azimuth_deg: direction from the site to the satellite; what is high leans the other way.
        grid_shift_m: metres (east, north) by which the image's middle lies off the site's centre; its georeference
            says so.
        geolocation_error_m: metres (east, north) that the georeference adds to every true position.
        haze: share of the ground's light that is lost everywhere, and comes from the air instead, 0..1.
        gain: factor on red, green and blue.
        psf_px: standard deviation of the blur, pixels.
        noise: standard deviation of the sensor noise in digital numbers of 0..255.
    """

    id: str
    time: datetime
    aircraft: tuple[AircraftPlan, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    helicopters: tuple[HelicopterPlan, ...] = ()
    surfaces: tuple[Surface, ...] = ()
    season: float = 0.0
    clouds: tuple[CloudPlan, ...] = ()
    haze_banks: tuple[HazePlan, ...] = ()
    gsd_m: float = 0.5
    sun_azimuth_deg: float = 150.0
    sun_elevation_deg: float = 58.0
    off_nadir_deg: float = 0.0
    view_azimuth_deg: float = 90.0
    grid_shift_m: Point = (0.0, 0.0)
    geolocation_error_m: Point = (0.0, 0.0)
    haze: float = 0.05
    gain: Colour = (1.0, 1.0, 1.0)
    psf_px: float = 0.65
    noise: float = 1.5


@dataclass(frozen=True, kw_only=True)
class SitePlan:
    """A place and its dates.

    Attributes:
        longitude: of the centre, degrees, WGS84.
        latitude: of the centre, degrees, WGS84.
        width_m: east to west, metres.
        height_m: north to south, metres.
        stands: where aircraft may park.
        dates: in the order of time.
        surfaces: of the ground, the first lowest; dry grass where none lies.
        buildings: on every date.
        trees: on every date.
        works: what is built or torn down.

    Raises:
        ValueError: two stands, works or dates share an id, dates are out of order, an aircraft names no stand or an
            occupied one, or a work's stages are not those of the dates. A plan is written by a programmer, so that
            this is not an error of the tool's tree.
    """

    longitude: float
    latitude: float
    width_m: float
    height_m: float
    stands: tuple[StandPlan, ...]
    dates: tuple[DatePlan, ...]
    surfaces: tuple[Surface, ...] = ()
    buildings: tuple[Building, ...] = ()
    trees: tuple[Tree, ...] = ()
    works: tuple[WorkPlan, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a plan that contradicts itself."""
        _require_unique("stand", [stand.id for stand in self.stands])
        _require_unique("work", [work.id for work in self.works])
        _require_unique("date", [date.id for date in self.dates])
        times = [date.time for date in self.dates]
        if times != sorted(set(times)):
            raise ValueError("the dates of a plan must differ and come in the order of time")
        for date in self.dates:
            self._check_aircraft(date)
        for work in self.works:
            if list(work.stages) != [date.id for date in self.dates]:
                raise ValueError(f"work {work.id!r} needs a stage for each date of the plan, in their order")

    def stand(self, name: str) -> StandPlan:
        """The stand of that id."""
        return next(stand for stand in self.stands if stand.id == name)

    def _check_aircraft(self, date: DatePlan) -> None:
        parked = [aircraft.stand for aircraft in date.aircraft]
        _require_unique(f"occupied stand of {date.id!r}", parked)
        unknown = set(parked) - {stand.id for stand in self.stands}
        if unknown:
            raise ValueError(f"date {date.id!r} parks aircraft on stands that the plan lacks: {sorted(unknown)}")


def _require_unique(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"each {what} may occur once, but these occur twice: {twice}")
