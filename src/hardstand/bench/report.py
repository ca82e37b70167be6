"""How large a report gets, how long it takes to write, and what a browser says to it.

The run is simulated without a detector: six images of noise, which no JPEG makes small, 300 objects and twelve changes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from pyproj import CRS

from hardstand import __version__
from hardstand.bench.browser import Looked, look, missing
from hardstand.detection.result import Detection
from hardstand.frames import GroundTransform, PixelPolygon, SiteFrame
from hardstand.imagery.acquisition import Acquisition, Raster, Sourced
from hardstand.imagery.visibility import Visibility
from hardstand.ledger.entries import Count, Event, EventKind, Ledger, Stand, State
from hardstand.measurement.sighting import Sighting
from hardstand.registration.result import SiteRegistration
from hardstand.report import tell, write_report
from hardstand.result import RunResult
from hardstand.timewindow import TimeWindow

DATES, OBJECTS, CHANGES = 6, 300, 12
SIZE = 2048  # pixels of an image, both ways
GSD = 0.5  # metres per pixel
PITCH, SIDE = 100, 60  # pixels from object to object, and of an object
FIRST = datetime(2024, 1, 5, 9, 0, tzinfo=UTC)
UTM = CRS.from_epsg(32637)
GROUND = GroundTransform(np.array([[GSD, 0.0, 300_000.0], [0.0, -GSD, 4_000_000.0]]))


@dataclass(frozen=True, kw_only=True)
class ReportFigures:
    """What was measured.

    Attributes:
        dates, objects, changes: of the run.
        size_bytes: of the page.
        seconds: to read the images, draw and write it.
        statements: how many sentences may be quoted.
        browser: what Chromium said; None where there is none.
        no_browser: why there is none; None where there is one.
    """

    dates: int
    objects: int
    changes: int
    size_bytes: int
    seconds: float
    statements: int
    browser: Looked | None
    no_browser: str | None

    def to_record(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def measure_report() -> ReportFigures:
    """Write the report of a simulated run and look at it."""
    with tempfile.TemporaryDirectory() as folder:
        result = simulated_run(Path(folder))
        page = Path(folder) / "report.html"
        begin = time.perf_counter()
        write_report(result, page)
        seconds = time.perf_counter() - begin
        reason = missing()
        return ReportFigures(
            dates=len(result.acquisitions),
            objects=len(result.ledger.stands),
            changes=len(result.ledger.events),
            size_bytes=page.stat().st_size,
            seconds=round(seconds, 2),
            statements=len(tell(result)),
            browser=look(page) if reason is None else None,
            no_browser=reason,
        )


def simulated_run(folder: Path) -> RunResult:
    """Six dates of 300 stands, of which twelve change; the images are written into the folder."""
    acquisitions = tuple(_acquisition(folder, number) for number in range(DATES))
    names = [each.id for each in acquisitions]
    stands = tuple(_stand(number, names) for number in range(OBJECTS))
    clear = Visibility(cause=np.zeros((SIZE // 16, SIZE // 16), dtype=np.uint8), step_px=16, width=SIZE, height=SIZE)
    return RunResult(
        site_name="Simulated field",
        airport=None,
        simulated=True,
        acquisitions=acquisitions,
        registration=SiteRegistration(
            frame=SiteFrame(crs=UTM), reference=names[0], ground=dict.fromkeys(names, GROUND), pairs=()
        ),
        visibility=dict.fromkeys(names, clear),
        sightings=tuple(stand.sightings[name] for name in names for stand in stands if name in stand.sightings),
        ledger=Ledger(
            acquisitions=tuple(names),
            stands=stands,
            events=tuple(_events(stands, names)),
            counts=_counts(stands, names),
        ),
        models=(),
        version=__version__,
        parameters={},
        generated=FIRST + timedelta(days=365),
    )


def _time(number: int) -> datetime:
    return FIRST + timedelta(days=30 * number)


def _acquisition(folder: Path, number: int) -> Acquisition:
    path = folder / f"date-{number + 1}.tif"
    noise = np.random.default_rng(number).integers(0, 256, (3, SIZE, SIZE), dtype=np.uint8)
    transform = Affine(*GROUND.matrix.ravel())
    shape = {"width": SIZE, "height": SIZE, "count": 3, "dtype": "uint8", "crs": UTM.to_wkt(), "transform": transform}
    with rasterio.open(path, "w", driver="GTiff", **shape) as file:
        file.write(noise)
    raster = Raster(
        path=path,
        width=SIZE,
        height=SIZE,
        bands=3,
        dtype="uint8",
        nodata=None,
        crs=UTM,
        transform=transform,
        sha256="0" * 64,
    )
    return Acquisition(
        id=path.stem,
        raster=raster,
        time=Sourced(value=_time(number), origin="simulated"),
        gsd_m=Sourced(value=GSD, origin="simulated"),
        sensor=None,
        off_nadir_deg=None,
        sun_azimuth_deg=None,
        sun_elevation_deg=None,
        credit=Sourced(value="Simulated by Hardstand", origin="simulated"),
        warnings=(),
    )


def _stand(number: int, names: list[str]) -> Stand:
    """Of the first stands each is taken from one date on, all others always."""
    first = 1 + number % (DATES - 1) if number < CHANGES else 0
    across = SIZE // PITCH
    place = np.array([20 + PITCH * (number % across), 20 + PITCH * (number // across)], dtype=float)
    polygon = PixelPolygon(place + SIDE * np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]))
    ground = GROUND.to_site(polygon)
    lonlat = SiteFrame(crs=UTM).to_lonlat(ground)
    sightings = {
        name: Sighting(
            id=f"{name}/{number + 1}",
            detection=Detection(acquisition=name, label="aircraft", score=0.9, polygon=polygon),
            ground=ground,
            lonlat=lonlat,
        )
        for name in names[first:]
    }
    states = {name: State.OCCUPIED if name in sightings else State.EMPTY for name in names}
    return Stand(id=f"stand-{number + 1}", label="aircraft", polygon=ground, states=states, sightings=sightings)


def _events(stands: tuple[Stand, ...], names: list[str]) -> Iterator[Event]:
    for number, stand in enumerate(stands[:CHANGES], start=1):
        shown, sighting = next(iter(stand.sightings.items()))
        date = names.index(shown)
        yield Event(
            id=f"event-{number}",
            kind=EventKind.ARRIVAL,
            label=stand.label,
            window=TimeWindow(after=_time(date - 1), by=_time(date)),
            stand=stand.id,
            sighting=sighting,
            empty_on=names[date - 1],
        )


def _counts(stands: tuple[Stand, ...], names: list[str]) -> tuple[Count, ...]:
    found = {name: sum(name in stand.sightings for stand in stands) for name in names}
    return tuple(
        Count(
            acquisition=name,
            label="aircraft",
            found=number,
            low=number - 9,
            high=number + 9,
            seen_fraction=1.0,
            estimate=number,
        )
        for name, number in found.items()
    )
