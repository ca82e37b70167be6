"""Catalogues in files: lines or documents, plain or gzipped, whole or damaged."""

from __future__ import annotations

import gzip
import json

import pytest

from hardstand.coverage.features import read_features
from hardstand.coverage.files import read_file
from hardstand.errors import CatalogueError
from tests.coverage.conftest import feature, lines

THREE = [feature(name) for name in ("a", "b", "c")]


def names(path):
    return read_features(read_file(path), path.name).ids.tolist()


def written(folder, content, name="catalogue.json"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content, indent=1).encode())
    return path


class TestLines:
    def test_are_read_in_their_order(self, tmp_path):
        assert names(lines(tmp_path / "a.ndjson", THREE)) == ["a", "b", "c"]

    def test_may_be_gzipped_whatever_their_name(self, tmp_path):
        plain = lines(tmp_path / "a.ndjson", THREE).read_bytes()
        assert names(written(tmp_path, gzip.compress(plain), "b.ndjson")) == ["a", "b", "c"]

    def test_may_be_parted_by_empty_lines_or_be_a_text_sequence(self, tmp_path):
        texts = [json.dumps(each).encode() for each in THREE]
        assert names(written(tmp_path, b"\n\n" + b"\n\r\n".join(texts) + b"\n\n")) == ["a", "b", "c"]
        assert names(written(tmp_path, b"".join(b"\x1e" + text + b"\n" for text in texts))) == ["a", "b", "c"]

    @pytest.mark.parametrize("broken", ['{"type": "Feature", ', "null", "[1, 2]", "\x00", '{"type": "Point"}'])
    def test_a_broken_one_is_named_by_its_number(self, tmp_path, broken):
        texts = [json.dumps(THREE[0]), "", json.dumps(THREE[1]), broken]
        with pytest.raises(CatalogueError, match=r"a\.ndjson, line 4"):
            names(written(tmp_path, "\n".join(texts).encode(), "a.ndjson"))

    def test_a_broken_first_one_is_named_as_well(self, tmp_path):
        content = b'{"type": "Feature", oh\n' + json.dumps(THREE[0]).encode()
        with pytest.raises(CatalogueError, match=r"a\.ndjson, line 1: this is not JSON"):
            names(written(tmp_path, content, "a.ndjson"))

    def test_an_unusable_one_is_named_by_its_number(self, tmp_path):
        with pytest.raises(CatalogueError, match=r"line 2: .*datetime"):
            names(lines(tmp_path / "a.ndjson", [THREE[0], feature("b", None)]))


class TestDocuments:
    def test_an_item_collection(self, tmp_path):
        assert names(written(tmp_path, {"type": "FeatureCollection", "features": THREE})) == ["a", "b", "c"]

    def test_an_item(self, tmp_path):
        assert names(written(tmp_path, THREE[1])) == ["b"]
        assert names(written(tmp_path, json.dumps(THREE[1]).encode())) == ["b"]

    def test_may_begin_with_a_byte_order_mark(self, tmp_path):
        assert names(written(tmp_path, b"\xef\xbb\xbf" + json.dumps(THREE[0], indent=1).encode())) == ["a"]

    def test_an_odd_feature_of_a_collection_is_named_by_its_number(self, tmp_path):
        with pytest.raises(CatalogueError, match="Feature 2: this is no GeoJSON Feature"):
            names(written(tmp_path, {"type": "FeatureCollection", "features": [THREE[0], 7]}))

    def test_an_empty_collection_has_no_footprints(self, tmp_path):
        assert names(written(tmp_path, {"type": "FeatureCollection", "features": []})) == []

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "is empty"),
            (b" \n\n ", "is empty"),
            (b"once upon a time", "line 1: this is not JSON"),
            (b'{\n"type": "FeatureCollection",\n"features": [}\n', "line 3: this is not JSON"),
            (b"[1, 2, 3]", "no catalogue of footprints"),
            (b'{"type": "Topology"}', "no catalogue of footprints .its type is 'Topology'"),
            (b'{"type": "FeatureCollection"}', "no catalogue of footprints"),
            (b"\x89PNG\r\n\x1a\n\x00", "not JSON"),
        ],
    )
    def test_what_is_no_catalogue_is_refused(self, tmp_path, content, words):
        with pytest.raises(CatalogueError, match=words):
            names(written(tmp_path, content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(CatalogueError, match="can't be read: No such file"):
        names(tmp_path / "gone.ndjson")
    with pytest.raises(CatalogueError, match="can't be read: Is a directory"):
        names(tmp_path)


@pytest.mark.parametrize("cut", [5, 60, -9, -3])
def test_a_truncated_gzip_file_is_refused(tmp_path, cut):
    whole = gzip.compress("".join(json.dumps(each) + "\n" for each in THREE * 50).encode())
    with pytest.raises(CatalogueError, match="damaged gzip file"):
        names(written(tmp_path, whole[:cut]))


def test_a_damaged_gzip_file_is_refused(tmp_path):
    whole = bytearray(gzip.compress("".join(json.dumps(each) + "\n" for each in THREE * 50).encode()))
    whole[len(whole) // 2] ^= 0xFF
    with pytest.raises(CatalogueError, match=r"damaged gzip file|not JSON"):
        names(written(tmp_path, bytes(whole)))
