"""What is drawn around each object: how it stands on its date, and the line that says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardstand.ledger.entries import EventKind
from hardstand.report.happenings import Happening, happenings_of
from hardstand.result import RunResult


class Standing(StrEnum):
    """How an object on one date relates to the dates before and after; the value is the legend's text."""

    PRESENT = "Stands there with no change seen"
    ARRIVED = "Arrived since the last image that shows the spot empty"
    FIRST_SEEN = "Seen for the first time; no earlier image shows the spot"
    LEAVING = "Gone on the next image that shows the spot"
    PASSING = "Arrived, and gone on the next image that shows the spot"


@dataclass(frozen=True, kw_only=True)
class LineStyle:
    """How a box is drawn; never told by colour alone.

    Attributes:
        colour: "#rrggbb"; read against a dark halo, on concrete, grass and snow alike.
        width: of the line, pixels of the picture.
        dashes: lengths of line and gap in turn, pixels; empty = unbroken.
    """

    colour: str
    width: float
    dashes: tuple[float, ...] = ()


# After the palette of Okabe and Ito, which colour-blind readers can tell apart.
STYLES = {
    Standing.PRESENT: LineStyle(colour="#ffffff", width=1.5),
    Standing.ARRIVED: LineStyle(colour="#ffb000", width=3.5),
    Standing.FIRST_SEEN: LineStyle(colour="#ffb000", width=3.0, dashes=(2, 5)),
    Standing.LEAVING: LineStyle(colour="#5cd3ff", width=3.0, dashes=(10, 6)),
    Standing.PASSING: LineStyle(colour="#ff9bd2", width=3.0, dashes=(12, 4, 2, 4)),
}
EMPTY_SPOT = LineStyle(colour="#ffffff", width=2.0, dashes=(5, 5))


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One object on one date.

    Attributes:
        number: of its stand, the same on every date; as text.
        standing: how it relates to the other dates.
    """

    number: str
    standing: Standing


def marks_of(result: RunResult) -> dict[str, Mark]:
    """Sighting id to its mark, for every sighting of a run."""
    numbers = {
        sighting.id: stand_number(stand.id) for stand in result.ledger.stands for sighting in stand.sightings.values()
    }
    told = happenings_of(result)
    arrivals = {happening.sighting.id: happening for happening in told if happening.kind is EventKind.ARRIVAL}
    departures = {happening.sighting.id for happening in told if happening.kind is EventKind.DEPARTURE}
    return {
        sighting.id: Mark(
            number=numbers.get(sighting.id, "?"),
            standing=_standing(arrivals.get(sighting.id), sighting.id in departures),
        )
        for sighting in result.sightings
    }


def standing_in(happening: Happening) -> Standing:
    """How an object is drawn where only one arrival or departure is shown."""
    if happening.kind is EventKind.DEPARTURE:
        return Standing.LEAVING
    return Standing.ARRIVED if happening.window.after is not None else Standing.FIRST_SEEN


def stand_number(stand: str) -> str:
    """The number in a stand's id: "7" of "stand-7"."""
    return stand.rpartition("-")[2]


def _standing(arrival: Happening | None, leaving: bool) -> Standing:
    if arrival is None:
        return Standing.LEAVING if leaving else Standing.PRESENT
    return Standing.PASSING if leaving else standing_in(arrival)
