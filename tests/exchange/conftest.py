"""A small result whose every value is known, with and without georeference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from pyproj import CRS

from hardstand.detection.result import Detection
from hardstand.frames import GroundTransform, PixelPolygon, PixelTransform, SiteFrame
from hardstand.imagery.acquisition import Acquisition, Raster, Sourced
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger.entries import Count, Event, EventKind, Ledger, Stand, State
from hardstand.measurement.sighting import Sighting, place_on_ground
from hardstand.registration.result import Registered, SiteRegistration
from hardstand.result import ModelUse, RunResult
from hardstand.timewindow import TimeWindow

UTM_36N = CRS.from_epsg(32636)
DATES = (datetime(2015, 9, 4, 8, 30, tzinfo=UTC), datetime(2015, 9, 15, 8, 41, 12, tzinfo=UTC))
CORNERS = np.array([[100.0, 200.0], [140.004, 200.0], [140.0, 230.006], [100.0, 230.0]])

MakeResult = Callable[..., RunResult]


@pytest.fixture(scope="session")
def make_result() -> MakeResult:
    """Two dates; one aircraft came between them. `georeferenced`, `empty`, `names` and `site_name` vary it."""
    return _make


def _make(
    *,
    georeferenced: bool = True,
    empty: bool = False,
    names: tuple[str, str] = ("early", "late"),
    site_name: str = "Air base",
) -> RunResult:
    frame = SiteFrame(crs=UTM_36N if georeferenced else None)
    ground = GroundTransform(np.array([[0.5, 0.0, 767_000.0], [0.0, -0.5, 3_921_000.0]]))
    acquisitions = tuple(
        _acquisition(name, date, georeferenced=georeferenced) for name, date in zip(names, DATES, strict=True)
    )
    detection = Detection(acquisition=names[1], label="aircraft", score=0.87654321, polygon=PixelPolygon(CORNERS))
    sightings = () if empty else place_on_ground((detection,), ground, frame)
    return RunResult(
        site_name=site_name,
        airport="OSLK",
        simulated=False,
        acquisitions=acquisitions,
        registration=_registration(frame, ground, names),
        visibility={name: _visibility() for name in names},
        sightings=sightings,
        ledger=_ledger(sightings, names),
        models=(_model(),),
        version="0.1.0",
        parameters={"tile_px": "1024", "min_score": "0.4"},
        generated=datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    )


def _acquisition(name: str, date: datetime, *, georeferenced: bool) -> Acquisition:
    raster = Raster(
        path=Path("images") / f"{name}.tif",
        width=1000,
        height=800,
        bands=3,
        dtype="uint8",
        nodata=None,
        crs=UTM_36N if georeferenced else None,
        transform=Affine(0.5, 0, 767_000, 0, -0.5, 3_921_000) if georeferenced else None,
        sha256="ab" * 32,
    )
    return Acquisition(
        id=name,
        raster=raster,
        time=Sourced(value=date, origin="site file"),
        gsd_m=Sourced(value=0.5, origin="georeference"),
        credit=Sourced(value="© Somebody", origin="site file"),
        warnings=("The image says 2002, the site file 2015; the site file was taken.",),
    )


def _registration(frame: SiteFrame, ground: GroundTransform, names: tuple[str, str]) -> SiteRegistration:
    pair = Registered(
        reference=names[0],
        moving=names[1],
        transform=PixelTransform(np.eye(2, 3)),
        tie_points=np.zeros((17, 4)),
        spread=0.8,
        residual_px=0.31249,
        residual_m=0.156245,
    )
    return SiteRegistration(frame=frame, reference=names[0], ground=dict.fromkeys(names, ground), pairs=(pair,))


def _visibility() -> Visibility:
    cause = np.full((4, 5), Cause.SEEN, dtype=np.uint8)
    cause[0, 0] = Cause.CLOUD
    return Visibility(cause=cause, step_px=200, width=1000, height=800)


def _ledger(sightings: tuple[Sighting, ...], names: tuple[str, str]) -> Ledger:
    stands = tuple(
        Stand(
            id=f"stand-{number}",
            label="aircraft",
            polygon=sighting.ground,
            states={names[0]: State.EMPTY, names[1]: State.OCCUPIED},
            sightings={names[1]: sighting},
        )
        for number, sighting in enumerate(sightings, start=1)
    )
    events = tuple(
        Event(
            id=f"event-{number}",
            kind=EventKind.ARRIVAL,
            label="aircraft",
            window=TimeWindow(after=DATES[0], by=DATES[1]),
            stand=stand.id,
            sighting=stand.sightings[names[1]],
            empty_on=names[0],
        )
        for number, stand in enumerate(stands, start=1)
    )
    counts = tuple(
        Count(acquisition=name, label="aircraft", found=found, low=None, high=None, seen_fraction=0.95)
        for name, found in zip(names, (0, len(sightings)), strict=True)
    )
    return Ledger(acquisitions=names, stands=stands, events=events, counts=counts)


def _model() -> ModelUse:
    return ModelUse(
        name="aircraft",
        version="1",
        sha256="cd" * 32,
        input_gsd_m=(0.5, 0.5),
        min_scores={"aircraft": 0.4},
        licence="CC-BY-NC-SA-4.0",
        forced=False,
    )
