"""What is known of each image and each fit, as rows for captions and appendix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from hardstand.imagery.acquisition import Acquisition, Sourced
from hardstand.report.words import day_and_time, listed, sentence
from hardstand.result import RunResult

Value = TypeVar("Value")

NOT_SAID = "neither the file nor the site file says it"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A named value of an acquisition.

    Attributes:
        name: for the reader, in lower case.
        text: the value with its unit; None where it is unknown.
        origin: where the value was read, or why it is unknown.
    """

    name: str
    text: str | None
    origin: str


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How one image was fitted to the reference, in words.

    Attributes:
        moving: id of the image.
        reference: id of the reference.
        residual: in pixels and metres.
        tie_points: how many.
        spread: share of the common ground, per cent.
    """

    moving: str
    reference: str
    residual: str
    tie_points: str
    spread: str


def facts_of(acquisition: Acquisition) -> tuple[Fact, ...]:
    """Every value of an acquisition that the report names, known or not."""
    return (
        _fact("time", acquisition.time, day_and_time),
        _fact("sensor", acquisition.sensor, str),
        _fact("GSD", acquisition.gsd_m, lambda metres: f"{metres:.3g} m"),
        _fact("off-nadir", acquisition.off_nadir_deg, _degrees),
        _fact("sun azimuth", acquisition.sun_azimuth_deg, _degrees),
        _fact("sun elevation", acquisition.sun_elevation_deg, _degrees),
        _fact("credit", acquisition.credit, str),
    )


def caption_of(acquisition: Acquisition) -> tuple[str, ...]:
    """What is known of an image in one sentence, what is not in another; without the credit."""
    time, *others = (fact for fact in facts_of(acquisition) if fact.name != "credit")
    known = [f"{fact.name} {fact.text}" for fact in others if fact.text is not None]
    unknown = [fact.name for fact in (time, *others) if fact.text is None]
    sentences = [sentence(part) for part in (time.text, ", ".join(known)) if part]
    if unknown:
        sentences.append(sentence(f"{listed(unknown)} unknown: {NOT_SAID}"))
    return tuple(sentences)


def fits_of(result: RunResult) -> tuple[Fit, ...]:
    """Every pair of a run's registration."""
    return tuple(
        Fit(
            moving=pair.moving,
            reference=pair.reference,
            residual=f"{pair.residual_px:.2f} px" + ("" if pair.residual_m is None else f" ({pair.residual_m:.2f} m)"),
            tie_points=f"{len(pair.tie_points):,}",
            spread=f"{round(pair.spread * 100)} %",
        )
        for pair in result.registration.pairs
    )


def _degrees(angle: float) -> str:
    return f"{angle:.1f}°"


def _fact(name: str, value: Sourced[Value] | None, write: Callable[[Value], str]) -> Fact:
    if value is None:
        return Fact(name=name, text=None, origin=NOT_SAID)
    return Fact(name=name, text=write(value.value), origin=value.origin)
