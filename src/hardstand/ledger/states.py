"""What an acquisition shows at each spot."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.detection.merging import family
from hardstand.ledger.association import Placing, Spot, assign
from hardstand.ledger.entries import State
from hardstand.ledger.view import DatedView
from hardstand.measurement.sighting import Sighting

SEEN_SHARE = 0.9
"""A spot was seen on an acquisition when at least this share of it was visible."""


def states_on(view: DatedView, spots: Sequence[Spot], placing: Placing) -> list[State]:
    """The state of each spot on one acquisition, in their order.

    Args:
        view: the acquisition.
        spots: of all acquisitions.
        placing: how well the acquisitions are placed in the site frame.
    """
    occupied = [any(each.detection.acquisition == view.acquisition for each in spot) for spot in spots]
    free = [number for number, taken in enumerate(occupied) if not taken]
    doubted = _doubted(view, [spots[number] for number in free], placing)
    doubtful = {free[number] for number in doubted}
    return [
        State.OCCUPIED if occupied[number] else State.DOUBTFUL if number in doubtful else _absent(view, spot)
        for number, spot in enumerate(spots)
    ]


def _doubted(view: DatedView, spots: Sequence[Spot], placing: Placing) -> set[int]:
    """Indices of the spots at which something stands that may be of their class; each thing on one spot of a class."""
    doubted: set[int] = set()
    for label in {_label(spot) for spot in spots}:
        own = [number for number, spot in enumerate(spots) if _label(spot) == label]
        taken = assign([spots[number] for number in own], _doubts(view, label), placing, family)
        doubted |= {own[number] for number in taken.values()}
    return doubted


def _doubts(view: DatedView, label: str) -> list[Sighting]:
    """What may be of a class, but is not counted as such.

    It was found with too low a score; or it was taken for another class that is mistaken for this one, as a helicopter
    is for an aircraft.
    """
    alike = [each for each in (*view.doubtful, *view.sightings) if family(each.detection.label) == family(label)]
    sure = {each.id for each in view.sightings if each.detection.label == label}
    return [each for each in alike if each.id not in sure]


def _label(spot: Spot) -> str:
    return spot[0].detection.label


def _absent(view: DatedView, spot: Spot) -> State:
    """Empty where the spot was in full view, and its class can be seen on such an image."""
    if _label(spot) in view.not_observable:
        return State.NOT_SEEN
    pixels = [view.ground.to_pixels(each.ground) for each in spot]
    seen = all(view.visibility.seen_share(each) >= SEEN_SHARE for each in pixels)
    return State.EMPTY if seen else State.NOT_SEEN
