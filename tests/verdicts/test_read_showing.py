"""What a run shows, read from its summary."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from hardstand import __version__
from hardstand.errors import OutputError
from hardstand.exchange.showing import read_showing

WINDOW = {"after": "2015-09-04T08:24:40Z", "by": "2015-09-15T08:37:05Z"}
PART = {"name": "fighter", "found": 2, "low": 0, "high": 2, "estimate": 1}
COUNT = {
    "acquisition": "a",
    "label": "aircraft",
    "found": 6,
    "low": 4,
    "high": 8,
    "estimate": 6,
    "basis": "errors",
    "reason": None,
    "seen_fraction": 1.0,
    "categories": [PART],
    "size_classes": [],
}
NO_COUNT = {**COUNT, **dict.fromkeys(("found", "low", "high", "estimate", "basis")), "categories": [], "label": "ship"}


def document():
    return {
        "version": __version__,
        "generated": "2026-01-01T00:00:00Z",
        "site": {"name": "Base", "airport": "OSLK"},
        "simulated": True,
        "forced": False,
        "acquisitions": [
            {
                "id": "a",
                "datetime": "2015-09-04T08:24:40Z",
                "gsd": 0.5,
                "credit": "A firm",
                "seen_fraction": 0.932,
                "causes": {"cloud": 0.05, "haze": 0.018},
                "frame_share": 0.6,
                "not_observable": {"ship": "not observable: too coarse"},
                "scale_doubt": {"statement": "The GSD is doubtful."},
                "registration": {"status": "unplaced", "reason": "no match"},
            }
        ],
        "counts": [COUNT, NO_COUNT],
        "events": [{"id": "event-1", "kind": "arrival", "label": "aircraft", "stand": "stand-1", **WINDOW}],
        "net": [
            {
                "earlier": "a",
                "later": "b",
                "label": "aircraft",
                "zone": None,
                "arrivals": 2,
                "departures": 0,
                "not_judged": 3,
                "count_difference": {"found": 7, "low": -3, "high": 9},
            }
        ],
        "construction": {
            "works": [
                {
                    "id": "work-1",
                    "kind": "building",
                    "change": "new",
                    "probability": 0.92,
                    "kinds": {"building": 1.0},
                    "length_m": 37.0,
                    "width_m": 22.2,
                    "state": None,
                    "states": {"a": "begun"},
                    "after": None,
                    "by": None,
                }
            ],
            "not_compared": [{"before": "a", "after": "b", "reason": "another resolution"}],
        },
        "stands": [
            {
                "id": "stand-1",
                "label": "aircraft",
                "states": {"a": "occupied"},
                "sightings": {"a": "a/1"},
                "statements": {"a": "Aircraft."},
                "lonlat": [[35.94, 35.40], [35.96, 35.42]],
            }
        ],
    }


@pytest.fixture
def write(tmp_path):
    def written(content) -> object:
        text = content if isinstance(content, bytes) else json.dumps(content).encode()
        (tmp_path / "summary.json").write_bytes(text)
        return tmp_path

    return written


def test_everything_is_read(write):
    shown = read_showing(write(document()))
    assert (shown.site, shown.airport, shown.simulated, shown.compared) == ("Base", "OSLK", True, True)
    assert (shown.lon, shown.lat) == pytest.approx((35.95, 35.41))
    taken = shown.acquisitions[0]
    assert taken.time == datetime(2015, 9, 4, 8, 24, 40, tzinfo=UTC)
    assert (taken.gsd_m, taken.seen_fraction, taken.unplaced) == (0.5, 0.932, "no match")
    assert taken.scale_doubt == "The GSD is doubtful."
    assert taken.cloud_fraction == 0.05
    assert [(each.label, each.low, each.categories[0].name) for each in shown.counts] == [("aircraft", 4, "fighter")]
    assert shown.events[0].window.by == datetime(2015, 9, 15, 8, 37, 5, tzinfo=UTC)
    assert (shown.net[0].low, shown.net[0].high) == (-3, 9)
    assert (shown.works[0].window, shown.works[0].length_m) == (None, 37.0)
    assert shown.not_compared[0].reason == "another resolution"
    assert shown.stands[0].sightings == {"a": "a/1"}


@pytest.mark.parametrize(
    ("area", "frame_share", "seen"),
    [
        ("whole images", 0.6, 0.5592),
        ("whole images", 0.98, 0.932),
        ("whole images", None, 0.932),
        ("POLYGON", 0.6, 0.932),
    ],
)
def test_without_an_area_of_interest_the_ground_of_all_images_is_the_site(write, area, frame_share, seen):
    content = {**document(), "parameters": {"area of interest": area}}
    content["acquisitions"][0]["frame_share"] = frame_share
    assert read_showing(write(content)).acquisitions[0].seen_fraction == pytest.approx(seen)


def test_a_run_without_stands_and_without_comparison(write):
    shown = read_showing(write({**document(), "stands": [], "construction": None}))
    assert (shown.lon, shown.compared, shown.works) == (None, False, ())


def test_a_site_across_the_antimeridian_has_its_middle_there(write):
    content = document()
    content["stands"][0]["lonlat"] = [[179.99, 10.0], [-179.97, 10.0]]
    assert read_showing(write(content)).lon == pytest.approx(-179.99)


def test_no_run_is_told_so(tmp_path):
    with pytest.raises(OutputError, match="hardstand run"):
        read_showing(tmp_path)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"version": "9.1.0"}, "9.1.0"),
        ({"counts": [{**COUNT, "low": "four"}]}, "counts"),
        ({"counts": 7}, "counts"),
        ({"events": [{"id": "event-1"}]}, "events"),
        ({"site": None}, "site"),
        (
            {
                "events": [
                    {"id": "e", "kind": "k", "label": "l", "stand": "s", "after": WINDOW["by"], "by": WINDOW["after"]}
                ]
            },
            "must end after it begins",
        ),
        ({"acquisitions": [{"id": "a"}]}, "acquisitions"),
    ],
)
def test_what_is_damaged_is_named(write, change, named):
    with pytest.raises(OutputError, match=named):
        read_showing(write({**document(), **change}))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b"null"])
def test_what_is_no_summary_is_told_so(write, content):
    with pytest.raises(OutputError, match="damaged"):
        read_showing(write(content))
