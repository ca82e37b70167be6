"""What a rendered scene really shows, and what can be known from it: aircraft, stands, events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from hardstand.frames import PixelPolygon
from hardstand.simulation.parts import Point
from hardstand.simulation.truth_works import WorkTruth
from hardstand.timewindow import TimeWindow

HIDDEN_FROM = 0.5
"""Mean share of the ground's light that cloud and haze together take from an aircraft, an empty stand or a work, from
which it counts as not seen."""


class State(StrEnum):
    """What an image shows at a stand; equal to the ledger's value of that name.

    The truth has a type of its own so that it can be made without any of the stages that it is there to judge.
    """

    OCCUPIED = "occupied"
    EMPTY = "empty"
    NOT_SEEN = "not seen"


class EventKind(StrEnum):
    """What happened at a stand; equal to the ledger's value of that name."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


@dataclass(frozen=True, kw_only=True, eq=False)
class AircraftTruth:
    """An aircraft on one date.

    Attributes:
        stand: id of its stand.
        type: name of its type.
        length_m: metres.
        span_m: metres.
        heading_deg: of the nose, clockwise from grid north, 0..360.
        lonlat: (longitude, latitude) in degrees of the middle of its box on the ground.
        box: length by span as it appears on the image: front left, front right, rear right, rear left.
        cloud: mean opacity of the cloud over the box, 0..1.
        cloud_shadow: mean share of the sun that clouds keep from the box, 0..1.
        haze: mean share of its light that is lost to haze, 0..1.
        visible: whether cloud and haze together take less than `HIDDEN_FROM` of its light.
    """

    stand: str
    type: str
    length_m: float
    span_m: float
    heading_deg: float
    lonlat: Point
    box: PixelPolygon
    cloud: float
    cloud_shadow: float
    haze: float
    visible: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class ObjectTruth:
    """A helicopter or a vehicle on one date.

    Attributes:
        label: class of the detectors: helicopter, vehicle (up to 6 m) or long_vehicle.
        kind: in plain words.
        length_m: along the heading, of hull and rotor blades, without a gun, metres.
        width_m: across, metres.
        heading_deg: of the front, clockwise from grid north, 0..360.
        box: length by width as it appears on the image: front left, front right, rear right, rear left.
        visible: whether cloud and haze together take less than `HIDDEN_FROM` of its light.
    """

    label: str
    kind: str
    length_m: float
    width_m: float
    heading_deg: float
    box: PixelPolygon
    visible: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class DateTruth:
    """One acquisition.

    Attributes:
        id: file stem of the image.
        time: UTC.
        aircraft: everything that stood there, seen or not, in the order of the plan's stands.
        objects: helicopters and vehicles that stand within the image, seen or not, in the order of the plan.
        states: stand id to what the image shows there.
        crs: name of the coordinate system, for example "EPSG:32636".
        transform: pixel (column, row) to metres of `crs`, as the image's georeference says.
        geolocation_error_m: metres (east, north) that `transform` adds to the true position.
        lean: metres (east, north) by which a point appears displaced per metre of height.
        sun_azimuth_deg: clockwise from grid north.
        sun_elevation_deg: above the horizon.
        cloud_outlines: where clouds take half of the ground's light or more.
        cloud_opacity: (height, width) float32, share of the ground's light that is lost to clouds, 0..1.
        cloud_shadow: (height, width) float32, share of the sun that clouds keep from the ground, 0..1.
        haze: (height, width) float32, share of the light that is lost to haze, 0..1.
        hidden_share: of the image, on which cloud and haze together take `HIDDEN_FROM` of the light or more, 0..1.
    """

    id: str
    time: datetime
    aircraft: tuple[AircraftTruth, ...]
    objects: tuple[ObjectTruth, ...]
    states: dict[str, State]
    crs: str
    transform: Affine
    geolocation_error_m: Point
    lean: Point
    sun_azimuth_deg: float
    sun_elevation_deg: float
    cloud_outlines: tuple[PixelPolygon, ...]
    cloud_opacity: NDArray[np.float32]
    cloud_shadow: NDArray[np.float32]
    haze: NDArray[np.float32]
    hidden_share: float

    @property
    def visible(self) -> tuple[AircraftTruth, ...]:
        """The aircraft that the image shows."""
        return tuple(aircraft for aircraft in self.aircraft if aircraft.visible)


@dataclass(frozen=True, kw_only=True)
class StandTruth:
    """A spot on which aircraft park.

    Attributes:
        id: as in the plan.
        lonlat: (longitude, latitude) in degrees of its middle.
        heading_deg: of a parked aircraft's nose, clockwise from grid north.
    """

    id: str
    lonlat: Point
    heading_deg: float


@dataclass(frozen=True, kw_only=True)
class EventTruth:
    """What the images prove: the stand was seen empty on one and occupied on another.

    Attributes:
        kind: arrival or departure.
        stand: id of the stand.
        type: name of the aircraft's type.
        window: from the last acquisition that shows the stand before to the first that shows it after.
        after: id of the acquisition at the window's beginning.
        by: id of the acquisition at the window's end.
    """

    kind: EventKind
    stand: str
    type: str
    window: TimeWindow
    after: str
    by: str


@dataclass(frozen=True, kw_only=True)
class SceneTruth:
    """Everything that is true of a rendered site.

    Attributes:
        stands: in the order of the plan.
        dates: in the order of time.
        events: in the order of the window's end, then of the plan's stands.
        works: in the order of the plan.
    """

    stands: tuple[StandTruth, ...]
    dates: tuple[DateTruth, ...]
    events: tuple[EventTruth, ...]
    works: tuple[WorkTruth, ...] = ()


def derive_events(stands: tuple[StandTruth, ...], dates: tuple[DateTruth, ...]) -> tuple[EventTruth, ...]:
    """Changes of each stand between two acquisitions that show it and none between that does.

    What stood there on the first acquisition that shows a stand is no event: nothing says when it came. An exchange of
    one aircraft for another on the same stand is none either: both dates show the stand occupied.
    """
    events = [event for stand in stands for event in _events_of(stand.id, dates)]
    order = {stand.id: number for number, stand in enumerate(stands)}
    by_end = {date.id: number for number, date in enumerate(dates)}
    return tuple(sorted(events, key=lambda event: (by_end[event.by], order[event.stand])))


def _events_of(stand: str, dates: tuple[DateTruth, ...]) -> list[EventTruth]:
    seen = [date for date in dates if date.states[stand] is not State.NOT_SEEN]
    return [
        _event(stand, before, after)
        for before, after in pairwise(seen)
        if before.states[stand] is not after.states[stand]
    ]


def _event(stand: str, before: DateTruth, after: DateTruth) -> EventTruth:
    arrived = after.states[stand] is State.OCCUPIED
    occupied = after if arrived else before
    kind = next(aircraft.type for aircraft in occupied.aircraft if aircraft.stand == stand)
    return EventTruth(
        kind=EventKind.ARRIVAL if arrived else EventKind.DEPARTURE,
        stand=stand,
        type=kind,
        window=TimeWindow(after=before.time, by=after.time),
        after=before.id,
        by=after.id,
    )
