"""What was built and what vanished between dates: surfaces, structures and ground works, as polygons with windows."""

from hardstand.construction.aligned import DatedImage
from hardstand.construction.build import ChangeRaster, find_construction
from hardstand.construction.entries import (
    Construction,
    Direction,
    KindProbability,
    Measures,
    NotCompared,
    Step,
    Work,
    WorkKind,
    WorkState,
)
from hardstand.construction.models_of import Models, load_models
from hardstand.construction.works_model import WorksModel, load_works_model

__all__ = [
    "ChangeRaster",
    "Construction",
    "DatedImage",
    "Direction",
    "KindProbability",
    "Measures",
    "Models",
    "NotCompared",
    "Step",
    "Work",
    "WorkKind",
    "WorkState",
    "WorksModel",
    "find_construction",
    "load_models",
    "load_works_model",
]
