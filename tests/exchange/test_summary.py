"""summary.json says what the result says, in the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from pyproj import Transformer

from hardstand.exchange import summary_record, write_summary
from hardstand.imagery import Cause
from hardstand.ledger import (
    CountDifference,
    CountedDate,
    Difference,
    NetChange,
    OccupiedOnBoth,
    Trait,
    arrival_curve,
    baseline,
)
from hardstand.registration.result import Unplaced
from hardstand.timewindow import TimeWindow

HOSTILE = '</script><img src=x onerror=alert(1)> "\\\n\t\u2028 \u0000 الاسد'


def test_an_arrival_is_told_with_its_window_and_both_pieces_of_evidence(make_result):
    [event] = summary_record(make_result())["events"]
    assert (event["kind"], event["label"], event["acquisition"]) == ("arrival", "aircraft", "late")
    assert (event["after"], event["by"]) == ("2015-09-04T08:30:00Z", "2015-09-15T08:41:12Z")
    assert event["pixel_polygon"] == [[100.0, 200.0], [140.0, 200.0], [140.0, 230.01], [100.0, 230.0]]
    assert event["evidence"] == [
        {"acquisition": "late", "shows": "occupied", "sighting": "late/1"},
        {"acquisition": "early", "shows": "empty", "sighting": None},
    ]


def test_the_object_lies_where_pyproj_puts_its_pixels(make_result):
    [event] = summary_record(make_result())["events"]
    to_lonlat = Transformer.from_crs(32636, 4326, always_xy=True)
    for (column, row), lonlat in zip(event["pixel_polygon"], event["lonlat"], strict=True):
        expected = to_lonlat.transform(767_000 + 0.5 * column, 3_921_000 - 0.5 * row)
        assert lonlat == pytest.approx(expected, abs=2e-7)
        assert all(value == round(value, 7) for value in lonlat)


def test_a_local_plane_has_no_longitudes(make_result):
    document = summary_record(make_result(georeferenced=False))
    assert document["frame"]["crs"] is None
    assert document["events"][0]["lonlat"] is None
    assert document["stands"][0]["lonlat"] is None
    assert document["stands"][0]["site_polygon"][0] == [767_050.0, 3_920_900.0]


def test_an_open_end_is_null(make_result):
    result = make_result()
    [event] = result.ledger.events
    opened = replace(event, window=TimeWindow(after=None, by=event.window.by), empty_on=None)
    result = replace(result, ledger=replace(result.ledger, events=(opened,)))
    [told] = summary_record(result)["events"]
    assert (told["after"], told["by"]) == (None, "2015-09-15T08:41:12Z")
    assert told["evidence"] == [{"acquisition": "late", "shows": "occupied", "sighting": "late/1"}]


def test_net_change_and_stands_occupied_on_both_dates_are_told(make_result):
    result = make_result()
    [event] = result.ledger.events
    change = NetChange(
        window=event.window,
        earlier="early",
        later="late",
        label="aircraft",
        zone="apron",
        arrivals=1,
        departures=3,
        both=4,
        not_judged=5,
        difference=CountDifference(found=-2, low=-4, high=1),
        unknown=None,
    )
    both = OccupiedOnBoth(
        stand="stand-1",
        window=event.window,
        earlier=event.sighting,
        later=event.sighting,
        compared=(Trait.LENGTH, Trait.HEADING),
        differences=(Difference(trait=Trait.HEADING, earlier="90°", later="271°"),),
    )
    document = summary_record(replace(result, ledger=replace(result.ledger, net=(change,), both=(both,))))
    assert document["net"] == [
        {
            "after": "2015-09-04T08:30:00Z",
            "by": "2015-09-15T08:41:12Z",
            "earlier": "early",
            "later": "late",
            "label": "aircraft",
            "zone": "apron",
            "arrivals": 1,
            "departures": 3,
            "net": -2,
            "occupied_on_both": 4,
            "not_judged": 5,
            "count_difference": {"found": -2, "low": -4, "high": 1},
            "unknown": None,
        }
    ]
    [told] = document["stands"][0]["occupied_on_both"]
    assert (told["replaced"], told["turned"], told["compared"]) == (False, True, ["length", "heading"])
    assert told["differences"] == [{"trait": "heading", "earlier": "90°", "later": "271°"}]
    assert told["statement"].endswith("Whether it is the same aircraft is not known.")


def test_an_image_beside_another_covers_a_share_of_the_ground_of_both(make_result):
    result = make_result()
    [first, second] = result.registration.ground
    assert [each["frame_share"] for each in summary_record(result)["acquisitions"]] == [1.0, 1.0]
    ground = result.registration.ground[second]
    matrix = np.array(ground.matrix)
    matrix[:, 2] += 600 * matrix[:, 0]
    aside = replace(result.registration, ground={first: ground, second: replace(ground, matrix=matrix)})
    moved = summary_record(replace(result, registration=aside))["acquisitions"]
    assert [each["frame_share"] for each in moved] == [0.625, 0.625]
    lost = replace(aside, pairs=(), unplaced=(Unplaced(acquisition=second, reason="no match"),))
    apart = summary_record(replace(result, registration=lost))["acquisitions"]
    assert [each["frame_share"] for each in apart] == [1.0, None]


def test_acquisitions_carry_values_origins_warnings_and_their_registration(make_result):
    first, second = summary_record(make_result())["acquisitions"]
    assert first["image"] == "early.tif"
    assert first["gsd"] == 0.5
    assert first["sensor"] is None
    assert first["origins"] == {"datetime": "site file", "gsd": "georeference", "credit": "site file"}
    assert "2002" in first["warnings"][0]
    assert first["seen_fraction"] == 0.95
    assert first["causes"]["cloud"] == 0.05
    assert first["causes"].keys() == {cause.name.lower() for cause in Cause if cause}
    assert sum(first["causes"].values()) + first["seen_fraction"] == 1
    assert first["registration"]["status"] == "reference"
    assert first["registration"].keys() == second["registration"].keys()
    assert second["registration"] == {
        "status": "registered",
        "reason": None,
        "reference": "early",
        "through": [],
        "residual_px": 0.312,
        "residual_m": 0.156,
        "tie_points": 17,
    }


def test_a_date_on_which_nothing_is_seen_has_no_counts_but_reasons(make_result):
    result = make_result()
    fog = {**dict.fromkeys(Cause, 0.0), Cause.HAZE: 0.7, Cause.NODATA: 0.3}
    counts = tuple(count for count in result.ledger.counts if count.acquisition != "early")
    hidden = replace(
        result,
        shares={**result.shares, "early": fog},
        not_observable={"early": {"aircraft": "none of the ground was seen"}},
        ledger=replace(result.ledger, counts=counts),
        registration=replace(
            result.registration, reference="late", pairs=(), unplaced=(Unplaced(acquisition="early", reason="fog"),)
        ),
    )
    document = summary_record(hidden)
    first, second = document["counts"]
    assert first.keys() == second.keys()
    assert (first["acquisition"], first["found"], first["low"], first["high"]) == ("early", None, None, None)
    assert first["reason"] == "none of the ground was seen"
    assert (second["acquisition"], second["reason"]) == ("late", None)
    early = document["acquisitions"][0]
    assert (early["seen_fraction"], early["causes"]["haze"], early["causes"]["nodata"]) == (0.0, 0.7, 0.3)
    assert (early["registration"]["status"], early["registration"]["reason"]) == ("unplaced", "fog")


def test_no_folder_of_the_machine_leaves_the_run(make_result):
    assert "images" not in json.dumps(summary_record(make_result()))


def test_same_input_gives_the_same_bytes_and_only_one_field_follows_the_clock(make_result, tmp_path: Path):
    result = make_result()
    later = replace(result, generated=datetime(2030, 5, 6, tzinfo=UTC))
    for name, run in (("one", result), ("two", make_result()), ("later", later)):
        write_summary(run, tmp_path / name)
    one, two, late = ((tmp_path / name).read_bytes() for name in ("one", "two", "later"))
    assert one == two
    assert one.endswith(b"}\n")
    differing = [(a, b) for a, b in zip(one.splitlines(), late.splitlines(), strict=True) if a != b]
    assert differing == [(b' "generated": "2024-01-02T03:04:05Z",', b' "generated": "2030-05-06T00:00:00Z",')]


def test_the_order_of_parameters_does_not_depend_on_how_they_were_collected(make_result):
    result = make_result()
    turned = replace(result, parameters=dict(reversed(result.parameters.items())))
    assert json.dumps(summary_record(result)) == json.dumps(summary_record(turned))


@pytest.mark.parametrize("name", [HOSTILE, "caf\udce9"], ids=["markup", "other encoding"])
def test_any_name_comes_back_as_it_went_in(make_result, tmp_path: Path, name: str):
    write_summary(make_result(site_name=name, names=(name, "late")), tmp_path / "summary.json")
    document = json.loads((tmp_path / "summary.json").read_bytes())
    assert document["site"]["name"] == name
    assert document["acquisitions"][0]["id"] == name
    assert list(document["stands"][0]["states"]) == [name, "late"]


def test_what_is_normal_and_when_it_came_are_told_in_full(make_result):
    dates = tuple(
        CountedDate(
            acquisition=f"date-{day}",
            time=datetime(2015, 9, day, tzinfo=UTC),
            number=number,
            low=number,
            high=number,
            least_km2=0.0 if day == 7 else 1.0,
            most_km2=0.0 if day == 7 else 1.0,
        )
        for day, number in enumerate((9, 8, 10, 11, 9, 60, 0), start=1)
    )
    rng = np.random.default_rng(0)
    windows = [TimeWindow(after=None, by=DAY), TimeWindow(after=DAY, by=NEXT), TimeWindow(after=DAY, by=NEXT)]
    result = replace(
        make_result(),
        baselines=(baseline(dates, "aircraft", rng), baseline(dates[:2], "truck", rng)),
        arrival_curves=(arrival_curve(windows, rng, "aircraft"),),
    )
    document = json.loads(json.dumps(summary_record(result), allow_nan=False))
    aircraft, truck = document["baseline"]
    assert aircraft["rate_low"] < aircraft["rate_per_km2"] < aircraft["rate_high"]
    assert 0 <= aircraft["false_alarm_rate"] <= aircraft["nominal_rate"] == 0.01
    told = {each["acquisition"]: each["kind"] for each in aircraft["anomalies"]}
    assert told == {**{f"date-{day}": "normal" for day in range(1, 6)}, "date-6": "surge", "date-7": None}
    assert list(aircraft["anomalies"][5]["power"]) == ["0", "0.25", "0.5", "1.5", "2", "3", "5"]
    assert aircraft["anomalies"][6]["reason"] == "none of the ground was seen"
    assert (truck["rate_per_km2"], truck["reason"] is None) == (None, False)
    [curve] = document["arrival_curves"]
    assert [(point["time"], point["low"], point["proved_least"]) for point in curve["points"]] == [
        ("2015-09-04T00:00:00Z", 1, 1),
        ("2015-09-05T00:00:00Z", 3, 3),
    ]


DAY, NEXT = (datetime(2015, 9, day, tzinfo=UTC) for day in (4, 5))


def test_a_run_that_found_nothing_is_a_full_document(make_result):
    document = summary_record(make_result(empty=True))
    assert document["events"] == document["stands"] == []
    assert [count["found"] for count in document["counts"]] == [0, 0]
    assert document.keys() == summary_record(make_result()).keys()


def test_forced_is_said_at_the_top(make_result):
    result = make_result()
    forced = replace(result, models=(replace(result.models[0], forced=True),))
    assert summary_record(forced)["forced"] is True
    assert summary_record(result)["forced"] is False


def test_not_a_number_never_reaches_the_file(make_result, tmp_path: Path):
    result = make_result()
    broken = replace(result.registration, pairs=(replace(result.registration.pairs[0], residual_px=float("nan")),))
    with pytest.raises(ValueError, match="JSON"):
        write_summary(replace(result, registration=broken), tmp_path / "summary.json")
    assert list(tmp_path.iterdir()) == []
