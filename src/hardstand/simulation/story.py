"""What happens at the demo's air base on its four dates.

Some aircraft stand there on 20 August. On 4 September low cloud hides part of the apron: of three stands under it one
is occupied before and after, one is reached under the cloud, one only later, and no image can tell the last two
apart. On 9 September fog lies over everything: whatever has come or gone by then, nothing can be said. By 15 September
several have come and one has left.

A taxiway is being built from the runway to the parallel taxiway: grass on 20 August, a strip of earth on 4 September,
gravel with its first asphalt on 15 September. A shed is built from its foundation on, and the bed of a new hardstand
is laid. The grass turns a little greener, and a field is ploughed; neither is construction.
"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from hardstand.simulation import airbase, airbase_ground, airbase_works
from hardstand.simulation.parts import Paint, Vehicle
from hardstand.simulation.plan import AircraftPlan, CloudPlan, DatePlan, SitePlan
from hardstand.simulation.types import AIRLINER, FIGHTER, HEAVY_TRANSPORT, TURBOPROP_TRANSPORT, AircraftType

DATES = ("2015-08-20", "2015-09-04", "2015-09-09", "2015-09-15")
"""Ids of the story's acquisitions."""

_WHITE = Paint()
_GREY = Paint(body=(0.74, 0.75, 0.76), wing=(0.66, 0.67, 0.69), fin=(0.70, 0.71, 0.73))
_LIGHT_GREY = Paint(body=(0.82, 0.83, 0.84), wing=(0.72, 0.73, 0.75), fin=(0.78, 0.79, 0.80))

_AUGUST = ("east-1", "east-2", "east-3", "west-6", "line-1", "line-2")
_SEPTEMBER_4 = (*_AUGUST, "east-4", "line-3", "line-4")
_SEPTEMBER_9 = (*_SEPTEMBER_4, "west-3", "line-5")
_SEPTEMBER_15 = (
    *(stand for stand in _SEPTEMBER_4 if stand != "east-2"),
    "east-5",
    "west-3",
    "west-1",
    "line-5",
    "line-6",
)

_FLEET: dict[str, tuple[AircraftType, Paint]] = {
    "east-1": (AIRLINER, _WHITE),
    "east-2": (TURBOPROP_TRANSPORT, _LIGHT_GREY),
    "east-3": (AIRLINER, _WHITE),
    "east-4": (HEAVY_TRANSPORT, _WHITE),
    "east-5": (TURBOPROP_TRANSPORT, _LIGHT_GREY),
    "west-1": (HEAVY_TRANSPORT, _LIGHT_GREY),
    "west-3": (HEAVY_TRANSPORT, _WHITE),
    "west-6": (TURBOPROP_TRANSPORT, _WHITE),
    **{f"line-{number}": (FIGHTER, _GREY) for number in range(1, 9)},
}

_CLOUD = CloudPlan(centre=(200.0, 40.0), radii_m=(100.0, 114.0), softness_m=55.0, height_m=300.0)
_FOG = CloudPlan(centre=(0.0, 0.0), radii_m=(2000.0, 1800.0), height_m=120.0)
"""So wide that the whole site lies under its middle. Opaque: where a twentieth of the ground's light came through, a
detector still found aircraft."""

_FAR_CLOUD = CloudPlan(centre=(-395.0, 330.0), radii_m=(105.0, 85.0), softness_m=50.0, height_m=300.0)


def demo_plan(seed: int = 0) -> SitePlan:
    """The site and its four dates.

    Args:
        seed: decides where trees, stains and vehicles are and how exactly aircraft are parked; not the story.
    """
    layout, *dates = np.random.default_rng(seed).spawn(5)
    return SitePlan(
        longitude=airbase.LONGITUDE,
        latitude=airbase.LATITUDE,
        width_m=airbase.WIDTH_M,
        height_m=airbase.HEIGHT_M,
        stands=airbase.stands(),
        surfaces=airbase_ground.surfaces(layout),
        buildings=airbase.buildings(),
        trees=airbase.trees(layout),
        works=airbase_works.works(DATES),
        dates=_dates(seed, [airbase.vehicles(stream) for stream in dates]),
    )


def _dates(seed: int, vehicles: list[tuple[Vehicle, ...]]) -> tuple[DatePlan, ...]:
    """Sun positions are those of the place and time (NOAA solar calculator), in whole degrees."""
    return (
        DatePlan(
            id=DATES[0],
            time=datetime(2015, 8, 20, 8, 31, 12, tzinfo=UTC),
            aircraft=_park(seed, _AUGUST),
            vehicles=vehicles[0],
            sun_azimuth_deg=140.0,
            sun_elevation_deg=62.0,
            off_nadir_deg=4.0,
            view_azimuth_deg=100.0,
            haze=0.06,
        ),
        DatePlan(
            id=DATES[1],
            time=datetime(2015, 9, 4, 8, 24, 40, tzinfo=UTC),
            aircraft=_park(seed, _SEPTEMBER_4),
            vehicles=(*vehicles[1], *airbase_works.machines((0.31, 3.0, 0.0), (0.44, -4.0, 184.0))),
            season=0.05,
            clouds=(_CLOUD, _FAR_CLOUD),
            sun_azimuth_deg=145.0,
            sun_elevation_deg=57.0,
            off_nadir_deg=9.0,
            view_azimuth_deg=280.0,
            grid_shift_m=(0.85, -0.6),
            geolocation_error_m=(1.4, -0.9),
            haze=0.10,
            gain=(0.985, 0.99, 1.005),
        ),
        DatePlan(
            id=DATES[2],
            time=datetime(2015, 9, 9, 8, 30, 51, tzinfo=UTC),
            aircraft=_park(seed, _SEPTEMBER_9),
            vehicles=vehicles[2],
            season=0.09,
            clouds=(_FOG,),
            sun_azimuth_deg=149.0,
            sun_elevation_deg=56.0,
            off_nadir_deg=12.0,
            view_azimuth_deg=310.0,
            grid_shift_m=(0.4, 0.9),
            geolocation_error_m=(0.6, 0.3),
        ),
        DatePlan(
            id=DATES[3],
            time=datetime(2015, 9, 15, 8, 37, 5, tzinfo=UTC),
            aircraft=_park(seed, _SEPTEMBER_15),
            vehicles=(*vehicles[3], *airbase_works.machines((0.62, 4.0, 0.0), (0.71, -5.0, 177.0), (0.86, 1.0, 8.0))),
            surfaces=airbase_works.ploughed(),
            season=0.14,
            sun_azimuth_deg=153.0,
            sun_elevation_deg=55.0,
            off_nadir_deg=6.0,
            view_azimuth_deg=60.0,
            grid_shift_m=(-1.3, 0.35),
            geolocation_error_m=(-0.8, 1.7),
            haze=0.04,
            gain=(1.03, 1.02, 1.0),
        ),
    )


def _park(seed: int, stands: tuple[str, ...]) -> tuple[AircraftPlan, ...]:
    """Aircraft on their stands, a little off as real ones are; an aircraft that stays does not move between dates."""
    return tuple(_parked(seed, stand) for stand in stands)


def _parked(seed: int, stand: str) -> AircraftPlan:
    rng = np.random.default_rng([seed, list(_FLEET).index(stand)])
    kind, paint = _FLEET[stand]
    east, north = rng.normal(0.0, 0.6, 2).clip(-1.5, 1.5)
    return AircraftPlan(
        stand=stand,
        type=kind,
        paint=paint,
        offset_m=(float(east), float(north)),
        turn_deg=float(rng.normal(0.0, 1.2)),
    )
