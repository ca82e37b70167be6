"""Events found against events labelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from hardstand.bench.datasets import box_iou
from hardstand.bench.event_truth import DatedEvent

SAME_EVENT_IOU = 0.5
"""An event is found when its box overlaps the label's at least this much, and both ends of its window are right."""


@dataclass(frozen=True, kw_only=True)
class EventScore:
    """Events found against events labelled, over many runs of two or more frames.

    Attributes:
        runs: runs that were compared.
        refused: runs that could not be registered; without a transform their labels give no events to hold against.
        labelled: events that follow from the labels.
        found: events with a closed window that the ledger states.
        right: events that both hold.
    """

    runs: int
    refused: int
    labelled: int
    found: int
    right: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0..1; 1 where there was nothing to find and nothing was found."""
        total = self.labelled + self.found
        return 2 * self.right / total if total else 1.0


REFUSED = EventScore(runs=1, refused=1, labelled=0, found=0, right=0)


def score_events(labelled: Sequence[DatedEvent], found: Sequence[DatedEvent]) -> EventScore:
    """One run."""
    right = len(found) - len(wrong_events(labelled, found))
    return EventScore(runs=1, refused=0, labelled=len(labelled), found=len(found), right=right)


def wrong_events(labelled: Sequence[DatedEvent], found: Sequence[DatedEvent]) -> list[DatedEvent]:
    """Those found, in their order, that no labelled event of the same kind and window bears out; each is used once."""
    known_groups, right = _grouped(labelled), set()
    for key, group in _grouped(found).items():
        known = known_groups.get(key, [])
        overlap = box_iou(_boxes(group), _boxes(known))
        rows, columns = linear_sum_assignment(overlap, maximize=True)
        right |= {
            id(group[row]) for row, column in zip(rows, columns, strict=True) if overlap[row, column] >= SAME_EVENT_IOU
        }
    return [event for event in found if id(event) not in right]


_Key = tuple[str, int, int]


def _grouped(events: Sequence[DatedEvent]) -> dict[_Key, list[DatedEvent]]:
    groups: dict[_Key, list[DatedEvent]] = defaultdict(list)
    for event in events:
        groups[event.kind.value, event.earlier, event.later].append(event)
    return groups


def _boxes(events: Sequence[DatedEvent]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([event.box for event in events], np.float64).reshape(-1, 4)


def total(scores: Sequence[EventScore]) -> EventScore:
    """All runs together."""
    names = ("runs", "refused", "labelled", "found", "right")
    return EventScore(**{name: sum(getattr(score, name) for score in scores) for name in names})
