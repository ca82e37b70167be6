"""What is read of one Feature."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from hardstand.coverage.features import BATCH, read_features
from hardstand.errors import CatalogueError
from tests.coverage.conftest import feature


def read(*features):
    """The Features as footprints, with their outlines."""
    found = read_features(((f"line {number}", each) for number, each in enumerate(features, start=1)), "test")
    return [found.at(index, None) for index in range(len(found))]


def test_names_of_stac_and_of_maxar_are_understood():
    stac, maxar = read(
        feature(
            "a", platform="WV03", gsd=0.31, **{"view:off_nadir": 12.5, "view:sun_elevation": 40, "eo:cloud_cover": 25}
        ),
        feature("b", catalog_id="1040", **{"tile:clouds_percent": 7}),
    )
    assert (stac.id, stac.platform, stac.gsd_m, stac.off_nadir_deg) == ("a", "WorldView-3", 0.31, 12.5)
    assert (stac.sun_elevation_deg, stac.cloud_share, stac.source) == (40, 0.25, "test")
    assert stac.time == stac.until == datetime(2015, 9, 4, 8, 24, tzinfo=UTC)
    assert (maxar.id, maxar.cloud_share) == ("1040", 0.07)


def test_what_is_not_given_is_not_known_and_no_zero():
    [found] = read(feature("a"))
    assert (found.platform, found.gsd_m, found.off_nadir_deg, found.sun_elevation_deg) == (None, None, None, None)
    assert found.cloud_share is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("eo:cloud_cover", -1),
        ("eo:cloud_cover", 250),
        ("eo:cloud_cover", "10"),
        ("eo:cloud_cover", True),
        ("gsd", 0),
        ("gsd", "0.3"),
        ("view:off_nadir", 120),
        ("view:sun_elevation", 91),
        ("platform", 7),
    ],
)
def test_what_can_not_be_true_is_not_known(name, value):
    [found] = read(feature("a", **{name: value}))
    values = (found.cloud_share, found.gsd_m, found.off_nadir_deg, found.sun_elevation_deg, found.platform)
    assert values == (None,) * 5


def test_a_cloud_share_that_rounding_made_101_is_whole():
    assert read(feature("a", **{"tile:clouds_percent": 101}))[0].cloud_share == 1


def test_the_gsd_of_an_item_that_gives_none_is_that_of_its_finest_asset():
    item = feature("a")
    item["assets"] = {"blue": {"href": "b", "gsd": 10}, "coast": {"href": "c", "gsd": 60}, "thumbnail": {"href": "d"}}
    assert read(item)[0].gsd_m == 10
    assert read({**item, "properties": {**item["properties"], "gsd": 20}})[0].gsd_m == 20


def test_times_in_other_zones_become_utc():
    [found] = read(feature("a", "2015-09-04T10:24:00.5+02:00"))
    assert found.time == datetime(2015, 9, 4, 8, 24, 0, 500_000, tzinfo=UTC)


def test_without_a_datetime_the_range_counts():
    days = {"start_datetime": "2015-09-01T00:00:00Z", "end_datetime": "2015-09-30T23:59:59Z"}
    [found] = read(feature("a", None, **days))
    assert (found.time.day, found.until.day) == (1, 30)


@pytest.mark.parametrize(
    ("time", "properties", "words"),
    [
        (None, {}, "no start_datetime"),
        (None, {"start_datetime": "2015-09-01T00:00:00Z"}, "no end_datetime"),
        (None, {"start_datetime": "2015-09-02T00:00:00Z", "end_datetime": "2015-09-01T00:00:00Z"}, "before its start"),
        ("2015-09-04T08:24:00", {}, "no time with a zone"),
        ("2015-09-04", {}, "no time with a zone"),
        ("0001-01-01T00:00:00+14:00", {}, "no time with a zone"),
        ("yesterday", {}, "'yesterday' is no time"),
        (1441355040, {}, "1441355040 is no time"),
    ],
)
def test_a_missing_or_odd_time_is_refused_with_its_line(time, properties, words):
    with pytest.raises(CatalogueError, match=f"^line 2: .*{words}"):
        read(feature("a"), feature("b", time, **properties))


@pytest.mark.parametrize("odd", [None, 3, [], {}, {"type": "Point"}, {"type": "Feature", "geometry": {}}])
def test_what_is_no_feature_is_refused_with_its_line(odd):
    with pytest.raises(CatalogueError, match=r"^line 2: "):
        read(feature("a"), odd)


def test_names_in_any_alphabet_are_kept_and_half_a_character_is_escaped():
    first, second = read(feature("Хмеймим", platform="\ud83d x"), feature("a\udce9"))
    assert (first.id, first.platform, second.id) == ("Хмеймим", "\\ud83d x", "a\\udce9")


def test_an_item_that_lies_nowhere_is_left_out():
    assert [each.id for each in read({**feature("a"), "geometry": None}, feature("b"))] == ["b"]


def test_many_are_read_in_batches_and_keep_their_order():
    count = BATCH + 3
    found = read_features(((str(number), feature(f"image {number}")) for number in range(count)), "test")
    assert found.ids.tolist() == [f"image {number}" for number in range(count)]
    outlines = found.outlines.take(np.array([0, BATCH - 1, BATCH, count - 1]))
    assert all(math.isclose(outline.area, 0.04) for outline in outlines)
