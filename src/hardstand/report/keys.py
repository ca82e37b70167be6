"""The handful of statements that come first on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hardstand.report.happenings import happenings_of
from hardstand.report.naming import moment_of
from hardstand.report.standing import stand_number
from hardstand.report.statements import SMALL, make_statements
from hardstand.report.telling import plain, tell
from hardstand.report.unseen import unseen_on
from hardstand.report.words import capital
from hardstand.result import RunResult
from hardstand.statement import Statement, StatementKind

MOST_CHANGES = 2
MOST_UNSEEN = 2
TELLING_SHARE = 0.01
"""Less of the ground than this is told of further down only."""
MOST_LINKS = 4
"""Things to look at that a statement links to; the files have all."""


@dataclass(frozen=True, kw_only=True)
class KeyStatement:
    """One statement as the page shows it.

    Attributes:
        id: of the statement.
        text: without the mark of a simulated run.
        links: address within the page and its words, of what it rests on.
        more: further ids that it rests on.
    """

    id: str
    text: str
    links: tuple[tuple[str, str], ...]
    more: int


def key_statements(result: RunResult) -> tuple[KeyStatement, ...]:
    """What changed most, what stands there at last, the largest work, what departs, what was not seen, and where."""
    told = tell(result)
    chosen = (
        *_changes(result, told),
        *_last_counts(told),
        *_of(told, StatementKind.NORMAL)[:1],
        *_largest_work(result, told),
        *_of(told, StatementKind.STAYED)[:1],
        *_least_seen(result, told),
        *_of(told, StatementKind.PLACE),
    )
    anchors = anchors_of(result)
    return tuple(_shown(each, anchors) for each in chosen)


def anchors_of(result: RunResult) -> dict[str, tuple[str, str]]:
    """Evidence id to where on the page it is shown and what it is called there."""
    images = {
        each.id: (f"image-{place}", capital(moment_of(result, each)))
        for place, each in enumerate(result.acquisitions, start=1)
    }
    events = {each.id: (each.id, f"stand {stand_number(each.stand)}") for each in happenings_of(result)}
    works = {} if result.construction is None else {each.id: (each.id, each.id) for each in result.construction.works}
    return {**images, **events, **works}


def _of(told: tuple[Statement, ...], kind: StatementKind) -> list[Statement]:
    return [each for each in told if each.kind is kind]


def _changes(result: RunResult, told: tuple[Statement, ...]) -> list[Statement]:
    """Those of the window that the headline is about, of what is seen best; none where it is about no change."""
    lead = make_statements(result).lead
    if lead is None:
        return _of(told, StatementKind.CHANGE)[:1]
    ids = {each.id for each in lead.happenings}
    return [each for each in _of(told, StatementKind.CHANGE) if ids & set(each.evidence)][:MOST_CHANGES]


def _last_counts(told: tuple[Statement, ...]) -> Iterator[Statement]:
    """Of the last date with any: the first class that is not often missed, or else the first."""
    counts = _of(told, StatementKind.COUNT)
    last = [each for each in counts if each.evidence[:1] == counts[-1].evidence[:1]]
    yield from [each for each in last if each.id.rpartition("/")[2] not in SMALL][:1] or last[:1]


def _largest_work(result: RunResult, told: tuple[Statement, ...]) -> list[Statement]:
    works = () if result.construction is None else result.construction.works
    largest = max(works, key=lambda work: work.measures.area_m2, default=None)
    return [each for each in told if largest is not None and each.id == f"built/{largest.id}"]


def _least_seen(result: RunResult, told: tuple[Statement, ...]) -> list[Statement]:
    """The two dates that show least, in the order of time; none of which hardly anything is hidden."""
    shares = {each.id: unseen_on(result, each.evidence[0]).share for each in _of(told, StatementKind.UNSEEN)}
    most = sorted(shares, key=lambda name: -shares[name])[:MOST_UNSEEN]
    return [each for each in told if each.id in most and shares[each.id] >= TELLING_SHARE]


def _shown(statement: Statement, anchors: dict[str, tuple[str, str]]) -> KeyStatement:
    known = [anchors[each] for each in statement.evidence if each in anchors]
    return KeyStatement(
        id=statement.id, text=plain(statement), links=tuple(known[:MOST_LINKS]), more=max(0, len(known) - MOST_LINKS)
    )
