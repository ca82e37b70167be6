"""Haze takes the share of light that the truth says; the season colours what grows, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hardstand.simulation import HazePlan, SitePlan, Surface, SurfaceKind, Tree, render_site
from hardstand.simulation.camera import Camera
from hardstand.simulation.haze import haze_colour, render_haze

BANK = HazePlan(strength=0.9, centre=(-45.0, 40.0), radii_m=(40.0, 40.0))
VIEW = Camera(width=120, height=100, gsd_m=2.0)


def first(site: SitePlan, **changes: object) -> SitePlan:
    """The first date alone, without noise and with the least blur."""
    date = replace(site.dates[0], **{"noise": 0.0, "psf_px": 0.3, "haze": 0.0, **changes})
    return replace(site, dates=(date,))


def image(site: SitePlan) -> NDArray[np.float64]:
    return render_site(site, np.random.default_rng(5)).images[0].astype(np.float64)


def test_the_truth_is_the_share_that_was_mixed_in(site: SitePlan) -> None:
    """Two grounds that differ only in tone: haze of share h leaves 1 - h of their difference."""
    dark, light = (
        replace(first(site, aircraft=(), haze_banks=(BANK,)), surfaces=(replace(site.surfaces[0], tone=tone),))
        for tone in (0.5, 1.0)
    )
    clear = [replace(each, dates=(replace(each.dates[0], haze_banks=()),)) for each in (dark, light)]
    left = (image(light) - image(dark)) / np.maximum(image(clear[1]) - image(clear[0]), 1)
    haze = render_site(dark, np.random.default_rng(5)).truth.dates[0].haze
    apron = (slice(40, 360), slice(40, 360))
    assert left[apron].mean(axis=2) == pytest.approx(1.0 - haze[apron], abs=0.08)
    assert haze.max() > 0.7
    assert haze[350, 350] < 0.02


def test_what_stands_in_fog_is_not_seen_and_beside_it_is(site: SitePlan) -> None:
    truth = render_site(first(site, haze_banks=(BANK,)), np.random.default_rng(5)).truth.dates[0]
    assert truth.states == {"a": "not seen", "b": "occupied", "c": "empty"}
    hidden, shown = truth.aircraft
    assert (hidden.visible, shown.visible) == (False, True)
    assert hidden.haze > 0.6
    assert shown.haze < 0.3
    assert truth.hidden_share == pytest.approx(float((truth.haze >= 0.5).mean()))


def test_under_fog_from_edge_to_edge_nothing_can_be_said(site: SitePlan) -> None:
    scene = render_site(first(site, haze_banks=(HazePlan(strength=0.97, variation=0.02),)), np.random.default_rng(5))
    truth = scene.truth.dates[0]
    assert set(truth.states.values()) == {"not seen"}
    assert truth.visible == ()
    assert truth.hidden_share == 1.0
    bare = render_site(
        first(site, haze_banks=(HazePlan(strength=0.97, variation=0.02),), aircraft=()), np.random.default_rng(5)
    )
    assert np.abs(scene.images[0].astype(int) - bare.images[0]).max() < 12


@settings(max_examples=10)
@given(st.floats(0, 1), st.floats(0, 0.9), st.floats(0, 0.4), st.integers(0, 1000))
def test_haze_stays_a_share_and_adds_up_as_light_does(
    strength: float, even: float, variation: float, seed: int
) -> None:
    plan = HazePlan(strength=strength, radii_m=(60.0, 50.0), variation=variation)
    both = render_haze((plan,), even, VIEW, np.random.default_rng(seed))
    alone = render_haze((plan,), 0.0, VIEW, np.random.default_rng(seed))
    assert both.min() >= even - 1e-6
    assert both.max() <= 1.0 + 1e-6
    assert 1.0 - both == pytest.approx((1.0 - even) * (1.0 - alone), abs=1e-5)


def test_a_bank_has_half_its_strength_at_its_radii() -> None:
    haze = render_haze(
        (HazePlan(strength=0.8, radii_m=(60.0, 40.0), variation=0.0),), 0.0, VIEW, np.random.default_rng(1)
    )
    assert haze[50, 60] == pytest.approx(0.8, abs=0.01)
    assert haze[50, 60 + 30] == pytest.approx(0.4, abs=0.03)
    assert haze[50 - 20, 60] == pytest.approx(0.4, abs=0.03)


def test_dense_fog_is_white_and_thin_haze_is_blue() -> None:
    thin, dense = np.full((1, 1), 0.1, np.float32), np.full((1, 1), 1.0, np.float32)
    assert haze_colour(thin, 2) > 1.1 * haze_colour(thin, 0)
    assert haze_colour(dense, 2) == pytest.approx(haze_colour(dense, 0), rel=0.05)


def test_the_season_turns_grass_green_and_leaves_pavement_and_soil_alone(site: SitePlan) -> None:
    soil = Surface(kind=SurfaceKind.ASPHALT, corners=((-100.0, 92.0), (-100.0, 100.0), (100.0, 100.0), (100.0, 92.0)))
    tree = Tree(centre=(95.0, -95.0), radius_m=4.0, height_m=6.0)
    plan = replace(first(site), surfaces=(*site.surfaces, soil), trees=(tree,))
    dry, green = image(plan), image(replace(plan, dates=(replace(plan.dates[0], season=1.0),)))
    # The apron is 180 m wide in a frame of 200 m: 20 px of grass around it, whose blur reaches 8 px.
    inner = (slice(32, 368), slice(32, 368))
    assert np.array_equal(dry[inner], green[inner])
    margin = np.ones(dry.shape[:2], np.bool_)
    margin[16:, 12:388] = margin[:20] = False
    ratio = [pixels[margin][:, 1].mean() / pixels[margin][:, 0].mean() for pixels in (dry, green)]
    assert ratio[1] > 1.1 * ratio[0]
    half = image(replace(plan, dates=(replace(plan.dates[0], season=0.5),)))
    assert half[margin].mean() == pytest.approx((dry[margin].mean() + green[margin].mean()) / 2, abs=1.5)


def test_a_ploughed_field_is_no_work(site: SitePlan) -> None:
    corners = ((-95.0, -95.0), (-95.0, 95.0), (95.0, 95.0), (95.0, -95.0))
    plain = replace(first(site), surfaces=())
    fields = [
        replace(plain, dates=(replace(plain.dates[0], surfaces=(Surface(kind=kind, corners=corners),)),))
        for kind in (SurfaceKind.STUBBLE, SurfaceKind.PLOUGHED)
    ]
    stubble, ploughed = (image(each) for each in fields)
    assert ploughed[40:360, 40:360].mean() < 0.8 * stubble[40:360, 40:360].mean()
    assert render_site(fields[1], np.random.default_rng(5)).truth.works == ()
