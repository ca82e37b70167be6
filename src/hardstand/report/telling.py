"""A run as statements: every sentence that one may quote, with ids of what it rests on.

Likelihood and confidence have a sentence each, as Intelligence Community Directive 203 asks for: how likely something
is, and how good the grounds are, are two questions. A likelihood is given only where its probability was measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hardstand.construction import Work
from hardstand.imagery.acquisition import Acquisition
from hardstand.ledger.entries import Count
from hardstand.ledger.net_change import NetChange
from hardstand.report.balance import balance_sentence, is_judged, replaced_on, replaced_sentence
from hardstand.report.built import work_sentence
from hardstand.report.counted import among, counts_on
from hardstand.report.happenings import Happening, happenings_of
from hardstand.report.naming import calendar_of, moment_of, place_of
from hardstand.report.over_dates import arrivals_sentence, departure_sentence, worth_telling
from hardstand.report.statements import Change, changes_of, make_statements, stayed
from hardstand.report.sureness import cannot_know
from hardstand.report.trust import (
    Confidence,
    candidate_of,
    showing_of,
    trust_in_change,
    trust_in_count,
    trust_in_work,
)
from hardstand.report.unseen import unseen_on
from hardstand.report.whereabouts import place_sentence
from hardstand.report.words import capital, number, percent, sentence, things
from hardstand.result import RunResult
from hardstand.statement import Statement, StatementKind
from hardstand.verdicts.likelihood import confidence_sentence, in_words, likelihood_sentence
from hardstand.verdicts.showing import Showing

INTERVAL = 0.9
"""Probability that the interval of a count holds the true number."""

SIMULATED = "Simulated."


def tell(result: RunResult) -> tuple[Statement, ...]:
    """All statements of a run, the headline first; those of a simulated run begin with that word."""
    showing, framed = showing_of(result), showing_of(result, in_frame=True)
    told = (
        _headline(result),
        _place(result),
        *_images(result),
        *_counts(result, showing),
        *_changes(result, framed),
        *_balance(result, framed),
        *_stayed(result),
        *_built(result),
        *_over_dates(result),
        *_limits(result),
    )
    return told if not result.simulated else tuple(replace(each, text=f"{SIMULATED} {each.text}") for each in told)


def plain(statement: Statement) -> str:
    """The text without the mark of a simulated run, for where that is said beside it."""
    return statement.text.removeprefix(f"{SIMULATED} ")


def _headline(result: RunResult) -> Statement:
    made = make_statements(result)
    evidence = _of_change(made.lead) if made.lead is not None else result.ledger.acquisitions
    return Statement(id="headline", kind=StatementKind.HEADLINE, text=f"{made.headline}.", evidence=evidence)


def _place(result: RunResult) -> Statement:
    return Statement(
        id="place", kind=StatementKind.PLACE, text=place_sentence(result), evidence=(result.registration.reference,)
    )


def _images(result: RunResult) -> Iterator[Statement]:
    """One per image, and one more where it does not show all of the ground, or no class at all."""
    for acquisition in result.acquisitions:
        own = (acquisition.id,)
        yield Statement(
            id=f"image/{acquisition.id}", kind=StatementKind.IMAGE, text=_credited(result, acquisition), evidence=own
        )
        hidden = _hidden(result, acquisition)
        if hidden:
            yield Statement(id=f"unseen/{acquisition.id}", kind=StatementKind.UNSEEN, text=hidden, evidence=own)


def _credited(result: RunResult, acquisition: Acquisition) -> str:
    """As in "The image of 4 September 2015 (credit: Example Imaging) shows the ground of PLACE"."""
    name = moment_of(result, acquisition)
    image = name if acquisition.time is None else f"the image of {name}"
    credit = "credit unknown" if acquisition.credit is None else f"credit: {acquisition.credit.value}"
    gsd = "" if acquisition.gsd_m is None else f"; one pixel covers {acquisition.gsd_m.value:.2g} m of it"
    return sentence(f"{image} ({credit}) shows the ground of {place_of(result)}{gsd}")


def _hidden(result: RunResult, acquisition: Acquisition) -> str:
    unseen = unseen_on(result, acquisition.id)
    when = _on(result, acquisition)
    if unseen.share >= 1:
        return sentence(f"{when}, nothing can be said; all of the ground was {unseen.reason}")
    if not counts_on(result, acquisition.id) and result.not_observable.get(acquisition.id):
        return sentence(f"{when}, nothing can be counted; no class is observable at this resolution")
    if unseen.share <= 0:
        return ""
    return sentence(f"{when}, {percent(unseen.share)} of the ground was {unseen.reason}; what stood there is not known")


def _on(result: RunResult, acquisition: Acquisition) -> str:
    if acquisition.time is None:
        return f"on {moment_of(result, acquisition)}"
    return calendar_of(result).on(acquisition.time.value)


def _counts(result: RunResult, showing: Showing) -> Iterator[Statement]:
    """Of classes that some image shows, on dates on which ground was seen."""
    shown = {count.label for count in result.ledger.counts if count.found}
    for acquisition in result.acquisitions:
        if unseen_on(result, acquisition.id).share < 1:
            for count in counts_on(result, acquisition.id):
                if count.label in shown or not shown:
                    yield _count(result, showing, acquisition, count)


def _count(result: RunResult, showing: Showing, acquisition: Acquisition, count: Count) -> Statement:
    known = count.low is not None and count.high is not None
    trust = trust_in_count(showing, acquisition.id, count.label)
    sightings = [
        each.id
        for each in result.sightings
        if each.detection.acquisition == acquisition.id and each.detection.label == count.label
    ]
    subject = f"that {_interval(count)} stood on the ground that was seen"
    return Statement(
        id=f"count/{acquisition.id}/{count.label}",
        kind=StatementKind.COUNT,
        text=_joined(_counted(result, acquisition, count), INTERVAL if known else None, subject, trust),
        evidence=(acquisition.id, *sightings),
        likelihood=in_words(INTERVAL) if known else None,
        confidence=trust[0],
    )


def _counted(result: RunResult, acquisition: Acquisition, count: Count) -> str:
    """As in "On 4 September 2015, between four and eight aircraft stood at PLACE (six found)"."""
    where = f"at {place_of(result)}"
    found = f"({number(count.found) if count.found else 'none'} found{among(count).removesuffix(',')})"
    if count.low is None or count.high is None:
        were = "was" if count.found == 1 else "were"
        told = f"{things(count.found, count.label)} {were} found {where}; how far that may be off is not known"
    else:
        told = f"{_interval(count)} stood {where} {found}"
    unseen = unseen_on(result, acquisition.id)
    hidden = f"; {percent(unseen.share)} of the ground was {unseen.reason}" if unseen.share > 0 else ""
    return sentence(f"{_on(result, acquisition)}, {told}{hidden}")


def _interval(count: Count) -> str:
    """As in "between four and eight aircraft", "no more than two aircraft"."""
    low, high = count.low or 0, count.high or 0
    if low == high:
        return things(low, count.label)
    if low == 0:
        return f"no more than {things(high, count.label)}"
    return f"between {number(low)} and {things(high, count.label)}"


def _changes(result: RunResult, showing: Showing) -> Iterator[Statement]:
    """One per class and window."""
    told = happenings_of(result)
    for label in dict.fromkeys(each.label for each in told):
        for change in changes_of(result, tuple(each for each in told if each.label == label)):
            yield _change(change, showing, label)


def _change(change: Change, showing: Showing, label: str) -> Statement:
    ends = _ends(change.happenings[0])
    trust = trust_in_change(showing, [end for end in ends if end is not None], label)
    return Statement(
        id="/".join(["change", *(end or "open" for end in ends), label]),
        kind=StatementKind.CHANGE,
        text=_joined(change.sentence, None, "", trust),
        evidence=_of_change(change),
        confidence=trust[0],
    )


def _ends(told: Happening) -> tuple[str | None, str | None]:
    return told.before, told.after


def _of_change(change: Change) -> tuple[str, ...]:
    """The images at both ends, then each event with its stand and its sighting."""
    images = dict.fromkeys(end for told in change.happenings for end in _ends(told) if end is not None)
    return (*images, *(each for told in change.happenings for each in (told.id, told.stand, told.sighting.id)))


def _balance(result: RunResult, showing: Showing) -> Iterator[Statement]:
    standing = {stand.label for stand in result.ledger.stands}
    for change in result.ledger.net:
        if change.zone is None and change.label in standing and is_judged(change):
            yield _balanced(result, change, showing)


def _balanced(result: RunResult, change: NetChange, showing: Showing) -> Statement:
    trust = trust_in_change(showing, (change.earlier, change.later), change.label)
    return Statement(
        id=f"balance/{change.earlier}/{change.later}/{change.label}",
        kind=StatementKind.BALANCE,
        text=_joined(balance_sentence(change, calendar_of(result)), None, "", trust),
        evidence=(change.earlier, change.later),
        confidence=trust[0],
    )


def _stayed(result: RunResult) -> Iterator[Statement]:
    for each in stayed(result):
        name = "everywhere" if each.everywhere else "where seen"
        yield Statement(id=f"stayed/{name}", kind=StatementKind.STAYED, text=each.sentence, evidence=each.stands)
    for window, told in replaced_on(result).items():
        ends = told[0].earlier.detection.acquisition, told[0].later.detection.acquisition
        yield Statement(
            id="/".join(["replaced", *ends]),
            kind=StatementKind.REPLACED,
            text=replaced_sentence(window, told, calendar_of(result)),
            evidence=(*ends, *(name for each in told for name in (each.stand, each.earlier.id, each.later.id))),
        )


def _built(result: RunResult) -> Iterator[Statement]:
    found = result.construction
    if found is None:
        return
    for work in found.works:
        yield _work(result, work)
    for pair in found.not_compared:
        yield Statement(
            id=f"not compared/{pair.before}/{pair.after}",
            kind=StatementKind.UNSEEN,
            text=f"What was built can not be told for some dates: {pair.reason}",
            evidence=(pair.before, pair.after),
        )


def _work(result: RunResult, work: Work) -> Statement:
    probability, trust = candidate_of(work).probability, trust_in_work(work)
    images = dict.fromkeys(name for step in work.steps for name in (step.before, step.after))
    return Statement(
        id=f"built/{work.id}",
        kind=StatementKind.BUILT,
        text=_joined(
            work_sentence(work, calendar_of(result)),
            probability,
            "that the ground did change so, and the comparison did not err",
            trust,
        ),
        evidence=(work.id, *images),
        likelihood=in_words(probability),
        confidence=trust[0],
    )


def _over_dates(result: RunResult) -> Iterator[Statement]:
    calendar = calendar_of(result)
    for baseline in result.baselines:
        for found in baseline.departures:
            yield Statement(
                id=f"normal/{found.acquisition}/{found.label}",
                kind=StatementKind.NORMAL,
                text=departure_sentence(result, calendar, baseline, found),
                evidence=(found.acquisition,),
            )
    for curve in result.arrival_curves:
        if worth_telling(curve):
            events = [each.id for each in result.ledger.events if each.kind == "arrival" and each.label == curve.label]
            yield Statement(
                id=f"arrivals/{curve.label}",
                kind=StatementKind.ARRIVALS,
                text=arrivals_sentence(curve, calendar),
                evidence=tuple(events),
            )


def _limits(result: RunResult) -> Iterator[Statement]:
    for place, text in enumerate(cannot_know(result), start=1):
        yield Statement(
            id=f"limit/{place}", kind=StatementKind.LIMIT, text=capital(text), evidence=result.ledger.acquisitions
        )


def _joined(told: str, probability: float | None, subject: str, trust: Confidence) -> str:
    """What is told, then how likely it is where that was measured, then how far to trust it: a sentence each."""
    likely: Sequence[str] = () if probability is None else (likelihood_sentence(probability, subject),)
    return " ".join([told, *likely, confidence_sentence(trust)])
