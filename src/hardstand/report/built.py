"""What was built, in sentences and rows."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.construction import Direction, Step, Work, WorkKind, WorkState
from hardstand.report.words import Calendar, capital, listed, percent, sentence, things
from hardstand.result import RunResult

IN_WORDS = {
    WorkKind.STRIP: "strip of pavement",
    WorkKind.APRON: "paved area",
    WorkKind.BUILDING: "building",
    WorkKind.GROUND_WORKS: "piece of bared or graded ground",
    WorkKind.OTHER: "change of the ground",
}
"""Each kind as an editor would say it."""

_NO_SHARE = ", which is no measured share of right answers"

MOST_OPEN = 8
"""Works whose pictures are open on the page, the largest; the others are folded away."""

LEAST_FOLDED = 3
"""Fewer are not worth a fold."""

TOLD = 3
"""Works that have a sentence of their own, the largest first; the others are counted."""


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """One work as the page lists it.

    Attributes:
        id: of the work.
        title: what it is, and whether it is new.
        window: when it was begun, or vanished.
        size: its length, width and area.
        lies: direction of its longer side, and zone.
        sureness: what the network answers, and what else it may be.
        history: what each date shows.
        open: whether its pictures are open on the page.
    """

    id: str
    title: str
    window: str
    size: str
    lies: str
    sureness: str
    history: tuple[str, ...]
    open: bool


def built_sentences(result: RunResult, calendar: Calendar) -> tuple[str, ...]:
    """The largest works one by one, then how many more there are, then what could not be compared."""
    found = result.construction
    if found is None:
        return ()
    ordered = sorted(found.works, key=lambda work: -work.measures.area_m2)
    told = [work_sentence(work, calendar) for work in ordered[:TOLD]]
    if rest := len(ordered) - len(told):
        told.append(sentence(f"{things(rest, 'smaller change')} of pavement, buildings or ground are listed below"))
    reasons = list(dict.fromkeys(pair.reason for pair in found.not_compared))
    return (*told, *(f"What was built can not be told for some dates: {reason}" for reason in reasons))


def work_rows(result: RunResult, calendar: Calendar) -> tuple[WorkRow, ...]:
    """The works of a run, in their order."""
    found = result.construction
    if found is None:
        return ()
    most = MOST_OPEN if len(found.works) >= MOST_OPEN + LEAST_FOLDED else len(found.works)
    largest = sorted(found.works, key=lambda work: -work.measures.area_m2)[:most]
    return tuple(_row(result, work, calendar, shown=work in largest) for work in found.works)


def work_sentence(work: Work, calendar: Calendar) -> str:
    """As in "A new strip of pavement, about 300 m long and 20 m wide, was begun between 4 and 15 September 2015"."""
    name, size = IN_WORDS[work.kind], f"about {_length(work)} long and {_width(work)} wide"
    when = "" if work.window is None else f" {calendar.window(work.window)}"
    if work.direction is Direction.VANISHED:
        return sentence(f"a {name}, {size}, vanished{when}")
    went_on = [step for step in work.steps[1:] if step.after != work.steps[0].after]
    more = f", and had changed again {_by(went_on[-1], calendar)}" if went_on else ""
    return sentence(f"a new {name}, {size}, first shows{when}{more}")


def _by(step: Step, calendar: Calendar) -> str:
    if step.window is None or step.window.by is None:
        return "on a later image"
    return f"by {calendar.moment(step.window.by)}"


def _row(result: RunResult, work: Work, calendar: Calendar, *, shown: bool) -> WorkRow:
    others = [f"{IN_WORDS[each.kind]} {percent(each.probability)}" for each in work.kinds if each.probability >= 0.05]
    orientation = round(work.measures.orientation_deg) % 180
    zone = f"; in {work.zone}" if work.zone else ""
    return WorkRow(
        id=work.id,
        title=capital(f"{work.direction.value} {IN_WORDS[work.kind]}"),
        window="" if work.window is None else calendar.window(work.window),
        size=f"{_length(work)} by {_width(work)}, {work.measures.area_m2:,.0f} m²",
        lies=f"longer side at {orientation:03d}° from north{zone}",
        sureness=f"The network answers {percent(work.probability)}{_NO_SHARE}. By kind: {listed(others)}.",
        history=tuple(_dated(result, name, state, calendar) for name, state in work.states.items()),
        open=shown,
    )


def _dated(result: RunResult, acquisition: str, state: WorkState, calendar: Calendar) -> str:
    time = next(each.time for each in result.acquisitions if each.id == acquisition)
    date = acquisition if time is None else calendar.moment(time.value)
    return f"{date}: {state.value}"


def _length(work: Work) -> str:
    return f"{work.measures.length_m:,.0f} m"


def _width(work: Work) -> str:
    return f"{work.measures.width_m:,.0f} m"
