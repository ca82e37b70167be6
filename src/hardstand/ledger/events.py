"""Arrivals and departures: what a spot's states over time say, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from hardstand.ledger.entries import Event, EventKind, Stand, State
from hardstand.timewindow import TimeWindow


def events_of(
    stands: Sequence[Stand], times: Mapping[str, datetime], blind: Mapping[str, AbstractSet[str]] | None = None
) -> tuple[Event, ...]:
    """All arrivals and departures, in the order of the window's end, then of the stands.

    Args:
        stands: with their states in the order of time.
        times: acquisition id to UTC time, in the order of time.
        blind: acquisition id to the classes that its resolution does not show; it is no earlier image of those.
    """
    found = [event for stand in stands for event in _events_at(stand, times, blind or {})]
    found.sort(key=lambda event: _end(event.window))
    return tuple(replace(event, id=f"event-{number}") for number, event in enumerate(found, start=1))


def _events_at(stand: Stand, times: Mapping[str, datetime], blind: Mapping[str, AbstractSet[str]]) -> Iterator[Event]:
    """Each change between neighbouring dates on which the spot was judged; the other dates close nothing."""
    judged = [name for name in times if stand.states[name].judged]
    yield from _open_start(stand, judged[0], times, blind)
    for earlier, later in pairwise(judged):
        before, after = stand.states[earlier], stand.states[later]
        if before is State.EMPTY and after is State.OCCUPIED:
            yield _arrival(stand, later, earlier, times)
        elif before is State.OCCUPIED and after is State.EMPTY:
            yield _departure(stand, earlier, later, times)


def _open_start(
    stand: Stand, first: str, times: Mapping[str, datetime], blind: Mapping[str, AbstractSet[str]]
) -> Iterator[Event]:
    """The arrival of what stands on a spot when it is judged for the first time, if other images were made before.

    What the first image shows has no arrival: it stands there, and nothing else is known. An image too coarse for the
    class is no earlier image: else every object of the first sharp one would be told of.
    """
    earlier = [name for name in times if times[name] < times[first] and stand.label not in blind.get(name, ())]
    if earlier and stand.states[first] is State.OCCUPIED:
        yield _arrival(stand, first, None, times)


def _arrival(stand: Stand, shown: str, empty: str | None, times: Mapping[str, datetime]) -> Event:
    window = TimeWindow(after=None if empty is None else times[empty], by=times[shown])
    return _event(stand, EventKind.ARRIVAL, window, shown, empty)


def _departure(stand: Stand, shown: str, empty: str, times: Mapping[str, datetime]) -> Event:
    return _event(stand, EventKind.DEPARTURE, TimeWindow(after=times[shown], by=times[empty]), shown, empty)


def _event(stand: Stand, kind: EventKind, window: TimeWindow, shown: str, empty: str | None) -> Event:
    sighting = stand.sightings[shown]
    return Event(
        id="",
        kind=kind,
        label=sighting.detection.label,
        window=window,
        stand=stand.id,
        sighting=sighting,
        empty_on=empty,
    )


def _end(window: TimeWindow) -> datetime:
    if window.by is None:
        raise ValueError("an event's window ends on an acquisition")
    return window.by
