"""The model card: a STAC Item with the MLM extension, plus what Hardstand has to know before it trusts a model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from hardstand.detection.calibration import CountCalibration
from hardstand.detection.shipped_card import ShippedCard, StrictModel
from hardstand.errors import DetectionError


class ScoreRow(StrictModel):
    """Quality at one score threshold, on images that were not trained on.

    Attributes:
        score: the threshold.
        precision: share of what was found that is an object, 0..1.
        recall: share of the objects that were found, 0..1.
        gsd_m: ground sampling distance of those images, metres; None where they are of the class's whole range.
    """

    score: float = Field(ge=0, le=1)
    precision: float = Field(ge=0, le=1)
    recall: float = Field(ge=0, le=1)
    gsd_m: float | None = Field(default=None, gt=0)


class GsdRange(StrictModel):
    """Ground sampling distances from `low` to `high`, metres."""

    low: float = Field(gt=0)
    high: float = Field(gt=0)

    @model_validator(mode="after")
    def _ordered(self) -> GsdRange:
        if self.low > self.high:
            raise ValueError(f"the GSD range begins at {self.low} m and ends at {self.high} m")
        return self


class DataUse(StrictModel):
    """One data set and what it was used for."""

    name: str
    use: str
    licence: str
    frames: int
    objects: int
    rendered: bool = False


class TestQuality(StrictModel):
    """Quality on one class at its default score, on places that neither trained the model nor set its thresholds.

    Attributes:
        frames: number of images.
        places: number of places; None = not known, some frames may show a place that trained.
        objects: number of labelled objects.
        precision: share of what was found that is an object, at IoU 0.5, 0..1.
        recall: share of the objects that were found, at IoU 0.5, 0..1.
        score: the default score.
        ap50: average precision at IoU 0.5, 0..1.
        ap75: average precision at IoU 0.75, 0..1; None where it was not measured.
        ap: mean of the average precisions at IoU 0.50 to 0.95, 0..1; None where it was not measured.
        count_error: mean over the images of |found - labelled| / labelled; None where it was not measured.
    """

    frames: int = Field(ge=0)
    places: int | None = Field(default=None, ge=0)
    objects: int = Field(ge=0)
    precision: float = Field(ge=0, le=1)
    recall: float = Field(ge=0, le=1)
    score: float = Field(ge=0, le=1)
    ap50: float = Field(ge=0, le=1)
    ap75: float | None = Field(default=None, ge=0, le=1)
    ap: float | None = Field(default=None, ge=0, le=1)
    count_error: float | None = Field(default=None, ge=0)


class ClassFacts(StrictModel):
    """What is known of one class of a detector.

    Attributes:
        count_score: from this score on objects count; shipped: where precision and recall meet on calibration places.
        gsd_range_m: GSD range on which the class was measured; outside it the class is not reported.
        largest_object_m: the overlap of tiles is made for objects of this size, metres.
        made_of: what the class was trained on, real and rendered, in a sentence.
        oriented: whether a centre-point network's oriented box is drawn, and not the upright one.
        quality: precision and recall by score on the calibration places.
        tested: quality on places that the model had not seen; None until measured.
        counts: errors by which counts are corrected; None where they were not measured.
    """

    count_score: float = Field(ge=0, le=1)
    gsd_range_m: GsdRange
    largest_object_m: float = Field(gt=0)
    made_of: str
    oriented: bool = False
    quality: tuple[ScoreRow, ...] = ()
    tested: TestQuality | None = None
    counts: CountCalibration | None = None


Decoder = Literal["centre-point", "yolo-obb"]
"""How the outputs of a graph are read; see the modules `centre_point` and `yolo_obb`."""


class Properties(StrictModel):
    """What Hardstand reads from a card.

    Attributes:
        decoder: how the graph's outputs are read; None where the detector brings code of its own.
        input_gsd_m: an image inside this range goes in as it is; others are brought to its nearer end.
        classes: by name, in the order of the graph's channels unless `channels` says otherwise.
        channels: the class of each channel of the graph, in its order; null = a channel that is not used. Several
            channels may be of one class. None = one channel for each class, in their order.
        data: what trained and calibrated the model.
        trained_places: data set to names of places that the weights have seen.
        calibration_places: data set to names of places that set thresholds; no judge of quality either.
        measured: further figures with what they were measured on.
        limits: what the model is known to do badly, in plain sentences.
    """

    decoder: Decoder | None = None
    input_gsd_m: GsdRange
    classes: dict[Annotated[str, StringConstraints(min_length=1)], ClassFacts] = Field(min_length=1)
    channels: tuple[str | None, ...] | None = None
    data: tuple[DataUse, ...] = ()
    trained_places: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    calibration_places: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    measured: dict[str, Any] = Field(default_factory=dict)
    limits: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _channels_are_of_classes(self) -> Properties:
        if self.channels is not None:
            odd = (set(self.channels) - {None}) ^ set(self.classes)
            if odd:
                raise ValueError(f"channels and classes disagree about {', '.join(sorted(map(str, odd)))}")
        return self

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the classes."""
        return tuple(self.classes)

    @property
    def channel_labels(self) -> tuple[str | None, ...]:
        """The class of each channel of the graph, or None for one that is not used."""
        return self.labels if self.channels is None else self.channels


class ModelCard(ShippedCard[Properties]):
    """A detector's card as Hardstand uses it."""


def read_card(path: Path) -> ModelCard:
    """Read a card from its STAC Item.

    Raises:
        DetectionError: the file is missing or is no card.
    """
    try:
        item = StacItem.model_validate_json(path.read_bytes())
    except OSError as error:
        raise DetectionError(
            f"The model card {path} can't be read ({error.strerror}). A model needs its card beside it, a JSON file of "
            "the same name: put it there, or install the detector again."
        ) from error
    except ValidationError as error:
        raise DetectionError(f"The model card {path} is no card that can be used: {_problems(error)}.") from error
    properties = item.properties
    return ModelCard(
        name=properties.name,
        version=properties.version,
        licence=item.assets["weights"].licence,
        sha256=item.assets["weights"].sha256,
        hardstand=properties.hardstand,
    )


def _problems(error: ValidationError) -> str:
    """Each key with what is wrong with it."""
    details = error.errors(include_url=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'the file'}: {each['msg']}" for each in details)


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
