"""From the sightings of all dates to stands, events and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hardstand.counting import ReviewedSample
from hardstand.frames import SitePolygon
from hardstand.ledger.association import Spot, gather_spots
from hardstand.ledger.both import occupied_on_both
from hardstand.ledger.counts import NO_BASIS, CountBasis, count_class
from hardstand.ledger.entries import Ledger, Stand, State
from hardstand.ledger.events import events_of
from hardstand.ledger.limits import limits_of
from hardstand.ledger.net import net_changes
from hardstand.ledger.reviewing import refuse_strangers
from hardstand.ledger.states import states_on
from hardstand.ledger.view import DatedView

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
    placing = {view.acquisition: view.placing_sd_m for view in ordered}
    spots = gather_spots([view.sightings for view in ordered], placing)
    by_view = {view.acquisition: states_on(view, spots, placing) for view in ordered}
    states = [{name: found[number] for name, found in by_view.items()} for number in range(len(spots))]
    stands = _numbered([_stand(spot, shown, zone_of) for spot, shown in zip(spots, states, strict=True)])
    times = {view.acquisition: view.time for view in ordered}
    counts = tuple(count for count, _ in counted)
    return Ledger(
        acquisitions=tuple(times),
        stands=stands,
        events=events_of(stands, times, {view.acquisition: view.not_observable for view in ordered}),
        counts=counts,
        both=occupied_on_both(stands, times),
        net=net_changes(ordered, labels, stands, counts),
        limits=limits_of(ordered, labels),
        to_review=tuple(item for _, items in counted for item in items),
    )


def _stand(spot: Spot, states: dict[str, State], zone_of: ZoneOf) -> Stand:
    best = max(spot, key=lambda sighting: sighting.detection.score)
    return Stand(
        id="",
        label=best.detection.label,
        polygon=best.ground,
        states=states,
        sightings={sighting.detection.acquisition: sighting for sighting in spot},
        zone=zone_of(best.ground),
    )


def _numbered(stands: Sequence[Stand]) -> tuple[Stand, ...]:
    """Named from north to south, then west to east."""

    def place(stand: Stand) -> tuple[float, float]:
        middle = stand.polygon.shape.centroid
        return (-round(middle.y, 3), round(middle.x, 3))

    ordered = sorted(stands, key=place)
    return tuple(replace(stand, id=f"stand-{number}") for number, stand in enumerate(ordered, start=1))
