"""A cloud hides what the truth says is hidden, and darkens what lies in its shadow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from hardstand.simulation import AIRLINER, AircraftPlan, CloudPlan, SitePlan, render_site

CLOUD = CloudPlan(centre=(-45.0, 40.0), radii_m=(45.0, 45.0), softness_m=20.0, height_m=90.0)


@pytest.fixture
def clouded(site: SitePlan) -> SitePlan:
    """Stand a under a cloud, stand c clear; the sun in the west, so that the shadow falls on stand b."""
    aircraft = (AircraftPlan(stand="a", type=AIRLINER), AircraftPlan(stand="c", type=AIRLINER))
    date = replace(
        site.dates[0], aircraft=aircraft, clouds=(CLOUD,), sun_azimuth_deg=270.0, sun_elevation_deg=45.0, noise=0.0
    )
    return replace(site, dates=(date,))


def test_a_hidden_aircraft_leaves_no_trace_and_a_visible_one_does(clouded: SitePlan) -> None:
    scene = render_site(clouded, np.random.default_rng(2))
    bare = replace(clouded, dates=(replace(clouded.dates[0], aircraft=()),))
    change = np.abs(scene.images[0].astype(int) - render_site(bare, np.random.default_rng(2)).images[0]).max(axis=2)
    hidden, seen = scene.truth.dates[0].aircraft
    assert (hidden.visible, seen.visible) == (False, True)
    assert change[box_slice(hidden.box.corners)].max() <= 12
    assert change[box_slice(seen.box.corners)].max() >= 60


def test_states_tell_seen_from_empty(clouded: SitePlan) -> None:
    truth = render_site(clouded, np.random.default_rng(2)).truth.dates[0]
    assert truth.states == {"a": "not seen", "b": "empty", "c": "occupied"}
    bare = replace(clouded, dates=(replace(clouded.dates[0], aircraft=()),))
    truth = render_site(bare, np.random.default_rng(2)).truth.dates[0]
    assert truth.states == {"a": "not seen", "b": "empty", "c": "empty"}


def test_the_shadow_falls_where_height_and_sun_put_it(clouded: SitePlan) -> None:
    clear = replace(clouded, dates=(replace(clouded.dates[0], clouds=()),))
    ratio = grey(clouded) / grey(clear)
    # At 45 degrees a cloud at 90 m throws its shadow 90 m = 180 px to the east.
    cloud, shadow = (110, 120), (110 + 180, 120)
    assert ratio[cloud[1] - 20 : cloud[1] + 20, cloud[0] - 20 : cloud[0] + 20].mean() > 1.3
    assert ratio[shadow[1] - 20 : shadow[1] + 20, shadow[0] - 20 : shadow[0] + 20].mean() < 0.7
    assert ratio[320:380, 20:80].mean() == pytest.approx(1.0, abs=0.03)


def test_outlines_are_where_the_opacity_is(clouded: SitePlan) -> None:
    truth = render_site(clouded, np.random.default_rng(2)).truth.dates[0]
    assert len(truth.cloud_outlines) == 1
    area = truth.cloud_outlines[0].shape.area
    assert area == pytest.approx(float((truth.cloud_opacity >= 0.5).sum()), rel=0.06)
    assert truth.cloud_opacity.max() == pytest.approx(1.0, abs=0.01)


def test_without_clouds_everything_is_seen(site: SitePlan) -> None:
    for date in render_site(site, np.random.default_rng(2)).truth.dates:
        assert date.visible == date.aircraft
        assert not date.cloud_outlines
        assert not date.cloud_opacity.any()


def grey(site: SitePlan) -> NDArray[np.float64]:
    return render_site(site, np.random.default_rng(2)).images[0].astype(np.float64).mean(axis=2)


def box_slice(corners: NDArray[np.float64]) -> tuple[slice, slice]:
    low, high = np.floor(corners.min(axis=0)).astype(int), np.ceil(corners.max(axis=0)).astype(int)
    return slice(low[1], high[1]), slice(low[0], high[0])
