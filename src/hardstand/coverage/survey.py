"""Which images there are of a place in a period, which gaps they leave, and so what could be proved at best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from hardstand.coverage.catalogue import Catalogue
from hardstand.coverage.footprint import Footprint
from hardstand.coverage.limits import Limits
from hardstand.coverage.passes import Pass, gather_passes
from hardstand.coverage.period import Period
from hardstand.coverage.place import Place
from hardstand.timewindow import TimeWindow


@dataclass(frozen=True, kw_only=True, eq=False)
class Gap:
    """A stretch of time without a usable pass.

    Attributes:
        begins: of the last usable pass before it, or the period's beginning; UTC.
        ends: of the first usable pass after it, or the period's end; UTC.
        window: what can be said at best of something that happened in it; open at the period's ends, None where the
            whole period is one gap.
        left_out: passes in it that are not usable, in order of time.
    """

    begins: datetime
    ends: datetime
    window: TimeWindow | None
    left_out: tuple[Pass, ...]

    @property
    def length(self) -> timedelta:
        """From its beginning to its end."""
        return self.ends - self.begins

    @property
    def closed(self) -> bool:
        """Whether a usable pass stands at both ends."""
        return self.window is not None and self.window.closed


@dataclass(frozen=True, kw_only=True, eq=False)
class Coverage:
    """What a catalogue has of a place in a period.

    Attributes:
        place: the spot or area.
        period: what was asked about.
        limits: what makes an image usable.
        passes: all, in order of time.
        gaps: in order of time. Windows of an area may overlap by the seconds that its tiles are apart.
    """

    place: Place
    period: Period
    limits: Limits
    passes: tuple[Pass, ...]
    gaps: tuple[Gap, ...]

    @property
    def usable(self) -> tuple[Pass, ...]:
        """Passes that can bound a window."""
        return tuple(each for each in self.passes if each.usable)

    @property
    def longest(self) -> Gap | None:
        """The longest gap, the earliest of equals; None where images leave none."""
        return max(self.gaps, key=lambda gap: gap.length, default=None)

    @property
    def median_revisit(self) -> timedelta | None:
        """Median length of the gaps with a usable pass at both ends; None where there are none."""
        seconds = [gap.length.total_seconds() for gap in self.gaps if gap.closed]
        return timedelta(seconds=median(seconds)) if seconds else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Bounds:
    """Which usable passes bound something that is said to have happened in a time.

    Attributes:
        claimed: when it is said to have happened.
        before: the last one that is over when that time begins, or None.
        within: those that touch that time.
        after: the first one that begins when that time is over, or None.
        gaps: those that share some of that time: the windows that could be proved at best.
    """

    claimed: Period
    before: Pass | None
    within: tuple[Pass, ...]
    after: Pass | None
    gaps: tuple[Gap, ...]


def survey(catalogue: Catalogue, place: Place, period: Period, limits: Limits) -> Coverage:
    """Look up a place and a period, and say what could be proved at best."""
    return survey_footprints(catalogue.find(place, period), place, period, limits)


def survey_footprints(footprints: Iterable[Footprint], place: Place, period: Period, limits: Limits) -> Coverage:
    """The same from footprints that all touch the place and lie in the period; their order does not matter."""
    passes = gather_passes(footprints, place, limits)
    return Coverage(place=place, period=period, limits=limits, passes=passes, gaps=_gaps(passes, period))


def bound(coverage: Coverage, claimed: Period) -> Bounds:
    """Which usable passes bound something that is said to have happened in a time."""
    usable = coverage.usable
    before = [each for each in usable if each.until < claimed.begins]
    after = [each for each in usable if each.time >= claimed.ends]
    return Bounds(
        claimed=claimed,
        before=before[-1] if before else None,
        within=tuple(each for each in usable if each not in before and each not in after),
        after=after[0] if after else None,
        gaps=tuple(gap for gap in coverage.gaps if gap.begins < claimed.ends and gap.ends > claimed.begins),
    )


def _gaps(passes: Sequence[Pass], period: Period) -> tuple[Gap, ...]:
    """The stretches between what was seen for certain before and what was seen for certain after.

    Catalogues may give a range of time for an image. So the bound from below is the latest beginning so far, and the
    bound from above the earliest end still to come.
    """
    usable = sorted((each for each in passes if each.usable), key=lambda each: (each.by, each.after))
    afters, bys = _running_latest([each.after for each in usable]), _running_earliest([each.by for each in usable])
    ends: list[tuple[datetime | None, datetime | None]] = list(zip([None, *afters], [*bys, None], strict=True))
    gaps = (_gap(after, by, passes, period) for after, by in ends)
    return tuple(gap for gap in gaps if gap is not None)


def _gap(after: datetime | None, by: datetime | None, passes: Sequence[Pass], period: Period) -> Gap | None:
    begins, ends = after or period.begins, by or period.ends
    if begins >= ends:
        return None
    return Gap(
        begins=begins,
        ends=ends,
        window=None if after is None and by is None else TimeWindow(after=after, by=by),
        left_out=tuple(each for each in passes if not each.usable and each.time < ends and each.until > begins),
    )


def _running_latest(moments: Sequence[datetime | None]) -> list[datetime]:
    latest: list[datetime] = []
    for moment in moments:
        assert moment is not None
        latest.append(max(moment, latest[-1]) if latest else moment)
    return latest


def _running_earliest(moments: Sequence[datetime | None]) -> list[datetime]:
    """From the other end."""
    earliest: list[datetime] = []
    for moment in reversed(moments):
        assert moment is not None
        earliest.append(min(moment, earliest[-1]) if earliest else moment)
    return earliest[::-1]
