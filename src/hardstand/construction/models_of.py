"""The networks that compare dates, one for each resolution."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.construction.coarse import CoarseModel, load_coarse_model
from hardstand.construction.works_model import WorksModel, load_works_model


@dataclass(frozen=True, kw_only=True)
class Models:
    """The networks that compare dates: `fine` at 0.3 to 1 m, `coarse` at about 10 m."""

    fine: WorksModel
    coarse: CoarseModel


def load_models() -> Models:
    """Those that are shipped.

    Raises:
        DetectionError: a file is missing or damaged.
    """
    return Models(fine=load_works_model(), coarse=load_coarse_model())
