"""Measure construction at 10 m on the cities of OSCD.

The shipped weights have seen every city: what they find there is no measure of what they find elsewhere. That is
measured while they are made, by networks that have not seen the city that they judge, and stands in the card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hardstand.bench.oscd import City, city_names, read_city
from hardstand.construction.coarse import CoarseModel
from hardstand.construction.coarse_card import Level, PixelCounts

COLOURS = 3
"""Bands without near infrared."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class PixelQuality:
    """How well pixels were found.

    Attributes:
        f1: harmonic mean of precision and recall, 0..1; None where nothing was found or labelled.
        precision: share of what was found that is labelled, 0..1; None where nothing was found.
        recall: share of what is labelled that was found, 0..1; None where nothing is labelled.
        true: pixels found that are labelled.
        false: pixels found that are not.
        missed: pixels labelled that were not found.
    """

    f1: float | None
    precision: float | None
    recall: float | None
    true: int
    false: int
    missed: int


@dataclass(frozen=True, kw_only=True)
class BuiltFigures:
    """All figures of construction at 10 m.

    Attributes:
        left_out: all cities together, each judged by a network that has not seen it, from the card.
        left_out_without_infrared: the same with the near infrared withheld.
        left_out_cities: city to how it was judged when left out, from the card.
        seen_in_training: all cities together, judged now by the shipped weights, which have seen them: a check that the
            weights work, no measure of quality.
    """

    left_out: PixelQuality
    left_out_without_infrared: PixelQuality
    left_out_cities: dict[str, PixelQuality]
    seen_in_training: PixelQuality

    def to_record(self) -> dict[str, Any]:
        """For JSON and tables."""
        return asdict(self)


def measure_built_10m(data: Path, model: CoarseModel, progress: Progress) -> BuiltFigures:
    """Figures of the card, and what the shipped weights find on the cities that they were trained on.

    Raises:
        DatasetError: the data set is not there.
    """
    judged = model.card.hardstand.left_out
    names = city_names(data)
    found = []
    for number, name in enumerate(names, start=1):
        city = read_city(data, name)
        found.append(count_pixels(judge_city(city, model), city, model.card.hardstand.level))
        progress("Cities", number, len(names))
    return BuiltFigures(
        left_out=quality_of(each.pixels for each in judged.values()),
        left_out_without_infrared=quality_of(each.pixels_without_infrared for each in judged.values()),
        left_out_cities={name: quality_of([each.pixels]) for name, each in judged.items()},
        seen_in_training=quality_of(found),
    )


def judge_city(city: City, model: CoarseModel, *, infrared: bool = True) -> NDArray[np.float32]:
    """Logit of each pixel of a city, (rows, columns); without `infrared`, from the colours alone."""
    bands = slice(None if infrared else COLOURS)
    return model.logits(city.pair.first[..., bands], city.pair.second[..., bands], city.pair.seen)


def count_pixels(logits: NDArray[np.float32], city: City, level: Level) -> PixelCounts:
    """Pixels at a level against the labels; what was not seen does not count."""
    found = logits >= level.of(logits)  # nothing is, where it is not a number
    built = city.built & city.pair.seen
    return PixelCounts(
        true=int((found & built).sum()), false=int((found & ~built).sum()), missed=int((~found & built).sum())
    )


def quality_of(counts: Iterable[PixelCounts]) -> PixelQuality:
    """Of all pixels together."""
    total = reduce(add, counts, PixelCounts(true=0, false=0, missed=0))
    return PixelQuality(
        f1=total.f1,
        precision=total.precision,
        recall=total.recall,
        true=total.true,
        false=total.false,
        missed=total.missed,
    )
