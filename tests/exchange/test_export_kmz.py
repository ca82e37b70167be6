"""KML that the schema of OGC takes, with times, pictures, and no word of a stranger that does anything."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from fastkml import validator
from lxml import etree
from PIL import Image

from hardstand.errors import OutputError
from hardstand.exchange.exports import read_run, write_kmz
from tests.exchange.making import HOSTILE, NAMES, built, with_image, write_run

KML = {"k": "http://www.opengis.net/kml/2.2"}


def _export(result, tmp_path: Path, images: Path | None = None) -> zipfile.ZipFile:
    write_kmz(read_run(write_run(result, tmp_path / "run"), images), tmp_path / "out.kmz")
    return zipfile.ZipFile(BytesIO((tmp_path / "out.kmz").read_bytes()))


def _document(archive: zipfile.ZipFile) -> etree._Element:
    return etree.fromstring(archive.read("doc.kml"))


def _texts(root: etree._Element, path: str) -> list[str]:
    return [each.text for each in root.iterfind(path, KML)]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data) -> None:
        self.text += data


def _balloons(root: etree._Element) -> list[_Tags]:
    parsed = []
    for text in _texts(root, ".//k:Placemark/k:description"):
        reader = _Tags()
        reader.feed(text)
        parsed.append(reader)
    return parsed


@pytest.mark.parametrize("simulated", [True, False])
def test_the_schema_of_ogc_takes_it(make_result, tmp_path: Path, simulated: bool):
    archive = _export(replace(built(make_result()), simulated=simulated), tmp_path)
    assert archive.namelist()[0] == "doc.kml"
    (tmp_path / "doc.kml").write_bytes(archive.read("doc.kml"))
    assert validator.validate(file_to_validate=tmp_path / "doc.kml")


def test_what_happened_has_a_span_and_what_was_seen_a_stamp(make_result, tmp_path: Path):
    root = _document(_export(built(make_result()), tmp_path))
    times = {}
    for folder in root.iterfind(".//k:Folder", KML):
        spans = [[each.text for each in span] for span in folder.iterfind(".//k:TimeSpan", KML)]
        times[folder.find("k:name", KML).text] = spans or _texts(folder, ".//k:TimeStamp/k:when")
    window = ["2015-09-04T08:30:00Z", "2015-09-15T08:41:12Z"]
    assert times == {"Acquisitions": window, "Sightings": window[1:], "Events": [window], "Works": [window]}


def test_an_open_start_has_only_an_end(make_result, tmp_path: Path):
    result = make_result()
    [event] = result.ledger.events
    opened = replace(event, window=replace(event.window, after=None), empty_on=None)
    root = _document(_export(replace(result, ledger=replace(result.ledger, events=(opened,))), tmp_path))
    [span] = root.iterfind(".//k:TimeSpan", KML)
    assert [etree.QName(each).localname for each in span] == ["end"]


def test_shapes_lie_where_the_run_has_them(make_result, tmp_path: Path):
    run = read_run(write_run(make_result(), tmp_path / "run"))
    root = _document(_export(make_result(), tmp_path))
    [sighting] = [
        each for each in root.iterfind(".//k:Placemark", KML) if each.find("k:name", KML).text == "sighting late/1"
    ]
    points = [[float(value) for value in point.split(",")] for point in _texts(sighting, ".//k:coordinates")[0].split()]
    expected = run.sightings.shapes[0]
    assert {tuple(point[:2]) for point in points} == {
        tuple(round(value, 7) for value in point) for point in expected.exterior.coords
    }


def test_values_of_a_sighting_can_be_read_by_programs(make_result, tmp_path: Path):
    root = _document(_export(make_result(), tmp_path))
    assert "0.87654321" in _texts(root, ".//k:Data[@name='score']/k:value")


def test_pictures_show_the_spot_before_and_after(make_result, tmp_path: Path):
    result = with_image(built(make_result()), tmp_path / "pictures")
    archive = _export(result, tmp_path, tmp_path / "pictures")
    root = _document(archive)
    [event] = [each for each in _balloons(root) if "arrival" in each.text]
    before, after = (attributes["src"] for tag, attributes in event.tags if tag == "img")
    red = [np.asarray(Image.open(BytesIO(archive.read(name))))[128, 128, 0] for name in (before, after)]
    assert red[0] == pytest.approx(120, abs=5)
    assert red[1] > 230
    assert (
        len([name for name in archive.namelist() if name.endswith(".jpg")]) == 2 + 2
    )  # the sighting's own serves its event


def test_another_file_of_the_same_name_is_no_picture(make_result, tmp_path: Path):
    result = with_image(make_result(), tmp_path / "pictures")
    wrong = replace(result.acquisitions[1].raster, sha256="cd" * 32)
    result = replace(result, acquisitions=(result.acquisitions[0], replace(result.acquisitions[1], raster=wrong)))
    archive = _export(result, tmp_path, tmp_path / "pictures")
    assert [name for name in archive.namelist() if name.endswith(".jpg")] == ["chips/1.jpg"]


def test_without_images_there_are_no_pictures(make_result, tmp_path: Path):
    archive = _export(built(make_result()), tmp_path)
    assert archive.namelist() == ["doc.kml"]
    assert all(tag != "img" for each in _balloons(_document(archive)) for tag, _ in each.tags)


def test_images_are_found_where_they_lay_and_missing_ones_are_named(make_result, tmp_path: Path):
    result = with_image(built(make_result()), tmp_path / "pictures")
    run = read_run(write_run(result, tmp_path / "run"))
    early, late = (each.id for each in result.acquisitions)
    note = write_kmz(run, tmp_path / "bare.kmz")
    assert note is not None
    assert note.startswith(f"Without pictures of {early}, {late}: ")
    lay = {each.id: tmp_path / "pictures" / each.raster.path.name for each in result.acquisitions}
    assert write_kmz(replace(run, lay=lay), tmp_path / "out.kmz") is None
    with zipfile.ZipFile(tmp_path / "out.kmz") as archive:
        assert sum(name.endswith(".jpg") for name in archive.namelist()) == 4


@pytest.mark.parametrize("simulated", [True, False])
def test_a_simulated_run_says_so_in_its_name_and_in_every_balloon(make_result, tmp_path: Path, simulated: bool):
    root = _document(_export(replace(built(make_result()), simulated=simulated), tmp_path))
    assert root.find("k:Document/k:name", KML).text.startswith("Simulated: ") is simulated
    assert {each.text.startswith("Simulated images") for each in _balloons(root)} == {simulated}


def test_words_of_strangers_are_text(make_result, tmp_path: Path):
    result = make_result(names=(HOSTILE, "\x00" + NAMES[0]), site_name=NAMES[1] + HOSTILE)
    credited = tuple(replace(each, credit=replace(each.credit, value=HOSTILE)) for each in result.acquisitions)
    archive = _export(replace(result, acquisitions=credited), tmp_path)
    root = _document(archive)
    assert {tag for each in _balloons(root) for tag, _ in each.tags} <= {"p", "b", "br", "img"}
    assert any(HOSTILE in each.text for each in _balloons(root))
    assert all("$[" not in text for text in _texts(root, ".//k:description"))
    assert all("<" not in name for name in _texts(root, ".//k:Placemark/k:name"))
    assert archive.namelist() == ["doc.kml"]
    assert any(NAMES[0] in name for name in _texts(root, ".//k:Placemark/k:name"))


def test_a_run_without_georeference_is_refused(make_result, tmp_path: Path):
    with pytest.raises(OutputError, match=r"no georeference.*gpkg or csv"):
        _export(make_result(georeferenced=False), tmp_path)


def test_the_same_run_gives_the_same_bytes(make_result, tmp_path: Path):
    _export(built(make_result()), tmp_path)
    first = (tmp_path / "out.kmz").read_bytes()
    _export(built(make_result()), tmp_path)
    assert (tmp_path / "out.kmz").read_bytes() == first
