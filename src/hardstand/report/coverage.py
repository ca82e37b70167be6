"""What a catalogue has of a place, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from hardstand.coverage import Bounds, Coverage, Gap, Pass, Period
from hardstand.report.words import capital, day, day_and_time, listed, number, things
from hardstand.timewindow import utc

AT_BEST = (
    "All this is at best: a cloud share is that of a whole image, and does not tell whether this place was seen.",
    "Another catalogue may list more images.",
)
"""What holds of every answer."""


def sentences(coverage: Coverage, bounds: Bounds | None, gaps: Sequence[Gap]) -> list[str]:
    """All that is to be said, one statement each.

    Args:
        coverage: of the place in the period.
        bounds: of what is said to have happened, or None where nothing is.
        gaps: those of the coverage that are to be told.
    """
    claimed = [] if bounds is None else bounds_sentences(bounds)
    return [overview(coverage), *map(gap_sentence, gaps), *claimed, *untold_sentences(coverage), *AT_BEST]


def overview(coverage: Coverage) -> str:
    """How many passes there are, how many are usable, and what they leave."""
    count = len(coverage.passes)
    text = (
        f"{capital(things(count, 'pass'))} over {coverage.place.name} {'is' if count == 1 else 'are'} listed "
        f"{period_in_words(coverage.period)}{_how_many_usable(count, len(coverage.usable))}."
    )
    if coverage.longest is not None:
        text += f" Longest gap: {duration(coverage.longest.length)}."
    if coverage.median_revisit is not None:
        text += f" Median time from one usable pass to the next: {duration(coverage.median_revisit)}."
    return text


def _how_many_usable(count: int, usable: int) -> str:
    if count == 0:
        return ""
    if usable == 0:
        return "; none is usable"
    return f"; {'all' if usable == count > 1 else number(usable)} {'is' if usable == 1 else 'are'} usable"


def gap_sentence(gap: Gap) -> str:
    """What a gap means for the date of an arrival."""
    return f"{_gap(gap)}{_left_out(gap.left_out)}"


def _gap(gap: Gap) -> str:
    begins, ends = _two_moments(gap.begins, gap.ends)
    if gap.window is None:
        return "No usable image is listed in the whole period: nothing can be dated."
    if gap.window.after is None:
        return (
            f"Before {ends} no usable image is listed in the period: of what stands on that image, no more can be said "
            "than that it had come by then."
        )
    if gap.window.by is None:
        return f"After {begins} no usable image is listed in the period: what came later can't be dated."
    return (
        f"Between {begins} and {ends} there is no usable image: an arrival in this gap, {duration(gap.length)} long, "
        "can be dated no closer."
    )


def _left_out(passes: tuple[Pass, ...]) -> str:
    if not passes:
        return ""
    reasons = Counter(reason for each in passes for reason in each.reasons)
    why = ", ".join(f"{reason}: {count}" for reason, count in reasons.items())
    return f" Not usable in it: {things(len(passes), 'pass')} ({why})."


def bounds_sentences(bounds: Bounds) -> list[str]:
    """What could be proved of something that is said to have happened in a time."""
    said = f"Said to have happened {period_in_words(bounds.claimed)}."
    found = (_nearest("before", bounds.before), _within(bounds.within), _nearest("after", bounds.after))
    windows = [_window(gap) for gap in bounds.gaps if gap.window is not None]
    dated = [f"At best it can be dated to {' or '.join(windows)}."] if windows else []
    return [" ".join((said, *found)), *dated]


def _window(gap: Gap) -> str:
    begins, ends = _two_moments(gap.begins, gap.ends)
    assert gap.window is not None
    if gap.window.after is None:
        return f"a time on or before {ends}"
    if gap.window.by is None:
        return f"a time after {begins}"
    return f"the {duration(gap.length)} after {begins}, and by {ends}"


def _nearest(side: str, each: Pass | None) -> str:
    if each is None:
        return f"No usable image of the period is from {side} that time."
    which = "last" if side == "before" else "first"
    return f"The {which} usable image {side} it is of {day_and_time(each.until if side == 'before' else each.time)}."


def _within(passes: tuple[Pass, ...]) -> str:
    if not passes:
        return "None is from that time itself."
    return f"From that time itself: {listed([day_and_time(each.time) for each in passes])}."


def untold_sentences(coverage: Coverage) -> list[str]:
    """What the catalogue does not say of images that are taken for usable."""
    asked = Counter(words for each in coverage.usable for words in each.untold)
    sentences = [f"{_of_passes(count)} the catalogue does not tell: {words}. Kept." for words, count in asked.items()]
    cloudless = sum(any(image.cloud_share is None for image in each.used) for each in coverage.usable)
    if cloudless and coverage.limits.cloud_share is None:
        sentences.append(f"{_of_passes(cloudless)} no cloud share is given: the sky may have been overcast.")
    return sentences


def _of_passes(count: int) -> str:
    return f"Of {things(count, 'usable pass')}"


def period_in_words(period: Period) -> str:
    """By its days where it begins and ends at midnight, else by its times."""
    last = period.ends - timedelta(microseconds=1)
    if all(_is_midnight(moment) for moment in (period.begins, period.ends)):
        if period.ends - period.begins == timedelta(days=1):
            return f"on {day(period.begins)}"
        return f"from {day(period.begins)} to {day(last)}"
    begins, ends = _two_moments(period.begins, period.ends)
    return f"from {begins} to {ends}"


def duration(length: timedelta) -> str:
    """A length of time, as exact as a reader needs it: "11 days", "3.4 days", "26 hours", "45 minutes", "8 seconds"."""
    seconds = length.total_seconds()
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    if seconds < 7200:
        return f"{seconds / 60:.0f} minutes"
    if seconds < 2 * 86400:
        return f"{seconds / 3600:.0f} hours"
    days = seconds / 86400
    return f"{days:.1f} days" if days < 10 else f"{days:,.0f} days"


def _is_midnight(moment: datetime) -> bool:
    return utc(moment).time() == datetime.min.time()


def _two_moments(first: datetime, second: datetime) -> tuple[str, str]:
    """With seconds where the minute is the same."""
    first, second = utc(first), utc(second)
    if first.replace(second=0, microsecond=0) != second.replace(second=0, microsecond=0):
        return day_and_time(first), day_and_time(second)
    return f"{day(first)}, {first:%H:%M:%S} UTC", f"{day(second)}, {second:%H:%M:%S} UTC"
