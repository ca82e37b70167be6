"""From the sightings of all dates to stands, events and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hardstand.counting import ReviewedSample
from hardstand.frames import SitePolygon
from hardstand.ledger.association import SAME_STAND_IOU, Spot, gather_spots, overlap_share
from hardstand.ledger.counts import NO_BASIS, CountBasis, count_class
from hardstand.ledger.entries import Ledger, Stand, State
from hardstand.ledger.events import events_of
from hardstand.ledger.reviewing import refuse_strangers
from hardstand.ledger.view import DatedView
from hardstand.measurement.sighting import Sighting

SEEN_SHARE = 0.9
"""A spot was seen on an acquisition when at least this share of it was visible."""

ZoneOf = Callable[[SitePolygon], str | None]
"""Name of the zone that holds a spot, or None."""


def no_zone(_: SitePolygon) -> None:
    """The site has no zones."""


def build_ledger(
    views: Sequence[DatedView],
    labels: Sequence[str],
    zone_of: ZoneOf = no_zone,
    bases: Mapping[str, CountBasis] | None = None,
    reviewed: ReviewedSample | None = None,
) -> Ledger:
    """Stands, events and counts.

    Args:
        views: one per acquisition; any order.
        labels: classes that were looked for, so that "none found" is a count of zero.
        zone_of: tells the zone of a spot.
        bases: by class, what the intervals of its counts stand on; a class without gets none.
        reviewed: what a person said of some sightings and some of the ground.

    Raises:
        MetadataError: the reviewed sample belongs to another run.
    """
    ordered = sorted(views, key=lambda view: view.time)
    if reviewed is not None:
        refuse_strangers(reviewed, ordered)
    counted = [
        count_class(view, label, (bases or {}).get(label, NO_BASIS), reviewed)
        for view in ordered
        for label in labels
        if label not in view.not_observable
    ]
    spots = gather_spots([view.sightings for view in ordered])
    stands = _numbered([_stand(spot, ordered, zone_of) for spot in spots])
    times = {view.acquisition: view.time for view in ordered}
    return Ledger(
        acquisitions=tuple(times),
        stands=stands,
        events=events_of(stands, times),
        counts=tuple(count for count, _ in counted),
        to_review=tuple(item for _, items in counted for item in items),
    )


def _stand(spot: Spot, views: Sequence[DatedView], zone_of: ZoneOf) -> Stand:
    best = max(spot, key=lambda sighting: sighting.detection.score)
    sightings = {sighting.detection.acquisition: sighting for sighting in spot}
    return Stand(
        id="",
        label=best.detection.label,
        polygon=best.ground,
        states={view.acquisition: _state(spot, sightings, view) for view in views},
        sightings=sightings,
        zone=zone_of(best.ground),
    )


def _state(spot: Spot, sightings: dict[str, Sighting], view: DatedView) -> State:
    if view.acquisition in sightings:
        return State.OCCUPIED
    if any(overlap_share(known, doubt) >= SAME_STAND_IOU for known in spot for doubt in view.doubtful):
        return State.DOUBTFUL
    if any(sighting.detection.label in view.not_observable for sighting in spot):
        return State.NOT_SEEN
    seen = all(view.visibility.seen_share(view.ground.to_pixels(sighting.ground)) >= SEEN_SHARE for sighting in spot)
    return State.EMPTY if seen else State.NOT_SEEN


def _numbered(stands: Sequence[Stand]) -> tuple[Stand, ...]:
    """Named from north to south, then west to east."""

    def place(stand: Stand) -> tuple[float, float]:
        middle = stand.polygon.shape.centroid
        return (-round(middle.y, 3), round(middle.x, 3))

    ordered = sorted(stands, key=place)
    return tuple(replace(stand, id=f"stand-{number}") for number, stand in enumerate(ordered, start=1))
