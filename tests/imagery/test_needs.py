from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardstand.errors import MetadataError
from hardstand.imagery import Acquisition, Raster, Sourced, refuse_same_time, require_gsd, require_time


def acquisition(name, hour=8):
    raster = Raster(
        path=Path(f"{name}.tif"),
        width=10,
        height=10,
        bands=1,
        dtype="uint8",
        nodata=None,
        crs=None,
        transform=None,
        sha256="",
    )
    time = Sourced(value=datetime(2015, 9, 4, hour, tzinfo=UTC), origin="test")
    return Acquisition(id=name, raster=raster, time=time, gsd_m=Sourced(value=0.5, origin="test"))


def test_known_values_are_given():
    assert require_time(acquisition("a")).hour == 8
    assert require_gsd(acquisition("a")) == 0.5


def test_unknown_values_are_asked_for_with_what_was_found():
    unknown = replace(acquisition("a"), time=None, gsd_m=None, warnings=("The name holds several dates.",))
    with pytest.raises(MetadataError, match=r"a\.tif.*time.*\n.*several dates") as caught:
        require_time(unknown)
    assert "datetime = " in str(caught.value)
    with pytest.raises(MetadataError, match=r"a\.tif.*GSD") as caught:
        require_gsd(unknown)
    assert "gsd = " in str(caught.value)


def test_two_images_of_one_time_are_refused_by_name():
    refuse_same_time([acquisition("a", 8), acquisition("b", 9)])
    with pytest.raises(MetadataError, match=r"a\.tif and c\.tif"):
        refuse_same_time([acquisition("a", 8), acquisition("b", 9), acquisition("c", 8)])
