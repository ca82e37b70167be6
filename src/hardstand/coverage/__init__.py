"""Which images exist of a place, which gaps they leave, and so what could be proved at best."""

from hardstand.coverage.catalogue import Catalogue
from hardstand.coverage.footprint import Footprint, Footprints, Outlines
from hardstand.coverage.limits import COVERED_SHARE, Limits
from hardstand.coverage.passes import Pass
from hardstand.coverage.period import Period, read_claimed, read_period
from hardstand.coverage.place import Place, place_of_area, read_box, read_spot
from hardstand.coverage.reading import read_catalogue
from hardstand.coverage.survey import Bounds, Coverage, Gap, bound, survey

__all__ = [
    "COVERED_SHARE",
    "Bounds",
    "Catalogue",
    "Coverage",
    "Footprint",
    "Footprints",
    "Gap",
    "Limits",
    "Outlines",
    "Pass",
    "Period",
    "Place",
    "bound",
    "place_of_area",
    "read_box",
    "read_catalogue",
    "read_claimed",
    "read_period",
    "read_spot",
    "survey",
]
