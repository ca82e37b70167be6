"""STAC Catalogs and Collections on this machine."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pystac
import pytest

from hardstand.coverage.features import read_features
from hardstand.coverage.files import read_file
from hardstand.errors import CatalogueError
from tests.coverage.conftest import feature

EVER = pystac.Extent(
    pystac.SpatialExtent([[-180, -90, 180, 90]]), pystac.TemporalExtent([[datetime(2015, 1, 1, tzinfo=UTC), None]])
)


@pytest.fixture
def tree(tmp_path):
    """A Catalog with one Item, and with a Collection that has two."""
    root = pystac.Catalog("root", "all")
    below = pystac.Collection("below", "some", EVER)
    root.add_child(below)
    root.add_item(pystac.Item.from_dict(feature("top")))
    below.add_items([pystac.Item.from_dict(feature(name, platform="WV03", gsd=0.3)) for name in ("a", "b")])
    root.normalize_and_save(str(tmp_path / "stac"), pystac.CatalogType.SELF_CONTAINED)
    return tmp_path / "stac"


def read(path):
    return read_features(read_file(path), path.name)


def add_link(path, rel, href):
    content = json.loads(path.read_text())
    content["links"].append({"rel": rel, "href": href})
    path.write_text(json.dumps(content))


def test_every_item_below_a_catalog_is_found(tree):
    found = read(tree / "catalog.json")
    assert sorted(found.ids.tolist()) == ["a", "b", "top"]
    assert found.at(found.ids.tolist().index("a"), None).gsd_m == 0.3


def test_a_collection_alone_has_its_own_items(tree):
    assert sorted(read(tree / "below" / "collection.json").ids.tolist()) == ["a", "b"]


def test_catalogs_that_link_in_a_circle_are_read_once(tree):
    add_link(tree / "below" / "collection.json", "child", "../catalog.json")
    add_link(tree / "catalog.json", "child", "./catalog.json")
    assert sorted(read(tree / "catalog.json").ids.tolist()) == ["a", "b", "top"]


def test_a_link_into_the_network_is_refused_and_not_followed(tree):
    add_link(tree / "catalog.json", "child", "https://example.org/catalog.json")
    with pytest.raises(
        CatalogueError, match=r"links to https://example.org/catalog.json, which is not on this machine"
    ):
        read(tree / "catalog.json")


@pytest.mark.parametrize(("rel", "href"), [("child", "./gone/catalog.json"), ("item", "./gone.json")])
def test_a_link_to_nothing_is_named(tree, rel, href):
    add_link(tree / "catalog.json", rel, href)
    with pytest.raises(CatalogueError, match=r"gone.*can't be read: No such file"):
        read(tree / "catalog.json")


@pytest.mark.parametrize("href", [None, "", 3])
def test_a_link_without_a_target_is_named(tree, href):
    add_link(tree / "catalog.json", "child", href)
    with pytest.raises(CatalogueError, match="has a link without href"):
        read(tree / "catalog.json")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"type": "Feature"}', '{"type": "Catalog"}'])
def test_a_damaged_file_below_is_named(tree, content):
    (tree / "below" / "collection.json").write_text(content)
    with pytest.raises(CatalogueError, match=r"below/collection\.json"):
        read(tree / "catalog.json")


def test_a_damaged_item_is_named(tree):
    (tree / "below" / "a" / "a.json").write_text('{"type": "Feature", "geometry": {}}')
    with pytest.raises(CatalogueError, match=r"below/a/a\.json: "):
        read(tree / "catalog.json")


def test_a_root_without_links_is_refused(tmp_path):
    path = tmp_path / "catalog.json"
    path.write_text('{"type": "Catalog"}')
    with pytest.raises(CatalogueError, match=r"catalog\.json is no STAC Catalog or Collection"):
        read(path)


def test_items_are_found_like_pystac_finds_them(tree):
    known = [item.id for item in pystac.Catalog.from_file(str(tree / "catalog.json")).get_items(recursive=True)]
    assert sorted(read(tree / "catalog.json").ids.tolist()) == sorted(known)
