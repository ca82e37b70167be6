"""Rendered sites with known truth: for the demo and for tests. Everything rendered is labelled as simulated."""

from hardstand.simulation.demo import DemoScene, is_simulated, render_demo, write_image
from hardstand.simulation.plan import (
    AircraftPlan,
    Building,
    CloudPlan,
    DatePlan,
    Paint,
    SitePlan,
    StandPlan,
    Surface,
    SurfaceKind,
    Tree,
    Vehicle,
)
from hardstand.simulation.scene import RenderedScene, render_site
from hardstand.simulation.story import demo_plan
from hardstand.simulation.truth import AircraftTruth, DateTruth, EventTruth, SceneTruth, StandTruth
from hardstand.simulation.types import AIRLINER, FIGHTER, HEAVY_TRANSPORT, TURBOPROP_TRANSPORT, AircraftType

__all__ = [
    "AIRLINER",
    "FIGHTER",
    "HEAVY_TRANSPORT",
    "TURBOPROP_TRANSPORT",
    "AircraftPlan",
    "AircraftTruth",
    "AircraftType",
    "Building",
    "CloudPlan",
    "DatePlan",
    "DateTruth",
    "DemoScene",
    "EventTruth",
    "Paint",
    "RenderedScene",
    "SceneTruth",
    "SitePlan",
    "StandPlan",
    "StandTruth",
    "Surface",
    "SurfaceKind",
    "Tree",
    "Vehicle",
    "demo_plan",
    "is_simulated",
    "render_demo",
    "render_site",
    "write_image",
]
