"""What was measured of an object, drawn on its picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hardstand.frames import GroundTransform, PixelPolygon
from hardstand.measurement.sighting import Sighting
from hardstand.report.drawing import Canvas
from hardstand.report.standing import LineStyle
from hardstand.report.views import GroundView

Array = NDArray[np.float64]

LENGTH = LineStyle(colour="#ffb000", width=2.0)
SPAN = LineStyle(colour="#5cd3ff", width=2.0)
OUTLINE = LineStyle(colour="#ffffff", width=1.5)
LETTERS = 15


def draw_measures(canvas: Canvas, view: GroundView, sighting: Sighting, ground: GroundTransform) -> None:
    """Length and span of an object as lines with their metres; its outline alone where nothing was measured."""
    measured = sighting.measurement
    if measured.length_m is None and measured.span_m is None:
        canvas.outline(view.place(sighting.ground.shape), OUTLINE)
        return
    length, span = _axes(view, sighting, ground)
    if measured.span_m is not None:
        canvas.measure(span, SPAN, _metres(measured.span_m), LETTERS)
    if measured.length_m is not None:
        canvas.measure(length, LENGTH, _metres(measured.length_m), LETTERS)


def _axes(view: GroundView, sighting: Sighting, ground: GroundTransform) -> tuple[Array, Array]:
    """Ends of length and span, each (2, 2) pixels of the view: from nose to tail where they were found.

    Otherwise they join the middles of opposite sides of the box, the longer way first.
    """
    points = sighting.measurement.points
    if points is not None:
        four = PixelPolygon(np.stack([points.nose, points.tail, points.left_tip, points.right_tip]))
        places = _placed(view, ground.to_site(four).corners)
        return places[:2], places[2:]
    corners = _placed(view, sighting.ground.corners)
    middles = (corners + np.roll(corners, -1, axis=0)) / 2
    one, other = middles[[0, 2]], middles[[1, 3]]
    longer = np.hypot(*(one[1] - one[0])) >= np.hypot(*(other[1] - other[0]))
    return (one, other) if longer else (other, one)


def _placed(view: GroundView, corners: Array) -> Array:
    """(n, 2) east and north as pixels (column, row) of a view."""
    return np.stack([(corners[:, 0] - view.west) / view.gsd_m, (view.north - corners[:, 1]) / view.gsd_m], axis=1)


def _metres(value: float) -> str:
    return f"{value:.1f} m" if value < 20 else f"{value:.0f} m"
