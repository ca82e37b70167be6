"""Rendered sites with known truth: for the demo and for tests. Everything rendered is labelled as simulated."""

from hardstand.simulation.demo import DemoScene, is_simulated, render_demo, write_image
from hardstand.simulation.machines import (
    ATTACK_HELICOPTER,
    TRANSPORT_HELICOPTER,
    VEHICLE_SIZES_M,
    HelicopterType,
    VehicleKind,
)
from hardstand.simulation.parts import Building, Paint, Surface, SurfaceKind, Tree, Vehicle
from hardstand.simulation.plan import AircraftPlan, CloudPlan, DatePlan, HazePlan, HelicopterPlan, SitePlan, StandPlan
from hardstand.simulation.scene import RenderedScene, render_site
from hardstand.simulation.schedule import Move, Rates, Schedule, random_schedule
from hardstand.simulation.story import demo_plan
from hardstand.simulation.truth import AircraftTruth, DateTruth, EventTruth, ObjectTruth, SceneTruth, StandTruth
from hardstand.simulation.truth_works import WorkChange, WorkTruth
from hardstand.simulation.types import (
    AIRLINER,
    ATTACK_AIRCRAFT,
    DELTA_FIGHTER,
    FIGHTER,
    HEAVY_TRANSPORT,
    SWING_WING_SPREAD,
    SWING_WING_SWEPT,
    TURBOPROP_TRANSPORT,
    AircraftType,
)
from hardstand.simulation.works import Stage, WorkKind, WorkMaterial, WorkPlan, building_work, strip_work

__all__ = [
    "AIRLINER",
    "ATTACK_AIRCRAFT",
    "ATTACK_HELICOPTER",
    "DELTA_FIGHTER",
    "FIGHTER",
    "HEAVY_TRANSPORT",
    "SWING_WING_SPREAD",
    "SWING_WING_SWEPT",
    "TRANSPORT_HELICOPTER",
    "TURBOPROP_TRANSPORT",
    "VEHICLE_SIZES_M",
    "AircraftPlan",
    "AircraftTruth",
    "AircraftType",
    "Building",
    "CloudPlan",
    "DatePlan",
    "DateTruth",
    "DemoScene",
    "EventTruth",
    "HazePlan",
    "HelicopterPlan",
    "HelicopterType",
    "Move",
    "ObjectTruth",
    "Paint",
    "Rates",
    "RenderedScene",
    "SceneTruth",
    "Schedule",
    "SitePlan",
    "Stage",
    "StandPlan",
    "StandTruth",
    "Surface",
    "SurfaceKind",
    "Tree",
    "Vehicle",
    "VehicleKind",
    "WorkChange",
    "WorkKind",
    "WorkMaterial",
    "WorkPlan",
    "WorkTruth",
    "building_work",
    "demo_plan",
    "is_simulated",
    "random_schedule",
    "render_demo",
    "render_site",
    "strip_work",
    "write_image",
]
