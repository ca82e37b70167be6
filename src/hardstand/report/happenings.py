"""What a report tells of: the ledger's events, by the images that show the spot before and afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.ledger.entries import Event, EventKind
from hardstand.measurement.sighting import Sighting
from hardstand.result import RunResult
from hardstand.timewindow import TimeWindow


@dataclass(frozen=True, kw_only=True)
class Happening:
    """An arrival or a departure as it is told.

    Attributes:
        id: the event's.
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
    """The ledger's events, in their order."""
    return tuple(_of_event(event) for event in result.ledger.events)


def gaps_of(result: RunResult, happening: Happening) -> tuple[str, ...]:
    """Ids of the acquisitions inside a closed window; they did not see the spot, or the window would be shorter."""
    order = result.ledger.acquisitions
    if happening.before is None or happening.after is None:
        return ()
    return order[order.index(happening.before) + 1 : order.index(happening.after)]


def _of_event(event: Event) -> Happening:
    shown = event.sighting.detection.acquisition
    ends = (event.empty_on, shown) if event.kind is EventKind.ARRIVAL else (shown, event.empty_on)
    return Happening(
        id=event.id,
        kind=event.kind,
        label=event.label,
        window=event.window,
        stand=event.stand,
        sighting=event.sighting,
        before=ends[0],
        after=ends[1],
    )
