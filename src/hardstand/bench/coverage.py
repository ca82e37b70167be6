"""Measure how long a catalogue takes to load and to ask: real footprints, and up to ten million simulated ones."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point

from hardstand.coverage import Catalogue, Footprints, Limits, Outlines, Period, Place, read_catalogue, survey
from hardstand.coverage.footprint import NUMBERS, TEXT, TIME
from hardstand.errors import DatasetError

FOOTPRINTS = "maxar-footprints/footprints.ndjson.gz"
"""Of Maxar Open Data, below the folder of the data sets."""

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
"""Simulated footprints."""

QUERIES = 300
PERIOD_DAYS = 365
SPREAD_DEG = 1.0
"""Simulated footprints lie this far (standard deviation) from a real one, so that they crowd where real ones do."""

BATCH = 250_000
"""Simulated outlines that are objects at the same time."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class QueryTimes:
    """Questions about a spot and a year, each spot inside some footprint.

    Attributes:
        footprints: in the catalogue.
        build_seconds: to load, or to make the index, wall time.
        build_cpu_seconds: the same, time of this process alone: what it would take on a machine that does nothing else.
        median_ms: of a query, wall time.
        p95_ms: the slowest query of twenty.
        worst_ms: the slowest.
        mean_found: footprints that a query finds.
        peak_mib: most resident memory so far, of this process.
    """

    footprints: int
    build_seconds: float
    build_cpu_seconds: float
    median_ms: float
    p95_ms: float
    worst_ms: float
    mean_found: float
    peak_mib: float


@dataclass(frozen=True, kw_only=True)
class CoverageBench:
    """Times of coverage.

    Attributes:
        real: the real footprints; `build_seconds` is from the file to the index.
        simulated: one for each of `SIZES`; `build_seconds` is that of the index.
        exponent: of the power law fitted to the median times over the sizes; below 1 grows slower than linearly.
    """

    real: QueryTimes
    simulated: tuple[QueryTimes, ...]
    exponent: float

    def to_record(self) -> dict[str, Any]:
        """For JSON and tables."""
        sizes = {f"simulated_{times.footprints}": asdict(times) for times in self.simulated}
        return {"real": asdict(self.real), **sizes, "exponent": self.exponent}


def measure_coverage(data: Path, progress: Progress, sizes: Sequence[int] = SIZES) -> CoverageBench:
    """Load the real footprints and ask about them; then the same with more and more simulated ones.

    Raises:
        DatasetError: the data set is not there.
    """
    path = data / FOOTPRINTS
    if not path.is_file():
        raise DatasetError(f"{path} is not there; name the folder that holds {FOOTPRINTS} with --data.")
    real, times = _load(path)
    progress("Asking about footprints", 1, 1 + len(sizes))
    simulated = []
    for number, size in enumerate(sizes, start=2):
        simulated.append(_measure_simulated(real.footprints, size))
        progress("Asking about footprints", number, 1 + len(sizes))
    return CoverageBench(real=times, simulated=tuple(simulated), exponent=fitted_exponent(simulated))


def fitted_exponent(times: Sequence[QueryTimes]) -> float:
    """The slope of log(median time) over log(footprints), by least squares."""
    sizes = np.log([each.footprints for each in times])
    medians = np.log([each.median_ms for each in times])
    return float(np.polyfit(sizes, medians, 1)[0])


def _load(path: Path) -> tuple[Catalogue, QueryTimes]:
    anywhere = Place(name="anywhere", geometry=Point(0, 0))
    ever = Period(begins=datetime.fromisoformat("1957-01-01T00Z"), ends=datetime.fromisoformat("2100-01-01T00Z"))
    wall, cpu = time.perf_counter(), time.process_time()
    catalogue = read_catalogue([str(path)], anywhere, ever)
    return catalogue, _ask(catalogue, time.perf_counter() - wall, time.process_time() - cpu)


def _measure_simulated(real: Footprints, size: int) -> QueryTimes:
    footprints = simulate_footprints(real, size)
    wall, cpu = time.perf_counter(), time.process_time()
    catalogue = Catalogue.of(footprints)
    return _ask(catalogue, time.perf_counter() - wall, time.process_time() - cpu)


def _ask(catalogue: Catalogue, build_seconds: float, build_cpu_seconds: float) -> QueryTimes:
    """Ask about the middle of footprints drawn at random, and a year around each."""
    draw = np.random.default_rng(0).integers(0, len(catalogue.footprints), QUERIES)
    outlines = catalogue.footprints.outlines.take(draw)
    seconds, found = [], []
    for index, outline in zip(draw, outlines, strict=True):
        middle = catalogue.footprints.at(int(index), outline).time
        place = Place(name="spot", geometry=outline.representative_point())
        period = Period(begins=middle - timedelta(days=PERIOD_DAYS / 2), ends=middle + timedelta(days=PERIOD_DAYS / 2))
        began = time.perf_counter()
        answer = survey(catalogue, place, period, Limits())
        seconds.append(time.perf_counter() - began)
        found.append(sum(len(each.images) for each in answer.passes))
    return QueryTimes(
        footprints=len(catalogue.footprints),
        build_seconds=build_seconds,
        build_cpu_seconds=build_cpu_seconds,
        median_ms=float(np.median(seconds)) * 1e3,
        p95_ms=float(np.quantile(seconds, 0.95)) * 1e3,
        worst_ms=max(seconds) * 1e3,
        mean_found=float(np.mean(found)),
        peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
    )


def simulate_footprints(real: Footprints, count: int) -> Footprints:
    """Footprints of real sizes around real places, at times spread evenly over the real ones' span."""
    draw = np.random.default_rng(count)
    batches = range(0, count, BATCH)
    return Footprints.join([_simulated(real, begin, min(BATCH, count - begin), draw) for begin in batches])


def _simulated(real: Footprints, begin: int, count: int, draw: np.random.Generator) -> Footprints:
    chosen = draw.integers(0, len(real), count)
    first, last = real.times.min(), real.times.max()
    times = (first + (last - first) * draw.random(count)).astype(TIME)
    return Footprints(
        ids=np.array([f"{number:09d}" for number in range(begin, begin + count)], dtype=TEXT),
        times=times,
        untils=times,
        outlines=Outlines.pack(_moved(shapely.bounds(real.outlines.take(chosen)), draw)),
        platforms=real.platforms[chosen],
        numbers=real.numbers[chosen].reshape(-1, len(NUMBERS)),
        sources=np.full(count, "simulated", dtype=TEXT),
    )


def _moved(boxes: NDArray[np.float64], draw: np.random.Generator) -> NDArray[np.object_]:
    """Boxes of the same size somewhere around, kept on the globe."""
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    west = np.clip(boxes[:, 0] + draw.normal(0, SPREAD_DEG, len(boxes)), -180, 180 - width)
    south = np.clip(boxes[:, 1] + draw.normal(0, SPREAD_DEG, len(boxes)), -90, 90 - height)
    return np.asarray(shapely.box(west, south, west + width, south + height))
