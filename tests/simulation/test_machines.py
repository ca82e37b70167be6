"""Helicopters and vehicles of a rendered site: their truth against the pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hardstand.simulation import (
    ATTACK_HELICOPTER,
    TRANSPORT_HELICOPTER,
    VEHICLE_SIZES_M,
    CloudPlan,
    HelicopterPlan,
    HelicopterType,
    ObjectTruth,
    SitePlan,
    Vehicle,
    VehicleKind,
    render_site,
)

BLACK = (0.02, 0.02, 0.02)
GSD_M = 0.25


def bare(site: SitePlan, **changes: object) -> SitePlan:
    """The middle of the site on its first date, without aircraft, noise, blur and shadows, at 0.25 m, changed."""
    date = replace(site.dates[0], aircraft=(), sun_elevation_deg=90.0, psf_px=0.3, noise=0.0, gsd_m=GSD_M, **changes)
    return replace(site, width_m=70.0, height_m=70.0, dates=(date,))


def changed_pixels(site: SitePlan, **objects: object) -> tuple[np.ndarray, ObjectTruth]:
    """Where the first date differs from the same date without the object, and the object's truth."""
    full = render_site(bare(site, **objects), np.random.default_rng(1))
    empty = render_site(bare(site), np.random.default_rng(1))
    difference = np.abs(full.images[0].astype(int) - empty.images[0]).max(axis=2)
    return difference > 30, full.truth.dates[0].objects[0]


def extent_m(changed: np.ndarray, heading_deg: float) -> tuple[float, float]:
    """Extent of the changed pixels along and across a heading, metres."""
    rows, columns = np.nonzero(changed)
    angle = np.radians(heading_deg)
    along = columns * np.sin(angle) - rows * np.cos(angle)
    across = columns * np.cos(angle) + rows * np.sin(angle)
    return (np.ptp(along) + 1) * GSD_M, (np.ptp(across) + 1) * GSD_M


def vehicle(kind: VehicleKind, heading_deg: float, **changes: object) -> Vehicle:
    length, width, height = VEHICLE_SIZES_M[kind]
    values = {"centre": (3.3, -7.1), "heading_deg": heading_deg, "colour": BLACK, "kind": kind}
    return Vehicle(**{**values, "length_m": length, "width_m": width, "height_m": height, **changes})


@pytest.mark.parametrize("kind", list(VehicleKind))
@pytest.mark.parametrize("heading", [0.0, 37.0])
def test_a_vehicle_measures_what_its_truth_says(site: SitePlan, kind: VehicleKind, heading: float) -> None:
    backwards = vehicle(kind, heading, gun_deg=180.0)  # the gun over the engine, within the hull but for its end
    changed, truth = changed_pixels(site, vehicles=(backwards,))
    length, width = extent_m(changed, heading)
    gun = max(0.0, 0.66 * truth.width_m / 2 + 4.6 - truth.length_m / 2) if kind is VehicleKind.TANK else 0.0
    assert length == pytest.approx(truth.length_m + gun, abs=0.7)
    assert width == pytest.approx(truth.width_m, abs=0.7)
    assert truth.label == ("vehicle" if kind is VehicleKind.CAR else "long_vehicle")


def test_the_gun_points_where_the_plan_says(site: SitePlan) -> None:
    changed, truth = changed_pixels(site, vehicles=(vehicle(VehicleKind.TANK, 0.0, gun_deg=90.0),))
    middle = truth.box.corners.mean(axis=0)
    columns = np.nonzero(changed)[1]
    # Heading north, the gun to the right: east, where the columns grow.
    assert (columns.max() - middle[0]) * GSD_M > 4.5
    assert (middle[0] - columns.min()) * GSD_M < 2.5


@pytest.mark.parametrize("kind", [TRANSPORT_HELICOPTER, ATTACK_HELICOPTER], ids=lambda kind: kind.name)
@pytest.mark.parametrize("heading", [0.0, 130.0])
def test_a_helicopters_box_is_the_hull_of_body_and_blades(site: SitePlan, kind: HelicopterType, heading: float) -> None:
    plan = HelicopterPlan(centre=(3.3, -7.1), heading_deg=heading, type=kind, blade_deg=18.0, colour=BLACK)
    changed, truth = changed_pixels(site, helicopters=(plan,))
    length, width = extent_m(changed, heading)
    assert length == pytest.approx(truth.length_m, abs=0.8)
    assert width == pytest.approx(truth.width_m, abs=0.8)
    assert truth.label == "helicopter"
    assert kind.rotor_m * 0.9 < truth.width_m <= kind.rotor_m + 0.6


def test_a_vehicle_under_cloud_is_not_seen_and_one_outside_is_not_listed(site: SitePlan) -> None:
    here = vehicle(VehicleKind.CAR, 0.0)
    outside = replace(here, centre=(900.0, 0.0))
    cloud = CloudPlan(centre=(3.3, -7.1), radii_m=(30.0, 30.0), softness_m=5.0)
    truth = render_site(bare(site, vehicles=(here, outside), clouds=(cloud,)), np.random.default_rng(1)).truth
    assert [each.visible for each in truth.dates[0].objects] == [False]
