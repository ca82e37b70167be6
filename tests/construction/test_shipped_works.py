"""The network that ships: what must hold of its answers whatever its weights."""

from __future__ import annotations

import numpy as np
import pytest

from hardstand.construction import load_works_model
from hardstand.construction.works_model import MODELS, WorksModel
from hardstand.errors import DetectionError


@pytest.fixture(scope="module")
def shipped() -> WorksModel:
    return load_works_model(threads=1)


@pytest.fixture
def dates() -> tuple[np.ndarray, np.ndarray]:
    """Ground in patches, and the same with a bright strip across it."""
    rng = np.random.default_rng(5)
    before = rng.integers(70, 120, (24, 24, 3)).repeat(16, 0).repeat(16, 1).astype(np.uint8)
    before = np.clip(before + rng.integers(-8, 8, before.shape), 0, 255).astype(np.uint8)
    after = before.copy()
    after[160:190, 40:340] = np.array([205, 200, 190]) + rng.integers(-8, 8, (30, 300, 1))
    return before, after


def test_swapped_dates_swap_new_and_vanished_to_the_last_bit(shipped, dates):
    before, after = dates
    appeared, vanished = shipped.compare(before, after)
    back_appeared, back_vanished = shipped.compare(after, before)
    assert np.array_equal(appeared, back_vanished)
    assert np.array_equal(vanished, back_appeared)


def test_probabilities_of_the_kinds_add_up_to_one_at_most(shipped, dates):
    for shares in shipped.compare(*dates):
        assert shares.min() >= 0
        assert shares.sum(axis=0).max() <= 1 + 1e-5


def test_a_plain_new_strip_is_found_on_its_date_and_nothing_beside_it(shipped, dates):
    appeared, vanished = (shares.sum(axis=0) for shares in shipped.compare(*dates))
    strip = np.zeros(appeared.shape, bool)
    strip[82:93, 24:166] = True
    aside = np.ones(appeared.shape, bool)
    aside[70:105, 10:180] = False
    assert np.median(appeared[strip]) > shipped.card.hardstand.reading.edge
    assert np.percentile(appeared[aside], 99) < shipped.card.hardstand.reading.edge
    assert np.median(vanished[strip]) < np.median(appeared[strip])


def test_two_equal_dates_show_no_change(shipped, dates):
    before, _ = dates
    appeared, _ = shipped.compare(before, before)
    assert appeared.sum(axis=0).max() < shipped.card.hardstand.reading.least_probability


def test_a_card_of_another_file_is_refused(tmp_path):
    for name in ("works.onnx", "works.json"):
        (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    with (tmp_path / "works.onnx").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(DetectionError, match="card"):
        load_works_model(tmp_path / "works.onnx")
