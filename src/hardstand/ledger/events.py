"""Arrivals and departures: a spot that one image shows occupied and another shows visible and empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from hardstand.ledger.entries import Event, EventKind, Stand, State
from hardstand.timewindow import TimeWindow


def events_of(stands: Sequence[Stand], times: Mapping[str, datetime]) -> tuple[Event, ...]:
    """All arrivals and departures, in the order of the window's end, then of the stands.

    Args:
        stands: with their states in the order of time.
        times: acquisition id to UTC time, in the order of time.
    """
    found = [event for stand in stands for event in _events_at(stand, times)]
    found.sort(key=lambda event: _end(event.window))
    return tuple(replace(event, id=f"event-{number}") for number, event in enumerate(found, start=1))


def _events_at(stand: Stand, times: Mapping[str, datetime]) -> Iterator[Event]:
    """Each change between neighbouring dates on which the spot was judged; the other dates close nothing."""
    judged = [name for name in times if stand.states[name].judged]
    for earlier, later in pairwise(judged):
        before, after = stand.states[earlier], stand.states[later]
        if before is State.EMPTY and after is State.OCCUPIED:
            yield _event(stand, EventKind.ARRIVAL, earlier, later, times)
        elif before is State.OCCUPIED and after is State.EMPTY:
            yield _event(stand, EventKind.DEPARTURE, earlier, later, times)


def _event(stand: Stand, kind: EventKind, earlier: str, later: str, times: Mapping[str, datetime]) -> Event:
    shown, empty = (later, earlier) if kind is EventKind.ARRIVAL else (earlier, later)
    sighting = stand.sightings[shown]
    return Event(
        id="",
        kind=kind,
        label=sighting.detection.label,
        window=TimeWindow(after=times[earlier], by=times[later]),
        stand=stand.id,
        sighting=sighting,
        empty_on=empty,
    )


def _end(window: TimeWindow) -> datetime:
    if window.by is None:
        raise ValueError("an event between two acquisitions has a window with an end")
    return window.by
