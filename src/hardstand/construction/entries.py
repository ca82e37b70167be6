"""What was built: works with their outline, kind, window and state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shapely import Polygon

from hardstand.timewindow import TimeWindow


class WorkKind(StrEnum):
    """What a work is."""

    STRIP = "strip"
    """Pavement much longer than wide: a taxiway, a runway, a road."""
    APRON = "hardstand or apron"
    """Other pavement."""
    BUILDING = "building"
    GROUND_WORKS = "ground works"
    """Bared, graded or heaped earth: cleared ground, earthworks, a site before it is paved."""
    OTHER = "other"


class Direction(StrEnum):
    """Which way the ground changed."""

    NEW = "new"
    VANISHED = "vanished"


class WorkState(StrEnum):
    """How far a work had come on a date, as far as the dates show."""

    NOT_BEGUN = "not begun"
    BEGUN = "begun"
    """First seen on this date."""
    IN_PROGRESS = "in progress"
    """Seen before, and changed again by this date."""
    FINISHED = "finished"
    """Pavement or a building that has not changed since an earlier date that shows it."""
    UNCHANGED = "no progress seen"
    """Bare ground that has not changed since an earlier date: given up, or waiting."""
    NOT_SEEN = "not seen"


@dataclass(frozen=True, kw_only=True)
class KindProbability:
    """How likely a work is of a kind, 0..1; those of one work add up to 1."""

    kind: WorkKind
    probability: float


@dataclass(frozen=True, kw_only=True)
class Measures:
    """The size of an outline on the ground.

    Attributes:
        area_m2: square metres.
        length_m: along the work, metres; of a bent strip along its bends.
        width_m: across, metres.
        orientation_deg: of the longer side, clockwise from north, 0..180.
    """

    area_m2: float
    length_m: float
    width_m: float
    orientation_deg: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Step:
    """One change between two acquisitions of which no one between shows the spot.

    Attributes:
        before: id of the earlier acquisition.
        after: id of the later one.
        window: from the one to the other; None where a time is not known.
        direction: new or vanished.
        outline: on the ground, metres (east, north).
        probability: that works changed there, 0..1.
        kinds: what appeared or vanished, the likeliest first.
    """

    before: str
    after: str
    window: TimeWindow | None
    direction: Direction
    outline: Polygon
    probability: float
    kinds: tuple[KindProbability, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Work:
    """Something that was built, or that vanished.

    Attributes:
        id: unique in a run, "work-1" and so on, by the date that first shows it, then from north to south.
        direction: new or vanished.
        outline: all of it on the ground, metres (east, north) of the site frame.
        measures: of the outline.
        kinds: as it is on the last date that shows it, the likeliest first.
        probability: that it is a work at all, 0..1.
        window: when it was begun, or vanished; None where a time is not known.
        finished: the window of its last change, where a later date shows it unchanged; else None.
        states: acquisition id to what it shows, in the order of time.
        state: on the last date that shows it; None with two dates, which tell no more than that it has begun.
        steps: the changes that make it up, in the order of time.
        zone: name of the site's zone that holds its middle, or None.
    """

    id: str
    direction: Direction
    outline: Polygon
    measures: Measures
    kinds: tuple[KindProbability, ...]
    probability: float
    window: TimeWindow | None
    finished: TimeWindow | None
    states: dict[str, WorkState]
    state: WorkState | None
    steps: tuple[Step, ...]
    zone: str | None = None

    @property
    def kind(self) -> WorkKind:
        """The likeliest."""
        return self.kinds[0].kind


@dataclass(frozen=True, kw_only=True)
class NotCompared:
    """Two neighbouring dates that could not be compared, and why.

    Attributes:
        before: id of the earlier acquisition.
        after: id of the later one.
        reason: in plain words, with numbers.
    """

    before: str
    after: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Construction:
    """All works of a site.

    Attributes:
        works: in the order of their ids.
        not_compared: pairs of dates of which nothing can be said.
        compared_km2: ground that at least one pair of dates shows, square kilometres.
    """

    works: tuple[Work, ...]
    not_compared: tuple[NotCompared, ...]
    compared_km2: float
