"""A reviewed sample against frames of which the true number, and where each object stands, is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import Generator

from hardstand.counting import (
    Basis,
    CountedFrame,
    CountEstimate,
    FrameCount,
    FrameReview,
    ItemKind,
    ReviewedDetection,
    ReviewedSample,
    ReviewedTile,
    ReviewItem,
)
from hardstand.counting.plan import detection_shares, in_order, inclusion, tile_shares
from hardstand.counting.survey import SampleOf, large_enough, survey_interval
from tests.counting.frames import Made, calibrate, numbers, scores_of

TILES = 40


def look(
    rng: Generator, frame: CountedFrame, count: FrameCount, detections: int, tiles: int, of: int = TILES
) -> FrameReview:
    """What a person who never errs says; what was missed stands mostly where other objects stand."""
    likely = count.probabilities
    shares = detection_shares(likely)
    asked = np.argsort(rng.random(len(likely)) / shares)[:detections]
    real = np.full(len(likely), -1, np.int8)
    real[asked] = frame.hit[asked]
    apron = np.where(np.arange(of) < of // 3, 1.0, 0.1)
    missed = rng.multinomial(frame.labelled - int(frame.hit.sum()), apron / apron.sum())
    seen = rng.multinomial(round(likely.sum()), apron / apron.sum()).astype(np.float64)
    of_tiles = tile_shares(np.ones(of), seen)
    gone_over = np.argsort(rng.random(of) / of_tiles)[:tiles]
    return FrameReview(real=real, shares=shares, tile_shares=of_tiles[gone_over], tile_missed=missed[gone_over])


def holds(interval: CountEstimate, truth: int) -> bool:
    return interval.low <= truth <= interval.high


def test_a_review_tightens_the_interval_and_it_still_holds() -> None:
    rng = np.random.default_rng(31)
    made = Made(recall=0.8, false_per_km2=6.0)
    known = calibrate([made.frame(rng, int(number)) for number in numbers(rng, 40)])
    held: dict[str, list[bool]] = {"alone": [], "some": [], "much": []}
    widths: dict[str, list[int]] = {name: [] for name in held}
    for number in numbers(rng, 50):
        frame = made.frame(rng, int(number))
        alone = FrameCount(known, scores_of(frame))
        half = len(frame.scores) // 2
        reviews = {
            "alone": None,
            "some": look(rng, frame, alone, half, 8),
            "much": look(rng, frame, alone, 10**6, 25),
        }
        for name, review in reviews.items():
            interval = FrameCount(known, scores_of(frame), review=review).total()
            held[name].append(holds(interval, frame.labelled))
            widths[name].append(interval.high - interval.low)
    assert min(np.mean(each) for each in held.values()) >= 0.82
    alone_, some, much = (float(np.mean(widths[name])) for name in ("alone", "some", "much"))
    assert some < 0.75 * alone_
    assert much < 0.6 * some


def test_a_large_sample_needs_no_calibration() -> None:
    """The calibration is wrong by far; the sample alone finds the truth."""
    rng = np.random.default_rng(37)
    known = calibrate([Made(recall=0.97, false_per_km2=0.5).frame(rng, int(number)) for number in numbers(rng, 40)])
    held, believed = [], []
    for _ in range(40):
        frame = Made(recall=0.5, false_per_km2=40.0, shape=20.0).frame(rng, 300)
        plain = FrameCount(known, scores_of(frame))
        count = FrameCount(known, scores_of(frame), review=look(rng, frame, plain, 10**6, 60, of=120))
        believed.append(holds(plain.total(), 300))
        held.append(holds(count.total(), 300))
        assert count.basis is Basis.SURVEY
    assert np.mean(believed) < 0.2
    assert np.mean(held) >= 0.8


def test_everything_reviewed_leaves_nothing_open() -> None:
    rng = np.random.default_rng(41)
    known = calibrate([Made().frame(rng, int(number)) for number in numbers(rng, 20)])
    for number in (0, 1, 7, 30):
        frame = Made().frame(rng, number)
        plain = FrameCount(known, scores_of(frame))
        count = FrameCount(known, scores_of(frame), review=look(rng, frame, plain, 10**6, TILES))
        found = count.total()
        assert (found.low, found.estimate, found.high) == (number, number, number)


def test_what_a_person_saw_is_the_least_there_is() -> None:
    rng = np.random.default_rng(43)
    known = calibrate([Made().frame(rng, int(number)) for number in numbers(rng, 20)])
    frame = Made().frame(rng, 20)
    flags = np.where(np.arange(len(frame.scores)) < 10, 1, -1).astype(np.int8)
    nothing = FrameReview.none(len(frame.scores))
    seen = replace(nothing, real=flags, tile_shares=np.array([0.02]), tile_missed=np.array([6]))
    assert FrameCount(known, scores_of(frame), review=seen).total().low >= 16


def test_a_no_lowers_and_a_found_one_raises_the_count() -> None:
    rng = np.random.default_rng(47)
    known = calibrate([Made().frame(rng, int(number)) for number in numbers(rng, 20)])
    frame = Made().frame(rng, 20)
    nothing = FrameReview.none(len(frame.scores))
    said_no = nothing.real.copy()
    said_no[:6] = 0
    alone = FrameCount(known, scores_of(frame)).total()
    lower = FrameCount(known, scores_of(frame), review=replace(nothing, real=said_no)).total()
    found = replace(nothing, tile_shares=np.array([0.1]), tile_missed=np.array([5]))
    higher = FrameCount(known, scores_of(frame), review=found).total()
    assert lower.estimate <= alone.estimate - 5
    assert higher.estimate >= alone.estimate + 5


def test_the_difference_estimator_is_right_on_average_whatever_was_expected() -> None:
    rng = np.random.default_rng(53)
    truth = rng.poisson(2.0, 200).astype(np.float64)
    expected = rng.uniform(0, 5, 200)
    shares = expected + 0.5
    shares /= shares.sum()
    totals, held = [], []
    for _ in range(400):
        drawn = np.argsort(rng.random(200) / shares)[:60]
        sample = SampleOf(
            truth=truth[drawn], expected=expected[drawn], shares=shares[drawn], of=200, expected_sum=expected.sum()
        )
        assert large_enough(sample)
        _, low, high = survey_interval(0.9, sample)
        totals.append(sample.total()[0])
        held.append(low <= truth.sum() <= high)
    assert np.mean(totals) == pytest.approx(truth.sum(), rel=0.03)
    assert 0.86 <= np.mean(held) <= 0.97


def test_few_or_equal_answers_are_no_survey() -> None:
    def sample(answers: list[float]) -> SampleOf:
        number = len(answers)
        shares = np.full(number, 0.005)
        return SampleOf(truth=np.array(answers), expected=np.zeros(number), shares=shares, of=200, expected_sum=1.0)

    assert not large_enough(sample([1.0, 0.0] * 10))
    assert not large_enough(sample([0.0] * 95 + [1.0] * 5))
    assert large_enough(sample([0.0] * 30 + [1.0] * 20))


def item(name: str, share: float) -> ReviewItem:
    rectangle = {"column": 0.0, "row": 0.0, "width": 9.0, "height": 9.0}
    return ReviewItem(acquisition="a", label="aircraft", kind=ItemKind.TILE, item=name, share=share, **rectangle)


@given(st.lists(st.integers(0, 999), unique=True, min_size=1, max_size=30), st.randoms())
def test_the_order_of_a_plan_does_not_depend_on_the_order_given(names: list[int], random: object) -> None:
    items = [item(str(name), 1 / len(names)) for name in names]
    assert in_order(items) == in_order(items[::-1])
    assert sorted(each.item for each in in_order(items)) == sorted(each.item for each in items)


def test_each_item_comes_early_as_often_as_its_share_says() -> None:
    shares = np.array([0.4] * 10 + [1.6] * 10) / 20
    first = np.zeros(20)
    for draw in range(1500):
        items = [replace(item(str(number), share), acquisition=str(draw)) for number, share in enumerate(shares)]
        for each in in_order(items)[:5]:
            first[int(each.item)] += 1 / 1500
    assert first == pytest.approx(inclusion(shares, 5), abs=0.05)


def test_doubt_and_aprons_are_looked_at_first() -> None:
    shares = detection_shares(np.array([0.99, 0.5, 0.02]))
    assert shares.argmax() == 1
    assert shares.sum() == pytest.approx(1.0)
    ground = tile_shares(np.array([1.0, 1.0, 0.5]), np.array([0.0, 8.0, 0.0]))
    assert ground.sum() == pytest.approx(1.0)
    assert ground[1] > ground[0] > ground[2] > 0
    assert tile_shares(np.ones(4), np.zeros(4)) == pytest.approx(np.full(4, 0.25))


def test_answers_find_their_detections() -> None:
    sample = ReviewedSample(
        detections={"a/2": ReviewedDetection(real=False, share=0.3), "b/1": ReviewedDetection(real=True, share=0.1)},
        tiles=(
            ReviewedTile(acquisition="a", label="ship", share=0.2, missed=1),
            ReviewedTile(acquisition="a", label="aircraft", share=0.1, missed=2),
        ),
    )
    review = sample.of("a", "aircraft", ["a/1", "a/2", "a/doubt-1"])
    assert review.real.tolist() == [-1, 0, -1]
    assert (review.ground_share, review.missed) == (0.1, 2)
    assert sample.of("c", "aircraft", []).empty
