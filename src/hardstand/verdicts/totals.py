"""How many objects of some classes an acquisition shows, and what that can prove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hardstand.verdicts.seeable import FINE_GSD_M, VEHICLES
from hardstand.verdicts.showing import AcquisitionShown, CountShown, Showing

WHOLE = 0.99
"""Share of the ground that must have been seen before an upper end proves anything."""

ENOUGH = 0.5
"""Share of the ground that must have been seen before a lower end proves anything."""

COARSE_MARGIN = 2
"""At more than `FINE_GSD_M` seven in ten long vehicles are missed, and a place unlike those of the calibration may hide
more of them than the interval allows: its upper end must be passed so many times over before it excludes a number."""


@dataclass(frozen=True, kw_only=True)
class Total:
    """Objects of some classes together on one acquisition.

    Attributes:
        acquisition: the image.
        counts: of the classes that it shows.
        missing: classes that it can't show.
        found: detections.
        interval: lower end, middle and upper end, each the sum of those of the classes, so that 90 % is a floor where
            they err independently; None where a class has no interval.
        floor: at least so many at 95 %; None where that is not proved.
        ceiling: at most so many at 95 % on the whole site; None where that is not proved.
        widened: whether the interval comes from a place or resolution unlike this one.
    """

    acquisition: AcquisitionShown
    counts: tuple[CountShown, ...]
    missing: tuple[str, ...]
    found: int
    interval: tuple[int, int, int] | None
    floor: int | None
    ceiling: int | None
    widened: bool

    @property
    def time(self) -> datetime:
        """When it was taken, UTC."""
        assert self.acquisition.time is not None
        return self.acquisition.time

    @property
    def whole(self) -> bool:
        """Whether nearly all of the ground was seen."""
        return is_whole(self.acquisition)

    def may_hold(self, low: int) -> bool:
        """Whether the image leaves room for so many."""
        return not self.whole or bool(self.missing) or self.interval is None or self.interval[2] >= low


def is_whole(acquisition: AcquisitionShown) -> bool:
    """Whether nearly all of the ground was seen, and no cloud was told on the image.

    Clouds come in company and end in veils: where one is told, another, thinner or smaller, may pass for seen ground,
    and one that covers a hundredth of an apron hides several aircraft.
    """
    return acquisition.seen_fraction >= WHOLE and acquisition.cloud_fraction <= 0


def totals(showing: Showing, labels: Sequence[str]) -> tuple[Total, ...]:
    """Of every acquisition with a time that shows some ground and at least one of the classes, in the order of time."""
    timed = [each for each in showing.acquisitions if each.time is not None and each.seen_fraction > 0]
    timed.sort(key=lambda each: (each.time, each.id))
    found = (_total(showing, each, labels) for each in timed)
    return tuple(total for total in found if total.counts)


def _total(showing: Showing, acquisition: AcquisitionShown, labels: Sequence[str]) -> Total:
    counts = tuple(count for count in showing.counts if count.acquisition == acquisition.id and count.label in labels)
    interval = _summed(counts)
    widened = any("widened" in (count.basis or "") for count in counts)
    missing = tuple(label for label in labels if label not in {count.label for count in counts})
    solid = not (showing.forced or widened or acquisition.scale_doubt or acquisition.unplaced)
    proved = interval if solid else None
    bounded = proved is not None and not missing and is_whole(acquisition)
    return Total(
        acquisition=acquisition,
        counts=counts,
        missing=missing,
        found=sum(count.found for count in counts),
        interval=interval,
        floor=proved[0] if proved is not None and acquisition.seen_fraction >= ENOUGH else None,
        ceiling=_ceiling(proved[2] + _missed(showing, acquisition, labels), showing, acquisition, labels)
        if proved is not None and bounded
        else None,
        widened=widened,
    )


def _missed(showing: Showing, acquisition: AcquisitionShown, labels: Sequence[str]) -> int:
    """Stands that the image calls empty and another one shows taken: a cloud too small to be told may lie over them.

    Clouds of less than some 80 m across may pass for seen ground (docs/limits.md), and hide as many as stand there.
    """
    return sum(
        stand.label in labels and stand.states.get(acquisition.id) == "empty" and "occupied" in stand.states.values()
        for stand in showing.stands
    )


def _summed(counts: Sequence[CountShown]) -> tuple[int, int, int] | None:
    known = [_interval(count) for count in counts]
    ends = [each for each in known if each is not None]
    if not ends or len(ends) < len(known):
        return None
    return sum(each[0] for each in ends), sum(each[1] for each in ends), sum(each[2] for each in ends)


def _interval(count: CountShown) -> tuple[int, int, int] | None:
    if count.low is None or count.high is None:
        return None
    middle = (count.low + count.high) // 2 if count.estimate is None else count.estimate
    return count.low, min(max(middle, count.low), count.high), count.high


def _ceiling(high: int, showing: Showing, acquisition: AcquisitionShown, labels: Sequence[str]) -> int | None:
    """None for vehicles on rendered images: the detector's misses were measured on real ones only."""
    if not set(labels) & set(VEHICLES):
        return high
    if showing.simulated:
        return None
    fine = acquisition.gsd_m is not None and acquisition.gsd_m <= FINE_GSD_M
    return high if fine else COARSE_MARGIN * high


def confidence_of(total: Total, showing: Showing, *, by_size: bool = False) -> tuple[str, str]:
    """How far a count can be trusted, and what limits it most.

    It begins as high. It is low without an interval, with one that was widened because place or resolution is unlike
    those of the calibration, with a forced detector, a doubted scale, or an image without its place. Each of these
    takes one step: ground not seen (two from 30 % on), an interval wider than its middle, vehicles at more than
    `FINE_GSD_M`, a class that the image can't show, a type judged by size.
    """
    if flaw := _flaw(total, showing):
        return "low", flaw
    lacks = _lacks(total, by_size=by_size)
    steps = len(lacks) + (total.acquisition.seen_fraction < 0.7)
    if not lacks:
        share = "all" if total.acquisition.seen_fraction >= 1 else "nearly all"
        return "high", f"{share} of the ground was seen, and the errors of the detector were measured on such images"
    return ("moderate" if steps == 1 else "low"), lacks[0]


def _flaw(total: Total, showing: Showing) -> str | None:
    """What makes a count worth little, whatever else holds."""
    flaws = (
        (total.interval is None, "the errors of the detector were not measured for this class"),
        (total.acquisition.scale_doubt, "the stated resolution of the image does not fit what stands on it"),
        (showing.forced, "the run was forced on images outside the resolutions at which the detector was measured"),
        (total.acquisition.unplaced, "the image could not be laid on the others"),
        (total.widened, "the detector's errors were measured at other resolutions or on another kind of place"),
    )
    return next((why for holds, why in flaws if holds), None)


def _unseen(acquisition: AcquisitionShown) -> str:
    lost = acquisition.seen_fraction < WHOLE
    return "part of the ground was not seen" if lost else "a cloud is on the image, and smaller ones may be"


def _lacks(total: Total, *, by_size: bool) -> list[str]:
    assert total.interval is not None
    low, middle, high = total.interval
    gsd = total.acquisition.gsd_m
    coarse = bool({count.label for count in total.counts} & set(VEHICLES)) and (gsd is None or gsd > FINE_GSD_M)
    return [
        why
        for holds, why in (
            (not total.whole, _unseen(total.acquisition)),
            (bool(total.missing), "not every class that it may be can be seen on the image"),
            (coarse, "at this resolution most vehicles are missed"),
            (high - low > max(2, middle), "the interval is wider than the number itself"),
            (by_size, "the type is judged by size alone"),
        )
        if holds
    ]
