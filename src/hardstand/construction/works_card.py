"""The card of the network that compares dates: how its answers are read, and what it was trained and measured on."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from pydantic import Field, model_validator

from hardstand.detection.shipped_card import CardItem, ShippedCard, StrictModel, read_shipped_card


class GsdRange(StrictModel):
    """Ground sampling distances on which it was measured, metres per pixel."""

    low: float = Field(gt=0)
    high: float = Field(gt=0)


class Reading(StrictModel):
    """How probabilities become outlines.

    Attributes:
        cell_m: side of the cells that the network takes, metres.
        least_probability: of a work as a whole, the mean of its surer half, 0..1.
        edge: a work reaches as far as cells are at least this probable, 0..1.
        least_area_m2: smaller ones are not told, square metres.
        least_width_m: narrower ones are not told, metres.
        least_ground_works_m: the same of bare ground that was moved: a verge or a yard is part of what it surrounds.
    """

    cell_m: float = Field(gt=0)
    least_probability: float = Field(gt=0, lt=1)
    edge: float = Field(gt=0, lt=1)
    least_area_m2: float = Field(ge=0)
    least_width_m: float = Field(ge=0)
    least_ground_works_m: float = Field(ge=0, default=0.0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.edge > self.least_probability:
            raise ValueError(
                f"the edge of a work ({self.edge}) can't be surer than the whole ({self.least_probability})"
            )
        return self


class WorksProperties(StrictModel):
    """What a run needs to know.

    Attributes:
        gsd_m: of the images that it was measured on.
        reading: how its answers are read.
        data: what trained, calibrated and judged.
        trained_places: data set to places that the weights have seen.
        calibration_places: data set to places that set how answers are read.
        rendered: what was drawn, in words.
        measured: figures with what they were measured on.
        limitations: what it is known to do badly, in plain sentences.
    """

    gsd_m: GsdRange
    reading: Reading
    data: tuple[dict[str, Any], ...] = ()
    trained_places: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    calibration_places: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    rendered: str = ""
    measured: dict[str, Any] = Field(default_factory=dict)
    limitations: tuple[str, ...] = ()


WorksCard = ShippedCard[WorksProperties]


def read_works_card(path: Path) -> WorksCard:
    """Read the card from its STAC Item.

    Raises:
        DetectionError: the file is missing or is no such card.
    """
    return read_shipped_card(path, CardItem[WorksProperties], "a network that compares dates")
