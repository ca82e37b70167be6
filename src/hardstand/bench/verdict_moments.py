"""From a day of a simulated site's story, and the truth of its image, to what was there and what of it can be seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.verdict_sites import Look, Variation, works_over
from hardstand.bench.verdict_truth import Building, Moment, Standing
from hardstand.claims.things import Thing
from hardstand.simulation.machines import ATTACK_HELICOPTER, TRANSPORT_HELICOPTER, VehicleKind
from hardstand.simulation.plan import DatePlan
from hardstand.simulation.story import demo_plan
from hardstand.simulation.truth import HIDDEN_FROM, AircraftTruth, DateTruth, ObjectTruth
from hardstand.simulation.truth_works import WorkTruth
from hardstand.simulation.types import FIGHTER, HEAVY_TRANSPORT, TURBOPROP_TRANSPORT
from hardstand.simulation.works import WorkKind

LOST_FROM = 0.8
"""An aircraft may be seen through haze that takes less than this share of its light, and none be excluded there."""

_THINGS: dict[str, Thing] = {
    FIGHTER.name: Thing.FIGHTER_AIRCRAFT,
    HEAVY_TRANSPORT.name: Thing.TRANSPORT_AIRCRAFT,
    TURBOPROP_TRANSPORT.name: Thing.TRANSPORT_AIRCRAFT,
    TRANSPORT_HELICOPTER.name: Thing.TRANSPORT_HELICOPTER,
    ATTACK_HELICOPTER.name: Thing.ATTACK_HELICOPTER,
    VehicleKind.CAR.value: Thing.VEHICLE,
    VehicleKind.TRUCK.value: Thing.TRUCK,
}
_WORKS = {WorkKind.STRIP: Thing.TAXIWAY, WorkKind.APRON: Thing.APRON, WorkKind.BUILDING: Thing.BUILDING}


def planned_moment(day: DatePlan, variation: Variation) -> Moment:
    """A day without image."""
    works = works_over(demo_plan(variation.seed), [day.id]) if variation.builds else ()
    things = [
        *((each.stand, each.type.name) for each in day.aircraft),
        *((f"helicopter-{number}", each.type.name) for number, each in enumerate(day.helicopters)),
        *((f"{day.id}-{number}", each.kind.value) for number, each in enumerate(day.vehicles)),
    ]
    return Moment(
        time=day.time, gsd_m=None, clear=0.0,
        things=tuple(Standing(stand=stand, thing=_THINGS[kind], seen=False) for stand, kind in things),
        works=tuple(Building(work=each.id, thing=_WORKS[each.kind], stage=each.stages[day.id], seen=False)
                    for each in works),
    )  # fmt: skip


def seen_moment(day: DatePlan, truth: DateTruth, works: Sequence[WorkTruth], look: Look) -> Moment:
    """A day with an image, of which half may have been cut off."""
    kept = look.kept(truth.haze.shape)
    hidden = 1.0 - (1.0 - truth.cloud_opacity) * (1.0 - truth.haze) >= HIDDEN_FROM
    aircraft = [(each.stand, each.type, _lost(each) < LOST_FROM, each.box) for each in truth.aircraft]
    objects = [(_spot(each, n, day.id), each.kind, each.visible, each.box) for n, each in enumerate(truth.objects)]
    return Moment(
        time=day.time, gsd_m=look.gsd_m, clear=float((~hidden[kept]).sum() / hidden.size),
        things=tuple(
            Standing(stand=spot, thing=_THINGS[kind], seen=shown and _inside(box.corners.mean(axis=0)[None], kept))
            for spot, kind, shown, box in (*aircraft, *objects)
        ),
        works=tuple(
            Building(work=each.id, thing=_WORKS[each.kind], stage=each.stages[day.id].value,
                     seen=each.visible[day.id] and _inside(each.on_images[day.id].corners, kept))
            for each in works
        ),
    )  # fmt: skip


def _lost(each: AircraftTruth) -> float:
    return 1 - (1 - each.cloud) * (1 - each.haze)


def _spot(each: ObjectTruth, number: int, day: str) -> str:  # helicopters come first; vehicles are others each day
    return f"helicopter-{number}" if each.label == "helicopter" else f"{day}-{number}"


def _inside(pixels: NDArray[np.float64], kept: tuple[slice, slice]) -> bool:
    """Whether points (column, row) lie in what is kept; works may reach a little over the frame's own edges."""
    low, high = np.array([(side.start, side.stop) for side in reversed(kept)], dtype=np.float64).T
    return bool((pixels >= low - 5).all() and (pixels <= high + 5).all())
