"""The shipped network for 10 m: on noise that is known, and on two real dates."""

import numpy as np
import pytest

from hardstand.bench.built import quality_of
from hardstand.bench.oscd import city_names, read_city
from hardstand.construction import coarse
from hardstand.construction.coarse import COUNTS, load_coarse_model

SHAPE = (160, 176)


@pytest.fixture(scope="module")
def model():
    return load_coarse_model(threads=1)


@pytest.fixture(scope="module")
def dates():
    """Blurred noise, the same on both dates, with a bright block of sharp noise on the later one."""
    rng = np.random.default_rng(0)
    ground = rng.gamma(8, 150, (*SHAPE, 4)).astype(np.float32)
    later = ground.copy()
    later[64:88, 80:112] = rng.gamma(8, 600, (24, 32, 4))
    return ground, later, np.ones(SHAPE, bool)


def test_nothing_is_built_where_both_dates_are_the_same(model, dates):
    ground, _, seen = dates
    assert model.probability(ground, ground, seen).max() < COUNTS


def test_a_new_block_is_found_whichever_date_it_stands_on(model, dates):
    ground, later, seen = dates
    for pair in ((ground, later), (later, ground)):
        found = model.probability(*pair, seen) >= COUNTS
        assert found[68:84, 84:108].mean() > 0.5
        assert found[:48].mean() < 0.05


def test_tiles_give_what_the_whole_gives(model, dates, monkeypatch):
    whole = model.logits(*dates)
    monkeypatch.setattr(coarse, "TILE_PX", 64)
    assert np.abs(model.logits(*dates) - whole).max() < 1e-3


def test_a_quarter_turn_turns_the_map(model, dates):
    turned = model.logits(*(np.rot90(each) for each in dates))
    assert np.abs(turned - np.rot90(model.logits(*dates))).max() < 1e-3


def test_the_card_holds_how_every_city_was_judged_by_networks_that_had_not_seen_it(model, data):
    left_out = model.card.hardstand.left_out
    assert sorted(left_out) == city_names(data)
    labelled = {name: each.pixels.true + each.pixels.missed for name, each in left_out.items()}
    city = read_city(data, "rennes")
    assert labelled["rennes"] == int((city.built & city.pair.seen).sum())
    assert quality_of(each.pixels for each in left_out.values()).true > 0


def test_labelled_ground_of_a_real_city_is_found_ten_times_as_often_as_the_rest(model, data):
    city = read_city(data, "rennes")
    found = model.probability(city.pair.first, city.pair.second, city.pair.seen) >= COUNTS
    assert found[city.built & city.pair.seen].mean() > 10 * found[~city.built].mean()
