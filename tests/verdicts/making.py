"""Hand-made claims and showings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from hardstand.claims.entries import Claim, ClaimKind, Period, Polarity, Quantity
from hardstand.claims.things import Thing
from hardstand.timewindow import TimeWindow
from hardstand.verdicts.check import check_claims
from hardstand.verdicts.entries import Checked
from hardstand.verdicts.showing import AcquisitionShown, CountShown, EventShown, Showing, WorkShown

SEEN_BASIS = "errors measured on civil airports at 0.5 m"
UNLIKE_BASIS = f"{SEEN_BASIS}, widened because this site is of another kind"
_numbers = count(1)


def at(day: int, month: int = 9) -> datetime:
    return datetime(2015, month, day, 8, 30, tzinfo=UTC)


def period(first: int | None, last: int | None) -> Period:
    """Days of September 2015."""
    ends = [None if day is None else date(2015, 9, day) for day in (first, last)]
    return Period(after=ends[0], by=ends[1], rule="said")


def claim(kind: ClaimKind, thing: Thing, low: int | None = None, high: int | None = None, **more) -> Claim:
    number = next(_numbers)
    values = {
        "id": f"claim-{number}",
        "start": 10 * number,
        "end": 10 * number + 5,
        "text": "the claim",
        "kind": kind,
        "thing": thing,
        "quantity": Quantity(low=low, high=high),
        "imagery_can_tell": True,
        "why": "Seen from above.",
        "sentence": (10 * number, 10 * number + 9),
        "period": period(15, 15),
    }
    return Claim(**{**values, **more})


def denied(of: Claim) -> Claim:
    return replace(of, id=f"{of.id}-denied", polarity=Polarity.DENIED)


def image(day: int, seen: float = 1.0, **more) -> AcquisitionShown:
    values = {"id": f"d{day}", "time": at(day), "gsd_m": 0.5, "seen_fraction": seen, "credit": "A firm"}
    return AcquisitionShown(**{**values, **more})


def counted(day: int, label: str, low: int | None, high: int | None, **more) -> CountShown:
    middle = None if low is None or high is None else (low + high) // 2
    values = {"acquisition": f"d{day}", "label": label, "found": middle or 3, "low": low, "high": high}
    return CountShown(**{**values, "estimate": middle, "basis": None if low is None else SEEN_BASIS, **more})


def showing(*counts: CountShown, images: tuple[AcquisitionShown, ...] | None = None, **more) -> Showing:
    """Of an air base near Latakia; images of the days of the counts, fully seen, unless given."""
    days = sorted({int(each.acquisition[1:]) for each in counts})
    shown = images if images is not None else tuple(image(day) for day in days)
    values = {"site": "Air base", "airport": "OSLK", "lon": 35.95, "lat": 35.40}
    return Showing(**{**values, "acquisitions": shown, "counts": counts, **more})


def event(number: int, kind: str, after: int | None, by: int, label: str = "aircraft") -> EventShown:
    window = TimeWindow(after=None if after is None else at(after), by=at(by))
    return EventShown(id=f"event-{number}", kind=kind, label=label, window=window, stand=f"stand-{number}")


def work(number: int, **more) -> WorkShown:
    """A building, begun between 4 and 9 September and seen on the 9th and 15th."""
    values = {
        "id": f"work-{number}",
        "kind": "building",
        "change": "new",
        "probability": 0.95,
        "kinds": {"building": 1.0},
        "window": TimeWindow(after=at(4), by=at(9)),
        "state": "finished",
        "states": {"d4": "not begun", "d9": "begun", "d15": "finished"},
        "length_m": 30.0,
        "width_m": 20.0,
    }
    return WorkShown(**{**values, **more})


def check(of: Claim, shown: Showing, published: date | None = None) -> Checked:
    return check_claims([of], shown, published=published)[0]
