"""Intervals against frames of which the true number is known."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betanbinom, binom, poisson

from hardstand.counting import CountedFrame, CountEstimate, FrameCount, FrameScores, fit_calibration, interval_of
from hardstand.counting.bin_shares import Answers, probability_by_bin
from hardstand.counting.convolution import Trials, distribution
from hardstand.counting.errors_of_frames import FrameErrors
from hardstand.counting.estimate import band_of
from hardstand.detection.calibration import Agreement, CalibratedBand, CountCalibration, ScoreBin
from tests.counting.frames import LOWEST, Made, calibrate, numbers, scores_of

FEW = settings(max_examples=20)


def _usual() -> CountCalibration:
    rng = np.random.default_rng(1)
    return calibrate([Made().frame(rng, int(number)) for number in numbers(rng, 40)])


CALIBRATION = _usual()


def band(hits: int = 190, missed: int = 10, false: int = 4, low: float = 0.2, **changes: float) -> CalibratedBand:
    agreement = Agreement(recall=(1000.0,), scores=(30.0,), false=(100.0,), false_falloff=(0.0,), false_scores=(30.0,))
    values = {"gsd_low_m": 0.5, "gsd_high_m": 0.5, "ground_km2": 40.0, "objects_beside": 1.0, "false_on_ground": 0.0}
    bins = (ScoreBin(low=low, hits=hits, false=false),)
    return CalibratedBand(bins=bins, missed=missed, frames=40, places=40, agreement=agreement, **{**values, **changes})


def calibration(*bands: CalibratedBand) -> CountCalibration:
    return CountCalibration(measured_on="made frames", places={}, overlap=0.5, bands=bands)


def seen(scores: list[float], gsd_m: float = 0.5, ground_km2: float = 1.0) -> FrameScores:
    return FrameScores(scores=np.array(scores, np.float64), gsd_m=gsd_m, ground_km2=ground_km2, lowest_score=0.2)


def total(scores: list[float], ground_km2: float = 1.0) -> CountEstimate:
    return FrameCount(CALIBRATION, seen(scores, ground_km2=ground_km2)).total()


@pytest.mark.parametrize(
    "made",
    [Made(), Made(recall=0.97, false_per_km2=0.5), Made(recall=0.7, agreement=20, false_per_km2=8)],
    ids=["usual", "good", "poor"],
)
def test_nine_of_ten_intervals_hold_the_true_number(made: Made) -> None:
    rng = np.random.default_rng(5)
    known = calibrate([made.frame(rng, int(number)) for number in numbers(rng, 40)])
    frames = [made.frame(rng, int(number)) for number in numbers(rng, 80)]
    intervals = [FrameCount(known, scores_of(frame)).total() for frame in frames]
    held = np.mean([each.low <= frame.labelled <= each.high for each, frame in zip(intervals, frames, strict=True)])
    # 0.9 less two standard errors of 80 frames; whole numbers make intervals hold more than asked, never fewer.
    assert held >= 0.835
    # And they say something: on average they are narrower than "a half more or less".
    assert sum(each.high - each.low for each in intervals) < sum(frame.labelled for frame in frames)


def test_a_calibration_from_few_frames_still_holds() -> None:
    rng = np.random.default_rng(7)
    made = Made()
    held = []
    for _ in range(15):
        known = calibrate([made.frame(rng, int(number)) for number in numbers(rng, 6)])
        frames = [made.frame(rng, int(number)) for number in numbers(rng, 6)]
        intervals = [FrameCount(known, scores_of(frame)).total() for frame in frames]
        held += [each.low <= frame.labelled <= each.high for each, frame in zip(intervals, frames, strict=True)]
    assert np.mean(held) >= 0.83


def test_probabilities_mean_what_they_say() -> None:
    rng = np.random.default_rng(9)
    frames = [Made().frame(rng, int(number)) for number in numbers(rng, 90)]
    likely = np.concatenate([FrameCount(CALIBRATION, scores_of(frame)).probabilities for frame in frames])
    real = np.concatenate([frame.hit for frame in frames])
    for low, high, off in ((0.0, 0.5, 0.1), (0.5, 0.9, 0.15), (0.9, 1.01, 0.03)):
        chosen = (likely >= low) & (likely < high)
        assert chosen.sum() >= 20
        assert real[chosen].mean() == pytest.approx(likely[chosen].mean(), abs=off)


def test_nothing_found_is_not_nothing_there() -> None:
    good = FrameCount(calibration(band(hits=990, missed=10)), seen([])).total()
    poor = FrameCount(calibration(band(hits=50, missed=50)), seen([])).total()
    assert (good.low, good.high) == (0, 0)
    assert poor.low == 0
    assert poor.high >= 2


def test_what_is_missed_follows_its_textbook_distribution() -> None:
    """With recall all but known and nothing false, the missed are negative-binomial after as many hits."""
    known = calibration(band(hits=9_000_000, missed=1_000_000, false=0))
    count = FrameCount(known, seen([0.9] * 20))
    found = count.distribution(np.ones(20))
    expected = betanbinom(21, 900.0, 100.0).pmf(np.arange(12))
    assert found[20:32] == pytest.approx(expected, abs=0.02)
    assert found[:20].sum() < 0.01


@given(sizes=st.lists(st.tuples(st.floats(0.01, 0.99), st.integers(1, 8)), max_size=4), mean=st.floats(0.0, 6.0))
def test_the_transform_gives_the_same_as_plain_convolution(sizes: list[tuple[float, int]], mean: float) -> None:
    found = distribution([Trials(probability=np.array([p]), size=n) for p, n in sizes], np.array([mean]))
    plain = poisson(mean).pmf(np.arange(60))
    for p, n in sizes:
        plain = np.convolve(plain, binom(n, p).pmf(np.arange(n + 1)))
    length = min(len(found), len(plain))
    assert found[:length] == pytest.approx(plain[:length], abs=1e-6)
    assert found.sum() == pytest.approx(1.0, abs=1e-6)


@FEW
@given(st.lists(st.floats(0.0, 1.0), max_size=30), st.randoms())
def test_the_order_of_detections_does_not_matter(scores: list[float], random: Random) -> None:
    mixed = list(scores)
    random.shuffle(mixed)
    assert total(scores) == total(mixed)


@FEW
@given(st.lists(st.floats(0.2, 1.0), max_size=40))
def test_an_interval_is_one(scores: list[float]) -> None:
    found = total(scores)
    assert 0 <= found.low <= found.estimate <= found.high


@FEW
@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 40))
def test_more_misses_mean_a_higher_end(found: int, missed: int, more: int) -> None:
    ends = [
        FrameCount(calibration(band(hits=100, missed=number)), seen([0.8] * found)).total().high
        for number in (missed, missed + more)
    ]
    assert ends[1] >= ends[0]


@FEW
@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 40))
def test_more_false_ones_mean_a_lower_end(found: int, false: int, more: int) -> None:
    ends = [
        FrameCount(calibration(band(hits=100, false=number)), seen([0.8] * found)).total().low
        for number in (false, false + more)
    ]
    assert ends[1] <= ends[0]


def test_one_more_sure_detection_is_one_object_more() -> None:
    steps = [total([0.9] * number).estimate for number in range(5, 40)]
    assert set(np.diff(steps)) <= {0, 1, 2}
    assert steps[-1] - steps[0] == pytest.approx(34 / Made.recall, abs=3)


def test_two_halves_of_an_image_hold_what_the_whole_holds() -> None:
    rng = np.random.default_rng(11)
    scores = Made().frame(rng, 40).scores
    whole = FrameCount(CALIBRATION, seen(scores.tolist()))
    halves = [FrameCount(CALIBRATION, seen(part.tolist(), ground_km2=0.5)) for part in (scores[::2], scores[1::2])]
    summed = np.convolve(*(half.distribution(np.ones(len(half.probabilities))) for half in halves))
    together, apart = whole.total(), interval_of(summed)
    assert apart.estimate == pytest.approx(together.estimate, abs=2)
    assert apart.low == pytest.approx(together.low, abs=3)
    assert apart.high == pytest.approx(together.high, abs=3)


def test_weak_detections_on_much_ground_are_taken_for_false() -> None:
    """What would be a group of doubtful objects on an apron is what a detector invents on open country."""
    made = Made(false_per_km2=6.0)
    rng = np.random.default_rng(3)
    known = calibrate(
        [made.frame(rng, int(n), ground_km2=g) for n, g in zip([0, 30] * 20, [4.0, 1.0] * 20, strict=True)]
    )
    near, far = (FrameCount(known, seen([0.35] * 6, ground_km2=g)).probabilities.mean() for g in (0.05, 8.0))
    assert far < near


def test_parts_sum_to_the_whole() -> None:
    count = FrameCount(CALIBRATION, seen([0.9] * 30))
    share = np.linspace(0, 1, 30)
    means = [
        (distribution_ * np.arange(len(distribution_))).sum()
        for distribution_ in (count.distribution(each) for each in (share, 1 - share, np.ones(30)))
    ]
    assert means[0] + means[1] == pytest.approx(means[2], rel=0.03)


def test_what_is_surely_of_one_part_is_counted_there() -> None:
    count = FrameCount(calibration(band(hits=9990, missed=10, false=0)), seen([0.9] * 20))
    part = count.part(np.array([1.0] * 12 + [0.0] * 8))
    assert (part.low, part.estimate, part.high) == (12, 12, 12)


def test_an_unlike_place_widens_the_interval() -> None:
    usual = FrameCount(CALIBRATION, seen([0.8] * 20)).total()
    unlike = FrameCount(CALIBRATION, seen([0.8] * 20), unlike=True).total()
    assert unlike.high - unlike.low > usual.high - usual.low


def test_a_resolution_that_was_not_measured_is_unlike() -> None:
    bands = calibration(band(), band(gsd_low_m=0.9, gsd_high_m=1.1))
    assert [band_of(bands, gsd_m)[1] for gsd_m in (0.5, 0.55, 0.7, 1.0, 2.0)] == [True, True, False, True, False]
    assert FrameCount(bands, seen([0.8], gsd_m=2.0)).unlike
    assert not FrameCount(bands, seen([0.8], gsd_m=0.5)).unlike


def test_a_detector_that_reported_less_has_missed_more() -> None:
    rng = np.random.default_rng(13)
    scores = Made().frame(rng, 40).scores
    every = FrameCount(CALIBRATION, seen(scores.tolist()))
    high = FrameScores(scores=scores[scores >= 0.8], gsd_m=0.5, ground_km2=1.0, lowest_score=0.8)
    assert FrameCount(CALIBRATION, high).missed > every.missed


def test_counting_many_is_quick_and_holds() -> None:
    rng = np.random.default_rng(17)
    frame = Made().frame(rng, 4000, ground_km2=20.0)
    found = FrameCount(CALIBRATION, scores_of(frame)).total()
    assert found.low <= 4000 <= found.high


@given(st.integers(0, 50), st.integers(0, 20), st.integers(0, 30))
def test_a_fit_counts_what_it_is_shown(hits: int, false: int, missed: int) -> None:
    frame = CountedFrame(
        place="a",
        scores=np.linspace(0.3, 1.0, hits + false),
        hit=np.arange(hits + false) < hits,
        labelled=hits + missed,
        gsd_m=0.5,
        ground_km2=1.0,
    )
    (found,) = fit_calibration([frame, frame], lowest_score=0.2, measured_on="", places={}, overlap=0.5).bands
    assert (found.hits, found.false, found.missed, found.places) == (2 * hits, 2 * false, 2 * missed, 1)
    assert CalibratedBand.model_validate_json(found.model_dump_json()) == found


def test_a_fit_learns_how_far_frames_stray() -> None:
    rng = np.random.default_rng(19)
    steady, wild = (
        calibrate([Made(recall=0.7, agreement=agreement).frame(rng, 50) for _ in range(60)]).bands[0].agreement.recall
        for agreement in (2000.0, 12.0)
    )
    assert steady[2] > 5 * wild[2]
    assert wild[0] < 12 * 1.5
    assert wild[-1] > 12 / 1.5


def test_false_ones_go_with_the_ground_or_with_the_objects() -> None:
    rng = np.random.default_rng(23)
    grounds, objects = rng.uniform(0.2, 8, 80), rng.integers(0, 60, 80)
    made = {
        "ground": Made(false_per_km2=3.0, false_per_object=0.0),
        "objects": Made(false_per_km2=0.0, false_per_object=0.2),
    }
    shares = {}
    for name, each in made.items():
        (found,) = calibrate([each.frame(rng, int(n), g) for n, g in zip(objects, grounds, strict=True)]).bands
        shares[name] = found.false_on_ground / found.false
    assert shares["ground"] > 0.75
    assert shares["objects"] < 0.25


def test_bands_part_the_frames_by_resolution() -> None:
    rng = np.random.default_rng(29)
    frames = [Made().frame(rng, 10) for _ in range(4)]
    coarse = [CountedFrame(**{**vars(frame), "gsd_m": 1.0}) for frame in frames]
    known = fit_calibration(
        frames + coarse, lowest_score=0.2, gsd_edges_m=(0.75,), measured_on="", places={}, overlap=0.5
    )
    assert [(each.gsd_low_m, each.gsd_high_m, each.frames) for each in known.bands] == [(0.5, 0.5, 4), (1.0, 1.0, 4)]


def test_one_place_does_not_prove_that_places_agree() -> None:
    rng = np.random.default_rng(31)
    made = Made(recall=0.7, agreement=2000.0)
    one, many = (
        calibrate([made.frame(rng, 50, place=place) for _ in range(60)]).bands[0].agreement for place in ("here", "")
    )
    assert one.recall[2] < many.recall[2] / 3
    assert one.recall[0] < 12
    assert one.scores[0] < 3


@pytest.mark.parametrize("stray", [0.0, 0.6], ids=["alike", "straying"])
def test_what_was_learnt_on_small_windows_holds_on_large_scenes(stray: float) -> None:
    """A scene of eighteen windows has thousands of doubtful detections; its interval still holds nine times of ten."""
    rng = np.random.default_rng(37)

    def frame(objects: int, ground_km2: float) -> CountedFrame:
        made = Made(false_per_km2=600.0, false_per_object=0.0, shape=2.0)
        own = made.frame(rng, objects, ground_km2)
        tilt = np.exp(rng.normal(0, stray))
        scores = np.where(own.hit, own.scores, LOWEST + (1 - LOWEST) * ((own.scores - LOWEST) / (1 - LOWEST)) ** tilt)
        return replace(own, scores=scores)

    known = calibrate([frame(int(number), 0.1) for number in rng.poisson(6, 60)])
    scenes = [frame(int(number), 1.8) for number in rng.integers(0, 250, 40)]
    intervals = [FrameCount(known, scores_of(scene)).total() for scene in scenes]
    held = [each.low <= scene.labelled <= each.high for each, scene in zip(intervals, scenes, strict=True)]
    assert np.mean(held) >= 0.8
    assert np.median([each.high - each.low for each in intervals]) < 250


@FEW
@given(
    factor=st.floats(0.4, 2.0),
    objects=st.floats(1.0, 60.0),
    false=st.floats(1.0, 60.0),
    agree=st.floats(3.0, 30.0),
    kept=st.integers(0, 3),
)
def test_the_share_of_objects_in_a_bin_is_that_of_drawn_rates(
    factor: float, objects: float, false: float, agree: float, kept: int
) -> None:
    """Against plain drawing: Gamma rates, weighed by how well a Poisson number fits, and by the answers."""
    one = np.array([1.0])
    errors = FrameErrors(
        recall=one,
        shares=np.array([[0.5, 0.5]]),
        shares_agree=one * agree,
        per_km2=one,
        per_object=one,
        false_agree=one,
        false_shares=np.array([[0.3, 0.7]]),
        false_shares_agree=one * agree,
    )
    size, number = 4000, round(factor * (0.5 * objects + 0.3 * false))
    asked = Answers(real=np.array([min(kept, number), 0]), false=np.array([0, 0]))
    detected, case = np.array([number, 0]), np.zeros(size, int)
    likely, _ = probability_by_bin(detected, np.full(size, objects), np.full(size, false), errors, case, asked)
    rng = np.random.default_rng(1)
    first, second = agree + 1, 0.3 / 0.7 * (agree + 1)
    rates = rng.gamma(first, objects * 0.5 / first, 200_000), rng.gamma(second, false * 0.3 / second, 200_000)
    share = rates[0] / sum(rates)
    weight = poisson(sum(rates)).pmf(number) * share ** min(kept, number)
    mean = (weight * share).sum() / weight.sum()
    spread = np.sqrt((weight * (share - mean) ** 2).sum() / weight.sum())
    assert likely[:, 0].mean() == pytest.approx(mean, abs=0.02)
    assert likely[:, 0].std() == pytest.approx(spread, abs=0.02)
