"""What a run shows, as far as a verdict needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hardstand.timewindow import TimeWindow


@dataclass(frozen=True, kw_only=True)
class AcquisitionShown:
    """One image.

    Attributes:
        id: of the acquisition.
        time: UTC; None where it is not known.
        gsd_m: ground sampling distance, metres per pixel; None where it is not known.
        seen_fraction: share of the area of interest on which the ground was seen, 0..1.
        cloud_fraction: share on which cloud was told, 0..1.
        not_observable: class to the reason why this image can't show it.
        unplaced: why the image could not be laid on the others; None where it could.
        credit: whom to name; None where nobody is known.
        scale_doubt: why its GSD is doubted, in a sentence; None where it is not.
    """

    id: str
    time: datetime | None
    gsd_m: float | None
    seen_fraction: float
    cloud_fraction: float = 0.0
    not_observable: Mapping[str, str] = field(default_factory=dict)
    unplaced: str | None = None
    credit: str | None = None
    scale_doubt: str | None = None


@dataclass(frozen=True, kw_only=True)
class PartShown:
    """How many of a class are of one category or size class.

    Attributes:
        name: "fighter", "large-truck-sized or armoured-vehicle-sized".
        found: sightings of which this is the likeliest.
        low: lower end of the 90 % interval; None = no interval.
        high: upper end; None = no interval.
        estimate: the true number is as likely above as below; None = no interval.
    """

    name: str
    found: int
    low: int | None = None
    high: int | None = None
    estimate: int | None = None


@dataclass(frozen=True, kw_only=True)
class CountShown:
    """How many of a class an acquisition shows on the ground that was seen.

    Attributes:
        acquisition: id.
        label: class.
        found: detections.
        low: lower end of the 90 % interval of the true number; None = no interval.
        high: upper end; None = no interval.
        estimate: the true number is as likely above as below; None = no interval.
        basis: what the interval stands on, in words.
        categories: by category of the equipment table.
        size_classes: by size, where no types can be told.
    """

    acquisition: str
    label: str
    found: int
    low: int | None = None
    high: int | None = None
    estimate: int | None = None
    basis: str | None = None
    categories: tuple[PartShown, ...] = ()
    size_classes: tuple[PartShown, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StandShown:
    """A spot that is occupied on one or more dates; the mappings go from acquisition id.

    Attributes:
        id: of the stand.
        label: class of what stands there.
        states: "occupied", "empty", "doubtful" or "not seen".
        sightings: sighting id, where occupied.
        statements: size and type in a sentence, where occupied.
    """

    id: str
    label: str
    states: Mapping[str, str]
    sightings: Mapping[str, str]
    statements: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class EventShown:
    """Something came to or left a stand.

    Attributes:
        id: of the event.
        kind: "arrival" or "departure".
        label: class.
        window: when.
        stand: id of the stand.
    """

    id: str
    kind: str
    label: str
    window: TimeWindow
    stand: str


@dataclass(frozen=True, kw_only=True)
class NetShown:
    """What came and left on balance between two acquisitions.

    Attributes:
        earlier: acquisition id.
        later: acquisition id.
        label: class.
        zone: None = the whole site.
        arrivals: stands empty before, occupied after.
        departures: stands occupied before, empty after.
        not_judged: stands of which one of the two says nothing.
        low: lower end of the 90 % interval of the rise of the count; None = not known.
        high: upper end; None = not known.
    """

    earlier: str
    later: str
    label: str
    zone: str | None
    arrivals: int
    departures: int
    not_judged: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, kw_only=True)
class WorkShown:
    """Something that was built, or that vanished.

    Attributes:
        id: of the work.
        kind: the likeliest: "strip", "hardstand or apron", "building", "ground works" or "other".
        change: "new" or "vanished".
        probability: the network's answer, 0..1; no measured share of right answers.
        kinds: kind to its share, 0..1.
        window: of its begin; None = not known.
        state: on the last date that shows it; None = too few dates.
        states: acquisition id to "not begun", "begun", "in progress", "finished", "no progress seen" or "not seen".
        length_m: metres; so is `width_m`.
    """

    id: str
    kind: str
    change: str
    probability: float
    kinds: Mapping[str, float]
    window: TimeWindow | None
    state: str | None
    states: Mapping[str, str]
    length_m: float
    width_m: float


@dataclass(frozen=True, kw_only=True)
class NotComparedShown:
    """Two dates of which nothing can be said about what was built: ids of both, and the reason."""

    before: str
    after: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Showing:
    """Everything that a verdict may rest on.

    Attributes:
        site: name of the site.
        airport: its ICAO or IATA code, or None.
        lon: longitude of its middle, degrees; None without georeference.
        lat: latitude of its middle, degrees; None likewise.
        simulated: whether the images are rendered.
        forced: whether a detector was used outside the resolutions on which it was measured.
        acquisitions: in the order of the run.
        counts: of classes that an acquisition can show.
        stands: all.
        events: all.
        net: all.
        works: all; empty where nothing was compared.
        not_compared: pairs of dates of which nothing is known.
        compared: whether the run looked for works at all.
    """

    site: str
    airport: str | None = None
    lon: float | None = None
    lat: float | None = None
    simulated: bool = False
    forced: bool = False
    acquisitions: tuple[AcquisitionShown, ...] = ()
    counts: tuple[CountShown, ...] = ()
    stands: tuple[StandShown, ...] = ()
    events: tuple[EventShown, ...] = ()
    net: tuple[NetShown, ...] = ()
    works: tuple[WorkShown, ...] = ()
    not_compared: tuple[NotComparedShown, ...] = ()
    compared: bool = False
