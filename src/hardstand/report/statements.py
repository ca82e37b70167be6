"""The sentences of a report, made from the ledger and from nothing else.

No sentence here says more than the ledger holds: a window is the ledger's window, an interval is given only where one
is known, and what an image could not show is said with the count that it limits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from hardstand.imagery.acquisition import Acquisition
from hardstand.ledger.entries import EventKind, Stand, State
from hardstand.report.balance import balance_sentences, replaced_sentences
from hardstand.report.built import built_sentences
from hardstand.report.counted import count_sentence, counts_on, visible
from hardstand.report.happenings import Happening, gaps_of, happenings_of
from hardstand.report.naming import calendar_of, moment_of, place_of
from hardstand.report.over_dates import over_dates
from hardstand.report.trust import Confidence, least, showing_of, trust_in_count, trust_in_lead
from hardstand.report.unseen import unseen_on
from hardstand.report.words import capital, listed, noun, number, sentence, things
from hardstand.result import RunResult
from hardstand.timewindow import TimeWindow
from hardstand.verdicts.likelihood import CONFIDENCES

Ends = tuple[datetime | None, datetime | None]

BEGINNING = datetime.min.replace(tzinfo=UTC)
MOST_CLASSES = 2
"""Classes that a headline names; of more it names those that are seen best."""

SMALL = frozenset({"vehicle", "long_vehicle"})
"""Classes that are often missed or mistaken at the usual resolutions."""

END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happened in one window.

    Attributes:
        window: when.
        sentence: in words.
        happenings: those that the sentence sums up, in their order.
    """

    window: TimeWindow
    sentence: str
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, kw_only=True)
class Statements:
    """What a report says in words.

    Attributes:
        headline: one line, without a full stop.
        lead: the change that the headline is about; None where it is about none.
        changes: one per window, in the order of time.
        counts: one sentence per acquisition, in the order of time.
        stayed: sentences on what stood there all along, and where another object stands now.
        balance: sentences on what came and left on balance, one per pair of dates and class.
        built: sentences on pavement, buildings and ground works that are new or have vanished.
        over_dates: sentences on dates that depart from what is normal, and on how much had come by when.
    """

    headline: str
    lead: Change | None
    changes: tuple[Change, ...]
    counts: tuple[str, ...]
    stayed: tuple[str, ...]
    balance: tuple[str, ...]
    over_dates: tuple[str, ...] = ()
    built: tuple[str, ...] = ()


def make_statements(result: RunResult) -> Statements:
    """The sentences of a run."""
    changes = changes_of(result, happenings_of(result))
    lead = _lead(result, changes)
    return Statements(
        headline=capital(_headline(result, lead)),
        lead=lead,
        changes=changes,
        counts=tuple(count_sentence(result, acquisition) for acquisition in result.acquisitions),
        stayed=(*(each.sentence for each in stayed(result)), *replaced_sentences(result, calendar_of(result))),
        balance=balance_sentences(result, calendar_of(result)),
        over_dates=over_dates(result, calendar_of(result)),
        built=built_sentences(result, calendar_of(result)),
    )


def changes_of(result: RunResult, told: tuple[Happening, ...]) -> tuple[Change, ...]:
    """One change per window, in the order of time."""
    return tuple(_change(result, window, group) for window, group in _by_window(told))


def _lead(result: RunResult, changes: tuple[Change, ...]) -> Change | None:
    """The closed window with most changes; of more than two classes in it only those that are seen best."""
    proved = [change for change in changes if change.window.closed]
    most = max(proved, key=lambda change: (len(change.happenings), change.window.by), default=None)
    if most is None or len({told.label for told in most.happenings}) <= MOST_CLASSES:
        return most
    told = tuple(each for each in most.happenings if each.label not in SMALL) or most.happenings
    return _change(result, most.window, told) if len(told) < len(most.happenings) else most


def _headline(result: RunResult, lead: Change | None) -> str:
    place = place_of(result)
    if lead is not None:
        told = f"{_happened(lead.happenings, place)} {calendar_of(result).window(lead.window)}"
        return _hedged(told, trust_in_lead(showing_of(result, in_frame=True), lead.happenings))
    usable = [acquisition for acquisition in result.acquisitions if _shows_something(result, acquisition.id)]
    if not usable:
        return f"nothing can be said about {place}: no image shows its ground"
    if not result.sightings or not any(count.found for image in usable for count in counts_on(result, image.id)):
        return f"no {_looked_for(result)} was found at {place} {_on_images(len(usable))}{_span(result, usable)}"
    if len(usable) == 1:
        return _stood(result, usable[0])
    return f"no arrival or departure was seen at {place} {_span(result, usable)}"


def _hedged(told: str, trust: Confidence) -> str:
    """What a headline tells, with a word of warning before it where little speaks for it."""
    return f"low confidence: {told}" if trust[0] == CONFIDENCES[0] else told


def _on_images(images: int) -> str:
    if images == 1:
        return ""
    return f"on {'either of two' if images == 2 else f'any of {number(images)}'} images "


def _stood(result: RunResult, image: Acquisition) -> str:
    """As in "9 to 11 aircraft were visible at PLACE on 15 September 2015": the classes seen best, no more than two."""
    found = [count for count in counts_on(result, image.id) if count.found]
    told = sorted(found, key=lambda count: (count.label in SMALL, -count.found, count.label))[:MOST_CLASSES]
    showing = showing_of(result)
    trust = least([trust_in_count(showing, image.id, count.label) for count in told])
    return _hedged(f"{visible(told, brief=True)} at {place_of(result)} {_span(result, [image])}", trust)


def _shows_something(result: RunResult, acquisition: str) -> bool:
    """Whether ground was seen, at a resolution that shows a class."""
    blind = not counts_on(result, acquisition) and bool(result.not_observable.get(acquisition))
    return not blind and unseen_on(result, acquisition).share < 1


def _span(result: RunResult, acquisitions: list[Acquisition]) -> str:
    """From the first to the last image: "between 4 and 15 September 2015", or "on 4 September 2015"."""
    times = [acquisition.time.value for acquisition in acquisitions if acquisition.time is not None]
    if not times:
        return "on an unknown date"
    if min(times) == max(times):
        return calendar_of(result).on(times[0])
    return calendar_of(result).between(min(times), max(times))


def _looked_for(result: RunResult) -> str:
    labels = sorted({count.label for count in result.ledger.counts})
    return " or ".join(noun(label, 1) for label in labels) or "object"


def _by_window(told: tuple[Happening, ...]) -> list[tuple[TimeWindow, tuple[Happening, ...]]]:
    groups: dict[Ends, list[Happening]] = {}
    for happening in told:
        groups.setdefault((happening.window.after, happening.window.by), []).append(happening)
    ordered = sorted(groups, key=lambda ends: (ends[1] or END, ends[0] is None, ends[0] or BEGINNING))
    return [(TimeWindow(after=after, by=by), tuple(groups[after, by])) for after, by in ordered]


def _change(result: RunResult, window: TimeWindow, told: tuple[Happening, ...]) -> Change:
    if window.closed:
        when = calendar_of(result).window(window)
        text = f"{when}, {_happened(told, place_of(result))}{_skipped(result, told)}"
    else:
        text = _open_ended(result, window, told)
    return Change(window=window, sentence=sentence(text), happenings=told)


def _open_ended(result: RunResult, window: TimeWindow, told: tuple[Happening, ...]) -> str:
    """A window with one end only; an open start is told as what was seen and what follows from it, no more."""
    spot = "the spot" if len(told) == 1 else "the spots"
    place, calendar = place_of(result), calendar_of(result)
    if window.after is not None or window.by is None:
        return f"{_happened(told, place)} {calendar.window(window)} (no later image shows {spot} empty)"
    objects = _numbered(Counter(happening.label for happening in told))
    return (
        f"{objects}, first seen at {place} {calendar.on(window.by)}, had arrived on or before that date "
        f"(no earlier image shows {spot} empty)"
    )


def _skipped(result: RunResult, told: tuple[Happening, ...]) -> str:
    """Why a window spans more than two neighbouring images: those in between do not show the spot."""
    names = dict.fromkeys(name for happening in told for name in gaps_of(result, happening))
    moments = [moment_of(result, a) for a in result.acquisitions if a.id in names]
    if not moments:
        return ""
    images = "the image of" if len(moments) == 1 else "the images of"
    verb = "does" if len(moments) == 1 else "do"
    spots = "the spot" if len(told) == 1 else "the spots"
    return f"; {images} {listed(moments)} {verb} not show {spots if _unseen(result, told) else _taken(spots)}"


def _unseen(result: RunResult, told: tuple[Happening, ...]) -> bool:
    """Whether the images inside the windows did not see the spots at all, as against: were not sure."""
    stands = {stand.id: stand for stand in result.ledger.stands}
    gaps = [(stands[happening.stand], name) for happening in told for name in gaps_of(result, happening)]
    return all(stand.states[name] is State.NOT_SEEN for stand, name in gaps)


def _taken(spots: str) -> str:
    return f"whether {spots} {'was' if spots == 'the spot' else 'were'} taken"


def _happened(told: tuple[Happening, ...], place: str) -> str:
    """As in "three aircraft arrived and one left at PLACE"; "one aircraft left PLACE"."""
    arrived = Counter(happening.label for happening in told if happening.kind is EventKind.ARRIVAL)
    left = Counter(happening.label for happening in told if happening.kind is EventKind.DEPARTURE)
    if not left:
        return f"{_numbered(arrived)} arrived at {place}"
    if not arrived:
        return f"{_numbered(left)} left {place}"
    same = len(arrived) == 1 and set(arrived) == set(left)
    leaving = number(left.total()) if same else _numbered(left)
    return f"{_numbered(arrived)} arrived and {leaving} left at {place}"


def _numbered(counts: Counter[str]) -> str:
    return listed([things(count, label) for label, count in sorted(counts.items())])


@dataclass(frozen=True, kw_only=True)
class Stayed:
    """Stands that were occupied all along.

    Attributes:
        everywhere: whether every image shows them.
        sentence: in words.
        stands: ids.
    """

    everywhere: bool
    sentence: str
    stands: tuple[str, ...]


def stayed(result: RunResult) -> tuple[Stayed, ...]:
    """Stands occupied wherever they were seen, and seen at least twice."""
    always = [stand for stand in result.ledger.stands if _occupied_throughout(stand)]
    everywhere = tuple(stand.id for stand in always if State.NOT_SEEN not in stand.states.values())
    partly = tuple(stand.id for stand in always if stand.id not in set(everywhere))
    dates = len(result.ledger.acquisitions)
    found = []
    if everywhere:
        images = "both images" if dates == 2 else f"all {number(dates)} images"
        text = sentence(f"{_stands(len(everywhere))} occupied on {images}")
        found.append(Stayed(everywhere=True, sentence=text, stands=everywhere))
    if partly:
        spot = "it" if len(partly) == 1 else "them"
        text = sentence(f"{_stands(len(partly))} occupied on every image that shows {spot}; not every image does")
        found.append(Stayed(everywhere=False, sentence=text, stands=partly))
    return tuple(found)


def _occupied_throughout(stand: Stand) -> bool:
    states = list(stand.states.values())
    return State.EMPTY not in states and states.count(State.OCCUPIED) > 1


def _stands(count: int) -> str:
    return f"{things(count, 'stand')} {'was' if count == 1 else 'were'}"
