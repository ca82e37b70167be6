from __future__ import annotations

import gzip
import json
import math
import shutil
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod

from hardstand.errors import MetadataError
from hardstand.imagery import AcquisitionOverrides, Raster, open_acquisition, unique_ids
from hardstand.imagery.metadata.dimap import parse_dimap, read_dimap, read_document
from hardstand.imagery.metadata.file_name import read_file_name
from hardstand.imagery.metadata.georeference import read_georeference
from hardstand.imagery.metadata.nitf import read_nitf
from hardstand.imagery.metadata.reading import parse_moment
from hardstand.imagery.metadata.stac import read_item
from hardstand.imagery.metadata.tiff_tags import read_file_time, read_tags

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


# File names


@pytest.mark.parametrize(
    ("name", "time", "day_only", "sensor"),
    [
        ("latakia_20150904.tif", utc(2015, 9, 4), True, None),
        ("latakia-2015-09-04.png", utc(2015, 9, 4), True, None),
        ("2015_09_04 apron.jpg", utc(2015, 9, 4), True, None),
        ("latakia20150904.tif", utc(2015, 9, 4), True, None),
        ("scene_20150904T083005Z.tif", utc(2015, 9, 4, 8, 30, 5), False, None),
        ("scene_20150904T083005.tif", utc(2015, 9, 4, 8, 30, 5), False, None),
        ("scene_2015-09-04T08-30-05.tif", utc(2015, 9, 4, 8, 30, 5), False, None),
        ("scene_20150904_0830.tif", utc(2015, 9, 4, 8, 30), False, None),
        (
            "IMG_PHR1B_P_201709281038393_SEN_PRG_FC_178609-001_R1C1.JP2",
            utc(2017, 9, 28, 10, 38, 39),
            False,
            "Pléiades 1B",
        ),
        ("IMG_SPOT6_PMS_201509040815302_ORT_123.TIF", utc(2015, 9, 4, 8, 15, 30), False, "SPOT 6"),
        (
            "S2A_MSIL1C_20160608T153121_N0202_R025_T33UUU_20160609T010203.tif",
            utc(2016, 6, 8, 15, 31, 21),
            False,
            "Sentinel-2A",
        ),
        ("T33UUU_20160608T153121_B04.jp2", utc(2016, 6, 8, 15, 31, 21), False, None),
        ("15SEP04081530-M2AS-055026839010_01_P001.TIF", utc(2015, 9, 4, 8, 15, 30), False, None),
        ("WV03_20150904_apron.tif", utc(2015, 9, 4), True, "WorldView-3"),
    ],
)
def test_times_in_file_names(name, time, day_only, sensor):
    reading = read_file_name(Path(name))
    assert reading.time.value == time
    assert reading.day_only is day_only
    assert (reading.sensor and reading.sensor.value) == sensor


@pytest.mark.parametrize(
    "name",
    [
        "image.tif",
        "20151304-serial.tif",  # no thirteenth month
        "20150230.tif",
        "18991231.tif",
        "4e8c95f3-bbb6-4e2f-920d-8d3b20150904.jpg",
        "20150904-bbb6-4e2f-920d-8d3b2bd1d29f.jpg",
        "20150904abcdef0123456789abcdef012345.jpg",
        "a20150904.jpg",
        "0552015090401.tif",
        "10300100E6747500.tif",
        "post_tile_31500-5137.tif",
    ],
)
def test_other_digits_are_no_date(name):
    assert read_file_name(Path(name)).time is None


def test_two_days_in_a_name_are_refused_with_a_warning():
    reading = read_file_name(Path("20150904_against_20150915.tif"))
    assert reading.time is None
    assert "2015-09-04, 2015-09-15" in reading.warnings[0]


@given(day=st.dates(date(1957, 10, 4), date(2099, 12, 31)), form=st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%Y_%m_%d"]))
def test_every_day_is_read_back(day, form):
    reading = read_file_name(Path(f"site_{day.strftime(form)}_pan.tif"))
    assert reading.time.value == datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert "(date only)" in reading.time.origin


@given(st.uuids())
def test_no_identifier_holds_a_date(identifier):
    assert read_file_name(Path(f"{identifier}.jpg")).time is None


@given(st.integers(10**8, 10**30))
def test_no_long_serial_number_holds_a_date(number):
    assert read_file_name(Path(f"scene_{number}.tif")).time is None


# Times


@given(st.floats(-4e8, 4e9), st.integers(-14, 14))
def test_times_are_brought_to_utc(seconds, hours):
    zoned = datetime(1970, 1, 1, tzinfo=timezone(timedelta(hours=hours))) + timedelta(seconds=seconds)
    read = parse_moment(zoned.isoformat())
    assert read.value == zoned
    assert read.value.tzinfo is UTC
    assert read.sourced("x").origin == "x"


def test_assumptions_about_a_time_stand_in_its_origin():
    assert parse_moment("2015-09-04T08:30:00").sourced("tag").origin == "tag (no time zone given, taken as UTC)"
    assert parse_moment("2015-09-04").sourced("tag").origin == "tag (date only)"
    assert parse_moment("last summer") is None


# TIFF tags


def test_midnight_in_the_file_time_is_a_day():
    assert read_file_time({"TIFFTAG_DATETIME": "2017:10:14 00:00:00"}).day_only
    timed = read_file_time({"TIFFTAG_DATETIME": "2017:10:14 08:01:02"})
    assert timed.time.value == utc(2017, 10, 14, 8, 1, 2)
    assert "taken as UTC" in timed.time.origin
    assert read_file_time({"TIFFTAG_DATETIME": "0000:00:00 00:00:00"}).time is None


def test_dimap_tags_of_a_crop():
    tags = {"IMAGING_DATE": "2013-02-08", "IMAGING_TIME": "08:36:09.1Z", "MISSION": "PHR", "MISSION_INDEX": "1B"}
    reading = read_tags(tags)
    assert reading.time.value == utc(2013, 2, 8, 8, 36, 9, 100000)
    assert reading.sensor.value == "Pléiades 1B"


# NITF


def test_gdals_filler_is_no_time():
    reading = read_nitf({"NITF_FHDR": "NITF02.10", "NITF_IDATIM": "20021216151629", "NITF_ISORCE": "Unknown"})
    assert reading.time is None
    assert reading.doubted_time.value == utc(2002, 12, 16, 15, 16, 29)
    assert reading.sensor is None
    assert "2002-12-16" in reading.warnings[0]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("20150904083005", utc(2015, 9, 4, 8, 30, 5)),
        ("20150904------", utc(2015, 9, 4)),
        ("201509--------", None),
        ("--------------", None),
        ("20151304083005", None),
    ],
)
def test_nitf_times(text, time):
    reading = read_nitf({"NITF_FHDR": "NITF02.10", "NITF_IDATIM": text, "NITF_ISORCE": "WV03 "})
    assert (reading.time and reading.time.value) == time
    assert reading.sensor.value == "WV03"


# DIMAP

DIMAP_2 = """<?xml version="1.0" encoding="UTF-8"?>
<Dimap_Document>
  <Dataset_Identification><DATASET_NAME>X</DATASET_NAME></Dataset_Identification>
  <Dataset_Content><COPYRIGHT>(c) CNES 2015</COPYRIGHT></Dataset_Content>
  <Raster_Data><Data_Access><Data_Files><Data_File>
    <DATA_FILE_PATH href="apron.tif"/></Data_File></Data_Files></Data_Access></Raster_Data>
  <Processing_Information><RESAMPLING_SPACING unit="m">0.5</RESAMPLING_SPACING></Processing_Information>
  <Dataset_Sources><Source_Identification><Strip_Source>
    <MISSION>PHR</MISSION><MISSION_INDEX>1A</MISSION_INDEX>
    <IMAGING_DATE>2015-09-04</IMAGING_DATE><IMAGING_TIME>08:31:02.4Z</IMAGING_TIME>
  </Strip_Source></Source_Identification></Dataset_Sources>
  <Geometric_Data><Use_Area>
    <Located_Geometric_Values><VIEWING_ANGLE>11</VIEWING_ANGLE><INCIDENCE_ANGLE>13</INCIDENCE_ANGLE>
      <SUN_AZIMUTH>150</SUN_AZIMUTH><SUN_ELEVATION>58</SUN_ELEVATION></Located_Geometric_Values>
    <Located_Geometric_Values><VIEWING_ANGLE>12</VIEWING_ANGLE><INCIDENCE_ANGLE>14</INCIDENCE_ANGLE>
      <SUN_AZIMUTH>151</SUN_AZIMUTH><SUN_ELEVATION>59</SUN_ELEVATION></Located_Geometric_Values>
    <Located_Geometric_Values><VIEWING_ANGLE>13</VIEWING_ANGLE><INCIDENCE_ANGLE>15</INCIDENCE_ANGLE>
      <SUN_AZIMUTH>152</SUN_AZIMUTH><SUN_ELEVATION>60</SUN_ELEVATION></Located_Geometric_Values>
  </Use_Area></Geometric_Data>
</Dimap_Document>
"""


def test_second_version_of_dimap_beside_an_image(write_raster, noise, tmp_path):
    write_raster(noise, "apron.tif")
    (tmp_path / "DIM_X.XML").write_text(DIMAP_2)
    acquisition = open_acquisition(tmp_path / "apron.tif")
    assert acquisition.time.value == utc(2015, 9, 4, 8, 31, 2, 400000)
    assert acquisition.time.origin == "DIMAP DIM_X.XML"
    assert acquisition.sensor.value == "Pléiades 1A"
    assert acquisition.off_nadir_deg.value == 12
    assert acquisition.sun_azimuth_deg.value == 151
    assert acquisition.sun_elevation_deg.value == 59
    assert acquisition.credit.value == "(c) CNES 2015"
    # The georeference says the same to a tenth.
    assert acquisition.gsd_m.value == pytest.approx(0.5, rel=0.01)
    assert acquisition.warnings == ()


def test_dimap_of_another_image_is_left_alone(write_raster, noise, tmp_path):
    write_raster(noise, "runway.tif")
    (tmp_path / "DIM_X.XML").write_text(DIMAP_2)
    assert open_acquisition(tmp_path / "runway.tif").time is None


def test_dimap_is_matched_by_product_name(tmp_path):
    (tmp_path / "DIM_PHR1A_P_2015_X.XML").write_text(DIMAP_2)
    assert read_dimap(tmp_path / "IMG_PHR1A_P_2015_X_R1C1.JP2").sensor.value == "Pléiades 1A"


def test_xml_with_declarations_is_refused(tmp_path):
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + DIMAP_2.split("?>", 1)[1]
    (tmp_path / "DIM_X.XML").write_text(bomb)
    assert parse_dimap(tmp_path / "DIM_X.XML") is None


@pytest.mark.parametrize("content", ["", "<Dimap_Document>", "no XML", "<other/>"])
def test_damaged_dimap_is_no_dimap(tmp_path, content):
    (tmp_path / "DIM_X.XML").write_text(content)
    assert parse_dimap(tmp_path / "DIM_X.XML") is None


def test_real_dimap(data):
    path = data / "vhr-metadata" / "rpc" / "PHRDIMAP_P1BP--2018122638935449CP.XML"
    root = parse_dimap(path)
    reading = read_document(root, path.name)
    assert reading.time.value.replace(microsecond=0) == utc(2018, 12, 26, 10, 48, 55)
    assert reading.sensor.value == "Pléiades 1B"
    # The line of sight in two parts, along and across the track, adds up to the angle that was read.
    along, across = (float(root.findall(f".//{tag}")[1].text) for tag in ("PSI_X", "PSI_Y"))
    whole = math.degrees(math.atan(math.hypot(math.tan(math.radians(along)), math.tan(math.radians(across)))))
    assert reading.off_nadir_deg.value == pytest.approx(whole, abs=0.01)
    assert reading.sun_elevation_deg.value == pytest.approx(33.694, abs=0.001)


@pytest.mark.parametrize("name", ["PHRDIMAP_P1BP--2018122638935449CP.XML", "PHRDIMAP_P1BP--2017030824934340CP.XML"])
def test_the_gsd_of_real_dimap_agrees_with_the_corners_of_its_frame(data, name):
    root = parse_dimap(data / "vhr-metadata" / "rpc" / name)
    corners = [
        {tag: float(vertex.findtext(tag)) for tag in ("LON", "LAT", "COL", "ROW")}
        for vertex in root.findall(".//Dataset_Frame/Vertex")
    ]
    sides = []
    for first, second in zip(corners, corners[1:] + corners[:1], strict=True):
        _, _, metres = Geod(ellps="WGS84").inv(first["LON"], first["LAT"], second["LON"], second["LAT"])
        sides.append(metres / math.hypot(first["COL"] - second["COL"], first["ROW"] - second["ROW"]))
    assert read_document(root, name).gsd_m.value == pytest.approx(np.mean(sides), rel=0.005)


# STAC


def item(**properties):
    return {"type": "Feature", "stac_version": "1.0.0", "id": "scene", "properties": properties, "assets": {}}


def test_an_item_beside_the_image(write_raster, noise, tmp_path):
    write_raster(noise, "scene.tif")
    content = item(
        datetime="2015-09-04T11:30:00+03:00",
        gsd=0.52,
        platform="WV03",
        providers=[{"name": "Host", "roles": ["host"]}, {"name": "Maker", "roles": ["producer"]}],
        **{"view:off_nadir": 27.0, "view:sun_azimuth": 87.3, "view:sun_elevation": 73.4},
    )
    (tmp_path / "scene.json").write_text(json.dumps(content))
    acquisition = open_acquisition(tmp_path / "scene.tif")
    assert acquisition.time.value == utc(2015, 9, 4, 8, 30)
    assert acquisition.time.origin == "STAC Item scene.json"
    assert acquisition.sensor.value == "WorldView-3"
    assert acquisition.credit.value == "Maker"
    assert acquisition.off_nadir_deg.value == 27.0
    assert acquisition.gsd_m.origin == "georeference"


def test_another_json_beside_the_image_is_left_alone(write_raster, noise, tmp_path):
    write_raster(noise, "scene.tif")
    for content in ('{"type": "FeatureCollection", "features": []}', "[1, 2", '"text"', "[]"):
        (tmp_path / "scene.json").write_text(content)
        assert open_acquisition(tmp_path / "scene.tif").warnings == ()


def test_an_item_of_wrong_kinds_is_ignored_with_a_warning():
    reading = read_item(item(gsd="half a metre"), "STAC Item")
    assert reading.gsd_m is None
    assert "gsd" in reading.warnings[0]
    assert "no ISO 8601" in read_item(item(datetime="yesterday"), "STAC Item").warnings[0]


def test_real_footprints_read_as_items(data):
    path = next((data / "maxar-footprints").glob("*.gz"))
    with gzip.open(path, "rt") as lines:
        features = [json.loads(line) for line, _ in zip(lines, range(300), strict=False)]
    for feature in features:
        reading = read_item(feature, "STAC Item")
        assert reading.warnings == ()
        assert reading.time.value == datetime.fromisoformat(feature["properties"]["datetime"])
        assert reading.gsd_m.value == feature["properties"]["gsd"]


# Georeference


def raster_at(crs, transform):
    return Raster(
        path=Path("x.tif"),
        width=1000,
        height=800,
        bands=1,
        dtype="uint8",
        nodata=None,
        crs=None if crs is None else CRS.from_user_input(crs),
        transform=transform,
        sha256="",
    )


@given(latitude=st.floats(-70, 70), gsd=st.floats(0.3, 30))
def test_gsd_of_degrees_and_of_web_mercator_is_that_on_the_ground(latitude, gsd):
    degrees = gsd / 111_320
    geographic = raster_at("EPSG:4326", Affine(degrees, 0, 10, 0, -degrees, latitude))
    row = latitude - 400 * degrees
    # A degree of latitude and one of longitude on WGS84, from the radii of curvature.
    e2 = 0.00669437999014
    w = math.sqrt(1 - e2 * math.sin(math.radians(row)) ** 2)
    north = math.pi / 180 * 6378137 * (1 - e2) / w**3
    east = math.pi / 180 * 6378137 / w * math.cos(math.radians(row))
    assert read_georeference(geographic).gsd_m.value == pytest.approx(degrees * math.sqrt(north * east), rel=1e-5)


def test_web_mercator_is_measured_on_the_ground():
    y = 6378137 * math.log(math.tan(math.pi / 4 + math.radians(60) / 2))
    raster = raster_at("EPSG:3857", Affine(1, 0, 0, 0, -1, y + 400))
    assert read_georeference(raster).gsd_m.value == pytest.approx(0.5, rel=0.01)


def test_feet_are_brought_to_metres():
    raster = raster_at("EPSG:2263", Affine(2, 0, 980000, 0, -2, 200000))
    assert read_georeference(raster).gsd_m.value == pytest.approx(2 * 0.3048, rel=0.001)


def test_rotated_pixels_keep_their_size():
    turned = Affine(0.4, 0.3, 766000, 0.3, -0.4, 3922000)
    assert read_georeference(raster_at("EPSG:32636", turned)).gsd_m.value == pytest.approx(0.5, rel=0.002)


def test_a_transform_without_a_system_gives_no_gsd():
    assert read_georeference(raster_at(None, Affine(0.5, 0, 0, 0, -0.5, 0))).gsd_m is None


# All sources together


def test_the_site_file_wins_over_the_wrong_year_with_a_warning(data):
    stated = AcquisitionOverrides(time=utc(2016, 1, 20, 14, 3), gsd_m=0.3, sensor="WorldView-3", credit="Maxar")
    acquisition = open_acquisition(data / "vhr-metadata" / "rpc" / "wv3_20.NTF", overrides=stated)
    assert acquisition.time.value == utc(2016, 1, 20, 14, 3)
    assert {acquisition.time.origin, acquisition.gsd_m.origin, acquisition.credit.origin} == {"site file"}
    conflict = next(text for text in acquisition.warnings if "disagree" in text)
    for part in ("2016-01-20", "site file", "2002-12-16", "IDATIM"):
        assert part in conflict


def test_real_images_and_what_is_known_of_them(data):
    expected = {
        "oscd/nantes_20171014.tif": (utc(2017, 10, 14), 10.3, "Sentinel-2 MSI L1C"),
        "sentinel2-pair/tgt_S2A_20160529T153631_T33UUU_sub.jp2": (utc(2016, 5, 29, 15, 36, 31), 10.0, "Sentinel-2A"),
        "joplin/pre_tile_337-9136.tif": (None, 0.6, None),
        "joplin/post_tile_31500-5137.tif": (None, 0.596, None),
        "vhr-metadata/image/phr_gizeh/img1.tif": (utc(2013, 2, 8, 8, 36, 9, 100000), None, "Pléiades 1B"),
        "vhr-metadata/image/phr_ventoux/left_image.tif": (utc(2013, 8, 5, 10, 41, 44), None, "Pléiades 1B"),
        "vhr-metadata/rpc/wv3_30.NTF": (None, None, None),
    }
    for name, (time, gsd, sensor) in expected.items():
        acquisition = open_acquisition(data / name)
        assert (acquisition.time and acquisition.time.value) == time, name
        assert (acquisition.gsd_m and acquisition.gsd_m.value) == (gsd and pytest.approx(gsd, rel=0.005)), name
        assert (acquisition.sensor and acquisition.sensor.value) == sensor, name


def test_dates_of_every_city_agree_with_the_index(data):
    index = json.loads((data / "oscd" / "index.json").read_text())
    for city in index.values():
        for name, day in zip(city["images"], city["dates"], strict=True):
            acquisition = open_acquisition(data / "oscd" / name)
            assert f"{acquisition.time.value:%Y%m%d}" == day
            assert 9 < acquisition.gsd_m.value < 12
            assert acquisition.warnings == ()


def test_no_frame_of_the_airports_has_a_date_in_its_name(data):
    for path in (data / "airbus-aircraft" / "images").glob("*.jpg"):
        assert read_file_name(path).time is None


def test_an_exact_time_is_kept_where_a_stronger_source_gives_the_day_only(write_raster, noise, tmp_path):
    write_raster(noise, "a_20150904T083005Z.tif", tags={"ACQUISITION_DATE": "2015-09-04"})
    acquisition = open_acquisition(tmp_path / "a_20150904T083005Z.tif")
    assert acquisition.time.value == utc(2015, 9, 4, 8, 30, 5)
    assert acquisition.warnings == ()


def test_sources_a_day_apart_are_reported(write_raster, noise, tmp_path):
    write_raster(noise, "a_20150904.tif", tags={"TIFFTAG_DATETIME": "2023:01:02 03:04:05"})
    acquisition = open_acquisition(tmp_path / "a_20150904.tif")
    assert acquisition.time.value == utc(2015, 9, 4)
    assert "2023-01-02" in acquisition.warnings[0]
    assert "file name" in acquisition.warnings[0]


def test_sources_that_disagree_on_the_gsd_are_reported(write_raster, noise, tmp_path):
    write_raster(noise, "a.tif")
    acquisition = open_acquisition(tmp_path / "a.tif", overrides=AcquisitionOverrides(gsd_m=0.6))
    assert acquisition.gsd_m.value == 0.6
    assert "0.6 m" in acquisition.warnings[0]
    assert "0.5 m" in acquisition.warnings[0]
    assert open_acquisition(tmp_path / "a.tif", overrides=AcquisitionOverrides(gsd_m=0.52)).warnings == ()


@pytest.mark.parametrize("gsd", [0.0, 1e6, -0.5, 0.009, math.nan, math.inf])
def test_an_impossible_gsd_is_refused(write_raster, noise, tmp_path, gsd):
    write_raster(noise, "a.tif")
    with pytest.raises(MetadataError, match=r"a\.tif.*GSD"):
        open_acquisition(tmp_path / "a.tif", overrides=AcquisitionOverrides(gsd_m=gsd))


def test_an_impossible_gsd_of_a_file_is_unknown_with_a_reason(write_raster, noise, tmp_path):
    write_raster(noise, "a.tif", crs="EPSG:32636", transform=Affine(1e6, 0, 0, 0, -1e6, 0))
    (tmp_path / "a.json").write_text(json.dumps(item(gsd=0.0)))
    acquisition = open_acquisition(tmp_path / "a.tif")
    assert acquisition.gsd_m is None
    assert any("GSD of 0 m" in text for text in acquisition.warnings)


def test_times_that_cannot_be_are_ignored_or_refused(write_raster, noise, tmp_path):
    write_raster(noise, "a_20400101.tif")
    now = utc(2026, 1, 1)
    acquisition = open_acquisition(tmp_path / "a_20400101.tif", latest=now)
    assert acquisition.time is None
    assert "future" in acquisition.warnings[0]
    with pytest.raises(MetadataError, match="future"):
        open_acquisition(tmp_path / "a_20400101.tif", overrides=AcquisitionOverrides(time=utc(2030, 1, 1)), latest=now)
    with pytest.raises(MetadataError, match="first satellite"):
        open_acquisition(tmp_path / "a_20400101.tif", overrides=AcquisitionOverrides(time=date(1944, 6, 6)))


def test_a_day_from_the_site_file_says_so(write_raster, noise, tmp_path):
    write_raster(noise, "a.tif")
    acquisition = open_acquisition(tmp_path / "a.tif", overrides=AcquisitionOverrides(time=date(2015, 9, 4)))
    assert acquisition.time.value == utc(2015, 9, 4)
    assert acquisition.time.origin == "site file (date only)"


def test_opening_twice_gives_the_same(write_raster, noise, tmp_path):
    write_raster(noise, "a_20150904.tif")
    shutil.copy(tmp_path / "a_20150904.tif", tmp_path / "b.tif")
    assert open_acquisition(tmp_path / "a_20150904.tif") == open_acquisition(tmp_path / "a_20150904.tif")


@given(st.lists(st.sampled_from(["a/x.tif", "b/x.tif", "x.png", "x-1.tif", "y.tif", "c/x-2.tif"]), max_size=8))
def test_names_are_unique(names):
    ids = unique_ids([Path(name) for name in names])
    assert len(set(ids)) == len(names)
    stems = [Path(name).stem for name in names]
    assert all(name == stem for name, stem in zip(ids, stems, strict=True) if stems.count(stem) == 1)
