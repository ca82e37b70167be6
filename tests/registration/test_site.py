"""All dates of a site in one frame."""

from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from pyproj import Transformer

from hardstand.errors import MetadataError, RegistrationError
from hardstand.frames import PixelPolygon
from hardstand.registration import mapping, register_site
from hardstand.registration.ground import ground_of, utm_of
from hardstand.registration.reference import in_order_of_choice
from tests.registration.scenes import SHOT_PX, corners, paint_ground, placed, view

HERE = placed(500, 500)
UTM = "EPSG:32636"


def test_every_date_lies_on_one_local_plane(ground, archive):
    places = {"one": HERE, "two": placed(540, 560), "three": placed(460, 520, turn_deg=1)}
    site = register_site([archive.save(name, view(ground, place, seed=3)) for name, place in places.items()])
    assert site.frame.crs is None
    origin = places[site.reference]
    assert {pair.moving for pair in site.pairs} == places.keys() - {site.reference}
    for name, place in places.items():
        on_ground = mapping.apply(mapping.chain(place, mapping.invert(origin)), corners())
        expected = on_ground * (0.5, -0.5)
        found = site.ground[name].to_site(PixelPolygon(corners())).corners
        assert np.hypot(*(found - expected).T).max() < 0.1


def test_the_georeferenced_date_is_the_reference_and_the_frame_its_utm_zone(ground, archive):
    bare = archive.save("bare", view(ground, HERE, seed=1))
    transform = Affine(0.5, 0, 767_000, 0, -0.5, 3_921_000)
    known = archive.save_placed("known", view(ground, placed(540, 520), seed=2) // 2, UTM, transform)
    site = register_site([bare, known])
    assert site.reference == "known"
    assert site.frame.crs is not None
    assert site.frame.crs.to_epsg() == 32636
    np.testing.assert_allclose(site.ground["known"].matrix, [[0.5, 0, 767_000], [0, -0.5, 3_921_000]], atol=1e-6)
    shift = site.ground["bare"].to_site(PixelPolygon(corners())).corners[0]
    assert np.hypot(*(shift - (767_000 - 10, 3_921_000 + 5))) < 0.1


@pytest.mark.parametrize(
    ("longitude", "latitude", "code"), [(35.949, 35.401, 32636), (-58.5, -34.6, 32721), (5.3, 50.4, 32631)]
)
def test_utm_zone_of_the_middle(ground, archive, longitude, latitude, code):
    transform = Affine(5e-6, 0, longitude, 0, -5e-6, latitude)
    image = archive.save_placed("image", view(ground, HERE), "EPSG:4326", transform)
    assert utm_of(image.raster).to_epsg() == code


def test_degrees_become_metres_to_a_hundredth_of_a_pixel(ground, archive):
    """Against pyproj, point by point: an affine map over a site bends by far less than a pixel."""
    transform = Affine(5e-6, 0, 35.949, 0, -5e-6, 35.401)
    image = archive.save_placed("image", view(ground, HERE), "EPSG:4326", transform)
    frame, ground_map = ground_of(image)
    draw = np.random.default_rng(0).uniform(0, SHOT_PX, (50, 2))
    exact = Transformer.from_crs("EPSG:4326", frame.crs, always_xy=True).transform(
        35.949 + 5e-6 * draw[:, 0], 35.401 - 5e-6 * draw[:, 1]
    )
    found = mapping.apply(ground_map.matrix, draw)
    assert np.hypot(*(found.T - np.array(exact))).max() < 0.005


def test_another_place_among_the_dates_is_named(ground, archive):
    dates = [
        archive.save(name, view(ground, placed(500 + 20 * n, 500), seed=n)) for n, name in enumerate(("one", "two"))
    ]
    stranger = archive.save("stranger", view(paint_ground(5), HERE, seed=9))
    for order in ([stranger, *dates], [*dates, stranger]):
        with pytest.raises(RegistrationError, match=r"1 of 3 .*another place") as caught:
            register_site(order)
        assert "stranger.png" in str(caught.value)
        assert "one.png" not in str(caught.value)


def test_a_date_that_misses_the_reference_is_linked_through_another(ground, archive):
    """West and east share nothing, both share half with the middle."""
    west = archive.save("west", view(ground, placed(100, 500), seed=1))
    middle = archive.save("middle", view(ground, placed(950, 500), seed=2))
    east = archive.save("east", view(ground, placed(1800 - SHOT_PX // 7, 500), size=SHOT_PX, seed=3))
    site = register_site([west, middle, east])
    ends = {pair.moving: pair.through for pair in site.pairs}
    if site.reference == "middle":
        assert ends == {"west": (), "east": ()}
    else:
        far = ({"west", "east"} - {site.reference}).pop()
        assert ends == {"middle": (), far: ("middle",)}
    apart = site.ground["east"].matrix[:, 2] - site.ground["west"].matrix[:, 2]
    assert apart == pytest.approx([(1800 - SHOT_PX // 7 - 100) * 0.25, 0.0], abs=0.15)


def test_one_date_is_a_site_too(ground, archive):
    site = register_site([archive.save("only", view(ground, HERE))])
    assert site.pairs == ()
    np.testing.assert_allclose(site.ground["only"].matrix, [[0.5, 0, 0], [0, -0.5, 0]])


def test_no_date_and_no_size_are_errors(ground, archive):
    with pytest.raises(RegistrationError, match="nothing to register"):
        register_site([])
    with pytest.raises(MetadataError, match="GSD"):
        register_site([archive.save("bare", view(ground, HERE), gsd=None)])


def test_the_clearest_date_comes_first_and_order_breaks_ties(ground, archive):
    clear = archive.save("clear", view(ground, HERE, seed=1))
    fog = archive.save("fog", (view(ground, HERE, seed=1) // 16 + 200).astype(np.uint8))
    twin = archive.save("twin", view(ground, HERE, seed=1))
    assert [date.id for date in in_order_of_choice([fog, clear, twin])] == ["clear", "twin", "fog"]
    assert [date.id for date in in_order_of_choice([twin, fog, clear])] == ["twin", "clear", "fog"]


def fog(seed):
    return np.random.default_rng(seed).normal(205, 1, (SHOT_PX, SHOT_PX)).astype(np.uint8)


def test_a_date_that_shows_nothing_is_unplaced_and_the_others_are_registered_as_without_it(ground, archive):
    dates = [archive.save(name, view(ground, placed(500 + 20 * n, 500), seed=n)) for n, name in enumerate("ab")]
    blind = archive.save("blind", fog(3))
    with pytest.raises(RegistrationError, match=r"blind\.png"):
        register_site([*dates, blind])
    site, without = register_site([blind, *dates], hidden=["blind"]), register_site(dates)
    assert [lost.acquisition for lost in site.unplaced] == ["blind"]
    assert "compared with" in site.unplaced[0].reason
    assert site.reference == without.reference
    for name in "ab":
        np.testing.assert_array_equal(site.ground[name].matrix, without.ground[name].matrix)
    half = SHOT_PX / 2
    for name in ("blind", site.reference):  # middle on middle
        assert site.ground[name].matrix @ (half, half, 1) == pytest.approx((half * 0.5, -half * 0.5))


def test_a_blind_date_with_a_georeference_lies_where_that_says(ground, archive):
    transform = Affine(0.5, 0, 767_000, 0, -0.5, 3_921_000)
    moved = Affine(0.5, 0, 767_040, 0, -0.5, 3_920_990)
    clear = archive.save_placed("clear", view(ground, HERE, seed=1), UTM, transform)
    blind = archive.save_placed("blind", fog(3), UTM, moved)
    site = register_site([blind, clear], hidden=["blind"])
    assert site.reference == "clear"
    np.testing.assert_allclose(site.ground["blind"].matrix, [[0.5, 0, 767_040], [0, -0.5, 3_920_990]], atol=1e-6)


def test_a_hidden_date_that_fits_is_registered_and_a_clear_stranger_is_still_refused(ground, archive):
    dates = [archive.save(name, view(ground, placed(500 + 20 * n, 500), seed=n)) for n, name in enumerate("ab")]
    assert register_site(dates, hidden=["a"]).unplaced == ()
    stranger = archive.save("stranger", view(paint_ground(5), HERE, seed=9))
    blind = archive.save("blind", fog(3))
    with pytest.raises(RegistrationError, match=r"1 of 3 images") as caught:
        register_site([*dates, stranger, blind], hidden=["blind"])
    assert "blind.png" not in str(caught.value)


def test_where_no_date_shows_anything_the_first_is_the_reference(archive):
    site = register_site([archive.save("a", fog(1)), archive.save("b", fog(2))], hidden=["a", "b"])
    assert {site.reference, site.unplaced[0].acquisition} == {"a", "b"}
    assert site.pairs == ()
