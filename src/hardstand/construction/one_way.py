"""Ground that changed between two dates changed one way: it is new, or it has vanished.

What was built goes before bare ground, then what is surer: pavement on what was bare ground is new pavement, and no
bare ground that has vanished.
"""

from __future__ import annotations

from collections.abc import Sequence

import shapely

from hardstand.construction.entries import Step, WorkKind

SAME_GROUND_SHARE = 0.3
"""Two outlines are about the same ground when they share at least this much of the smaller one."""


def one_way(steps: Sequence[Step]) -> list[Step]:
    """The steps without those that a surer one of the same two dates contradicts; their order stays.

    A shed on what was a hardstand is a new shed: both dates differ there, and the network may answer in both directions
    of time.

    Args:
        steps: of one pair of dates.
    """
    surest_first = sorted(range(len(steps)), key=lambda index: (_bare(steps[index]), -steps[index].probability))
    tree = shapely.STRtree([step.outline for step in steps])
    kept: set[int] = set()
    for index in surest_first:
        near = kept.intersection(int(each) for each in tree.query(steps[index].outline, predicate="intersects"))
        if not any(_contradict(steps[index], steps[other]) for other in near):
            kept.add(index)
    return [steps[index] for index in sorted(kept)]


def _bare(step: Step) -> bool:
    return step.kinds[0].kind is WorkKind.GROUND_WORKS


def _contradict(first: Step, second: Step) -> bool:
    if first.direction is second.direction:
        return False
    shared = first.outline.intersection(second.outline).area
    return bool(shared >= SAME_GROUND_SHARE * min(first.outline.area, second.outline.area))
