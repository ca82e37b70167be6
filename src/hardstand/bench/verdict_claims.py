"""Claims on a simulated site, right ones and wrong ones, made from what was there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor

from hardstand.bench.verdict_truth import OWNER, History, Moment
from hardstand.claims.entries import Claim, ClaimKind, Period, Place, Polarity, Quantity
from hardstand.claims.things import Thing
from hardstand.simulation.demo import AIRPORT, SITE_NAME
from hardstand.timewindow import utc

Range = tuple[int, int | None]

_PROVINCE = Place(name="Latakia province")
_ELSEWHERE = Place(name="Damascus International Airport", code="OSDI", lon=36.514, lat=33.411)
_HERE = Place(name=SITE_NAME, code=AIRPORT, lon=35.949, lat=35.401)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is claimed, before it is numbered.

    Attributes:
        kind: of claim.
        thing: of what.
        range: at least, and at most (None = open).
        days: first and last day; None = not said.
        text: words that the verdicts look for.
        denied: whether it is denied.
        place: None = not said.
        published: day of the text; None = not known.
        listed: said in one sentence with the claim before.
    """

    kind: ClaimKind
    thing: Thing
    range: Range
    days: tuple[date | None, date | None]
    text: str = "the claim"
    denied: bool = False
    place: Place | None = _HERE
    published: date | None = None
    listed: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A claim and the day on which it was published; None = not known."""

    claim: Claim
    published: date | None


def claims_on(history: History) -> list[Asked]:
    """Every claim on a site, in one order."""
    images = [each for each in history if each.gsd_m is not None]
    said: list[Said] = []
    for image in images:
        said += [*_standing(image), *_when(image, images)]
    pairs = [*pairwise(images), *([(images[0], images[-1])] if len(images) > 2 else [])]
    for earlier, later in pairs:
        said += [*_moving(earlier, later), *_building(earlier, later)]
    return _numbered(said)


def _numbered(said: Sequence[Said]) -> list[Asked]:
    asked, sentence = [], 0
    for number, each in enumerate(said, start=1):
        sentence = sentence if each.listed else number
        claim = Claim(
            id=f"claim-{number}", start=10 * number, end=10 * number + 9, text=each.text, kind=each.kind,
            thing=each.thing, quantity=Quantity(low=each.range[0], high=each.range[1]),
            polarity=Polarity.DENIED if each.denied else Polarity.AFFIRMED,
            hedges=("apparently",) if number % 5 == 0 else (), period=Period(after=each.days[0], by=each.days[1]),
            place=each.place, imagery_can_tell=True, why="Seen from above.",
            sentence=(10 * sentence, 10 * sentence + 9),
        )  # fmt: skip
        asked.append(Asked(claim=claim, published=each.published))
    return asked


def day_of(moment: Moment) -> date:
    """UTC."""
    return utc(moment.time).date()


def _days(first: date | None, last: date | None, before: int = 0, after: int = 0) -> tuple[date | None, date | None]:
    begin = None if first is None else first + timedelta(days=before)
    return begin, None if last is None else last + timedelta(days=after)


def _numbers(n: int) -> list[Range]:
    """Right ones and wrong ones about a number."""
    around: list[Range] = [(n, n), (n + 1, n + 1), (n + 4, n + 4), (max(0, n - 1), n + 1), (max(0, n - 3), n + 3)]
    above: list[Range] = [(max(1, n - 3), None), (max(1, n), None), (n + 1, None), (n + 3, None), (2 * n + 5, None)]
    below: list[Range] = [(0, n), (0, n + 4), (0, max(0, n - 1)), (0, max(0, n - 4)), (max(0, n - 9), max(0, n - 5))]
    return [*around, *above, *below, (n + 3, n + 8), (floor(0.9 * n), ceil(1.1 * n)), (1, None), (2, None)]


def _standing(image: Moment) -> Iterator[Said]:
    """What stood there on the day of an image."""
    on = day_of(image)
    count, days = ClaimKind.COUNT, (on, on)
    n = image.number(Thing.AIRCRAFT)
    yield from (Said(kind=count, thing=Thing.AIRCRAFT, range=wanted, days=days) for wanted in _numbers(n))
    yield from (Said(kind=count, thing=thing, range=wanted, days=days) for thing, wanted in _others(image))
    for wanted in ((1, None), (n, n), (n + 5, n + 5), (n + 4, None)):
        yield Said(kind=count, thing=Thing.AIRCRAFT, range=wanted, days=days, denied=True)
    for thing in (Thing.AIRCRAFT, Thing.HELICOPTER, Thing.VEHICLE, Thing.DRONE, Thing.SHIP, Thing.MILITARY_EQUIPMENT):
        yield Said(kind=ClaimKind.PRESENCE, thing=thing, range=(2, None), days=days)
        yield Said(kind=ClaimKind.PRESENCE, thing=thing, range=(1, None), days=days, denied=True)
    for wanted in ((n, n), (n + 6, n + 6), (1, None)):
        yield Said(kind=count, thing=Thing.AIRCRAFT, range=wanted, days=days, text=f"{OWNER} aircraft")
        yield Said(kind=count, thing=Thing.AIRCRAFT, range=wanted, days=days, text=f"{OWNER} aircraft", denied=True)
    for place in (_PROVINCE, _ELSEWHERE, None):
        for wanted in ((n, n), (max(1, n - 3), None), (3 * n + 5, None)):
            yield Said(kind=count, thing=Thing.AIRCRAFT, range=wanted, days=days, place=place)
    yield from _lists(image)


def _lists(image: Moment) -> Iterator[Said]:
    """Two things side by side, that images don't tell apart; and what no image shows."""
    count, days = ClaimKind.COUNT, (day_of(image),) * 2
    for kind in (ClaimKind.INTENT, ClaimKind.CAPABILITY, ClaimKind.NAME):
        yield Said(kind=kind, thing=Thing.AIRCRAFT, range=(1, None), days=days)
    yield Said(kind=count, thing=Thing.MAIN_BATTLE_TANK, range=(6, 6), days=days, text="six tanks")
    yield Said(kind=count, thing=Thing.ARMOURED_PERSONNEL_CARRIER, range=(26, 26), days=days, listed=True)
    fighters, transports = (image.number(each) for each in (Thing.FIGHTER_AIRCRAFT, Thing.TRANSPORT_AIRCRAFT))
    yield Said(kind=count, thing=Thing.FIGHTER_AIRCRAFT, range=(fighters, fighters), days=days)
    yield Said(kind=count, thing=Thing.TRANSPORT_AIRCRAFT, range=(transports, transports), days=days, listed=True)


def _others(image: Moment) -> Iterator[tuple[Thing, Range]]:
    every = image.number(Thing.AIRCRAFT)
    for thing in (Thing.FIGHTER_AIRCRAFT, Thing.TRANSPORT_AIRCRAFT, Thing.BOMBER_AIRCRAFT):
        n = image.number(thing)
        ranges: tuple[Range, ...] = ((n, n), (1, None), (n, None), (n + 3, None), (every + 4, every + 4), (0, n))
        yield from ((thing, wanted) for wanted in (*ranges, (2 * every + 6, None)))
    helicopters, vehicles = image.number(Thing.HELICOPTER), image.number(Thing.VEHICLE)
    few: tuple[Range, ...] = ((helicopters, helicopters), (max(1, helicopters), None), (6, None), (15, 15))
    many: tuple[Range, ...] = ((vehicles, vehicles), (vehicles // 3, None), (vehicles + 40, None), (0, 5))
    yield from ((Thing.HELICOPTER, wanted) for wanted in few)
    yield from ((Thing.ATTACK_HELICOPTER, wanted) for wanted in few)
    yield from ((Thing.VEHICLE, wanted) for wanted in (*many, (4 * vehicles, None)))
    yield from ((Thing.TRUCK, wanted) for wanted in many)
    yield from ((thing, (200, None)) for thing in (Thing.MAIN_BATTLE_TANK, Thing.PERSONNEL, Thing.ARTILLERY))
    yield from ((Thing.SHIP, wanted) for wanted in ((1, 1), (5, None)))


def _when(image: Moment, images: Sequence[Moment]) -> Iterator[Said]:
    """The same numbers at other times."""
    on, first, last = day_of(image), day_of(images[0]), day_of(images[-1])
    n, late = image.number(Thing.AIRCRAFT), day_of(images[-1]) + timedelta(days=1)
    times = [
        *((_days(on, on, *ends), None) for ends in ((-1, 1), (-2, 2), (-5, 5), (1, 2), (-30, -25), (20, 25), (0, 1))),
        *((days, None) for days in ((None, on), (on, None), (None, None), (first, last))),
        *((days, late) for days in ((on, None), (None, None), (first, None))),
    ]
    for days, published in times:
        for wanted in ((n, n), (max(1, n - 3), None), (n + 5, None), (n + 6, n + 9), (0, n), (max(0, n - 3), n + 3)):
            yield Said(kind=ClaimKind.COUNT, thing=Thing.AIRCRAFT, range=wanted, days=days, published=published)
        yield Said(kind=ClaimKind.PRESENCE, thing=Thing.AIRCRAFT, range=(1, None), days=days, denied=True)


def _periods(first: date, last: date) -> list[tuple[date | None, date | None]]:
    """About two images: from one to the other, wider, narrower, beside, open, not said."""
    ends = ((0, 0), (-1, 1), (1, 0), (0, -1), (1, -1), (-30, -20 - (last - first).days), (-9, 9))
    said = [_days(first, last, *each) for each in ends]
    return [*said, (None, last), (first, None), (None, None), (last, last), (last - timedelta(days=1), last)]


def _moving(earlier: Moment, later: Moment) -> Iterator[Said]:
    first, last = day_of(earlier), day_of(later)
    for kind, before, after in ((ClaimKind.ARRIVAL, earlier, later), (ClaimKind.DEPARTURE, later, earlier)):
        for days in _periods(first, last):
            for wanted in _moved(before, after):
                yield Said(kind=kind, thing=Thing.AIRCRAFT, range=wanted, days=days)
            yield Said(kind=kind, thing=Thing.AIRCRAFT, range=(1, None), days=days, denied=True)
            most = after.number(Thing.AIRCRAFT)
            for thing in (Thing.FIGHTER_AIRCRAFT, Thing.TRANSPORT_AIRCRAFT, Thing.HELICOPTER):
                yield Said(kind=kind, thing=thing, range=(1, None), days=days)
                yield Said(kind=kind, thing=thing, range=(most + 4, None), days=days)
        yield Said(kind=kind, thing=Thing.AIRCRAFT, range=(1, None), days=(first, last), published=last)
        yield Said(kind=kind, thing=Thing.AIRCRAFT, range=(1, None), days=(first, last), place=_PROVINCE)
        yield Said(kind=kind, thing=Thing.MAIN_BATTLE_TANK, range=(10, 10), days=(first, last))
        yield Said(kind=kind, thing=Thing.PERSONNEL, range=(100, None), days=(first, last))


def _moved(before: Moment, after: Moment) -> list[Range]:
    stood = {each.stand for each in before.things if each.thing.within(Thing.AIRCRAFT)}
    new = sum(each.stand not in stood and each.thing.within(Thing.AIRCRAFT) for each in after.things)
    rise = after.number(Thing.AIRCRAFT) - before.number(Thing.AIRCRAFT)
    exact: list[Range] = [(max(1, new),) * 2, (max(1, rise),) * 2, (max(1, rise - 2), max(1, rise) + 2)]
    above: list[Range] = [(1, None), (max(1, rise - 3), None), (max(1, new), None), (new + 2, None)]
    return [*exact, *above, (after.number(Thing.AIRCRAFT) + 3, None), (2 * after.number(Thing.AIRCRAFT) + 8, None)]


_BUILT: tuple[tuple[Thing, Range], ...] = (
    *((thing, (1, None)) for thing in (Thing.TAXIWAY, Thing.BUILDING, Thing.APRON, Thing.OTHER)),
    *((thing, (1, None)) for thing in (Thing.HANGAR, Thing.RUNWAY, Thing.ROAD, Thing.BRIDGE, Thing.FUEL_STORAGE)),
    *((thing, (1, 1)) for thing in (Thing.TAXIWAY, Thing.BUILDING, Thing.APRON)),
    *((Thing.BUILDING, wanted) for wanted in ((2, None), (2, 2), (4, None), (8, None))),
    *((thing, (3, None)) for thing in (Thing.TAXIWAY, Thing.APRON, Thing.OTHER)),
)


def _building(earlier: Moment, later: Moment) -> Iterator[Said]:
    first, last = day_of(earlier), day_of(later)
    for days in _periods(first, last):
        for thing, wanted in _BUILT:
            yield Said(kind=ClaimKind.CONSTRUCTION, thing=thing, range=wanted, days=days)
        for thing in (Thing.TAXIWAY, Thing.BUILDING, Thing.RUNWAY):
            yield Said(kind=ClaimKind.CONSTRUCTION, thing=thing, range=(1, None), days=days, denied=True)
            yield Said(kind=ClaimKind.CONSTRUCTION, thing=thing, range=(1, None), days=days, text="was demolished")
