"""The rows of the page's tables."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.ledger.entries import Count, CountPart, EventKind, Stand, State
from hardstand.measurement.sighting import Sighting
from hardstand.report.happenings import Happening, gaps_of, happenings_of
from hardstand.report.naming import calendar_of, moment_of
from hardstand.report.pictures import Pictures, Shot
from hardstand.report.standing import stand_number
from hardstand.report.statements import SMALL, changes_of
from hardstand.report.unseen import REASONS, cause_at, not_seen, unseen_on
from hardstand.report.words import capital, noun, percent
from hardstand.result import RunResult

MOST_OPEN = 24
"""Up to so many arrivals and departures, every pair of pictures is open on the page."""

FIRST_OPEN = 4
"""Pairs that are open in each window where there are more; the others are folded away."""

LEAST_FOLDED = 3
"""Fewer are not worth a fold."""


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """One count.

    Attributes:
        date: in words.
        label: class, plural.
        found: the number; None where nothing was seen.
        interval: of 90 %, or None.
        unseen: what was not seen and why.
        parts: name, number found and interval of each category or size class.
    """

    date: str
    label: str
    found: str | None
    interval: str | None
    unseen: str
    parts: tuple[tuple[str, str, str | None], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Side:
    """The picture before or after a change.

    Attributes:
        shot: the picture, or None.
        date: under the picture.
        shows: "empty" or "occupied".
        reason: why there is no picture; empty where there is one.
    """

    shot: Shot | None
    date: str
    shows: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One arrival or departure.

    Attributes:
        id: of the event.
        kind: "arrival", "departure" or, where the start is open, "first seen".
        label: class.
        window: in words.
        identity: what it is, as far as the image tells, in one sentence; empty where nothing was measured.
        stand: number of the stand.
        zone: of the stand, or None.
        before: picture before.
        after: picture afterwards.
        gaps: which images inside the window do not show the spot, and why; empty where there are none.
        width: of the ground in the pictures, metres; None where there are no pictures.
    """

    id: str
    kind: str
    label: str
    window: str
    identity: str
    stand: str
    zone: str | None
    before: Side
    after: Side
    gaps: str
    width: str | None

    @property
    def pictured(self) -> bool:
        """Whether there is a picture of it."""
        return self.before.shot is not None or self.after.shot is not None


@dataclass(frozen=True, kw_only=True)
class ChangeGroup:
    """Arrivals and departures of one window.

    Attributes:
        window: in words.
        sentence: what happened in it.
        pictured: those whose pictures are open, what is seen best first.
        folded: those whose pictures are folded away.
        listed: those without a picture.
    """

    window: str
    sentence: str
    pictured: tuple[ChangeRow, ...]
    folded: tuple[ChangeRow, ...]
    listed: tuple[ChangeRow, ...]


@dataclass(frozen=True, kw_only=True)
class HiddenRow:
    """Stands that one acquisition does not show, for one cause.

    Attributes:
        date: in words.
        cause: in words.
        stands: their numbers.
    """

    date: str
    cause: str
    stands: tuple[str, ...]


def count_rows(result: RunResult) -> list[CountRow]:
    """Every count of the ledger, in its order; of a date on which nothing was seen, what was looked for."""
    return [row for acquisition in result.acquisitions for row in _rows_of(result, acquisition.id)]


def _rows_of(result: RunResult, acquisition: str) -> list[CountRow]:
    unseen = unseen_on(result, acquisition)
    date = _moments(result)[acquisition]
    words = "nothing" if unseen.share <= 0 else f"{percent(unseen.share)}, {unseen.reason}"
    rows = [
        CountRow(
            date=date,
            label=noun(count.label, 2),
            found=None if unseen.share >= 1 else f"{count.found:,}",
            interval=_interval(count),
            unseen=words,
            parts=tuple((part.name, f"{part.found:,}", _interval(part)) for part in count.parts),
        )
        for count in result.ledger.counts
        if count.acquisition == acquisition
    ]
    silent = result.not_observable.get(acquisition, {}) if unseen.share >= 1 else {}
    return [
        *rows,
        *(CountRow(date=date, label=noun(name, 2), found=None, interval=None, unseen=words) for name in silent),
    ]


def _interval(count: Count | CountPart) -> str | None:
    return None if count.low is None or count.high is None else f"{count.low:,} to {count.high:,}"


def change_rows(result: RunResult, pictures: Pictures) -> list[ChangeRow]:
    """Every arrival and departure that the report tells of."""
    stands = {stand.id: stand for stand in result.ledger.stands}
    return [_change_row(result, pictures, told, stands[told.stand]) for told in happenings_of(result)]


def change_groups(result: RunResult, pictures: Pictures) -> list[ChangeGroup]:
    """Every arrival and departure that the report tells of, by window in the order of time."""
    rows = {row.id: row for row in change_rows(result, pictures)}
    crowded = len(rows) > MOST_OPEN
    groups = []
    for change in changes_of(result, happenings_of(result)):
        ordered = sorted(change.happenings, key=lambda happening: happening.label in SMALL)
        told = [rows[happening.id] for happening in ordered]
        pictured = [row for row in told if row.pictured]
        most = FIRST_OPEN if crowded and len(pictured) >= FIRST_OPEN + LEAST_FOLDED else len(pictured)
        groups.append(
            ChangeGroup(
                window=told[0].window,
                sentence=change.sentence,
                pictured=tuple(pictured[:most]),
                folded=tuple(pictured[most:]),
                listed=tuple(row for row in told if not row.pictured),
            )
        )
    return groups


def hidden_rows(result: RunResult) -> list[HiddenRow]:
    """The stands that could not be judged, by date and cause."""
    moments = _moments(result)
    return [
        HiddenRow(
            date=moments[acquisition],
            cause="cause not recorded" if cause is None else REASONS[cause],
            stands=tuple(stand_number(stand.id) for stand in stands),
        )
        for acquisition, causes in not_seen(result).items()
        for cause, stands in causes.items()
    ]


def _change_row(result: RunResult, pictures: Pictures, told: Happening, stand: Stand) -> ChangeRow:
    pair = pictures.chips.get(told.id)
    moments = _moments(result)

    def side(end: str | None, shot: Shot | None, shows: str, reason: str) -> Side:
        if end is None:
            return Side(shot=None, date="", shows="", reason=reason)
        missing = "" if shot is not None else "No picture: too many changes for one page."
        return Side(shot=shot, date=moments[end], shows=shows, reason=missing)

    shows = ("empty", "occupied") if told.kind is EventKind.ARRIVAL else ("occupied", "empty")
    return ChangeRow(
        id=told.id,
        kind="first seen" if told.window.after is None else told.kind.value,
        label=noun(told.label, 1),
        window=capital(calendar_of(result).window(told.window)),
        identity=_identity(told.sighting),
        stand=stand_number(stand.id),
        zone=stand.zone,
        before=side(told.before, None if pair is None else pair.before, shows[0], _why_open(result, told, stand)),
        after=side(told.after, None if pair is None else pair.after, shows[1], "No later image shows the spot."),
        gaps="; ".join(_hidden(result, stand, name) for name in gaps_of(result, told)),
        width=None if pair is None else f"{pair.width_m:.0f} m",
    )


def _identity(sighting: Sighting) -> str:
    measured = sighting.measurement
    return "" if measured.length_m is None and measured.span_m is None else sighting.identity.statement


def _why_open(result: RunResult, told: Happening, stand: Stand) -> str:
    """Why no earlier image bounds an arrival: what hid the spot on each of them."""
    order = result.ledger.acquisitions
    earlier = order[: order.index(told.sighting.detection.acquisition)]
    hidden = [_hidden(result, stand, name) for name in earlier if not stand.states.get(name, State.NOT_SEEN).judged]
    reason = f" {'; '.join(hidden)}." if hidden else ""
    return f"No earlier image shows this spot empty.{reason}"


def _hidden(result: RunResult, stand: Stand, acquisition: str) -> str:
    """As in "4 September 2015: hidden by cloud"."""
    return f"{_moments(result)[acquisition]}: {_why_not_judged(result, stand, acquisition)}"


def _why_not_judged(result: RunResult, stand: Stand, acquisition: str) -> str:
    if stand.states.get(acquisition) is State.DOUBTFUL:
        return "something may stand there"
    if stand.label in result.not_observable.get(acquisition, {}):
        return "not observable at this resolution"
    cause = cause_at(result, stand, acquisition)
    return "not to be judged" if cause is None else REASONS[cause]


def _moments(result: RunResult) -> dict[str, str]:
    return {acquisition.id: capital(moment_of(result, acquisition)) for acquisition in result.acquisitions}
