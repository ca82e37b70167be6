"""The model card: a STAC Item with the MLM extension, plus what Hardstand has to know before it trusts a model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hardstand.errors import DetectionError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ScoreRow(_Strict):
    """Quality at one score threshold, on places that were not trained on."""

    score: float = Field(ge=0, le=1)
    precision: float = Field(ge=0, le=1)
    recall: float = Field(ge=0, le=1)


class GsdRange(_Strict):
    """Ground sampling distances of the images on which quality was measured, metres."""

    low: float = Field(gt=0)
    high: float = Field(gt=0)

    @model_validator(mode="after")
    def _ordered(self) -> GsdRange:
        if self.low > self.high:
            raise ValueError(f"the GSD range begins at {self.low} m and ends at {self.high} m")
        return self


class DataUse(_Strict):
    """One data set and what it was used for."""

    name: str
    use: str
    licence: str
    frames: int
    objects: int
    rendered: bool = False


class TestQuality(_Strict):
    """Quality at the default score on places that neither trained the model nor set its thresholds, IoU 0.5.

    Attributes:
        frames: number of images.
        places: number of places.
        objects: number of labelled objects.
        precision: share of what was found that is an object, 0..1.
        recall: share of the objects that were found, 0..1.
        ap50: average precision at IoU 0.5, 0..1.
        ap75: average precision at IoU 0.75, 0..1.
        count_error: mean over the images of |found - labelled| / labelled.
        score: the default score.
    """

    frames: int = Field(ge=0)
    places: int = Field(ge=0)
    objects: int = Field(ge=0)
    precision: float = Field(ge=0, le=1)
    recall: float = Field(ge=0, le=1)
    ap50: float = Field(ge=0, le=1)
    ap75: float = Field(ge=0, le=1)
    count_error: float = Field(ge=0)
    score: float = Field(ge=0, le=1)


class Properties(_Strict):
    """What Hardstand reads from a card.

    Attributes:
        gsd_m: GSD that the input is brought to, metres.
        gsd_range_m: GSD range on which quality was measured.
        count_score: score at which, on the calibration places, the counts of single images err least.
        largest_object_m: the overlap of tiles is made for objects of this size, metres.
        quality: precision and recall by score on the calibration places.
        trained_places: data set to names of places that the weights have seen.
        calibration_places: data set to names of places that set thresholds; no judge of quality either.
        tested: quality on places that the model had not seen; None until measured.
        measured: further figures with what they were measured on.
        limits: what the model is known to do badly, in plain sentences.
    """

    labels: tuple[str, ...]
    gsd_m: float = Field(gt=0)
    gsd_range_m: GsdRange
    count_score: float = Field(ge=0, le=1)
    largest_object_m: float = Field(gt=0)
    quality: tuple[ScoreRow, ...]
    data: tuple[DataUse, ...]
    trained_places: dict[str, tuple[str, ...]]
    calibration_places: dict[str, tuple[str, ...]]
    tested: TestQuality | None
    measured: dict[str, Any]
    limits: tuple[str, ...]


class ModelCard(_Strict):
    """A model card as Hardstand uses it.

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
    sha256: str
    hardstand: Properties


def read_card(path: Path) -> ModelCard:
    """Read a card from its STAC Item.

    Raises:
        DetectionError: the file is missing or is no card.
    """
    try:
        item = StacItem.model_validate_json(path.read_bytes())
    except OSError as error:
        raise DetectionError(
            f"The model card {path} can't be read ({error.strerror}); install the detector again."
        ) from error
    except ValidationError as error:
        raise DetectionError(f"The model card {path} is damaged: {error}; install the detector again.") from error
    properties = item.properties
    return ModelCard(
        name=properties.name,
        version=properties.version,
        licence=item.assets["weights"].licence,
        sha256=item.assets["weights"].sha256,
        hardstand=properties.hardstand,
    )


class _StacPart(BaseModel):
    """A part of a STAC Item: foreign fields are welcome there."""

    model_config = ConfigDict(extra="allow", frozen=True)


class StacAsset(_StacPart):
    """An asset with the digest that Hardstand checks and the terms that it prints."""

    sha256: str = Field(alias="hardstand:sha256", pattern="^[0-9a-f]{64}$")
    licence: str = Field(alias="hardstand:licence")


class StacProperties(_StacPart):
    """Properties of the card's STAC Item."""

    name: str = Field(alias="mlm:name")
    version: str
    hardstand: Properties = Field(alias="hardstand:detector")


class StacItem(_StacPart):
    """The card's STAC Item."""

    properties: StacProperties
    assets: dict[str, StacAsset]

    @model_validator(mode="after")
    def _has_weights(self) -> StacItem:
        if "weights" not in self.assets:
            raise ValueError("the card names no asset 'weights'")
        return self
