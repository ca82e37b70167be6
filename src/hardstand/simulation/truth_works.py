"""What is true of a work, and what the images prove of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from hardstand.frames import PixelPolygon
from hardstand.simulation.parts import Point
from hardstand.simulation.works import Stage, WorkKind
from hardstand.timewindow import TimeWindow


@dataclass(frozen=True, kw_only=True)
class WorkChange:
    """What two acquisitions prove, between which none shows the work.

    Attributes:
        before: how far the work is on the first.
        now: how far on the second; differs from `before`.
        window: from the first to the second.
        after: id of the acquisition at the window's beginning: the last that shows the work as it was before.
        by: id of the acquisition at the window's end.
    """

    before: Stage
    now: Stage
    window: TimeWindow
    after: str
    by: str


@dataclass(frozen=True, kw_only=True)
class WorkTruth:
    """A work with its exact measures.

    Attributes:
        id: as in the plan.
        kind: as in the plan.
        lonlat: corners of the outline on the ground, (longitude, latitude) in degrees.
        outline_m: the same corners, (easting, northing) in metres of the site's UTM zone.
        area_m2: of the outline, square metres.
        length_m: of a strip along its axis, else the long side of the least rectangle around it, metres.
        width_m: area over length of a strip, else the short side of that rectangle, metres.
        orientation_deg: of the long side, clockwise from grid north, 0 <= orientation < 180; of a bent strip from
            its first to its last point.
        stages: acquisition id to how far it is, seen or not.
        visible: acquisition id to whether the image shows it: half of the outline or more lies inside the frame, and
            cloud and haze together take less than `HIDDEN_FROM` of its light.
        on_images: acquisition id to the outline on that image; parts of it may lie outside the frame.
        changes: in the order of time.
    """

    id: str
    kind: WorkKind
    lonlat: tuple[Point, ...]
    outline_m: tuple[Point, ...]
    area_m2: float
    length_m: float
    width_m: float
    orientation_deg: float
    stages: dict[str, Stage]
    visible: dict[str, bool]
    on_images: dict[str, PixelPolygon]
    changes: tuple[WorkChange, ...]


def derive_changes(
    stages: dict[str, Stage], visible: dict[str, bool], dates: Sequence[tuple[str, datetime]]
) -> tuple[WorkChange, ...]:
    """Steps between two acquisitions that show the work and none between that does.

    What is there on the first acquisition that shows it is no change: nothing says when it came.

    Args:
        stages: acquisition id to how far the work is.
        visible: acquisition id to whether the image shows it.
        dates: ids and times, in the order of time.
    """
    seen = [(name, time) for name, time in dates if visible[name]]
    return tuple(
        WorkChange(
            before=stages[first], now=stages[second], window=TimeWindow(after=begin, by=end), after=first, by=second
        )
        for (first, begin), (second, end) in pairwise(seen)
        if stages[first] is not stages[second]
    )
