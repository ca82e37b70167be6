"""How much ground a date shows of a class: measured twice, by area and by the stands in use.

Objects stand on aprons and not in the fields. A cloud over the apron hides all of them and little of the area, a cloud
over the fields much of the area and none of them; neither makes an apron empty or full.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hardstand.ledger.entries import Stand, State
from hardstand.ledger.view import DatedView

Array = NDArray[np.float64]


def seen_ground(views: Sequence[DatedView], stands: Sequence[Stand], label: str) -> Array:
    """(views, 2) the least and the most that the two measures make of the ground seen, square kilometres.

    The measure by stands is the share of the class's stands that were seen, each weighing as often as it is occupied on
    the other dates, times the area that makes both measures alike over all dates. Where no other date shows a stand in
    use, only the area counts.

    Args:
        views: the dates.
        stands: of the ledger.
        label: class.
    """
    area = np.array([view.seen_km2 for view in views])
    names = [view.acquisition for view in views]
    own = [stand for stand in stands if stand.label == label]
    occupied = _states(own, names, {State.OCCUPIED})
    seen = _states(own, names, set(State) - {State.NOT_SEEN})
    weights = occupied.sum(axis=1, keepdims=True) - occupied
    total = weights.sum(axis=0)
    known = (total > 0) & (area > 0)
    shares = np.divide((weights * seen).sum(axis=0), total, out=np.zeros(len(views)), where=known)
    if not shares.any():
        return np.stack([area, area], axis=1)
    by_stands = np.where(known, shares * area[known].sum() / shares.sum(), area)
    # What differs by rounding alone is the same.
    by_stands = np.where(np.isclose(by_stands, area), area, by_stands)
    return np.stack([np.minimum(area, by_stands), np.maximum(area, by_stands)], axis=1)


def _states(stands: Sequence[Stand], names: Sequence[str], wanted: set[State]) -> Array:
    """(stands, dates) 1 where a stand is in one of the states, else 0."""
    flags = [[stand.states.get(name, State.NOT_SEEN) in wanted for name in names] for stand in stands]
    return np.array(flags, dtype=np.float64).reshape(len(stands), len(names))
