"""Tiles, tones and masks at 10 m, with a stand-in for the network whose answer can be worked out."""

import hashlib
import json

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from hardstand.construction import coarse
from hardstand.construction.coarse import load_coarse_model
from hardstand.construction.coarse_card import Level, PixelCounts
from hardstand.construction.coarse_tone import measure_tone
from hardstand.errors import DetectionError, MetadataError

SHAPE = (150, 170)


def _graph(channels=8):
    """The logit is the sum over the bands of |later - earlier|, averaged over 5 x 5 pixels, less 2."""
    half = channels // 2
    weight = np.zeros((half, channels, 5, 5), np.float32)
    for band in range(half):
        weight[band, band], weight[band, half + band] = -1 / 25, 1 / 25
    nodes = [
        helper.make_node("Conv", ["dates", "weight"], ["difference"], pads=[2, 2, 2, 2]),
        helper.make_node("Abs", ["difference"], ["size"]),
        helper.make_node("ReduceSum", ["size", "axis"], ["sum"], keepdims=0),
        helper.make_node("Sub", ["sum", "two"], ["logit"]),
    ]
    values = {"weight": weight, "axis": np.array([1]), "two": np.array(2, np.float32)}
    graph = helper.make_graph(
        nodes,
        "stand-in",
        [helper.make_tensor_value_info("dates", TensorProto.FLOAT, [1, channels, "rows", "columns"])],
        [helper.make_tensor_value_info("logit", TensorProto.FLOAT, [1, "rows", "columns"])],
        [numpy_helper.from_array(value, name) for name, value in values.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def _write(folder, model):
    weights = folder / "stand-in.onnx"
    onnx.save(model, weights)
    level = {"percentile": 97, "above": 0, "least": 0, "most": 0}
    facts = {"level": level, "gsd_range_m": [8, 13], "left_out": {}}
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    asset = {"hardstand:sha256": digest, "hardstand:licence": "free"}
    properties = {"mlm:name": "stand-in", "version": "1", "hardstand:construction": facts}
    card = {"properties": properties, "assets": {"weights": asset}}
    weights.with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")
    return weights


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return load_coarse_model(_write(tmp_path_factory.mktemp("model"), _graph()), threads=1)


def _dates(seed=0, bands=4):
    """Two dates of the same ground in another light, with a new bright block on the later one."""
    ground = np.random.default_rng(seed).gamma(4, 300, (*SHAPE, bands)).astype(np.float32)
    later = 1.3 * ground**0.95
    later[60:80, 90:120] = 6 * np.median(later)
    return ground, later, np.ones(SHAPE, bool)


def test_another_light_is_no_change_and_a_new_block_is(model):
    first, second, seen = _dates()
    probability = model.probability(first, second, seen)
    assert probability[64:76, 94:116].min() > 0.9
    rest = np.ones(SHAPE, bool)
    rest[56:84, 86:124] = False
    assert probability[rest].max() < 0.3


@given(unit=st.sampled_from([1e-4, 0.01, 1.0, 7.3]))
@settings(max_examples=4)
def test_the_unit_of_the_values_does_not_matter(model, unit):
    first, second, seen = _dates()
    assert np.allclose(
        model.probability(first * unit, second * unit, seen), model.probability(first, second, seen), atol=1e-3
    )


def test_whole_numbers_are_read_as_they_are(model):
    first, second, seen = _dates()
    whole = [date.astype(np.uint16) for date in (first, second)]
    expected = model.probability(*(date.astype(np.float32) for date in whole), seen)
    assert np.array_equal(model.probability(*whole, seen), expected)


def test_where_the_ground_was_not_seen_nothing_is_said(model):
    first, second, seen = _dates()
    seen[20:50, 30:60] = False
    second[20:50, 30:60] = 60_000
    probability = model.probability(first, second, seen)
    assert np.array_equal(np.isnan(probability), ~seen)
    assert np.nanmax(probability[:55, :80]) < 0.3


def test_a_pair_of_which_nothing_was_seen_is_not_a_number_anywhere(model):
    first, second, seen = _dates()
    assert np.isnan(model.probability(first, second, ~seen)).all()


@pytest.mark.parametrize("tile", [16, 48, 128])
def test_tiles_give_what_the_whole_gives(model, monkeypatch, tile):
    first, second, seen = _dates()
    seen[:30, 100:] = False
    whole = model.probability(first, second, seen)
    monkeypatch.setattr(coarse, "TILE_PX", tile)
    assert np.allclose(model.probability(first, second, seen), whole, atol=1e-5, equal_nan=True)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_scene_gives_the_turned_map(model, quarters):
    dates = _dates()
    turned = model.probability(*(np.rot90(each, quarters) for each in dates))
    assert np.allclose(turned, np.rot90(model.probability(*dates), quarters), atol=1e-5)


@pytest.mark.parametrize("shape", [(1, 1), (3, 70), (16, 16)])
def test_scenes_smaller_than_the_margin_are_judged_too(model, shape):
    first, second, _ = (each[: shape[0], : shape[1]] for each in _dates())
    probability = model.probability(first, second, np.ones(shape, bool))
    assert probability.shape == shape
    assert np.isfinite(probability).all()


def test_colours_alone_are_enough(model):
    first, second, seen = _dates(bands=3)
    assert model.probability(first, second, seen)[64:76, 94:116].min() > 0.9


def test_two_dates_with_different_bands_are_refused(model):
    first, second, seen = _dates()
    with pytest.raises(MetadataError, match=r"the first has 4 band\(s\), the second 3"):
        model.probability(first, second[..., :3], seen)


def test_two_grids_are_refused(model):
    first, second, seen = _dates()
    with pytest.raises(ValueError, match="different grids"):
        model.probability(first, second[:-1], seen)


def test_a_graph_for_other_bands_is_refused(tmp_path):
    with pytest.raises(DetectionError, match="does not take 8 bands"):
        load_coarse_model(_write(tmp_path, _graph(channels=6)))


def test_a_card_of_another_kind_is_refused(tmp_path):
    weights = _write(tmp_path, _graph())
    weights.with_suffix(".json").write_text('{"properties": {}}', encoding="utf-8")
    with pytest.raises(DetectionError, match="no card of a network for construction"):
        load_coarse_model(weights)


def test_zero_and_negative_values_have_a_tone():
    values = np.random.default_rng(0).normal(50, 60, (*SHAPE, 4)).astype(np.float32)
    tone = measure_tone(values, np.ones(SHAPE, bool))
    assert np.isfinite(tone.apply(values)).all()


def test_a_band_that_is_zero_everywhere_has_a_tone():
    values = np.zeros((*SHAPE, 4), np.float32)
    assert (measure_tone(values, np.ones(SHAPE, bool)).apply(values) == 0).all()


def test_a_level_rises_with_the_scene_between_its_ends():
    level = Level(percentile=97, above=0.5, least=-1, most=2)
    still, busy, burning = (np.full(SHAPE, value, np.float32) for value in (-5, 1, 9))
    still[0, 0] = np.nan
    assert [level.of(each) for each in (still, busy, burning)] == [-1, 1.5, 2]


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_quality_is_the_harmonic_mean_of_precision_and_recall(true, false, missed):
    counts = PixelCounts(true=true, false=false, missed=missed)
    if true:
        assert counts.f1 == pytest.approx(2 / (1 / counts.precision + 1 / counts.recall))
    else:
        assert not counts.f1
