"""The stage of measurement: from what was detected on one image to sightings with sizes and headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hardstand.detection.result import Detection
from hardstand.frames import GroundTransform, SiteFrame
from hardstand.imagery.acquisition import Acquisition
from hardstand.measurement.locate import Located, locate_aircraft, refine
from hardstand.measurement.measure import measure_all
from hardstand.measurement.points_model import PointsModel
from hardstand.measurement.sighting import Sighting, place_on_ground


def measure_detections(
    detections: Sequence[Detection],
    acquisition: Acquisition,
    ground: GroundTransform,
    frame: SiteFrame,
    model: PointsModel,
) -> tuple[Sighting, ...]:
    """Bring the detections of one acquisition into the site frame and measure them.

    The upright box of an aircraft is joined with that of its points, which makes it fit better.

    Args:
        detections: from any detector, on this acquisition.
        acquisition: the image.
        ground: from its pixels to the site frame.
        frame: the site frame.
        model: that finds the points of aircraft.

    Returns:
        Sightings numbered in the order of the detections, each with its measurement or the reason why there is none.

    Raises:
        ImageError: the image can't be read.
    """
    located = locate_aircraft(detections, acquisition, model)
    refined = _refined(detections, located, model)
    measured = measure_all(refined, located, ground, frame, model.card.hardstand)
    placed = place_on_ground(refined, ground, frame)
    return tuple(replace(each, measurement=values) for each, values in zip(placed, measured, strict=True))


def refine_detections(
    detections: Sequence[Detection], acquisition: Acquisition, model: PointsModel
) -> tuple[Detection, ...]:
    """The detections with their boxes as `measure_detections` leaves them.

    Raises:
        ImageError: the image can't be read.
    """
    located = locate_aircraft(detections, acquisition, model)
    return _refined(detections, located, model)


def _refined(
    detections: Sequence[Detection], located: Sequence[Located | str | None], model: PointsModel
) -> tuple[Detection, ...]:
    card = model.card.hardstand
    return tuple(refine(each, points, card) for each, points in zip(detections, located, strict=True))
