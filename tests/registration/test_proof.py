"""The proof against chance, held against chance itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from hardstand.registration import mapping
from hardstand.registration.mapping import Model, Ties
from hardstand.registration.proof import log10_false_alarms
from hardstand.registration.refine import MAX_FALSE_ALARMS_LOG10


@pytest.mark.parametrize("windows", [12, 50, 400])
@pytest.mark.parametrize("model", list(Model))
def test_random_offsets_are_never_proof(windows, model):
    """Best shifts drawn evenly, as at a wrong place: the robust fit looks for agreement as hard as it can."""
    least = 0.0
    for seed in range(25):
        draw = np.random.default_rng(seed)
        moving = draw.uniform(0, 2560, (windows, 2))
        ties = Ties(moving=moving, reference=moving + draw.uniform(-8.5, 8.5, (windows, 2)))
        fitted = mapping.fit(ties, 1.5, model, np.eye(2, 3))
        agreeing = 0 if fitted is None else int(fitted.agrees.sum())
        least = min(least, log10_false_alarms(agreeing, windows, 1.5, 8, model))
    assert least > MAX_FALSE_ALARMS_LOG10 / 4


def test_the_tail_is_the_binomial_one():
    chance = np.pi * 1.5**2 / 17**2
    expected = np.log10(50 * 49 / 2 * binom.sf(17, 48, chance))
    assert log10_false_alarms(20, 50, 1.5, 8, Model.SIMILARITY) == pytest.approx(expected)


def test_more_agreement_is_more_proof_and_freer_maps_need_more():
    steps = [log10_false_alarms(agreeing, 100, 1.5, 8, Model.AFFINE) for agreeing in range(5, 60)]
    assert (np.diff(steps) < 0).all()
    by_model = [log10_false_alarms(20, 100, 1.5, 8, model) for model in Model]
    assert by_model == sorted(by_model)
