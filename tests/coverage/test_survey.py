"""Passes, gaps and what could be proved at best."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from hardstand.coverage import Limits, Period, Place, bound, read_spot, survey
from hardstand.coverage.passes import ONE_PASS
from hardstand.coverage.survey import survey_footprints
from hardstand.errors import MetadataError
from hardstand.timewindow import TimeWindow
from tests.coverage.conftest import FIRST, HERE, MONTH, catalogue, feature, image

SPOT = read_spot("35.95,35.40")
FIELD = Place(name="field", geometry=box(35.90, 35.35, 36.00, 35.45))


def look(*images, place=SPOT, **limits):
    return survey_footprints(images, place, MONTH, Limits(**limits))


def hours(*numbers):
    return [FIRST + timedelta(hours=number) for number in numbers]


def ends(coverage):
    return [(gap.begins, gap.ends) for gap in coverage.gaps]


class TestGaps:
    def test_lie_between_the_images_and_at_both_ends_of_the_period(self):
        found = look(image(80), image(344.5))
        start, first, second, end = MONTH.begins, *hours(80, 344.5), MONTH.ends
        assert ends(found) == [(start, first), (first, second), (second, end)]
        assert [gap.window for gap in found.gaps] == [
            TimeWindow(after=None, by=first),
            TimeWindow(after=first, by=second),
            TimeWindow(after=second, by=None),
        ]
        assert found.longest.ends == MONTH.ends
        assert found.median_revisit == timedelta(hours=264.5)

    def test_without_images_the_whole_period_is_one_in_which_nothing_can_be_dated(self):
        found = look()
        assert ends(found) == [(MONTH.begins, MONTH.ends)]
        assert found.gaps[0].window is None
        assert found.median_revisit is None

    def test_the_median_needs_two_images(self):
        assert look(image(80)).median_revisit is None

    def test_an_unusable_image_closes_no_window_and_is_named_in_its_gap(self):
        found = look(image(80), image(200, cloud_share=0.8), image(344), cloud_share=0.3)
        assert ends(found)[1] == tuple(hours(80, 344))
        [left_out] = found.gaps[1].left_out
        assert (left_out.time, left_out.reasons) == (hours(200)[0], ("cloud over 30 %",))
        assert left_out.by is left_out.after is None

    def test_two_satellites_at_one_moment_leave_no_gap_between_them(self):
        found = look(image(80, "A"), image(80, "B"), image(100, "A"))
        assert len(found.passes) == 3
        assert [gap.length for gap in found.gaps if gap.closed] == [timedelta(hours=20)]


class TestPasses:
    def test_tiles_and_strips_of_one_satellite_are_one(self):
        found = look(image(80), image(80), image(80.05, id="strip"), image(80.1, "B"))
        assert [len(each.images) for each in found.passes] == [3, 1]

    def test_images_of_an_unknown_satellite_are_one_only_at_one_moment(self):
        found = look(image(80, None), image(80, None, id="x"), image(80.001, None))
        assert [len(each.images) for each in found.passes] == [2, 1]

    def test_a_satellite_that_stands_still_makes_many(self):
        found = look(*(image(80 + number / 12) for number in range(24)))
        assert len(found.passes) == 8
        assert all(each.until - each.time <= ONE_PASS for each in found.passes)

    def test_the_window_before_ends_with_the_first_image_and_the_one_after_begins_with_the_last(self):
        found = look(image(80), image(80.05), image(100))
        assert ends(found)[:2] == [(MONTH.begins, hours(80)[0]), tuple(hours(80.05, 100))]

    def test_of_an_area_a_window_ends_only_when_enough_was_taken(self):
        west = {"outline": box(35.8, 35.3, 35.95, 35.5)}
        east = {"outline": box(35.95, 35.3, 36.1, 35.5)}
        found = look(image(80, **west), image(80.01, **east), image(100), place=FIELD)
        assert ends(found)[:2] == [(MONTH.begins, hours(80.01)[0]), tuple(hours(80, 100))]
        assert found.passes[0].covered_share == 1

    def test_half_an_area_is_not_enough_unless_it_is_said_to_be(self):
        west = image(80, outline=box(35.8, 35.3, 35.95, 35.5))
        [found] = look(west, place=FIELD).passes
        assert found.covered_share == pytest.approx(0.5)
        assert found.reasons == ("less than 90 % of the place",)
        assert look(west, place=FIELD, covered_share=0.5 - 1e-9).passes[0].usable

    def test_an_image_that_only_touches_the_edge_is_none(self):
        assert look(image(80, outline=box(36.0, 35.3, 36.1, 35.5)), place=FIELD).passes == ()

    def test_clouded_tiles_do_not_spoil_clear_ones_but_do_not_cover_either(self):
        clouded = {"outline": box(35.8, 35.3, 35.95, 35.5), "cloud_share": 0.9}
        clear = {"outline": box(35.9, 35.3, 36.1, 35.5), "cloud_share": 0.0}
        [found] = look(image(80, **clouded), image(80, **clear), place=FIELD, cloud_share=0.2).passes
        assert found.usable
        assert (found.covered_share, found.used_share) == (1, 1)
        clear["outline"] = box(35.95, 35.3, 36.1, 35.5)
        [found] = look(image(80, **clouded), image(80, **clear), place=FIELD, cloud_share=0.2).passes
        assert found.reasons == ("cloud over 20 %",)
        assert (found.covered_share, found.used_share) == pytest.approx((1, 0.5))


class TestLimits:
    @pytest.mark.parametrize(
        ("values", "limits", "reasons"),
        [
            ({"cloud_share": 0.3}, {"cloud_share": 0.3}, ()),
            ({"cloud_share": 0.31}, {"cloud_share": 0.3}, ("cloud over 30 %",)),
            ({"off_nadir_deg": 30.1}, {"off_nadir_deg": 30}, ("off-nadir over 30°",)),
            ({"gsd_m": 0.51}, {"gsd_m": 0.5}, ("coarser than 0.5 m",)),
            (
                {"cloud_share": 1, "gsd_m": 10},
                {"cloud_share": 0, "gsd_m": 1},
                ("cloud over 0 %", "coarser than 1 m"),
            ),
        ],
    )
    def test_are_kept(self, values, limits, reasons):
        [found] = look(image(80, **values), **limits).passes
        assert found.reasons == reasons
        assert found.usable == (not reasons)

    def test_what_is_not_known_is_kept_and_said(self):
        [found] = look(image(80), cloud_share=0.1, gsd_m=0.5).passes
        assert found.usable
        assert found.untold == ("cloud over 10 %", "coarser than 0.5 m")

    @pytest.mark.parametrize(
        "limits",
        [
            {"cloud_share": -0.1},
            {"cloud_share": 30},
            {"off_nadir_deg": 91},
            {"gsd_m": 0},
            {"gsd_m": float("nan")},
            {"covered_share": 0},
            {"covered_share": 1.1},
        ],
    )
    def test_that_can_not_be_meant_are_refused(self, limits):
        with pytest.raises(MetadataError):
            Limits(**limits)


class TestRangesOfTime:
    def test_a_mosaic_of_a_week_bounds_only_by_its_ends(self):
        mosaic = image(100, until=FIRST + timedelta(hours=268))
        found = look(image(80), mosaic, image(344))
        assert ends(found)[1:3] == [tuple(hours(80, 268)), tuple(hours(100, 344))]

    def test_an_image_within_the_week_of_a_mosaic_bounds_better(self):
        mosaic = image(100, "M", until=FIRST + timedelta(hours=268))
        found = look(image(80), mosaic, image(200), image(344))
        assert ends(found)[1:4] == [tuple(hours(80, 200)), tuple(hours(200, 268)), tuple(hours(200, 344))]


class TestWhatIsClaimed:
    IMAGES = (image(8.4), image(80.4), image(344.6), image(500))

    def test_is_bounded_by_the_images_before_within_and_after(self):
        claimed = Period(begins=hours(72)[0], ends=hours(15 * 24)[0])
        bounds = bound(look(*self.IMAGES), claimed)
        assert bounds.before.time == hours(8.4)[0]
        assert [each.time for each in bounds.within] == hours(80.4, 344.6)
        assert bounds.after.time == hours(500)[0]
        assert [(gap.begins, gap.ends) for gap in bounds.gaps] == [
            tuple(hours(8.4, 80.4)),
            tuple(hours(80.4, 344.6)),
            tuple(hours(344.6, 500)),
        ]

    def test_between_two_images_has_one_window(self):
        bounds = bound(look(*self.IMAGES), Period(begins=hours(100)[0], ends=hours(124)[0]))
        assert bounds.within == ()
        assert [gap.window for gap in bounds.gaps] == [TimeWindow(after=hours(80.4)[0], by=hours(344.6)[0])]

    def test_before_all_images_has_none_before(self):
        bounds = bound(look(*self.IMAGES), Period(begins=hours(0)[0], ends=hours(5)[0]))
        assert bounds.before is None
        assert bounds.after.time == hours(8.4)[0]

    def test_ignores_images_that_are_not_usable(self):
        images = (*self.IMAGES, image(90, cloud_share=1))
        bounds = bound(look(*images, cloud_share=0.5), Period(begins=hours(85)[0], ends=hours(100)[0]))
        assert bounds.within == ()
        assert bounds.before.time == hours(80.4)[0]


moments = st.integers(0, 30 * 24 * 60 - 1)
"""Minutes into the month."""

shots = st.lists(
    st.builds(
        lambda minute, platform, cloud: image(minute / 60, platform, cloud_share=cloud, id=f"{minute} {platform}"),
        moments,
        st.sampled_from(["A", "B", None]),
        st.sampled_from([None, 0.1, 0.9]),
    ),
    max_size=30,
)


def of(images):
    return look(*images, cloud_share=0.5)


@given(shots)
def test_gaps_and_passes_tile_the_period(images):
    found = of(images)
    covered = MONTH.begins
    stretches = [(gap.begins, gap.ends) for gap in found.gaps]
    stretches += [(each.time, each.until) for each in found.usable]
    for begins, finishes in sorted(stretches):
        assert begins <= covered, "there is a time that is in no gap and no pass"
        covered = max(covered, finishes)
    assert covered == MONTH.ends
    assert all(gap.begins < gap.ends for gap in found.gaps)
    assert all(first.ends <= second.begins for first, second in zip(found.gaps, found.gaps[1:], strict=False))


@given(shots)
def test_no_usable_image_lies_inside_a_gap(images):
    found = of(images)
    times = [each.time for one in found.usable for each in one.used]
    assert not [time for gap in found.gaps for time in times if gap.begins < time < gap.ends]


@given(shots, st.randoms(use_true_random=False))
def test_the_order_of_the_footprints_does_not_matter(images, chance):
    mixed = list(images)
    chance.shuffle(mixed)
    first, second = of(images), of(mixed)
    assert ends(first) == ends(second)
    assert [(each.time, each.until, each.reasons, len(each.images)) for each in first.passes] == [
        (each.time, each.until, each.reasons, len(each.images)) for each in second.passes
    ]


@given(shots, shots)
def test_more_footprints_never_lengthen_a_gap(images, more):
    before, after = of(images), of([*images, *more])
    for gap in after.gaps:
        within = any(old.begins <= gap.begins and gap.ends <= old.ends for old in before.gaps)
        assert within or gap.length <= ONE_PASS
    assert (
        after.longest is None or before.longest is None or after.longest.length <= max(before.longest.length, ONE_PASS)
    )


@given(shots)
def test_every_moment_is_dated_as_closely_as_the_images_allow(images):
    found = of(images)
    usable = sorted(each.time for one in found.usable for each in one.used)
    for minute in range(0, 30 * 24 * 60, 997):
        moment = FIRST + timedelta(minutes=minute, seconds=30)
        [*holding] = [gap for gap in found.gaps if gap.begins < moment <= gap.ends]
        if not holding:
            assert any(each.time <= moment <= each.until for each in found.usable)
            continue
        [gap] = holding
        assert gap.begins == max([time for time in usable if time < moment], default=MONTH.begins)
        assert gap.ends == min([time for time in usable if time >= moment], default=MONTH.ends)


def test_from_a_catalogue_only_what_covers_the_spot_counts():
    index = catalogue(
        feature("here", "2015-09-04T08:24:00Z", platform="WV03"),
        feature("there", "2015-09-08T08:24:00Z", (HERE[0] + 1, HERE[1]), platform="WV03"),
        feature("again", "2015-09-15T08:37:00Z", platform="WV03"),
    )
    found = survey(index, SPOT, MONTH, Limits())
    assert [each.images[0].id for each in found.passes] == ["here", "again"]
    assert found.gaps[1].length == timedelta(days=11, minutes=13)
