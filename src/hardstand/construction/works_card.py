"""The card of the network that compares dates: how its answers are read, and what it was trained and measured on."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hardstand.errors import DetectionError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GsdRange(_Strict):
    """Ground sampling distances on which it was measured, metres per pixel."""

    low: float = Field(gt=0)
    high: float = Field(gt=0)


class Reading(_Strict):
    """How probabilities become outlines.

    Attributes:
        cell_m: side of the cells that the network takes, metres.
        least_probability: of a work as a whole, the mean of its surer half, 0..1.
        edge: a work reaches as far as cells are at least this probable, 0..1.
        least_area_m2: smaller ones are not told, square metres.
        least_width_m: narrower ones are not told, metres.
    """

    cell_m: float = Field(gt=0)
    least_probability: float = Field(gt=0, lt=1)
    edge: float = Field(gt=0, lt=1)
    least_area_m2: float = Field(ge=0)
    least_width_m: float = Field(ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.edge > self.least_probability:
            raise ValueError(
                f"the edge of a work ({self.edge}) can't be surer than the whole ({self.least_probability})"
            )
        return self


class WorksProperties(_Strict):
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
    trained_places: dict[str, tuple[str, ...]] = {}
    calibration_places: dict[str, tuple[str, ...]] = {}
    rendered: str = ""
    measured: dict[str, Any] = {}
    limitations: tuple[str, ...] = ()


class WorksCard(_Strict):
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
    hardstand: WorksProperties


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
    hardstand: WorksProperties = Field(alias="hardstand:works")


class _Item(_Foreign):
    properties: _Properties
    assets: _Assets


def read_works_card(path: Path) -> WorksCard:
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
        raise DetectionError(
            f"The model card {path} is no card of a network that compares dates: {details}."
        ) from error
    return WorksCard(
        name=item.properties.name,
        version=item.properties.version,
        licence=item.assets.weights.licence,
        sha256=item.assets.weights.sha256,
        hardstand=item.properties.hardstand,
    )
