"""What a report tells of: the ledger's events, and the objects whose arrival nothing bounds from before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hardstand.ledger.entries import Event, EventKind, Stand, State
from hardstand.measurement.sighting import Sighting
from hardstand.result import RunResult
from hardstand.timewindow import TimeWindow


@dataclass(frozen=True, kw_only=True)
class Happening:
    """An arrival or a departure as it is told.

    Attributes:
        id: the event's, or that of the stand for an object whose spot no earlier image shows.
        kind: arrival or departure.
        label: class of the object.
        window: when; `after` is None where no earlier image shows the spot.
        stand: id of the stand.
        sighting: the object: first seen (arrival) or last seen (departure).
        before: id of the acquisition that shows the spot before; None where none does.
        after: id of the acquisition that shows the spot afterwards; None where none does.
    """

    id: str
    kind: EventKind
    label: str
    window: TimeWindow
    stand: str
    sighting: Sighting
    before: str | None
    after: str | None


def happenings_of(result: RunResult) -> tuple[Happening, ...]:
    """The ledger's events in their order, then the objects with an open start in the order of the stands.

    What stands on the first acquisition did not happen as far as anybody can tell, and is left out.
    """
    told = [_of_event(event) for event in result.ledger.events if not _on_first(result, event)]
    known = {happening.sighting.id for happening in told if happening.kind is EventKind.ARRIVAL}
    opened = [happening for stand in result.ledger.stands for happening in _open_start(result, stand)]
    return (*told, *(happening for happening in opened if happening.sighting.id not in known))


def gaps_of(result: RunResult, happening: Happening) -> tuple[str, ...]:
    """Ids of the acquisitions inside a closed window; they did not see the spot, or the window would be shorter."""
    order = result.ledger.acquisitions
    if happening.before is None or happening.after is None:
        return ()
    return order[order.index(happening.before) + 1 : order.index(happening.after)]


def _on_first(result: RunResult, event: Event) -> bool:
    return event.window.after is None and event.sighting.detection.acquisition == result.ledger.acquisitions[0]


def _of_event(event: Event) -> Happening:
    shown = event.sighting.detection.acquisition
    arrived = event.kind is EventKind.ARRIVAL
    ends = (event.empty_on, shown) if arrived else (shown, event.empty_on)
    return Happening(
        id=event.id,
        kind=event.kind,
        label=event.label,
        window=event.window,
        stand=event.stand,
        sighting=event.sighting,
        before=None if event.window.after is None else ends[0],
        after=None if event.window.by is None else ends[1],
    )


def _open_start(result: RunResult, stand: Stand) -> Iterator[Happening]:
    """The object that stands on a spot when it is seen for the first time, unless that is on the first acquisition."""
    shown = [name for name in result.ledger.acquisitions if stand.states.get(name, State.NOT_SEEN).judged]
    times = {acquisition.id: acquisition.time for acquisition in result.acquisitions}
    if not shown or shown[0] == result.ledger.acquisitions[0] or shown[0] not in stand.sightings:
        return
    time = times.get(shown[0])
    if time is not None:
        yield Happening(
            id=stand.id,
            kind=EventKind.ARRIVAL,
            label=stand.label,
            window=TimeWindow(after=None, by=time.value),
            stand=stand.id,
            sighting=stand.sightings[shown[0]],
            before=None,
            after=shown[0],
        )
