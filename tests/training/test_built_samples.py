"""Patches that train construction at 10 m: labels stay where the change is, whatever else is done to them."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch", reason="the training needs PyTorch, the package does not")

from training.built_recipe import BuiltRecipe, Light, Odds
from training.built_samples import Ground, draw_batch

STILL = Light(
    shared_gain=0,
    shared_offset=0,
    gain=0,
    band_gain=0,
    offset=0,
    band_offset=0,
    veil=0,
    band_veil=0,
    season=0,
    field=0,
    band_field=0,
    shift_px=0,
)
NEVER = Odds(laid_over=0, swapped=0, hidden=0, colours_only=0)


def _ground(name="town", seed=0):
    """Two equal dates of noise, but for what was built, which is 5 brighter."""
    rng = np.random.default_rng(seed)
    first = rng.normal(0, 0.3, (120, 140, 4)).astype(np.float32)
    built = np.zeros((120, 140), bool)
    built[30:50, 60:100] = True
    second = first + 5 * built[..., None].astype(np.float32)
    return Ground(name=name, dates=np.concatenate([first, second], axis=2), built=built, seen=np.ones_like(built))


def _draw(grounds, odds=NEVER, light=STILL, seed=0):
    recipe = BuiltRecipe(batch=12, side=64, light=light)
    dates, built, seen = draw_batch(grounds, recipe, odds, np.random.default_rng(seed))
    return dates.numpy(), built.numpy() > 0, seen.numpy() > 0


def test_labels_lie_where_the_dates_differ_however_a_patch_is_turned():
    dates, built, _ = _draw([_ground()])
    assert built.any()
    assert np.array_equal((dates[:, 4:] - dates[:, :4]).mean(axis=1) > 2.5, built)


def test_what_is_laid_over_another_place_is_labelled():
    odds = Odds(laid_over=1, swapped=0, hidden=0, colours_only=0)
    dates, built, _ = _draw([_ground(), _ground("other", 1)], odds)
    _, plain, _ = _draw([_ground(), _ground("other", 1)])
    assert built.sum() > 1.2 * plain.sum()
    assert not (np.abs(dates[:, 4:] - dates[:, :4]).max(axis=1)[~built] > 3.5).any()


def test_a_season_comes_over_fields_and_never_over_what_was_built():
    light = replace(STILL, season=2.0)
    dates, built, _ = _draw([_ground()], replace(NEVER, fields=1), light)
    change = dates[:, 4:] - dates[:, :4]
    assert np.allclose(change.transpose(0, 2, 3, 1)[built], 5, atol=1e-4)
    rest = change.transpose(0, 2, 3, 1)[~built]
    moved = np.abs(rest).max(axis=1) > 0.01
    assert 0.3 < moved.mean() < 0.7
    assert (np.sign(rest[moved][:, 3]) == -np.sign(rest[moved][:, 2])).all()


def test_swapped_dates_keep_their_labels():
    dates, built, _ = _draw([_ground()], Odds(laid_over=0, swapped=1, hidden=0, colours_only=0))
    assert np.array_equal((dates[:, :4] - dates[:, 4:]).mean(axis=1) > 2.5, built)


def test_what_is_hidden_is_nothing_on_both_dates_and_does_not_count():
    dates, _, seen = _draw([_ground()], Odds(laid_over=0, swapped=0, hidden=1, colours_only=0))
    assert (~seen).any()
    assert (dates.transpose(0, 2, 3, 1)[~seen] == 0).all()


def test_colours_alone_lack_the_near_infrared_of_both_dates():
    dates, _, _ = _draw([_ground()], Odds(laid_over=0, swapped=0, hidden=0, colours_only=1))
    assert (dates[:, [3, 7]] == 0).all()
    assert (dates[:, [0, 1, 2, 4, 5, 6]] != 0).all()


def test_a_batch_depends_on_the_seed_alone():
    first, again, other = (_draw([_ground()], Odds(), Light(), seed)[0] for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
