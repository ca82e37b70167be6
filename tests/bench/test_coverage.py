"""What `hardstand bench coverage` measures with."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest
import shapely

from hardstand.bench.coverage import QueryTimes, fitted_exponent, measure_coverage, simulate_footprints
from hardstand.errors import DatasetError
from tests.coverage.conftest import catalogue, feature

ONE = QueryTimes(
    footprints=1,
    build_seconds=1,
    build_cpu_seconds=1,
    median_ms=1,
    p95_ms=1,
    worst_ms=1,
    mean_found=1,
    peak_mib=1,
)


@pytest.mark.parametrize("exponent", [0, 0.5, 1, 2])
def test_the_exponent_is_that_of_the_law_that_the_times_follow(exponent):
    sizes = (10_000, 100_000, 10_000_000)
    times = [replace(ONE, footprints=size, median_ms=0.1 * size**exponent) for size in sizes]
    assert fitted_exponent(times) == pytest.approx(exponent, abs=1e-9)


def test_simulated_footprints_have_real_sizes_and_lie_on_the_globe():
    real = catalogue(feature("a", around=(179.9, 0.0)), feature("b", around=(10.0, 89.9))).footprints
    simulated = simulate_footprints(real, 500)
    bounds = shapely.bounds(simulated.outlines.take(np.arange(500)))
    assert len(simulated) == 500
    assert np.allclose(bounds[:, 2:] - bounds[:, :2], 0.2)
    assert (bounds >= [-180, -90, -180, -90]).all()
    assert (bounds <= [180, 90, 180, 90]).all()
    assert len(np.unique(simulated.ids)) == 500


def test_a_whole_measurement_tells_of_every_size(tmp_path):
    (tmp_path / "maxar-footprints").mkdir()
    real = [feature(f"image {day}", f"2015-09-{day:02d}T08:00:00Z", (day / 10, 0.0)) for day in range(1, 29)]
    packed = gzip.compress("".join(json.dumps(each) + "\n" for each in real).encode())
    (tmp_path / "maxar-footprints" / "footprints.ndjson.gz").write_bytes(packed)
    told = []
    record = measure_coverage(tmp_path, lambda *words: told.append(words), sizes=(100, 1000)).to_record()
    assert record["real"]["footprints"] == 28
    # Images of 0.2 degrees, a tenth of a degree apart: the middle of one lies on the edges of two others.
    assert 1 <= record["real"]["mean_found"] <= 3
    assert record["simulated_1000"]["mean_found"] > record["simulated_100"]["mean_found"]
    assert told[-1][1:] == (3, 3)


def test_where_the_data_is_absent_it_says_which(tmp_path):
    with pytest.raises(DatasetError, match=r"maxar-footprints/footprints\.ndjson\.gz is not there"):
        measure_coverage(tmp_path, lambda _what, _done, _all: None)
