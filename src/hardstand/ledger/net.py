"""What came and left on balance between two acquisitions, by class and zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil, floor, hypot

import shapely

from hardstand.ledger.entries import Count, Stand, State
from hardstand.ledger.net_change import CountDifference, NetChange
from hardstand.ledger.view import DatedView
from hardstand.timewindow import TimeWindow

SAME_GROUND = 0.95
"""Counts of two acquisitions are compared where the ground that both could show is at least this share of all that
either could."""

Counts = Mapping[tuple[str, str], Count]
"""Acquisition and class to the count."""


def net_changes(
    views: Sequence[DatedView], labels: Sequence[str], stands: Sequence[Stand], counts: Sequence[Count]
) -> tuple[NetChange, ...]:
    """Every two neighbouring acquisitions, then the first and the last of more than two.

    Args:
        views: in the order of time.
        labels: classes that were looked for.
        stands: with their states.
        counts: of the acquisitions.
    """
    pairs = list(pairwise(views))
    if len(pairs) > 1:
        pairs.append((views[0], views[-1]))
    known = {(count.acquisition, count.label): count for count in counts}
    return tuple(change for pair in pairs for label in labels for change in _changes(pair, label, stands, known))


Pair = tuple[DatedView, DatedView]


def _changes(pair: Pair, label: str, stands: Sequence[Stand], counts: Counts) -> Iterator[NetChange]:
    """The whole site, then the zones that ever held something of the class, by name."""
    own = [stand for stand in stands if stand.label == label]
    yield _change(pair, label, None, own, _difference(pair, label, counts))
    for zone in sorted({stand.zone for stand in own if stand.zone is not None}):
        yield _change(pair, label, zone, [stand for stand in own if stand.zone == zone], NOT_BY_ZONE)


Answer = CountDifference | str
"""By how much the number rose, or why that is not known."""

NOT_BY_ZONE = "counts are made for the whole site only"


def _change(pair: Pair, label: str, zone: str | None, stands: Sequence[Stand], answer: Answer) -> NetChange:
    earlier, later = pair
    seen = [(stand.states[earlier.acquisition], stand.states[later.acquisition]) for stand in stands]
    judged = [states for states in seen if all(state.judged for state in states)]
    return NetChange(
        window=TimeWindow(after=earlier.time, by=later.time),
        earlier=earlier.acquisition,
        later=later.acquisition,
        label=label,
        zone=zone,
        arrivals=judged.count((State.EMPTY, State.OCCUPIED)),
        departures=judged.count((State.OCCUPIED, State.EMPTY)),
        both=judged.count((State.OCCUPIED, State.OCCUPIED)),
        not_judged=len(seen) - len(judged),
        difference=None if isinstance(answer, str) else answer,
        unknown=answer if isinstance(answer, str) else None,
    )


def _difference(pair: Pair, label: str, counts: Counts) -> Answer:
    """The difference of two counts, where both are of one ground."""
    earlier, later = pair
    blind = [view.acquisition for view in pair if (view.acquisition, label) not in counts]
    if blind:
        return f"the class is not observable on {' and '.join(blind)}"
    share = common_ground(earlier, later)
    if share < SAME_GROUND:
        return f"the ground that both images show is only {floor(100 * share)} % of what either shows"
    return subtract(counts[earlier.acquisition, label], counts[later.acquisition, label])


def common_ground(first: DatedView, second: DatedView) -> float:
    """Ground that both acquisitions could show, as a share of what either could, 0..1.

    What cloud hides is taken for spread evenly and independently over each frame: where both hide much, the true share
    may be larger.
    """
    frames = [view.footprint for view in (first, second)]
    seen = [view.seen_share for view in (first, second)]
    union = shapely.union_all(frames).area
    shared = frames[0].intersection(frames[1]).area
    return float(shared * seen[0] * seen[1] / union) if union > 0 else 0.0


def subtract(earlier: Count, later: Count) -> CountDifference:
    """The rise from one count to another with its 90 % interval.

    The interval is found by the method of variance estimates recovery (Zou and Donner 2008, Statistics in Medicine
    27:1693): the distance from the difference of the estimates to either end is the root of the summed squares of the
    distances within both counts. It takes the errors for independent: a detector that errs alike on both dates makes
    the interval wider than need be. The ends are rounded outwards.
    """
    found = later.found - earlier.found
    known = [_interval(count) for count in (earlier, later)]
    if known[0] is None or known[1] is None:
        return CountDifference(found=found, low=None, high=None)
    (low, middle, high), (later_low, later_middle, later_high) = known[0], known[1]
    rise = later_middle - middle
    below = hypot(later_middle - later_low, high - middle)
    above = hypot(later_high - later_middle, middle - low)
    return CountDifference(found=found, low=floor(rise - below), high=ceil(rise + above))


def _interval(count: Count) -> tuple[int, int, int] | None:
    """Lower end, middle, upper end."""
    if count.low is None or count.high is None or count.estimate is None:
        return None
    return count.low, count.estimate, count.high
