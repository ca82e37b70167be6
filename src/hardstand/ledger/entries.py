"""What the ledger holds: stands, events and counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardstand.counting import ReviewItem
from hardstand.frames import SitePolygon
from hardstand.ledger.net_change import NetChange
from hardstand.ledger.occupied import OccupiedOnBoth
from hardstand.measurement.sighting import Sighting
from hardstand.timewindow import TimeWindow


class State(StrEnum):
    """What an acquisition shows at a stand."""

    OCCUPIED = "occupied"
    EMPTY = "empty"
    DOUBTFUL = "doubtful"
    """Something may stand there: the detector was not sure enough to count it, nor to call the spot empty."""
    NOT_SEEN = "not seen"

    @property
    def judged(self) -> bool:
        """Whether the acquisition tells if the spot was taken."""
        return self in {State.OCCUPIED, State.EMPTY}


class EventKind(StrEnum):
    """What happened at a stand."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


@dataclass(frozen=True, kw_only=True)
class Stand:
    """A spot that is occupied on one or more dates; the same stand occupied twice does not mean the same airframe.

    Attributes:
        id: unique in a run, "stand-1" and so on, from north to south, then west to east.
        label: class of what stands there.
        polygon: the spot in the site frame.
        states: acquisition id to what it shows there, in the order of time.
        sightings: acquisition id to the sighting, where occupied.
        zone: name of the site's zone that holds the spot's middle, or None.
    """

    id: str
    label: str
    polygon: SitePolygon
    states: dict[str, State]
    sightings: dict[str, Sighting]
    zone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something arrived at or left a stand.

    Attributes:
        id: unique in a run, "event-1" and so on, in the order of the window's end.
        kind: arrival or departure.
        label: class of the object.
        window: when; one end is an acquisition that shows the object, the other one that shows the spot empty. An
            arrival's start is open (`after` None: "on or before `by`") where earlier acquisitions were made, but none
            judged the spot. A departure has both ends: what no later acquisition shows may still stand there.
        stand: id of the stand.
        sighting: the object: first seen (arrival) or last seen (departure).
        empty_on: id of the acquisition that shows the spot visible and empty; None where the start is open.
    """

    id: str
    kind: EventKind
    label: str
    window: TimeWindow
    stand: str
    sighting: Sighting
    empty_on: str | None


@dataclass(frozen=True, kw_only=True)
class CountPart:
    """How many of a class belong to one category or size class.

    Attributes:
        name: of the category in the equipment table, or of the size class.
        kind: "category", or "size class" where the image does not show types.
        found: sightings of which this is the likeliest.
        low: lower end of the 90 % interval for the true number on the seen ground; None where not calibrated.
        high: upper end; None where not calibrated.
        estimate: the true number is as likely above as below; None where not calibrated.
    """

    name: str
    kind: str
    found: int
    low: int | None
    high: int | None
    estimate: int | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many of a class one acquisition shows.

    Attributes:
        acquisition: id.
        label: class.
        found: detections at or above the score threshold.
        low: lower end of the 90 % interval for the true number on the seen ground; None where not calibrated.
        high: upper end; None where not calibrated.
        seen_fraction: share of the area of interest on which the ground was seen, 0..1.
        estimate: the true number is as likely above as below; None where not calibrated.
        basis: what the interval stands on, in words; None where there is none.
        parts: the class by category or size class, the most numerous first; empty where the image shows neither.
    """

    acquisition: str
    label: str
    found: int
    low: int | None
    high: int | None
    seen_fraction: float
    estimate: int | None = None
    basis: str | None = None
    parts: tuple[CountPart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Everything that stood, came and left.

    Attributes:
        acquisitions: ids in the order of time.
        stands: every spot that was ever occupied.
        events: arrivals and departures with their windows.
        counts: one per acquisition and class, in the order of time.
        both: what differs between two neighbouring dates that show a stand occupied, in the order of the stands.
        net: by pair of dates, class and zone, what came and left on balance.
        limits: what the images can't tell of arrivals and departures at all, one sentence each, for a reader.
        to_review: what a person should look at to make the counts surer; empty where no class is calibrated.
    """

    acquisitions: tuple[str, ...]
    stands: tuple[Stand, ...]
    events: tuple[Event, ...]
    counts: tuple[Count, ...]
    both: tuple[OccupiedOnBoth, ...] = ()
    net: tuple[NetChange, ...] = ()
    limits: tuple[str, ...] = ()
    to_review: tuple[ReviewItem, ...] = ()
