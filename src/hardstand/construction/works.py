"""Steps that change the same ground on different dates make one work; its window and its state follow from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely import Polygon

from hardstand.construction.entries import Direction, Step, Work, WorkKind, WorkState
from hardstand.construction.measures import measure_outline
from hardstand.frames import SitePolygon
from hardstand.timewindow import TimeWindow

SAME_WORK_SHARE = 0.3
"""Two steps belong to one work when they share at least this much of the smaller outline: works grow."""

BESIDE_M = 4.0
"""Two steps that end with one date and begin with different ones are parts of one work when they lie no farther apart:
the edge of what a date shows ran through it. Metres."""

SeenOn = Callable[[str, Polygon], bool]
"""Whether an acquisition shows the ground of an outline."""

ZoneOf = Callable[[SitePolygon], str | None]
"""Name of the zone that holds an outline's middle, or None."""

BEGINNING = datetime.min.replace(tzinfo=UTC)

STATE_DATES = 3
"""So many dates must show a work before it is said how far it has come: two tell no more than that it has begun."""

Order = Mapping[str, int]
"""Acquisition id to its place in the order of time; in that order."""

_LASTING = frozenset({WorkKind.STRIP, WorkKind.APRON, WorkKind.BUILDING})
"""What can be finished; bare ground waits for something."""


def gather_works(
    steps: Sequence[Step], acquisitions: Sequence[str], seen_on: SeenOn, zone_of: ZoneOf
) -> tuple[Work, ...]:
    """All works, by the date that first shows them, then from north to south and west to east.

    Args:
        steps: of all pairs of dates, any order.
        acquisitions: ids in the order of time.
        seen_on: whether an acquisition shows an outline's ground.
        zone_of: tells the zone of an outline.
    """
    order = {name: number for number, name in enumerate(acquisitions)}
    works = [_work(group, order, seen_on, zone_of) for group in _groups(steps, order)]
    works.sort(key=lambda work: _place_in(work, order))
    return tuple(replace(work, id=f"work-{number}") for number, work in enumerate(works, start=1))


def _groups(steps: Sequence[Step], order: Order) -> list[list[Step]]:
    """Steps that hang together by overlaps, each group in the order of time."""
    if not steps:
        return []
    tree = shapely.STRtree([step.outline for step in steps])
    first, second = tree.query([step.outline for step in steps], predicate="dwithin", distance=BESIDE_M)
    links = [(int(a), int(b)) for a, b in zip(first, second, strict=True) if _one_work(steps[a], steps[b])]
    rows, columns = np.array(links).T
    matrix = coo_matrix((np.ones(len(links)), (rows, columns)), shape=(len(steps), len(steps)))
    count, label = connected_components(matrix, directed=False)
    groups = [[step for step, own in zip(steps, label, strict=True) if own == number] for number in range(count)]
    return [sorted(group, key=lambda step: (order[step.after], -step.outline.area)) for group in groups]


def _one_work(first: Step, second: Step) -> bool:
    if first.after == second.after and first.before != second.before and first.direction is second.direction:
        return True  # near each other, as all that are asked
    shared = first.outline.intersection(second.outline).area
    return bool(shared >= SAME_WORK_SHARE * min(first.outline.area, second.outline.area))


def _work(steps: Sequence[Step], order: Order, seen_on: SeenOn, zone_of: ZoneOf) -> Work:
    outline = _union(steps)
    last = max(steps, key=lambda step: (order[step.after], step.outline.area))
    states = {
        name: _state(name, steps, last, order) if seen_on(name, outline) else WorkState.NOT_SEEN for name in order
    }
    judged = [state for state in states.values() if state is not WorkState.NOT_SEEN]
    return Work(
        id="",
        direction=_first_direction(steps),
        outline=outline,
        measures=measure_outline(outline),
        kinds=last.kinds,
        probability=max(step.probability for step in steps),
        window=_window(steps),
        finished=last.window if WorkState.FINISHED in judged else None,
        states=states,
        state=judged[-1] if len(judged) >= STATE_DATES else None,
        steps=tuple(steps),
        zone=zone_of(SitePolygon(np.asarray(outline.exterior.coords)[:-1])),
    )


def _window(steps: Sequence[Step]) -> TimeWindow | None:
    """Of the first date that shows the work: from the earliest date that shows some of its ground without it."""
    windows = [step.window for step in steps if step.after == steps[0].after and step.window is not None]
    return min(windows, key=lambda window: window.after or BEGINNING, default=None)


def _first_direction(steps: Sequence[Step]) -> Direction:
    """Which way the ground changed first; of several steps of that date, the surest tells."""
    earliest = [step for step in steps if step.after == steps[0].after]
    return max(earliest, key=lambda step: step.probability).direction


def _union(steps: Sequence[Step]) -> Polygon:
    whole = shapely.union_all([step.outline for step in steps])
    if len(shapely.get_parts(whole)) > 1:
        whole = whole.buffer(BESIDE_M / 2 + 0.1, join_style="mitre").buffer(-BESIDE_M / 2 - 0.1, join_style="mitre")
    part = max(shapely.get_parts(whole), key=lambda each: each.area)
    assert isinstance(part, Polygon)
    return part


def _state(name: str, steps: Sequence[Step], last: Step, order: Order) -> WorkState:
    """What a date shows of a work, compared with the date before it that shows the work."""
    if order[name] < order[steps[0].after]:
        return WorkState.NOT_BEGUN
    if name == steps[0].after:
        return WorkState.BEGUN
    if any(step.after == name for step in steps):
        return WorkState.IN_PROGRESS
    done = last.direction is Direction.VANISHED or last.kinds[0].kind in _LASTING
    return WorkState.FINISHED if done and order[name] > order[last.after] else WorkState.UNCHANGED


def _place_in(work: Work, order: Order) -> tuple[int, float, float]:
    middle = work.outline.centroid
    return order[work.steps[0].after], -round(middle.y, 3), round(middle.x, 3)
