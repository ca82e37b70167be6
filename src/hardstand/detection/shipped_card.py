"""What every card of a network holds, and the cards of those that ship beside the detectors."""

from __future__ import annotations

from pathlib import Path
from typing import Generic, TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from hardstand.errors import DetectionError


class StrictModel(BaseModel):
    """A part of a card that is our own: unknown keys are refused, and nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Properties = TypeVar("Properties", bound=StrictModel)


class ShippedCard(StrictModel, Generic[Properties]):
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
    hardstand: Properties


class _Foreign(BaseModel):
    """Parts of a STAC Item: foreign fields are welcome there."""

    model_config = ConfigDict(extra="allow", frozen=True)


class _Asset(_Foreign):
    sha256: str = Field(alias="hardstand:sha256")
    licence: str = Field(alias="hardstand:licence")


class _Assets(_Foreign):
    weights: _Asset


class _ItemProperties(_Foreign, Generic[Properties]):
    name: str = Field(alias="mlm:name")
    version: str
    hardstand: Properties = Field(
        validation_alias=AliasChoices("hardstand:points", "hardstand:works", "hardstand:construction")
    )


class CardItem(_Foreign, Generic[Properties]):
    """The STAC Item that a card is written as."""

    properties: _ItemProperties[Properties]
    assets: _Assets


def read_shipped_card(path: Path, form: type[CardItem[Properties]], network: str) -> ShippedCard[Properties]:
    """Read a card from its STAC Item.

    Args:
        path: the file.
        form: the Item with the properties that the network needs.
        network: in words for the message, for example "a points network".

    Raises:
        DetectionError: the file is missing or is no such card.
    """
    try:
        item = form.model_validate_json(path.read_bytes())
    except OSError as error:
        raise DetectionError(
            f"The model card {path} can't be read: {error.strerror}. Install Hardstand again."
        ) from error
    except ValidationError as error:
        details = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise DetectionError(f"The model card {path} is no card of {network}: {details}.") from error
    return ShippedCard(
        name=item.properties.name,
        version=item.properties.version,
        licence=item.assets.weights.licence,
        sha256=item.assets.weights.sha256,
        hardstand=item.properties.hardstand,
    )
