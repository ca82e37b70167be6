"""Small sites that render in a blink, and the demo rendered once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardstand.simulation import (
    AIRLINER,
    FIGHTER,
    TURBOPROP_TRANSPORT,
    AircraftPlan,
    DatePlan,
    DemoScene,
    SitePlan,
    StandPlan,
    Surface,
    SurfaceKind,
    render_demo,
)

APRON = Surface(kind=SurfaceKind.CONCRETE, corners=((-90.0, -90.0), (-90.0, 90.0), (90.0, 90.0), (90.0, -90.0)))


@pytest.fixture
def site() -> SitePlan:
    """400 x 400 px, three stands, two dates."""
    stands = (
        StandPlan(id="a", centre=(-45.0, 40.0), heading_deg=30.0),
        StandPlan(id="b", centre=(40.0, 40.0), heading_deg=200.0),
        StandPlan(id="c", centre=(0.0, -50.0), heading_deg=285.0),
    )
    airliner, fighter = AircraftPlan(stand="a", type=AIRLINER), AircraftPlan(stand="b", type=FIGHTER)
    turboprop = AircraftPlan(stand="c", type=TURBOPROP_TRANSPORT)
    dates = (
        DatePlan(id="first", time=datetime(2015, 8, 20, 8, 30, tzinfo=UTC), aircraft=(airliner, fighter)),
        DatePlan(id="second", time=datetime(2015, 9, 4, 8, 30, tzinfo=UTC), aircraft=(airliner, turboprop)),
    )
    return SitePlan(
        longitude=35.949, latitude=35.401, width_m=200.0, height_m=200.0, stands=stands, dates=dates, surfaces=(APRON,)
    )


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoScene:
    """The demo with its default seed."""
    return render_demo(tmp_path_factory.mktemp("demo") / "site")


@pytest.fixture(scope="session")
def demo_folder(demo: DemoScene) -> Path:
    """Where it lies."""
    return demo.site_file.parent
