"""What is to be painted over a real picture.

Positions are (east, north) in metres from the picture's middle, its upper edge taken for north.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from hardstand.simulation.light import Sun
from hardstand.simulation.marking import path
from hardstand.simulation.parts import Building, Point
from hardstand.simulation.works import WorkKind, WorkMaterial


@dataclass(frozen=True, kw_only=True)
class FrameLight:
    """Where sun and satellite stood when a picture was taken.

    Attributes:
        sun: its shadows fall away from it.
        lean: metres (east, north) by which a point appears displaced per metre of height.
    """

    sun: Sun
    lean: Point = (0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Markings:
    """Painted lines of a strip.

    Attributes:
        yellow: as on a taxiway; else white, as on a runway or a road.
        width_m: of a line, metres.
        dash_m: of the middle line, metres; its gaps are as long; 0 = unbroken.
        edges: a line also along each edge.
    """

    yellow: bool
    width_m: float = 0.4
    dash_m: float = 0.0
    edges: bool = False


@dataclass(frozen=True, kw_only=True)
class GroundOver:
    """Pavement, gravel or earth.

    Attributes:
        kind: strip, apron, ground works or cleared ground.
        material: what it is made of.
        outline: three corners or more, without the verges.
        axis: two points or more along its middle: slabs, lanes, tracks and lines follow it.
        verge_m: width of the disturbed soil around it, metres; 0 = none.
        shoulder_m: width of the paler band along its edges, inside the outline, metres; 0 = none.
        markings: None = no lines.
        tone: factor on the material's brightness; fresh asphalt is dark, fresh concrete bright.
    """

    kind: WorkKind
    material: WorkMaterial
    outline: tuple[Point, ...]
    axis: tuple[Point, ...]
    verge_m: float = 0.0
    shoulder_m: float = 0.0
    markings: Markings | None = None
    tone: float = 1.0

    @property
    def width_m(self) -> float:
        """Across the axis at its middle, metres."""
        first, second = np.asarray(self.axis[0]), np.asarray(self.axis[-1])
        along = (second - first) / np.linalg.norm(second - first)
        across = (np.asarray(self.outline) - first) @ np.array([along[1], -along[0]])
        return float(np.ptp(across))


@dataclass(frozen=True, kw_only=True)
class BuildingOver:
    """A building.

    Attributes:
        building: position, size, roof; its reflectances are turned into the picture's tones.
        surroundings: what the ground around it was turned into; None = as it was.
        surroundings_m: how far, metres.
    """

    building: Building
    surroundings: WorkMaterial | None = None
    surroundings_m: float = 4.0


WorkOver = GroundOver | BuildingOver


def strip_over(axis: tuple[Point, ...], width_m: float, like: GroundOver) -> GroundOver:
    """A strip of that width along an axis, otherwise `like` another."""
    return replace(like, kind=WorkKind.STRIP, outline=tuple(path(axis, width_m)), axis=axis)
