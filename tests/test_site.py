from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.errors import SiteFileError
from hardstand.site import load_site, read_area
from hardstand.site.toml_lines import line_of

SQUARE = {"type": "Polygon", "coordinates": [[[35, 35], [36, 35], [36, 36], [35, 36], [35, 35]]]}
BOW_TIE = {"type": "Polygon", "coordinates": [[[35, 35], [36, 36], [36, 35], [35, 36], [35, 35]]]}

WHOLE = """\
# A site with everything that may be said of it.
[site]
name = "Air base"
airport = "OSLK"
aoi = [35.9, 35.3, 36.0, 35.5]

[[zone]]
name = "apron"
geometry = "apron.geojson"

[[zone]]
name = "runway"
geometry = { type = "Polygon", coordinates = [
  [[35, 35], [36, 35], [36, 36], [35, 35]],  # a triangle
] }

[[acquisition]]
image = "first.tif"
datetime = 2015-09-04T11:30:00+03:00
gsd = 0.5
sensor = "WorldView-3"
credit = "Maker"

[[acquisition]]
image = "second.tif"
datetime = "2015-09-15"

[run]
detectors = ["craft"]
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with two files that pass for images, and an outline."""
    for name in ("first.tif", "second.tif"):
        (tmp_path / name).write_bytes(b"II*\0")
    (tmp_path / "apron.geojson").write_text(json.dumps(SQUARE))
    return tmp_path


def load(folder, text):
    (folder / "site.toml").write_text(text)
    return load_site(folder / "site.toml")


def refuse(folder, text):
    with pytest.raises(SiteFileError) as caught:
        load(folder, text)
    return str(caught.value)


def minimal(line="", table=""):
    return f'[site]\nname = "Air base"\n{line}\n[[acquisition]]\nimage = "first.tif"\n{table}\n'


def test_everything_that_may_be_said_is_read(folder):
    configuration = load(folder, WHOLE)
    site = configuration.site
    assert (site.name, site.airport) == ("Air base", "OSLK")
    assert site.aoi.bounds == (35.9, 35.3, 36.0, 35.5)
    assert [zone.name for zone in site.zones] == ["apron", "runway"]
    assert [zone.geometry.area for zone in site.zones] == [1.0, 0.5]
    first, second = configuration.acquisitions
    assert first.image == folder / "first.tif"
    assert first.overrides.time == datetime(2015, 9, 4, 8, 30, tzinfo=UTC)
    assert (first.overrides.gsd_m, first.overrides.sensor, first.overrides.credit) == (0.5, "WorldView-3", "Maker")
    assert second.overrides.time == date(2015, 9, 15)
    assert second.overrides.gsd_m is None
    assert configuration.detectors == ("craft",)


def test_little_is_enough(folder):
    configuration = load(folder, minimal())
    assert configuration.site.aoi is None
    assert configuration.site.zones == ()
    assert configuration.detectors is None
    assert configuration.acquisitions[0].overrides.time is None


def test_an_absolute_path_is_taken_as_it_is(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "third.tif"
    elsewhere.write_bytes(b"II*\0")
    text = f'[site]\nname = "x"\n[[acquisition]]\nimage = "{elsewhere.as_posix()}"\n'
    assert load(folder, text).acquisitions[0].image == elsewhere


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (minimal("airprot = 'OSLK'"), 3, ["airprot", "'airport'"]),
        (minimal("zzz = 1"), 3, ["zzz", "name, airport, aoi"]),
        (minimal(table="date = 2015-09-04"), 6, ["acquisition 1, date", "no such key"]),
        (minimal(table="datetme = 2015-09-04"), 6, ["datetme", "'datetime'"]),
        (minimal(table="gsd = 0"), 6, ["acquisition 1, gsd", "0.01 and 1000"]),
        (minimal(table="gsd = 1e6"), 6, ["gsd", "1e+06"]),
        (minimal(table="gsd = -0.5"), 6, ["gsd", "-0.5"]),
        (minimal(table="gsd = nan"), 6, ["gsd", "nan"]),
        (minimal(table="gsd = inf"), 6, ["gsd"]),
        (minimal(table='gsd = "0.5"'), 6, ["gsd", "number"]),
        (minimal(table="gsd = true"), 6, ["gsd", "number"]),
        (minimal(table='datetime = "yesterday"'), 6, ["datetime", "2015-09-04T08:30:00Z"]),
        (minimal(table="datetime = 2015"), 6, ["datetime", "2015-09-04T08:30:00Z"]),
        (minimal(table="datetime = 1899-09-04"), 6, ["datetime", "1899"]),
        (minimal(table="datetime = 08:30:00"), 6, ["datetime"]),
        (minimal('aoi = "none.geojson"'), 3, ["site.aoi", "none.geojson does not exist"]),
        (minimal("aoi = [36.0, 35.3, 35.9, 35.5]"), 3, ["site.aoi", "west < east"]),
        (minimal("aoi = [35.9, 35.3, 36.0]"), 3, ["site.aoi", "four numbers"]),
        (minimal("aoi = [35.9, 35.3, 36.0, 95.5]"), 3, ["site.aoi", "-90..90"]),
        (minimal("aoi = [nan, 35.3, 36.0, 35.5]"), 3, ["site.aoi"]),
        (minimal("aoi = true"), 3, ["site.aoi", "GeoJSON"]),
        (minimal("airport = 'Latakia'"), 3, ["site.airport"]),
        (minimal("name = 'twice'"), 3, ["not TOML"]),
        (minimal("name = = 'x'"), 3, ["not TOML"]),
        ('[site]\nname = ""\n[[acquisition]]\nimage = "first.tif"\n', 2, ["site.name"]),
        ('[site]\n\n[[acquisition]]\nimage = "first.tif"\n', 1, ["site.name", "missing"]),
        ('[[acquisition]]\nimage = "first.tif"\n', 1, ["site", "missing"]),
        ('[site]\nname = "x"\n', 1, ["[[acquisition]]"]),
        ('[site]\nname = "x"\n[[aquisition]]\nimage = "first.tif"\n', 3, ["aquisition", "'acquisition'"]),
        (minimal() + '[[acquisition]]\nimage = "third.tif"\n', 8, ["acquisition 2, image", "third.tif does not exist"]),
        (minimal() + '[[zone]]\nname = "a"\n', 7, ["zone 1, geometry", "missing"]),
        (minimal() + "[run]\ndetectors = []\n", 8, ["run.detectors"]),
        (minimal() + '[run]\ndetectors = "aircraft"\n', 8, ["run.detectors"]),
    ],
)
def test_mistakes_are_named_with_file_line_and_key(folder, text, line, words):
    message = refuse(folder, text)
    assert f"site.toml, line {line}" in message
    for word in words:
        assert word in message


def test_all_mistakes_are_named_at_once_from_top_to_bottom(folder):
    message = refuse(folder, minimal("airprot = 'x'", "gsd = 0\ndatetime = 7"))
    assert [part.split(",")[1] for part in message.splitlines()] == [" line 3", " line 6", " line 7"]


def test_an_outline_that_crosses_itself_is_refused(folder):
    (folder / "bow.geojson").write_text(json.dumps({"type": "Feature", "geometry": BOW_TIE, "properties": {}}))
    message = refuse(folder, minimal('aoi = "bow.geojson"'))
    assert "line 3" in message
    assert "Self-intersection" in message


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"type": "Point", "coordinates": [1, 2]}',
        '{"type": "Polygon"}',
        '{"type": "Polygon", "coordinates": "x"}',
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "Polygon", "coordinates": [[1, 2]]}',
        '{"type": "Feature", "geometry": null}',
        '{"type": "FeatureCollection", "features": []}',
    ],
)
def test_what_is_no_area_is_refused(folder, content):
    (folder / "bad.geojson").write_text(content)
    assert "bad.geojson" in refuse(folder, minimal('aoi = "bad.geojson"'))


def test_a_collection_of_polygons_is_one_area(folder):
    far = {"type": "Polygon", "coordinates": [[[10, 10], [11, 10], [11, 11], [10, 11], [10, 10]]]}
    features = [{"type": "Feature", "geometry": geometry, "properties": {}} for geometry in (SQUARE, far)]
    (folder / "two.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert read_area("two.geojson", folder).area == 2.0


def test_two_zones_of_one_name_are_refused(folder):
    zone = '[[zone]]\nname = "apron"\ngeometry = "apron.geojson"\n'
    message = refuse(folder, minimal() + zone + zone)
    assert "zone 2, name" in message
    assert "line 11" in message


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\0\0\0"])
def test_files_that_are_no_site_files(tmp_path, content):
    (tmp_path / "site.toml").write_bytes(content)
    with pytest.raises(SiteFileError, match=r"site\.toml"):
        load_site(tmp_path / "site.toml")


def test_a_missing_site_file(tmp_path):
    with pytest.raises(SiteFileError, match="does not exist"):
        load_site(tmp_path / "site.toml")


# Lines


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("site",), 2),
        (("site", "aoi"), 5),
        (("zone", 0), 7),
        (("zone", 0, "geometry"), 9),
        (("zone", 1, "name"), 12),
        (("zone", 1, "geometry"), 13),
        (("acquisition", 0, "gsd"), 20),
        (("acquisition", 1, "datetime"), 26),
        (("acquisition", 1, "gsd"), 24),
        (("run", "detectors", 0), 29),
        (("nothing",), 1),
    ],
)
def test_lines_of_keys(place, line):
    assert line_of(WHOLE, place) == line


def test_strings_that_look_like_keys_are_stepped_over():
    text = 'a = """\nb = 1\n[c]\n"""\n[c]\nb = [\n  1, # d = 2\n]\n"d" = 3\ne.f = 4\n'
    tomllib.loads(text)
    assert [line_of(text, place) for place in [("a",), ("c",), ("c", "b"), ("c", "d"), ("c", "e", "f")]] == [
        1,
        5,
        6,
        9,
        10,
    ]


names = st.text("abcdefgh_-", min_size=1, max_size=6)


@given(st.lists(st.tuples(names, st.lists(names, max_size=4, unique=True)), max_size=6, unique_by=lambda pair: pair[0]))
def test_lines_are_those_on_which_keys_were_written(tables):
    lines, places = ["# first"], {}
    for name, keys in tables:
        lines.append(f"[{name}]")
        places[(name,)] = len(lines)
        for key in keys:
            lines.append(f'{key} = """x')
            places[(name, key)] = len(lines)
            lines.append(f'{key} = 1 """')
    text = "\n".join(lines)
    tomllib.loads(text)
    assert {place: line_of(text, place) for place in places} == places


# ItemCollections


def item(name="scene", href="first.tif", **more):
    asset = {"href": href, "roles": ["data"]}
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "id": name,
        "geometry": None,
        "properties": {"datetime": "2015-09-04T08:30:00Z"},
        "assets": {"image": asset},
        **more,
    }


def collection(folder, *items, **more):
    (folder / "items.json").write_text(json.dumps({"type": "FeatureCollection", "features": list(items), **more}))
    return folder / "items.json"


def test_an_item_collection_in_place_of_a_site_file(folder):
    path = collection(folder, item("one"), item("two", "second.tif"), title="Air base")
    configuration = load_site(path)
    assert configuration.site.name == "Air base"
    assert [entry.id for entry in configuration.acquisitions] == ["one", "two"]
    assert [entry.image.name for entry in configuration.acquisitions] == ["first.tif", "second.tif"]
    assert configuration.acquisitions[0].item["properties"]["datetime"] == "2015-09-04T08:30:00Z"


def test_the_name_comes_from_the_collection_or_the_file(folder):
    assert load_site(collection(folder, item(collection="bases"))).site.name == "bases"
    assert load_site(collection(folder, item())).site.name == "items"


def test_an_item_collection_within_a_site_file(folder):
    collection(folder, item("one"))
    configuration = load(folder, '[site]\nname = "x"\nacquisitions = "items.json"\n')
    assert [entry.id for entry in configuration.acquisitions] == ["one"]
    message = refuse(folder, minimal('acquisitions = "items.json"'))
    assert "line 3" in message
    assert "not both" in message
    assert "line 3" in refuse(folder, '[site]\nname = "x"\nacquisitions = "none.json"\n')


def test_the_picture_is_chosen_among_assets(folder):
    assets = {
        "thumbnail": {"href": "thumb.txt", "roles": ["thumbnail"]},
        "data": {"href": "first.tif", "roles": ["data"], "gsd": 2.0},
        "visual": {"href": "second.tif", "roles": ["visual"], "gsd": 0.5},
    }
    entry = load_site(collection(folder, item(assets=assets))).acquisitions[0]
    assert entry.image.name == "second.tif"
    # What an asset says of itself is stronger than what its Item says.
    assert entry.item["properties"]["gsd"] == 0.5


def test_file_addresses_are_paths(folder):
    entry = load_site(collection(folder, item(href=(folder / "first.tif").as_uri()))).acquisitions[0]
    assert entry.image == folder / "first.tif"


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], "holds no Items"),
        ([item(href="https://example.org/first.tif")], "not on this machine"),
        ([item(href="third.tif")], r"third\.tif does not exist"),
        ([item(assets={})], "none of its assets"),
        ([item(assets={"image": {"href": 7}})], "none of its assets"),
        ([item(assets={"image": {"href": "x.tif", "roles": 7}}, properties=7)], "does not exist"),
        ([{"type": "Point"}], "Item 1"),
        ([7], "Item 1"),
    ],
)
def test_items_that_name_no_image_here(folder, items, words):
    with pytest.raises(SiteFileError, match=words):
        load_site(collection(folder, *items))


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"type": "Feature"}', '{"type": "FeatureCollection"}'])
def test_files_that_are_no_item_collections(tmp_path, content):
    (tmp_path / "items.json").write_text(content)
    with pytest.raises(SiteFileError, match=r"items\.json"):
        load_site(tmp_path / "items.json")


class TestNamedFiles:
    """Every file that a site file names is kept by its name, and may lie elsewhere."""

    def test_of_a_toml_with_its_collection_in_another_folder(self, tmp_path):
        (tmp_path / "stac").mkdir()
        for name in ("stac/a.tif", "b.tif"):
            (tmp_path / name).touch()
        features = [
            {"type": "Feature", "id": name, "assets": {"image": {"href": href}}}
            for name, href in (("a", "a.tif"), ("b", (tmp_path / "b.tif").as_uri()))
        ]
        (tmp_path / "stac" / "items.json").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        (tmp_path / "site.toml").write_text('[site]\nname = "x"\nacquisitions = "stac/items.json"\n')
        site = load_site(tmp_path / "site.toml")
        assert site.collection == "stac/items.json"
        assert site.files == {
            "stac/items.json": tmp_path / "stac/items.json",
            "a.tif": tmp_path / "stac/a.tif",
            (tmp_path / "b.tif").as_uri(): tmp_path / "b.tif",
        }

    def test_that_were_moved(self, tmp_path):
        for name in ("one.tif", "two.geojson"):
            (tmp_path / name).write_text('{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}')
        (tmp_path / "site.toml").write_text(
            '[site]\nname = "x"\naoi = "/gone/area.geojson"\n[[acquisition]]\nimage = "../gone/a.tif"\n'
        )
        with pytest.raises(SiteFileError, match="does not exist"):
            load_site(tmp_path / "site.toml")
        moved = {"../gone/a.tif": tmp_path / "one.tif", "/gone/area.geojson": tmp_path / "two.geojson"}
        site = load_site(tmp_path / "site.toml", moved)
        assert site.files == moved
        assert site.site.aoi is not None
        assert [each.image for each in site.acquisitions] == [tmp_path / "one.tif"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Base \\u202eevil", "Base evil"),
        ("Base\\u2066 a\\u2069", "Base a"),
        ("one\\ntwo\\u2028three", "one two three"),
        ("a\\u0000\\u001b[2Jb", "a\ufffd\ufffd[2Jb"),
        (
            "\u0642\u0627\u0639\u062f\u0629\u200c \u8d6b\u6885 \u00c9\u00a0x",
            "\u0642\u0627\u0639\u062f\u0629\u200c \u8d6b\u6885 \u00c9\u00a0x",
        ),
    ],
)
def test_a_name_turns_and_breaks_no_sentence(tmp_path, written: str, read: str):
    (tmp_path / "a.tif").touch()
    text = f"""[site]
name = "{written}"
[[zone]]
name = "{written}"
geometry = [35.0, 35.0, 36.0, 36.0]
[[acquisition]]
image = "a.tif"
sensor = "{written}"
credit = "{written}"
"""
    (tmp_path / "site.toml").write_text(text, encoding="utf-8")
    found = load_site(tmp_path / "site.toml")
    stated = found.acquisitions[0].overrides
    assert {found.site.name, found.site.zones[0].name, stated.sensor, stated.credit} == {read}


def test_a_name_of_nothing_that_is_seen_is_refused(tmp_path):
    (tmp_path / "site.toml").write_text('[site]\nname = "\\u202e"\n', encoding="utf-8")
    with pytest.raises(SiteFileError, match=r"line 2, site\.name"):
        load_site(tmp_path / "site.toml")


def test_names_of_a_collection_turn_and_break_no_sentence(tmp_path):
    (tmp_path / "a.tif").touch()
    item = {"type": "Feature", "id": "x\u202e\ud800", "properties": {}, "assets": {"v": {"href": "a.tif"}}}
    content = {"type": "FeatureCollection", "title": "Base\u202e\u0001", "features": [item]}
    (tmp_path / "items.json").write_text(json.dumps(content))
    found = load_site(tmp_path / "items.json")
    assert (found.site.name, found.acquisitions[0].id) == ("Base\ufffd", "x\ufffd")
