"""Lengths, spans and headings on the ground, each with its standard deviation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hardstand.detection.result import Detection
from hardstand.frames import WGS84, GroundTransform, PixelPolygon, SiteFrame, SitePolygon
from hardstand.measurement.locate import Located
from hardstand.measurement.points_card import BoxErrors, PointsProperties
from hardstand.measurement.result import Measurement, Points

Array = NDArray[np.float64]

HELICOPTER = "helicopter"

ROTOR = "the box of a helicopter holds its rotor at an unknown angle"
UNKNOWN_ERROR = "the error of such a measurement is not known"
UNCERTAIN = "its points are too uncertain on this image"


def measure_aircraft(
    located: Located | str, ground: GroundTransform, frame: SiteFrame, card: PointsProperties
) -> Measurement:
    """Size and heading of an aircraft from its points.

    The span is the distance of the wing tips across the axis. The axis is the line from tail to nose.
    """
    if isinstance(located, str):
        return Measurement(reason=located)
    site = located.points @ ground.matrix[:, :2].T + ground.matrix[:, 2]
    nose, tail, left, right = located.variances[:4] * ground.gsd_m**2
    axis = site[0] - site[1]
    length = float(np.hypot(*axis))
    across = np.array([-axis[1], axis[0]]) / length
    span = float(abs((site[2] - site[3]) @ across))
    length_sd = card.scales.length * float(np.sqrt(nose + tail))
    span_sd = card.scales.span * float(np.sqrt(left + right))
    if max(length_sd / length, span_sd / max(span, 1e-9)) > card.limits.relative_sd:
        return Measurement(reason=UNCERTAIN)
    heading_sd = card.scales.heading * float(np.degrees(np.sqrt(nose + tail) / length))
    directed = located.agreement >= card.limits.agreement and heading_sd <= card.limits.heading_sd_deg
    return Measurement(
        length_m=length,
        length_sd_m=length_sd,
        span_m=span,
        span_sd_m=span_sd,
        heading_deg=azimuth_deg(site[1], site[0], frame) if directed else None,
        heading_sd_deg=heading_sd if directed else None,
        points=_named(located.points) if directed else None,
    )


def _named(points: Array) -> Points:
    return Points(nose=points[0], tail=points[1], left_tip=points[2], right_tip=points[3])


def azimuth_deg(start: Array, end: Array, frame: SiteFrame) -> float:
    """Direction from one place to another, degrees clockwise from true north, or from up in a local plane, 0..360."""
    east, north = end - start
    if frame.crs is None:
        return float(np.degrees(np.arctan2(east, north)) % 360.0)
    aside = start + np.array([-north, east])
    lonlat = frame.to_lonlat(SitePolygon(np.stack([start, end, aside])))
    assert lonlat is not None
    (from_lon, from_lat), (to_lon, to_lat), _ = lonlat.corners
    forward, _, _ = WGS84.inv(from_lon, from_lat, to_lon, to_lat)
    return float(forward % 360.0)


def measure_box(polygon: PixelPolygon, ground: GroundTransform, frame: SiteFrame, errors: BoxErrors) -> Measurement:
    """Length, width and direction of the longer side, 0..180 degrees, of an oriented box."""
    corners = ground.to_site(polygon).corners
    sides = corners[[1, 2]] - corners[[0, 1]]
    lengths = np.hypot(*sides.T)
    longer = int(lengths[1] > lengths[0])
    length, width = float(lengths[longer]), float(lengths[1 - longer])
    return Measurement(
        length_m=length,
        length_sd_m=float(np.hypot(errors.length_share * length, errors.length_m)),
        span_m=width,
        span_sd_m=float(np.hypot(errors.width_share * width, errors.width_m)),
        heading_deg=azimuth_deg(corners[longer], corners[longer + 1], frame) % 180.0,
        heading_sd_deg=errors.direction_deg,
    )


def measure(
    detection: Detection,
    located: Located | str | None,
    ground: GroundTransform,
    frame: SiteFrame,
    card: PointsProperties,
) -> Measurement:
    """What can be said of a detection's size and direction.

    Args:
        detection: its class, and its box.
        located: points of an aircraft or why there are none; None for what is no aircraft.
        ground: from the image's pixels to the site frame.
        frame: the site frame.
        card: of the points network, with the errors of boxes.
    """
    if located is not None:
        return measure_aircraft(located, ground, frame, card)
    if detection.cut:
        return Measurement(reason="the edge of the image cuts it")
    if detection.label == HELICOPTER:
        return Measurement(reason=ROTOR)
    errors = card.boxes.get(detection.label)
    return (
        Measurement(reason=UNKNOWN_ERROR) if errors is None else measure_box(detection.polygon, ground, frame, errors)
    )


def measure_all(
    detections: Sequence[Detection],
    located: Sequence[Located | str | None],
    ground: GroundTransform,
    frame: SiteFrame,
    card: PointsProperties,
) -> list[Measurement]:
    """`measure` for each detection of one image."""
    return [measure(each, points, ground, frame, card) for each, points in zip(detections, located, strict=True)]
