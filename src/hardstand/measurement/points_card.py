"""The card of the points network: what it was trained and measured on, and how far its figures are to be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hardstand.errors import DetectionError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Scales(_Strict):
    """Factors on the standard deviations that the network states.

    Chosen so that 1.645 standard deviations hold nine tenths of the errors on aircraft that neither trained nor judge
    (split conformal prediction, Vovk et al. 2005), every image counting alike.
    """

    length: float = Field(gt=0)
    span: float = Field(gt=0)
    heading: float = Field(gt=0)


class Limits(_Strict):
    """Beyond these nothing is said.

    Attributes:
        relative_sd: standard deviation of a length or span, as a share of it.
        heading_sd_deg: standard deviation of a heading, degrees.
        agreement: least share of the views that must see the nose at the same end, 0.5..1.
    """

    relative_sd: float = Field(gt=0)
    heading_sd_deg: float = Field(gt=0)
    agreement: float = Field(ge=0.5, le=1)


class BoxErrors(_Strict):
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


class PointsProperties(_Strict):
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
    trained_places: dict[str, tuple[str, ...]] = {}
    calibration_places: dict[str, tuple[str, ...]] = {}
    rendered: str = ""
    measured: dict[str, Any] = {}
    limitations: tuple[str, ...] = ()


class PointsCard(_Strict):
    """The card as a run uses it.

    Attributes:
        name: of the model.
        version: of the weights.
        licence: of the weights.
        sha256: hex digest of the weights' file.
        hardstand: what the run needs.
    """

    name: str
    version: str
    licence: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    hardstand: PointsProperties


class _Foreign(BaseModel):
    """Parts of a STAC Item: foreign fields are welcome there."""

    model_config = ConfigDict(extra="allow", frozen=True)


class _Asset(_Foreign):
    sha256: str = Field(alias="hardstand:sha256")
    licence: str = Field(alias="hardstand:licence")


class _Assets(_Foreign):
    weights: _Asset


class _Properties(_Foreign):
    name: str = Field(alias="mlm:name")
    version: str
    hardstand: PointsProperties = Field(alias="hardstand:points")


class _Item(_Foreign):
    properties: _Properties
    assets: _Assets


def read_points_card(path: Path) -> PointsCard:
    """Read the card from its STAC Item.

    Raises:
        DetectionError: the file is missing or is no such card.
    """
    try:
        item = _Item.model_validate_json(path.read_bytes())
    except OSError as error:
        raise DetectionError(
            f"The model card {path} can't be read: {error.strerror}. Install Hardstand again."
        ) from error
    except ValidationError as error:
        details = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise DetectionError(f"The model card {path} is no card of a points network: {details}.") from error
    return PointsCard(
        name=item.properties.name,
        version=item.properties.version,
        licence=item.assets.weights.licence,
        sha256=item.assets.weights.sha256,
        hardstand=item.properties.hardstand,
    )
