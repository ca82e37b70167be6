"""The card of the points network: what it was trained and measured on, and how far its figures are to be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field

from hardstand.detection.shipped_card import CardItem, ShippedCard, StrictModel, read_shipped_card


class Scales(StrictModel):
    """Factors on the standard deviations that the network states.

    Chosen so that 1.645 standard deviations hold nine tenths of the errors on aircraft that neither trained nor judge
    (split conformal prediction, Vovk et al. 2005), every image counting alike.
    """

    length: float = Field(gt=0)
    span: float = Field(gt=0)
    heading: float = Field(gt=0)


class Limits(StrictModel):
    """Beyond these nothing is said.

    Attributes:
        relative_sd: standard deviation of a length or span, as a share of it.
        heading_sd_deg: standard deviation of a heading, degrees.
        agreement: least share of the views that must see the nose at the same end, 0.5..1.
    """

    relative_sd: float = Field(gt=0)
    heading_sd_deg: float = Field(gt=0)
    agreement: float = Field(ge=0.5, le=1)


class BoxErrors(StrictModel):
    """Standard deviations of the oriented boxes of one class against the labels, and their mean errors.

    Attributes:
        length_share: of the length, as a share of it.
        length_m: of the length, metres; both parts add as squares.
        width_share: of the width, as a share of it.
        width_m: of the width, metres.
        direction_deg: of the longer side's direction, degrees.
    """

    length_share: float = Field(ge=0)
    length_m: float = Field(ge=0)
    width_share: float = Field(ge=0)
    width_m: float = Field(ge=0)
    direction_deg: float = Field(ge=0)


class PointsProperties(StrictModel):
    """What a run needs to know.

    Attributes:
        scales: of the standard deviations.
        limits: beyond which nothing is said.
        hull_margin: by which an aircraft's box reaches beyond its points to the left, above, to the right and below, as
            a share of the longer side of the box of the points.
        hull_weight: weight of the box of the points against the detection's own, 0..1, when both are joined.
        boxes: class to errors of its oriented box.
        data: what trained, calibrated and judged.
        trained_places: data set to names of places or images that the weights have seen.
        calibration_places: data set to names of those that set scales, limits and margins.
        rendered: what was drawn, in words.
        measured: figures with what they were measured on.
        limitations: what the network is known to do badly, in plain sentences.
    """

    scales: Scales
    limits: Limits
    hull_margin: tuple[float, float, float, float]
    hull_weight: float = Field(ge=0, le=1)
    boxes: dict[str, BoxErrors]
    data: tuple[dict[str, Any], ...] = ()
    trained_places: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    calibration_places: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    rendered: str = ""
    measured: dict[str, Any] = Field(default_factory=dict)
    limitations: tuple[str, ...] = ()


PointsCard = ShippedCard[PointsProperties]


def read_points_card(path: Path) -> PointsCard:
    """Read the card from its STAC Item.

    Raises:
        DetectionError: the file is missing or is no such card.
    """
    return read_shipped_card(path, CardItem[PointsProperties], "a points network")
