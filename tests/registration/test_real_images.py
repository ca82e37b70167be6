"""A few real pairs: across coordinate systems, sizes, seasons and places."""

from __future__ import annotations

import numpy as np
import pytest

from hardstand.bench.datasets import AIRBUS_GSD_M, read_airbus
from hardstand.bench.pairs import georeferenced_pairs
from hardstand.imagery import AcquisitionOverrides, open_acquisition
from hardstand.registration import Refused, Registered, register_pair


def airbus(data, place, number):
    frames = [frame for frame in read_airbus(data) if frame.place == place]
    return open_acquisition(frames[number].path, overrides=AcquisitionOverrides(gsd_m=AIRBUS_GSD_M))


@pytest.mark.parametrize("place", ["series-01", "series-08"])
def test_two_dates_of_one_airport_fit(data, place):
    result = register_pair(airbus(data, place, 0), airbus(data, place, 1))
    assert isinstance(result, Registered), result
    assert result.residual_px < 1
    assert result.spread > 0.5


def test_two_airports_do_not_fit(data):
    assert isinstance(register_pair(airbus(data, "series-04", 0), airbus(data, "series-06", 0)), Refused)


@pytest.mark.parametrize("group", ["joplin", "oscd, sizes differ"])
def test_georeferenced_images_fit_below_a_pixel(data, group):
    """Joplin is before and after a tornado: what still stands is enough to fit each pair, to a pixel in the middle."""
    residuals = []
    for reference, moving in georeferenced_pairs(data)[group]:
        result = register_pair(open_acquisition(reference), open_acquisition(moving))
        assert isinstance(result, Registered), result
        residuals.append(result.residual_px)
    assert np.median(residuals) < 1
    assert max(residuals) < 1.5
