"""Sentences on two dates at a time: what came and left on balance, and where another object stands now."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.ledger.net_change import CountDifference, NetChange
from hardstand.ledger.occupied import OccupiedOnBoth
from hardstand.report.words import Calendar, listed, noun, number, sentence, things
from hardstand.result import RunResult
from hardstand.timewindow import TimeWindow

MOST_NAMED = 5
"""Stands that one sentence names; `summary.json` has them all."""


def is_judged(change: NetChange) -> bool:
    """Whether both images judge a stand of the class; else nothing came and left on balance that one could tell of."""
    return change.arrivals + change.departures + change.both > 0 or not change.not_judged


def balance_sentences(result: RunResult, calendar: Calendar) -> tuple[str, ...]:
    """Each pair of dates with each class that stood anywhere, over the whole site."""
    standing = {stand.label for stand in result.ledger.stands}
    return tuple(
        balance_sentence(change, calendar)
        for change in result.ledger.net
        if change.zone is None and change.label in standing and is_judged(change)
    )


def balance_sentence(change: NetChange, calendar: Calendar) -> str:
    """As in "Between 4 and 15 September 2015, on balance two more aircraft: three arrived and one left; ..."."""
    when = calendar.window(change.window)
    if not change.arrivals + change.departures + change.both + change.not_judged:
        return sentence(f"{when}, {noun(change.label, 2)} stood on neither image")
    parts = [f"{when}, {_rise(change)}", _not_judged(change), _counts(change)]
    return sentence("; ".join(part for part in parts if part))


def _rise(change: NetChange) -> str:
    came = f"{_some(change.arrivals)} arrived and {_some(change.departures)} left"
    if not change.net:
        return f"on balance no change in {noun(change.label, 2)}: {came}"
    word = "more" if change.net > 0 else "fewer"
    return f"on balance {number(abs(change.net))} {word} {noun(change.label, abs(change.net))}: {came}"


def _some(count: int) -> str:
    return number(count) if count else "none"


def _not_judged(change: NetChange) -> str:
    if not change.not_judged:
        return ""
    verb = "is" if change.not_judged == 1 else "are"
    return f"{things(change.not_judged, 'stand')} {verb} left out, which an image does not judge"


def _counts(change: NetChange) -> str:
    """The difference of the counts where it has an interval."""
    rise = change.difference
    if rise is None or rise.low is None or rise.high is None:
        return ""
    return f"the counts differ by {_signed(rise)} (90 % interval)"


def _signed(rise: CountDifference) -> str:
    low, high = (f"{end:+,}" if end else "0" for end in (rise.low or 0, rise.high or 0))
    return low if low == high else f"{low} to {high}"


def replaced_sentences(result: RunResult, calendar: Calendar) -> tuple[str, ...]:
    """By window, the stands that show another object on the later date, by its size or type."""
    return tuple(replaced_sentence(window, told, calendar) for window, told in replaced_on(result).items())


def replaced_on(result: RunResult) -> dict[TimeWindow, list[OccupiedOnBoth]]:
    """By window, what shows another object on the later date."""
    windows: dict[TimeWindow, list[OccupiedOnBoth]] = {}
    for each in result.ledger.both:
        if each.replaced:
            windows.setdefault(each.window, []).append(each)
    return windows


def replaced_sentence(window: TimeWindow, told: Sequence[OccupiedOnBoth], calendar: Calendar) -> str:
    """As in "Between 4 and 15 September 2015, another object took the place of the one before on stand 3, ..."."""
    names = [each.stand.rpartition("-")[2] for each in told]
    more = len(names) - MOST_NAMED
    listing = listed([*names[:MOST_NAMED], f"{number(more)} more"] if more > 0 else names)
    word = "stand" if len(names) == 1 else "stands"
    return sentence(
        f"{calendar.window(window)}, another object took the place of the one before on {word} {listing}, "
        "which stayed occupied on both dates: its size or type differs by more than the errors allow"
    )
