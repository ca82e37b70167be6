"""`hardstand coverage` as a person calls it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hardstand.errors import CatalogueError, MetadataError, OutputError, SiteFileError
from tests.cli.conftest import read_json
from tests.coverage.conftest import feature, lines

AT = ("--at", "35.95,35.40")
SEPTEMBER = ("--from", "2015-09-01", "--to", "2015-09-30")


@pytest.fixture
def file(tmp_path):
    """Three images, the second in cloud, the third without a cloud share."""
    return lines(
        tmp_path / "footprints.ndjson",
        [
            feature(
                "a", "2015-09-04T08:24:00Z", platform="WV03", gsd=0.31, **{"eo:cloud_cover": 5, "view:off_nadir": 10}
            ),
            feature(
                "b", "2015-09-09T08:30:00Z", platform="WV02", gsd=0.5, **{"eo:cloud_cover": 90, "view:off_nadir": 20}
            ),
            feature("c", "2015-09-15T08:37:00Z", platform="[bold]GE01", gsd=0.46),
        ],
    )


def test_says_what_there_is_and_what_could_be_proved(hardstand, file, tmp_path):
    output = tmp_path / "coverage.json"
    done = hardstand("coverage", file, *AT, *SEPTEMBER, "--max-cloud", 30, "--claimed", "2015-09-10", "-o", output)
    assert done.code == 0, done.err
    assert "Between 4 September 2015, 08:24 UTC and 15 September 2015, 08:37 UTC there is no usable image" in done.out
    assert "no cloud share" not in done.out
    assert "does not tell: cloud over 30 %" in done.out
    assert "[bold]GE01" in done.out
    written = read_json(output)
    assert written["footprints"] == 3
    assert [each["usable"] for each in written["passes"]] == [True, False, True]
    assert written["passes"][1]["reasons"] == ["cloud over 30 %"]
    assert written["passes"][2]["images"][0]["cloud_share"] is None
    assert written["passes"][2]["not_told"] == ["cloud over 30 %"]
    [gap] = [each for each in written["gaps"] if each["after"] and each["by"]]
    assert (gap["after"], gap["by"]) == ("2015-09-04T08:24:00Z", "2015-09-15T08:37:00Z")
    assert gap["not_usable"] == ["2015-09-09T08:30:00Z"]
    assert written["gaps"][0]["after"] is None
    assert written["median_revisit_s"] == gap["length_s"] == 11 * 86400 + 13 * 60
    assert written["claimed"]["last_before"] == "2015-09-04T08:24:00Z"
    assert written["claimed"]["first_after"] == "2015-09-15T08:37:00Z"
    assert written["claimed"]["windows"] == [{"after": gap["after"], "by": gap["by"]}]
    assert all(sentence in done.out for sentence in written["statements"])


def test_the_same_input_gives_the_same_bytes(hardstand, file, tmp_path):
    for name in ("one.json", "two.json"):
        assert hardstand("coverage", file, *AT, *SEPTEMBER, "-o", tmp_path / name).code == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_a_box_and_a_site_are_places_too(hardstand, file, tmp_path):
    site = tmp_path / "site.toml"
    (tmp_path / "a.tif").write_bytes(b"")
    body = '[site]\nname = "Air base"\n{}\n[[acquisition]]\nimage = "a.tif"\n'
    site.write_text(body.format("aoi = [35.93, 35.39, 35.96, 35.41]"))
    boxed = hardstand("coverage", file, "--bbox", "35.93,35.39,35.96,35.41", *SEPTEMBER)
    named = hardstand("coverage", file, "--site", site, *SEPTEMBER)
    assert boxed.code == named.code == 0
    assert "Three passes over Air base are listed" in named.out
    assert "Three passes over the box from 35.93° E, 35.39° N" in boxed.out
    site.write_text(body.format(""))
    without = hardstand("coverage", file, "--site", site, *SEPTEMBER)
    assert without.code == SiteFileError.exit_code
    assert "no area of interest" in without.err


def test_several_sources_are_one_catalogue(hardstand, file, tmp_path):
    other = lines(tmp_path / "more.ndjson", [feature("d", "2015-09-20T08:00:00Z")])
    assert "Four passes" in hardstand("coverage", file, other, *AT, *SEPTEMBER).out


def test_only_the_collection_that_is_asked_for_counts(hardstand, tmp_path):
    items = [{**feature(name), "collection": name} for name in ("a", "b")]
    file = lines(tmp_path / "items.ndjson", items)
    assert "One pass" in hardstand("coverage", file, *AT, *SEPTEMBER, "--collection", "b").out


def test_swapped_numbers_are_noticed(hardstand, file):
    done = hardstand("coverage", file, "--at", "35.40,35.95", *SEPTEMBER)
    assert "No passes over 35.4° E, 35.95° N" in done.out
    assert "At 35.95° E, 35.4° N there are passes: were the two numbers swapped?" in done.err


def test_a_negative_longitude_is_no_option(hardstand, tmp_path):
    file = lines(tmp_path / "a.ndjson", [feature("a", around=(-9.1, 38.7))])
    assert "One pass over 9.1° W" in hardstand("coverage", file, "--at", "-9.1,38.7", *SEPTEMBER).out


def test_the_future_is_left_out(hardstand, file):
    later = (datetime.now(UTC) + timedelta(days=30)).date()
    done = hardstand("coverage", file, *AT, "--from", "2015-09-01", "--to", later)
    assert done.code == 0
    assert "ends in the future" in done.err
    refused = hardstand("coverage", file, *AT, "--from", later, "--to", later + timedelta(days=1))
    assert refused.code == MetadataError.exit_code
    assert "begins in the future" in refused.err


def test_what_is_printed_of_many_gaps_is_the_longest(hardstand, tmp_path):
    file = lines(tmp_path / "a.ndjson", [feature(str(day), f"2015-09-{day:02d}T08:00:00Z") for day in range(1, 29)])
    done = hardstand("coverage", file, *AT, *SEPTEMBER)
    assert "The 5 longest of 29 gaps are told" in done.out
    assert done.out.count("can be dated no closer") <= 5


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--at", "35.95"), MetadataError.exit_code, "longitude first"),
        (("--at", "35.4,135.9"), MetadataError.exit_code, "swapped"),
        (("--bbox", "1,2,3"), MetadataError.exit_code, "W,S,E,N"),
        (("--at", "1,2", "--bbox", "1,2,3,4"), 2, "give the place once"),
        ((), 2, "give the place once"),
        (("--site", "gone.toml"), SiteFileError.exit_code, "does not exist"),
        ((*AT, "--claimed", "soon"), MetadataError.exit_code, "no day and no time"),
        ((*AT, "--claimed", "2015-08-31/2015-09-04"), MetadataError.exit_code, "reaches out of the period"),
        ((*AT, "--max-cloud", "130"), MetadataError.exit_code, "cloud share of 130%"),
        ((*AT, "--min-covered", "0"), MetadataError.exit_code, "no share"),
        ((*AT, "-o", "/gone/coverage.json"), OutputError.exit_code, "no folder"),
    ],
)
def test_what_can_not_be_meant_is_refused(hardstand, file, words, code, message):
    done = hardstand("coverage", file, *SEPTEMBER, *words)
    assert done.code == code, done.err
    assert message in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [("2015-09-15", "2015-09-04", "must end after it begins"), ("2015-09-04T08:00", "2015-09-05", "no time zone")],
)
def test_impossible_periods_are_refused(hardstand, file, first, last, message):
    done = hardstand("coverage", file, *AT, "--from", first, "--to", last)
    assert done.code == MetadataError.exit_code
    assert message in done.err


@pytest.mark.parametrize(
    ("content", "message"), [("", "is empty"), ("{", "line 1"), ('{"type": "Point"}', "no catalogue")]
)
def test_catalogues_that_are_none_are_refused(hardstand, tmp_path, content, message):
    path = tmp_path / "bad.json"
    path.write_text(content)
    done = hardstand("coverage", path, *AT, *SEPTEMBER)
    assert done.code == CatalogueError.exit_code
    assert message in done.err
    assert hardstand("coverage", tmp_path / "gone.json", *AT, *SEPTEMBER).code == CatalogueError.exit_code
