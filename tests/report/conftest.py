"""A site of ten aircraft on three small rasters with known truth, and the run that should come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray
from pyproj import CRS

from hardstand.detection.result import Detection
from hardstand.frames import GroundTransform, PixelPolygon, PixelTransform, SiteFrame
from hardstand.imagery.acquisition import Acquisition, Raster, Sourced
from hardstand.imagery.visibility import Cause, Visibility
from hardstand.ledger.entries import Count, Event, EventKind, Ledger, Stand, State
from hardstand.measurement.scale import ScaleDoubt
from hardstand.measurement.sighting import Sighting
from hardstand.registration.result import Registered, SiteRegistration
from hardstand.report import Pictures, make_pictures, open_pixels
from hardstand.result import ModelUse, RunResult
from hardstand.timewindow import TimeWindow

GSD = 0.6
SIZE = 800  # pixels of a raster, both ways
WEST, NORTH = 768_000.0, 3_921_000.0
UTM = CRS.from_epsg(32636)
STEP = 16  # pixels of a visibility cell

TIMES = {
    "before": datetime(2015, 8, 20, 8, 31, tzinfo=UTC),
    "cloudy": datetime(2015, 9, 4, 8, 24, tzinfo=UTC),
    "after": datetime(2015, 9, 15, 8, 40, tzinfo=UTC),
}
SHIFTS = {"before": (0, 0), "cloudy": (23, -11), "after": (-17, 9)}  # columns, rows by which a raster looks elsewhere
GAP = (608, 352, 800, 528)  # columns and rows without data on the first raster
CLOUD = (520, 0, 800, 224)  # columns and rows of the cloud on the second raster: left, top, right, bottom


@dataclass(frozen=True, kw_only=True)
class Parked:
    """A stand of the scene: its middle on the first raster, how large, and on which dates it is occupied."""

    column: int
    row: int
    span_m: float
    dates: str  # "x" occupied, "-" empty, "?" not seen; a letter per date


SCENE = (
    Parked(column=120, row=150, span_m=42, dates="xxx"),
    Parked(column=240, row=150, span_m=42, dates="xxx"),
    Parked(column=360, row=150, span_m=36, dates="x-x"),
    Parked(column=480, row=150, span_m=36, dates="xx-"),
    Parked(column=620, row=120, span_m=50, dates="-?x"),
    Parked(column=740, row=120, span_m=36, dates="x?x"),
    Parked(column=690, row=430, span_m=42, dates="?xx"),
    Parked(column=140, row=420, span_m=50, dates="--x"),
    Parked(column=280, row=420, span_m=50, dates="--x"),
    Parked(column=420, row=420, span_m=16, dates="-xx"),
    Parked(column=500, row=420, span_m=16, dates="-xx"),
)


def cross(parked: Parked) -> NDArray[np.float64]:
    """Corners of the box around an aircraft, (column, row) on the ground of the first raster."""
    half = parked.span_m / GSD / 2
    middle = np.array([parked.column, parked.row], dtype=float)
    return middle + half * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=float)


def paint(name: str, index: int) -> NDArray[np.uint8]:
    """The scene on one date, (SIZE, SIZE, 3)."""
    margin = 40
    ground = np.full((SIZE + 2 * margin, SIZE + 2 * margin, 3), (112, 118, 92), dtype=np.uint8)
    cv2.rectangle(ground, (margin - 40, margin + 60), (margin + SIZE + 40, margin + 520), (150, 149, 143), -1)
    cv2.rectangle(ground, (margin - 40, margin + 640), (margin + SIZE + 40, margin + 710), (96, 97, 98), -1)
    for dash in range(-40, SIZE, 60):
        cv2.line(ground, (margin + dash, margin + 675), (margin + dash + 30, margin + 675), (225, 225, 220), 3)
    for parked in SCENE:
        if parked.dates[index] == "x" or parked.dates == "x?x":
            draw_aircraft(ground, parked, margin)
    noise = np.random.default_rng(7).normal(0, 5, ground.shape[:2])[..., None]
    ground = np.clip(cv2.GaussianBlur(ground, (3, 3), 0) + noise, 0, 255).astype(np.uint8)
    column, row = SHIFTS[name]
    picture = ground[margin + row : margin + row + SIZE, margin + column : margin + column + SIZE].copy()
    if name == "before":
        left, top, right, bottom = GAP
        picture[top:bottom, left:right] = 0
    if name == "cloudy":
        left, top, right, bottom = CLOUD
        picture[top:bottom, left:right] = (0.15 * picture[top:bottom, left:right] + 0.85 * 238).astype(np.uint8)
    return picture


def draw_aircraft(ground: NDArray[np.uint8], parked: Parked, margin: int) -> None:
    """A shadow, then a cross of fuselage, wings and tail."""
    half = 0.84 * parked.span_m / GSD / 2
    for offset, colour in ((6, (84, 86, 84)), (0, (236, 238, 240))):
        column, row = parked.column + margin + offset, parked.row + margin + offset
        width = max(2, round(half / 6))
        cv2.line(ground, (column, round(row - half)), (column, round(row + half)), colour, width + 3, cv2.LINE_AA)
        cv2.line(ground, (round(column - half), row + 3), (round(column + half), row + 3), colour, width, cv2.LINE_AA)
        tail = round(row + half * 0.9)
        cv2.line(ground, (round(column - half / 3), tail), (round(column + half / 3), tail), colour, width, cv2.LINE_AA)


def ground_of(name: str) -> GroundTransform:
    """Pixels of a raster to the site frame."""
    column, row = SHIFTS[name]
    return GroundTransform(np.array([[GSD, 0, WEST + column * GSD], [0, -GSD, NORTH - row * GSD]]))


def write_geotiff(path: Path, picture: NDArray[np.uint8], ground: GroundTransform | None) -> Raster:
    """A GeoTIFF and what is known of it."""
    transform = None if ground is None else Affine(*ground.matrix.ravel())
    place = {} if transform is None else {"crs": "EPSG:32636", "transform": transform}
    shape = {"width": picture.shape[1], "height": picture.shape[0], "count": 3, "dtype": "uint8"}
    with rasterio.open(path, "w", driver="GTiff", tiled=True, blockxsize=256, blockysize=256, **shape, **place) as file:
        file.write(picture.transpose(2, 0, 1))
    return Raster(
        path=path,
        width=picture.shape[1],
        height=picture.shape[0],
        bands=3,
        dtype="uint8",
        nodata=None,
        crs=None if ground is None else UTM,
        transform=transform,
        sha256="0123456789abcdef" * 4,
    )


def acquisition_of(name: str, raster: Raster) -> Acquisition:
    """What is known of one raster; the middle one says little of itself."""
    known = name != "cloudy"
    return Acquisition(
        id=name,
        raster=raster,
        time=Sourced(value=TIMES[name], origin="TIFF tag TIFFTAG_DATETIME"),
        gsd_m=Sourced(value=GSD, origin="georeference"),
        sensor=Sourced(value="PHR 1A", origin="DIMAP XML") if known else None,
        off_nadir_deg=Sourced(value=12.3, origin="DIMAP XML") if known else None,
        sun_azimuth_deg=Sourced(value=151.0, origin="DIMAP XML") if known else None,
        sun_elevation_deg=Sourced(value=52.4, origin="DIMAP XML") if known else None,
        credit=Sourced(value="Example Imaging", origin="site file"),
        warnings=() if known else ("The file name says 2014-09-04, the site file 2015-09-04; the site file was used.",),
    )


def visibility_of(name: str) -> Visibility:
    """Where a raster shows the ground."""
    cause = np.zeros((SIZE // STEP, SIZE // STEP), dtype=np.uint8)
    if name == "before":
        left, top, right, bottom = (round(value / STEP) for value in GAP)
        cause[top:bottom, left:right] = Cause.NODATA
    if name == "cloudy":
        left, top, right, bottom = (round(value / STEP) for value in CLOUD)
        cause[top:bottom, left:right] = Cause.CLOUD
    return Visibility(cause=cause, step_px=STEP, width=SIZE, height=SIZE)


def sightings_of() -> dict[tuple[str, int], Sighting]:
    """(Acquisition, index in the scene) to the sighting there."""
    frame = SiteFrame(crs=UTM)
    found: dict[tuple[str, int], Sighting] = {}
    for date, name in enumerate(TIMES):
        here = [index for index, parked in enumerate(SCENE) if parked.dates[date] == "x"]
        for number, index in enumerate(here, start=1):
            polygon = PixelPolygon(cross(SCENE[index]) - np.array(SHIFTS[name], dtype=float))
            ground = ground_of(name).to_site(polygon)
            detection = Detection(acquisition=name, label="aircraft", score=0.9, polygon=polygon)
            found[name, index] = Sighting(
                id=f"{name}/{number}", detection=detection, ground=ground, lonlat=frame.to_lonlat(ground)
            )
    return found


def ledger_of(sightings: dict[tuple[str, int], Sighting]) -> Ledger:
    """The ledger that follows from the scene, written down by its rules and not by the ledger's code."""
    states = {"x": State.OCCUPIED, "-": State.EMPTY, "?": State.NOT_SEEN}
    stands: list[Stand] = []
    events: list[tuple[TimeWindow, EventKind, Stand, Sighting, str | None]] = []
    for index, parked in enumerate(SCENE):
        here = {name: sightings[name, index] for name in TIMES if (name, index) in sightings}
        stand = Stand(
            id=f"stand-{index + 1}",
            label="aircraft",
            polygon=ground_of("before").to_site(PixelPolygon(cross(parked))),
            states={name: states[letter] for name, letter in zip(TIMES, parked.dates, strict=True)},
            sightings=here,
            zone="apron north" if parked.row < 300 else "apron south",
        )
        stands.append(stand)
        judged = [(name, letter) for name, letter in zip(TIMES, parked.dates, strict=True) if letter != "?"]
        if parked.dates[0] == "?" and judged[0][1] == "x":
            window = TimeWindow(after=None, by=TIMES[judged[0][0]])
            events.append((window, EventKind.ARRIVAL, stand, here[judged[0][0]], None))
        for (earlier, was), (later, now) in pairwise(judged):
            if was == now:
                continue
            kind = EventKind.ARRIVAL if now == "x" else EventKind.DEPARTURE
            shown, empty = (later, earlier) if now == "x" else (earlier, later)
            window = TimeWindow(after=TIMES[earlier], by=TIMES[later])
            events.append((window, kind, stand, here[shown], empty))
    events.sort(key=lambda event: event[0].by or TIMES["after"])
    counts = []
    for date, name in enumerate(TIMES):
        found = sum(parked.dates[date] == "x" for parked in SCENE)
        seen = visibility_of(name).seen_fraction
        interval = (max(0, found - 1), found + 1)
        counts.append(
            Count(
                acquisition=name, label="aircraft", found=found, low=interval[0], high=interval[1], seen_fraction=seen
            )
        )
    return Ledger(
        acquisitions=tuple(TIMES),
        stands=tuple(stands),
        events=tuple(
            Event(
                id=f"event-{number}",
                kind=kind,
                label="aircraft",
                window=window,
                stand=stand.id,
                sighting=sighting,
                empty_on=empty,
            )
            for number, (window, kind, stand, sighting, empty) in enumerate(events, start=1)
        ),
        counts=tuple(counts),
    )


def registration_of() -> SiteRegistration:
    """The known shifts as a registration."""
    pairs = tuple(
        Registered(
            reference="before",
            moving=name,
            transform=PixelTransform(np.array([[1.0, 0, SHIFTS[name][0]], [0, 1.0, SHIFTS[name][1]]])),
            tie_points=np.zeros((412, 4)),
            spread=0.83,
            residual_px=0.41,
            residual_m=0.25,
        )
        for name in ("cloudy", "after")
    )
    return SiteRegistration(
        frame=SiteFrame(crs=UTM),
        reference="before",
        ground={name: ground_of(name) for name in TIMES},
        pairs=pairs,
    )


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """Three dates: eight arrivals and departures, two spots under cloud on one date, one without data before."""
    folder = tmp_path_factory.mktemp("site")
    rasters = {
        name: write_geotiff(folder / f"{name}.tif", paint(name, index), ground_of(name))
        for index, name in enumerate(TIMES)
    }
    sightings = sightings_of()
    return RunResult(
        site_name="Basel al-Assad",
        airport="OSLK",
        simulated=True,
        acquisitions=tuple(acquisition_of(name, rasters[name]) for name in TIMES),
        registration=registration_of(),
        visibility={name: visibility_of(name) for name in TIMES},
        sightings=tuple(sightings.values()),
        ledger=ledger_of(sightings),
        models=(
            ModelUse(
                name="aircraft-centre-point",
                version="1",
                sha256="fedcba9876543210" * 4,
                input_gsd_m=(0.5, 0.5),
                min_scores={"aircraft": 0.35},
                licence="CC BY-NC-SA 4.0",
                forced=False,
            ),
        ),
        version="0.1.0",
        parameters={"same_stand_iou": "0.3", "seen_share": "0.9"},
        generated=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
    )


@pytest.fixture(scope="session")
def real(run: RunResult) -> RunResult:
    """The same run as if its images were real."""
    return replace(run, simulated=False)


@pytest.fixture(scope="session")
def simulated(run: RunResult) -> Pictures:
    """The pictures of the run."""
    return make_pictures(run, open_pixels)


@pytest.fixture(scope="session")
def plain(real: RunResult) -> Pictures:
    """The pictures of the run as if its images were real."""
    return make_pictures(real, open_pixels)


@pytest.fixture(scope="session")
def write_raster() -> Callable[[Path, NDArray[np.uint8], GroundTransform | None], Raster]:
    """Writes a GeoTIFF."""
    return write_geotiff


def crowd_of(run: RunResult, folder: Path, dates: int, objects: int, pitch: tuple[int, int] = (38, 50)) -> RunResult:
    """Noise, which no JPEG makes small, on every date, and on each date half of all stands occupied."""
    names = [f"date{number}" for number in range(dates)]
    base, ground = run.acquisitions[0], run.registration.ground["before"]
    time = base.time
    assert time is not None
    times = {name: time.value.replace(month=1 + number) for number, name in enumerate(names)}
    acquisitions = []
    for number, name in enumerate(names):
        noise = np.random.default_rng(number).integers(0, 256, (800, 800, 3), dtype=np.uint8)
        raster = write_geotiff(folder / f"{name}.tif", noise, ground)
        acquisitions.append(replace(base, id=name, raster=raster, time=replace(time, value=times[name])))
    stands, events, sightings = [], [], []
    for index in range(objects):
        across = 760 // pitch[0]
        place = np.array([20 + pitch[0] * (index % across), 20 + pitch[1] * (index // across)])
        side = 0.6 * pitch[0]
        polygon = PixelPolygon(np.array([[0, 0], [side, 0], [side, side], [0, side]]) + place)
        here = {}
        for number, name in enumerate(names):
            if (index + number) % 2 == 0:
                detection = Detection(acquisition=name, label="aircraft", score=0.9, polygon=polygon)
                here[name] = Sighting(
                    id=f"{name}/{index}", detection=detection, ground=ground.to_site(polygon), lonlat=None
                )
        stand = Stand(
            id=f"stand-{index}",
            label="aircraft",
            polygon=ground.to_site(polygon),
            states={name: State.OCCUPIED if name in here else State.EMPTY for name in names},
            sightings=here,
        )
        stands.append(stand)
        sightings += list(here.values())
        for earlier, later in pairwise(names):
            arrived = later in here
            shown, empty = (later, earlier) if arrived else (earlier, later)
            events.append(
                Event(
                    id=f"event-{len(events)}",
                    kind=EventKind.ARRIVAL if arrived else EventKind.DEPARTURE,
                    label="aircraft",
                    window=TimeWindow(after=times[earlier], by=times[later]),
                    stand=stand.id,
                    sighting=here[shown],
                    empty_on=empty,
                )
            )
    clear = Visibility(cause=np.zeros((10, 10), dtype=np.uint8), step_px=80, width=800, height=800)
    return replace(
        run,
        acquisitions=tuple(acquisitions),
        registration=replace(run.registration, reference="date0", ground=dict.fromkeys(names, ground), pairs=()),
        visibility=dict.fromkeys(names, clear),
        sightings=tuple(sightings),
        ledger=Ledger(
            acquisitions=tuple(names),
            stands=tuple(stands),
            events=tuple(events),
            counts=tuple(
                Count(acquisition=name, label="aircraft", found=objects // 2, low=None, high=None, seen_fraction=1.0)
                for name in names
            ),
        ),
    )


@pytest.fixture(scope="session")
def crowd() -> Callable[..., RunResult]:
    """Makes a run of many objects: `crowd(run, folder, dates, objects)`."""
    return crowd_of


@pytest.fixture
def doubt() -> Callable[[str], ScaleDoubt]:
    """Makes a doubt of an acquisition's scale."""
    return lambda acquisition: ScaleDoubt(
        acquisition=acquisition,
        gsd_m=0.5,
        label="aircraft",
        count=9,
        measured="9 aircraft measure 90 to 110 m",
        plausible="the largest airliner spans 80 m",
        fitting_gsd_m=0.37,
        fitting_low_m=0.32,
        fitting_high_m=0.39,
    )
