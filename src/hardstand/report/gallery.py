"""Objects by class, each with its picture, its measurements and what it may be."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.measurement.sighting import Sighting
from hardstand.report.naming import moment_of
from hardstand.report.pictures import Pictures, Shot
from hardstand.report.plan import gallery_of
from hardstand.report.standing import marks_of
from hardstand.report.words import capital, noun
from hardstand.result import RunResult


@dataclass(frozen=True, kw_only=True)
class ObjectCard:
    """One object.

    Attributes:
        shot: its picture.
        stand: number of its stand.
        date: of the picture.
        statement: what it is and how large, in a sentence.
        alt: what the picture shows.
    """

    shot: Shot
    stand: str
    date: str
    statement: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class ClassGallery:
    """All pictures of a class.

    Attributes:
        title: the class in the plural.
        cards: of its objects, those with the highest score first.
        left_out: stands of the class without a picture here.
    """

    title: str
    cards: tuple[ObjectCard, ...]
    left_out: int


def galleries(result: RunResult, pictures: Pictures) -> tuple[ClassGallery, ...]:
    """One per class that stands anywhere, by name."""
    dates = {each.id: capital(moment_of(result, each)) for each in result.acquisitions}
    numbers = {name: mark.number for name, mark in marks_of(result).items()}
    totals = [stand.label for stand in result.ledger.stands if stand.sightings]
    return tuple(
        ClassGallery(
            title=capital(noun(label, 2)),
            cards=tuple(_card(each, pictures.objects[each.id], numbers.get(each.id, "?"), dates) for each in shown),
            left_out=totals.count(label) - len(shown),
        )
        for label, shown in gallery_of(result).items()
    )


def _card(sighting: Sighting, shot: Shot, stand: str, dates: dict[str, str]) -> ObjectCard:
    measured = sighting.measurement
    known = measured.length_m is not None or measured.span_m is not None
    date = dates[sighting.detection.acquisition]
    drawn = "with the lines that were measured" if known else "outlined"
    return ObjectCard(
        shot=shot,
        stand=stand,
        date=date,
        statement=sighting.identity.statement if known else f"Not measured: {measured.reason or 'not known why'}.",
        alt=f"{capital(noun(sighting.detection.label, 1))} on stand {stand}, {date}, {drawn}",
    )
