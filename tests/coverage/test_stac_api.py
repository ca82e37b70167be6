"""A STAC API: asked of a real server (rustac, in memory) that the tests start, and of some that misbehave."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hardstand.coverage import Limits, read_box, read_catalogue, read_period, read_spot, stac_api, survey
from hardstand.coverage.features import read_features
from hardstand.errors import CatalogueError
from tests.coverage.conftest import MONTH, catalogue, feature

ITEMS = [
    *(
        {**feature(f"image {day}", f"2015-09-{day:02d}T08:30:00Z", gsd=0.3, platform="WV03"), "collection": "fine"}
        for day in range(1, 29)
    ),
    {**feature("far", "2015-09-10T08:30:00Z", (40.0, 10.0)), "collection": "fine"},
    {**feature("later", "2015-10-01T00:00:00Z"), "collection": "fine"},
    {**feature("coarse", "2015-09-10T20:30:00Z", gsd=10.0, platform="S2A"), "collection": "coarse"},
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a running STAC API that holds `ITEMS`."""
    program = shutil.which("rustac", path=str(Path(sys.executable).parent)) or shutil.which("rustac")
    if program is None:
        pytest.skip("needs rustac, which the extra `test` installs")
    items = tmp_path_factory.mktemp("stac") / "items.json"
    items.write_text(json.dumps({"type": "FeatureCollection", "features": ITEMS}), encoding="utf-8")
    port = free_port()
    words = [
        program,
        "serve",
        "--addr",
        f"127.0.0.1:{port}",
        "--use-duckdb",
        "false",
        "--create-collections",
        str(items),
    ]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            wait_for(("127.0.0.1", port))
            yield f"http://127.0.0.1:{port}/"
        finally:
            running.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: tuple[str, int]) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(address, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the server did not start at {address}")


SPOT = read_spot("35.95,35.40")


def names(url: str, place=SPOT, period=MONTH, **options) -> list[str]:
    found = survey(read_catalogue([url], place, period, **options), place, period, Limits())
    return [each.id for one in found.passes for each in one.images]


class TestARealServer:
    def test_gives_what_touches_the_place_in_the_period_and_no_more(self, server):
        expected = survey(catalogue(*ITEMS), SPOT, MONTH, Limits())
        assert names(server) == [each.id for one in expected.passes for each in one.images]
        assert len(names(server)) == 29

    def test_of_several_pages_every_one_is_read(self, server, monkeypatch):
        whole = names(server)
        told = []
        monkeypatch.setattr(stac_api, "PAGE", 4)
        read = read_features(stac_api.read_api(server, SPOT, MONTH, told=lambda done, _: told.append(done)), "x")
        assert sorted(read.ids.tolist()) == sorted(whole)
        assert len(told) == 8
        assert told == sorted(told)

    def test_asks_for_one_collection_where_one_is_named(self, server):
        assert names(server, collections=["coarse"]) == ["coarse"]

    def test_a_box_and_hours_work_as_well(self, server):
        box, period = read_box("35.9,35.3,36.0,35.5"), read_period("2015-09-10T08:30:00Z", "2015-09-10T20:30:00Z")
        assert names(server, box, period) == ["image 10"]

    def test_values_arrive_as_from_a_file(self, server):
        from_server = read_features(stac_api.read_api(server, SPOT, MONTH, ["coarse"]), "x")
        assert from_server.at(0, None).gsd_m == 10.0
        assert from_server.at(0, None).platform == "Sentinel-2A"

    def test_too_many_items_are_refused(self, server, monkeypatch):
        monkeypatch.setattr(stac_api, "MOST_ITEMS", 5)
        with pytest.raises(CatalogueError, match="more than 5 Items; ask about a smaller place"):
            names(server)


@contextmanager
def answering(status: int, body: bytes, delay_s: float = 0.0) -> Iterator[str]:
    """A server that gives every question the same answer."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(delay_s)
            with suppress(ConnectionError):  # who asked may have gone
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_words) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


class TestServersThatMisbehave:
    @pytest.fixture(autouse=True)
    def hurried(self, monkeypatch):
        monkeypatch.setattr(stac_api, "TIMEOUT_S", 0.3)
        monkeypatch.setattr(stac_api, "RETRIES", 0)

    def test_none_there(self):
        with pytest.raises(CatalogueError, match="can't be reached"):
            names(f"http://127.0.0.1:{free_port()}/")

    @pytest.mark.parametrize("status", [401, 404, 500, 503])
    def test_an_error_is_told_with_its_status(self, status):
        with (
            answering(status, b'{"code": "x", "description": "out of order"}') as url,
            pytest.raises(CatalogueError, match=f"HTTP status {status}.*out of order"),
        ):
            names(url)

    def test_one_that_is_too_slow(self):
        with answering(200, b"{}", delay_s=0.6) as url, pytest.raises(CatalogueError, match="can't be reached"):
            names(url)

    @pytest.mark.parametrize(
        "body",
        [
            b"<html>Welcome</html>",
            b"[]",
            b'{"hello": 1}',
            json.dumps({**feature("a")}).encode(),
            b'{"type": "Catalog", "stac_version": "1.0.0", "id": "a", "description": "static", "links": []}',
        ],
    )
    def test_one_that_is_no_stac_api(self, body):
        with answering(200, body) as url, pytest.raises(CatalogueError, match="does not answer as a STAC API"):
            names(url)

    def test_pages_that_link_in_a_circle_come_to_an_end(self, monkeypatch):
        monkeypatch.setattr(stac_api, "MOST_ITEMS", 20)
        with circling() as url, pytest.raises(CatalogueError, match="more than 20 Items"):
            names(url)


@contextmanager
def circling() -> Iterator[str]:
    """An API of which every page names itself as the next."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    answer = {
        "type": "FeatureCollection",
        "features": [feature("a")],
        "links": [{"rel": "next", "href": f"{url}search", "method": "GET"}],
    }
    landing = {
        "type": "Catalog",
        "stac_version": "1.0.0",
        "id": "a",
        "description": "circle",
        "conformsTo": ["https://api.stacspec.org/v1.0.0/core", "https://api.stacspec.org/v1.0.0/item-search"],
        "links": [{"rel": "search", "href": f"{url}search", "method": "GET", "type": "application/geo+json"}],
    }

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(answer if self.path.startswith("/search") else landing).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", port), Answer)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield url
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def test_what_is_no_web_address_is_refused():
    for source in ("ftp://example.org/stac", "https://", "s3://bucket/catalog.json"):
        with pytest.raises(CatalogueError, match="no URL of a STAC API"):
            names(source)
