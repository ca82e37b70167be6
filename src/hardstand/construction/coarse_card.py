"""The card of the network that finds what was built at 10 m: what it was trained and measured on, and its level."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from hardstand.detection.shipped_card import CardItem, ShippedCard, StrictModel, read_shipped_card


class PixelCounts(StrictModel):
    """Pixels at one level against the labels.

    Attributes:
        true: pixels found that are labelled.
        false: pixels found that are not.
        missed: pixels labelled that were not found.
    """

    true: int = Field(ge=0)
    false: int = Field(ge=0)
    missed: int = Field(ge=0)

    @property
    def precision(self) -> float | None:
        """Share of what was found that is labelled, 0..1; None where nothing was found."""
        found = self.true + self.false
        return self.true / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of what is labelled that was found, 0..1; None where nothing is labelled."""
        labelled = self.true + self.missed
        return self.true / labelled if labelled else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0..1; None where nothing was found or labelled."""
        total = 2 * self.true + self.false + self.missed
        return 2 * self.true / total if total else None

    def __add__(self, other: PixelCounts) -> PixelCounts:
        """Both together."""
        return PixelCounts(
            true=self.true + other.true, false=self.false + other.false, missed=self.missed + other.missed
        )


class Level(StrictModel):
    """From which logit on a pixel of a scene counts as built; there the probability is made 0.5.

    Where a season or haze makes a whole scene differ, many pixels look a little like building: the level rises with
    them. It has ends, so that a scene without any building shows none, and one that is built over shows it all.

    Attributes:
        percentile: of the logits of a scene, 0..100.
        above: by which the level lies above that percentile, logits.
        least: the level is never lower, logits.
        most: the level is never higher, logits.
    """

    percentile: float = Field(ge=0, le=100)
    above: float
    least: float
    most: float

    def of(self, logits: NDArray[np.float32]) -> float:
        """The level of a scene; not a number among the logits = not seen. Some pixel must have been."""
        known = logits[np.isfinite(logits)]
        return float(np.clip(np.percentile(known, self.percentile) + self.above, self.least, self.most))


class LeftOut(StrictModel):
    """One city judged by a network that has not seen it, at a level that was set without it.

    Attributes:
        above: see `Level.above`.
        pixels: on the city.
        pixels_without_infrared: the same with the near infrared withheld.
    """

    above: float
    pixels: PixelCounts
    pixels_without_infrared: PixelCounts


class CoarseProperties(StrictModel):
    """What a run needs to know.

    Attributes:
        level: from which logit on a pixel counts; set on all cities, each judged by a network that has not seen it.
        gsd_range_m: lowest and highest ground sampling distance that it was measured on, metres.
        left_out: city to how it was judged when left out.
        data: what trained and judged.
        trained_places: data set to names of places that the shipped weights have seen.
        rendered: what was drawn, in words.
        limitations: what the network is known to do badly, in plain sentences.
    """

    level: Level
    gsd_range_m: tuple[float, float]
    left_out: dict[str, LeftOut]
    data: tuple[dict[str, Any], ...] = ()
    trained_places: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    rendered: str = ""
    limitations: tuple[str, ...] = ()


CoarseCard = ShippedCard[CoarseProperties]


def read_coarse_card(path: Path) -> CoarseCard:
    """Read the card from its STAC Item.

    Raises:
        DetectionError: the file is missing or is no such card.
    """
    return read_shipped_card(path, CardItem[CoarseProperties], "a network for construction")
