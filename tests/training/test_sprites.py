"""Rendered objects: the truth agrees with the pixels, pasting changes nothing else, one seed gives the same bytes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from training.sprites import (
    AIRCRAFT_KINDS,
    CLUTTER_KINDS,
    HELICOPTER_KINDS,
    SHIP_KINDS,
    VEHICLE_KINDS,
    cloud,
    draw_sprite,
    overlay,
    paste,
    populate,
    tint_object,
)
from training.sprites.arrangements import arrange
from training.sprites.look import Look, sharpness
from training.sprites.scenes import place
from training.sprites.vehicles import STEEPEST, draw_vehicle


def plain_look(**changes) -> Look:
    """Noise-free, sharp, high sun and full shadows: what is seen is the object alone."""
    values = {
        "black": np.zeros(3, np.float32),
        "white": np.full(3, 255, np.float32),
        "blur_px": 0.3,
        "noise": 0.0,
        "shade": np.full(3, 0.3, np.float32),
        "elevation_deg": 89.0,
        "sharpened": 0.0,
    }
    return Look(**{**values, **changes})


def grey(size=320, value=0):
    return np.full((size, size, 3), value, np.uint8)


def gsd_for(sprite, size_px):
    return max(sprite.box.length, sprite.box.width) * sprite.metres_per_pixel / size_px


def drawn(kind, seed, size_px=120):
    """A sprite whose longer side takes about that many pixels."""
    first = draw_sprite(kind, np.random.default_rng(seed), 0.5)
    gsd_m = gsd_for(first, size_px)
    return draw_sprite(kind, np.random.default_rng(seed), gsd_m)


def covered_by(sprite, angle, mirror=False, centre=(160.3, 158.8)):
    """Pixels that an object changes: pasted on white and on black, where both come out alike nothing shines through."""
    rng = np.random.default_rng(0)
    results = [
        paste(grey(value=value), sprite, centre, angle, 0.0, rng, mirror=mirror, look=plain_look())
        for value in (0, 255)
    ]
    black, white = (image.astype(int).mean(axis=2) for image, _ in results)
    return 1 - (white - black) / 255, results[0][1]


@pytest.mark.parametrize("kind", [*AIRCRAFT_KINDS, *HELICOPTER_KINDS, *SHIP_KINDS])
@pytest.mark.parametrize(("angle", "mirror"), [(0.4, False), (2.5, True)])
def test_the_upright_box_is_the_hull_of_the_pixels(kind, angle, mirror):
    sprite = drawn(kind, 3)
    cover, truth = covered_by(sprite, angle, mirror)
    rows, columns = np.nonzero(cover > 0.3)
    seen = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
    assert np.abs(seen - truth.upright).max() < 2.0


@pytest.mark.parametrize("kind", AIRCRAFT_KINDS)
def test_points_lie_on_the_aircraft_and_their_hull_fills_the_box(kind):
    sprite = drawn(kind, 5)
    cover, truth = covered_by(sprite, 1.0)
    near = cv2.dilate((cover > 0.3).astype(np.uint8), np.ones((5, 5), np.uint8))
    for column, row in truth.points:
        assert near[int(row), int(column)] == 1
    nose, tail, left, right = truth.points
    front = np.array([np.cos(1.0), np.sin(1.0)])
    assert (nose - tail) @ front > 0.6 * truth.oriented.length
    # In image coordinates the row axis points down: left of the front is where the angle falls.
    aside = np.array([-np.sin(1.0), np.cos(1.0)])
    assert (right - left) @ aside == pytest.approx(truth.oriented.width, rel=0.02)
    assert (left - nose) @ aside < 0 < (right - nose) @ aside


@pytest.mark.parametrize("mirror", [False, True])
def test_left_stays_left_when_an_aircraft_is_mirrored(mirror):
    sprite = drawn("airliner", 1)
    _, truth = paste(grey(), sprite, (160, 160), 0.0, 0.0, np.random.default_rng(0), mirror=mirror, look=plain_look())
    _, _, left, right = truth.points
    assert left[1] < 160 < right[1]  # heading along the columns, left is up


@pytest.mark.parametrize("kind", VEHICLE_KINDS)
def test_the_oriented_box_holds_the_vehicle(kind):
    sprite = drawn(kind, 2, size_px=60)
    cover, truth = covered_by(sprite, 0.7)
    inside = np.zeros(cover.shape, np.uint8)
    cv2.fillPoly(inside, [np.round(truth.oriented.corners).astype(np.int32)], 1)
    hull = cv2.convexHull(np.argwhere(cover > 0.5)[:, ::-1].astype(np.int32))
    if kind not in ("tank", "self-propelled gun", "launcher", "tracked carrier", "wheeled carrier"):  # guns stand out
        assert cover[cv2.dilate(inside, np.ones((5, 5), np.uint8)) == 0].max() < 0.3
    filled = np.zeros(cover.shape, np.uint8)
    cv2.fillPoly(filled, [hull], 1)
    assert filled[inside == 1].mean() > (0.55 if kind == "towed gun" else 0.9)


def test_long_vehicles_begin_at_six_metres():
    for seed, kind in enumerate(VEHICLE_KINDS * 3):
        sprite = draw_sprite(kind, np.random.default_rng(seed), 0.4)
        length_m = sprite.box.length * sprite.metres_per_pixel
        assert sprite.label == ("vehicle" if length_m <= 6.0 else "long_vehicle")


@pytest.mark.parametrize("kind", CLUTTER_KINDS)
def test_clutter_has_no_label_and_no_points(kind):
    sprite = draw_sprite(kind, np.random.default_rng(4), 0.4)
    assert sprite.label == ""
    assert sprite.points is None
    assert sprite.alpha.max() > 0


@pytest.mark.parametrize("kind", ["twin-tail fighter", "jet transport", "helipad", "tank"])
def test_the_same_generator_gives_the_same_bytes(kind):
    ground = np.random.default_rng(9).integers(60, 160, (200, 200, 3)).astype(np.uint8)

    def run():
        rng = np.random.default_rng(11)
        image, truth = paste(ground, draw_sprite(kind, rng, 0.5), (90.0, 100.0), 0.3, 1.0, rng, mirror=True)
        return image.tobytes(), truth.upright.tobytes()

    assert run() == run()


def test_pasting_changes_only_the_object_and_its_shadow():
    ground = np.random.default_rng(9).integers(60, 160, (300, 300, 3)).astype(np.uint8)
    before = ground.copy()
    sprite = drawn("delta fighter", 1, size_px=50)
    look = plain_look(elevation_deg=45.0, blur_px=0.8, noise=3.0, sharpened=0.3)
    image, truth = paste(ground, sprite, (150, 150), 0.3, 0.0, np.random.default_rng(0), look=look)
    assert np.array_equal(ground, before)
    changed = (image != ground).any(axis=2)
    assert changed[145:155, 145:155].mean() > 0.9  # noise may give back a value by chance
    reach = 6.0 / sprite.gsd_m  # the fin's height at 45 degrees
    left, top, right, bottom = truth.upright
    outside = np.ones(changed.shape, bool)
    outside[int(top - 6) : int(bottom + 7), int(left - 6 - reach) : int(right + 7)] = False
    assert not changed[outside].any()


def test_the_shadow_falls_away_from_the_sun():
    sprite = drawn("airliner", 1, size_px=60)
    look = plain_look(elevation_deg=45.0)
    image, truth = paste(grey(value=200), sprite, (160, 160), 0.0, np.pi / 2, np.random.default_rng(0), look=look)
    dark = (image.mean(axis=2) < 100).sum(axis=1)
    above, below = dark[: int(truth.upright[1])].sum(), dark[int(truth.upright[3]) + 1 :].sum()
    assert above > 4  # wing tips; the sun stands below in the image: rows grow downwards
    assert below == 0


def test_an_object_half_outside_the_frame_is_half_visible():
    sprite = drawn("flying wing", 1, size_px=60)
    _, inside = paste(grey(), sprite, (160, 160), 0.0, 0.0, np.random.default_rng(0), look=plain_look())
    _, cut = paste(grey(), sprite, (160, 0), 0.0, 0.0, np.random.default_rng(0), look=plain_look())
    _, out = paste(grey(), sprite, (-400, 0), 0.0, 0.0, np.random.default_rng(0), look=plain_look())
    assert inside.visible == pytest.approx(1.0, abs=0.02)
    assert cut.visible == pytest.approx(0.5, abs=0.05)
    assert out.visible == 0


def test_populating_spares_what_stands_there():
    ground = np.full((400, 400, 3), 120, np.uint8)
    taken = np.array([[100.0, 100.0, 300.0, 300.0]])
    for seed in range(6):
        _, placed = populate(ground, taken, 0.5, np.random.default_rng(seed), groups=6)
        for each in placed:
            left, top, right, bottom = each.upright
            assert left >= 299 or right <= 101 or top >= 299 or bottom <= 101


def test_a_roof_hides_what_stands_below_it():
    ground = np.full((400, 400, 3), 120, np.uint8)
    hidden = []
    for seed in range(12):
        _, placed = populate(ground, np.zeros((0, 4)), 0.4, np.random.default_rng(seed), groups=1, kinds=("roofed",))
        hidden += [p.visible for p in placed if p.label and 60 < p.oriented.centre[0] < 340 and 60 < p.upright[1] < 340]
    assert hidden
    assert min(hidden) < 0.85
    assert max(hidden) < 0.99


def test_overlays_and_clouds_keep_the_shape_and_the_input():
    ground = np.random.default_rng(9).integers(60, 160, (200, 240, 3)).astype(np.uint8)
    before = ground.copy()
    for seed in range(20):
        rng = np.random.default_rng(seed)
        for change in (overlay, cloud):
            image = change(ground, rng)
            assert image.shape == ground.shape
            assert image.dtype == np.uint8
            assert np.mean((image != ground).any(axis=2)) < (0.6 if change is overlay else 1.01)
    assert np.array_equal(ground, before)


def test_a_white_aircraft_is_repainted_within_its_box_and_its_apron_is_left():
    sprite = drawn("airliner", 1, size_px=80)
    white = np.ones_like(sprite.rgb) * 0.95
    sprite = type(sprite)(**{**sprite.__dict__, "rgb": white})
    ground = np.random.default_rng(0).normal(90, 3, (200, 200, 3)).astype(np.uint8)
    image, truth = paste(ground, sprite, (100, 100), 0.5, 0.0, np.random.default_rng(0), look=plain_look())
    mask = np.abs(image.astype(int) - ground).max(axis=2) > 60
    repainted, done = tint_object(image, truth.upright, np.random.default_rng(3))
    assert done
    change = np.abs(repainted.astype(int) - image).max(axis=2)
    assert change[mask].mean() > 15
    far = cv2.dilate(mask.astype(np.uint8), np.ones((7, 7), np.uint8)) == 0
    assert change[far].max() == 0


def test_nothing_is_repainted_where_no_bright_object_fills_the_box():
    noise = np.random.default_rng(0).normal(120, 6, (200, 200, 3)).clip(0, 255).astype(np.uint8)
    half = noise.copy()
    half[:, 100:] = 240
    for image in (noise, half):
        result, done = tint_object(image, np.array([60.0, 60.0, 140.0, 140.0]), np.random.default_rng(1))
        assert not done
        assert np.array_equal(result, image)


@pytest.mark.parametrize("blur_px", [0.7, 1.2])
def test_the_blur_of_a_crop_is_found(blur_px):
    rng = np.random.default_rng(0)
    scene = np.zeros((300, 300), np.float32)
    for _ in range(60):
        corner = rng.integers(0, 280, 2)
        scene[corner[0] : corner[0] + 25, corner[1] : corner[1] + 25] = rng.uniform(0, 230)
    image = cv2.GaussianBlur(scene, (0, 0), blur_px)
    found, _ = sharpness(np.repeat(image[..., None], 3, axis=2).astype(np.uint8))
    assert found == pytest.approx(blur_px, rel=0.35)


def test_nothing_is_put_on_the_black_beyond_the_frame():
    ground = np.random.default_rng(3).integers(90, 130, (320, 320, 3)).astype(np.uint8)
    ground[:, 160:] = 0
    for seed in range(6):
        _, placed = populate(ground, np.zeros((0, 4)), 0.4, np.random.default_rng(seed), groups=6, kinds=["vehicle"])
        assert placed
        assert all(each.oriented.centre[0] < 165 for each in placed)


def test_lanes_of_traffic_do_not_collide():
    for seed in range(8):
        rng = np.random.default_rng(seed)
        spots = arrange("traffic", np.array([400.0, 400.0]), 0.3, rng)
        image, placed = place(grey(800, 120), spots, [], 0.5, plain_look(), rng)
        assert len(placed) == len(spots) > 2
        cover = np.zeros(image.shape[:2], int)
        for each in placed:
            own = np.zeros(image.shape[:2], np.uint8)
            cv2.fillPoly(own, [np.round(each.oriented.corners).astype(np.int32)], 1)
            cover += own
        assert (cover > 1).mean() < 0.0002


def test_buses_seen_aslant_show_a_side_and_their_box_holds_it() -> None:
    widths = []
    for seed in range(40):
        sprite = draw_vehicle("bus", np.random.default_rng(seed), 0.1)
        widths.append(sprite.box.width * sprite.metres_per_pixel)
        drawn = np.argwhere(sprite.alpha > 0)
        span = (np.ptp(drawn[:, 0]) + 1) * sprite.metres_per_pixel
        assert span == pytest.approx(widths[-1], abs=2 * sprite.metres_per_pixel)
    leaning = [width for width in widths if width > 2.65]
    assert 8 <= len(leaning) <= 32  # about half; a wall of 3 m, seen at up to 27 degrees, shows up to 1.5 m
    assert max(widths) <= 2.6 + 3.0 * STEEPEST + 0.1
    assert min(widths) >= 2.35
