"""The map of the site: one date from above, with all arrivals, departures and works drawn over it as links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from hardstand.construction import Direction
from hardstand.ledger.entries import EventKind
from hardstand.report.built import IN_WORDS
from hardstand.report.drawing import round_length
from hardstand.report.happenings import happenings_of
from hardstand.report.naming import calendar_of, moment_of
from hardstand.report.pictures import Shot
from hardstand.report.plan import scale_known
from hardstand.report.standing import STYLES, LineStyle, stand_number, standing_in
from hardstand.report.statements import SMALL
from hardstand.report.views import GroundView
from hardstand.report.words import listed, noun, number, things
from hardstand.result import RunResult

MOST_SHAPES = 600
"""Shapes on the map: works, then large objects, then small ones, which lie on top; more would hide the ground."""

MOST_NUMBERS = 80
"""Up to so many shapes have their number beside them."""

BUILT = LineStyle(colour="#7dff8a", width=3.0)
VANISHED = LineStyle(colour="#ff9bd2", width=3.0, dashes=(8, 5))


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One outline on the map.

    Attributes:
        id: of the event or the work, to which it links.
        points: "x,y x,y", pixels of the map.
        style: of its line.
        title: what it is, when.
        number: of the stand or the work; "" where there are too many shapes.
        at: middle of the number's foot, pixels.
    """

    id: str
    points: str
    style: LineStyle
    title: str
    number: str
    at: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class ScaleBar:
    """A bar of round length: pixels and in words."""

    pixels: int
    text: str


@dataclass(frozen=True, kw_only=True)
class SiteMap:
    """What the page draws.

    Attributes:
        shot: the picture that lies below.
        width: pixels; so is `height`.
        shapes: works first, so that what stands on them lies on top.
        bar: of the scale; None where no scale is known.
        legend: each kind of line that is drawn, with its meaning.
        date: of the picture, in words.
        alt: what the map shows, in a sentence.
        left_out: shapes for which there is no room.
    """

    shot: Shot
    width: int
    height: int
    shapes: tuple[Shape, ...]
    bar: ScaleBar | None
    legend: tuple[tuple[LineStyle, str], ...]
    date: str
    alt: str
    left_out: int


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """What is drawn: where on the ground, how, and what it means."""

    id: str
    outline: Polygon
    style: LineStyle
    meaning: str
    title: str
    number: str


def site_map(result: RunResult, shot: Shot, view: GroundView) -> SiteMap:
    """The map over the picture of a view."""
    every = (*_works(result), *_events(result))
    drawn = every[:MOST_SHAPES]
    numbered = len(every) <= MOST_NUMBERS
    date = next(moment_of(result, each) for each in result.acquisitions if each.id == shot.acquisition)
    return SiteMap(
        shot=shot,
        width=view.columns,
        height=view.rows,
        shapes=tuple(_shape(each, view, numbered=numbered) for each in drawn),
        bar=_bar(view) if scale_known(result) else None,
        legend=tuple({each.meaning: (each.style, each.meaning) for each in drawn}.values()),
        date=date,
        alt=_alt(date, every),
        left_out=len(every) - len(drawn),
    )


def _works(result: RunResult) -> Iterator[_Drawn]:
    calendar = calendar_of(result)
    for work in () if result.construction is None else result.construction.works:
        new = work.direction is Direction.NEW
        name = f"{'New' if new else 'Vanished'} {IN_WORDS[work.kind]}"
        yield _Drawn(
            id=work.id,
            outline=work.outline,
            style=BUILT if new else VANISHED,
            meaning="built" if new else "vanished",
            title=name if work.window is None else f"{name}, {calendar.window(work.window)}",
            number=work.id.replace("work-", "W"),
        )


def _events(result: RunResult) -> Iterator[_Drawn]:
    calendar = calendar_of(result)
    meanings = {EventKind.ARRIVAL: "arrived", EventKind.DEPARTURE: "left"}
    for told in sorted(happenings_of(result), key=lambda happening: happening.label in SMALL):
        first_seen = told.window.after is None
        name = f"Stand {stand_number(told.stand)}: {noun(told.label, 1)}"
        yield _Drawn(
            id=told.id,
            outline=told.sighting.ground.shape,
            style=STYLES[standing_in(told)],
            meaning="first seen" if first_seen else meanings[told.kind],
            title=f"{name}, {told.kind}, {calendar.window(told.window)}",
            number=stand_number(told.stand),
        )


def _shape(drawn: _Drawn, view: GroundView, *, numbered: bool) -> Shape:
    places = view.place(drawn.outline)
    return Shape(
        id=drawn.id,
        points=" ".join(f"{column:.1f},{row:.1f}" for column, row in places),
        style=drawn.style,
        title=drawn.title,
        number=drawn.number if numbered else "",
        at=_beside(places),
    )


def _beside(places: NDArray[np.float64]) -> tuple[int, int]:
    """Above the highest corner of an outline, or below the lowest where the map ends there."""
    top, low = places[:, 1].argmin(), places[:, 1].argmax()
    over = places[top, 1] >= 28
    column = places[top if over else low, 0] if len(places) > 4 else places[:, 0].mean()
    return round(float(column)), round(float(places[top, 1] - 6 if over else places[low, 1] + 22))


def _bar(view: GroundView) -> ScaleBar:
    metres = round_length(view.columns * view.gsd_m / 5)
    text = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    return ScaleBar(pixels=round(metres / view.gsd_m), text=text)


def _alt(date: str, every: Sequence[_Drawn]) -> str:
    """As in "The site on 15 September 2015 with nine outlines: three built, six arrived"."""
    counts = Counter(each.meaning for each in every)
    if not counts:
        return f"The site on {date}; no change was found to be drawn on it"
    told = [f"{number(count)} {meaning}" for meaning, count in counts.items()]
    return f"The site on {date} with {things(len(every), 'outline')}: {listed(told)}"
