"""What is built at the demo's air base, and what happens in its fields, which is no construction."""

from __future__ import annotations

from hardstand.simulation.airbase_ground import RUNWAY_HEADING_DEG, turn
from hardstand.simulation.machines import VEHICLE_SIZES_M, VehicleKind
from hardstand.simulation.marking import rectangle
from hardstand.simulation.parts import Building, Colour, Point, Surface, SurfaceKind, Vehicle
from hardstand.simulation.works import Stage, WorkKind, WorkMaterial, WorkPlan, building_work, strip_work

TAXIWAY = "taxiway"
"""Id of the taxiway that the story is about."""

_TAXIWAY_ENDS: tuple[Point, Point] = ((-252.0, 92.0), (-172.0, 372.0))
_TAXIWAY_WIDTH_M = 22.0
_HARDSTAND, _HARDSTAND_M = (165.0, 312.0), (70.0, 46.0)
_SHED = (256.0, 268.0)
_YELLOW: Colour = (0.72, 0.56, 0.16)

_TAXIWAY_STAGES = (Stage.NONE, Stage.BEGUN, Stage.BEGUN, Stage.IN_PROGRESS)
_SHED_STAGES = (Stage.NONE, Stage.BEGUN, Stage.IN_PROGRESS, Stage.FINISHED)
_HARDSTAND_STAGES = (Stage.NONE, Stage.NONE, Stage.BEGUN, Stage.IN_PROGRESS)


def works(dates: tuple[str, ...]) -> tuple[WorkPlan, ...]:
    """A taxiway, a shed and a hardstand; `dates` are the ids of the story's acquisitions."""
    axis = tuple(turn(*end) for end in _TAXIWAY_ENDS)
    return (
        strip_work(TAXIWAY, axis, _TAXIWAY_WIDTH_M, _by_date(dates, _TAXIWAY_STAGES)),
        building_work("shed", _shed(), _by_date(dates, _SHED_STAGES)),
        _hardstand(_by_date(dates, _HARDSTAND_STAGES)),
    )


def machines(*spots: tuple[float, float, float]) -> tuple[Vehicle, ...]:
    """Yellow lorries on the strip: share of its length, metres to the right of its middle, degrees turned."""
    return tuple(_lorry(*spot) for spot in spots)


def ploughed() -> tuple[Surface, ...]:
    """A field beyond the road, under the plough since the date before."""
    corners = tuple(turn(*corner) for corner in rectangle(395, -310, 116, 146))
    return (Surface(kind=SurfaceKind.PLOUGHED, corners=corners, heading_deg=20.0 + RUNWAY_HEADING_DEG),)


def _by_date(dates: tuple[str, ...], stages: tuple[Stage, ...]) -> dict[str, Stage]:
    return dict(zip(dates, stages, strict=True))


def _shed() -> Building:
    return Building(
        centre=turn(*_SHED), width_m=18.0, depth_m=32.0, height_m=6.0, heading_deg=RUNWAY_HEADING_DEG, arch_m=2.5,
        gabled=True, roof=(0.62, 0.64, 0.66),
    )  # fmt: skip


def _hardstand(stages: dict[str, Stage]) -> WorkPlan:
    (across, along), (length, width) = _HARDSTAND, _HARDSTAND_M
    return WorkPlan(
        id="hardstand",
        kind=WorkKind.APRON,
        outline=tuple(turn(*corner) for corner in rectangle(across, along, length, width)),
        axis=(turn(across - length / 2, along), turn(across + length / 2, along)),
        stages=stages,
        material=WorkMaterial.CONCRETE,
    )


def _lorry(share: float, aside_m: float, turned_deg: float) -> Vehicle:
    (across, along), (other_across, other_along) = _TAXIWAY_ENDS
    spot = turn(across + share * (other_across - across) + aside_m, along + share * (other_along - along))
    length, width, height = VEHICLE_SIZES_M[VehicleKind.TRUCK]
    return Vehicle(
        centre=spot, heading_deg=16.0 + RUNWAY_HEADING_DEG + turned_deg, length_m=length, width_m=width,
        height_m=height, colour=_YELLOW, kind=VehicleKind.TRUCK,
    )  # fmt: skip
