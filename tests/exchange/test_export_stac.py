"""A STAC catalogue that the schemas take, that needs nothing around it, and that says no more than is known."""

from __future__ import annotations

import hashlib
import json
import os
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pystac
import pytest
from affine import Affine
from pyproj import Transformer
from pystac.validation import validate_dict

import hardstand
from hardstand.construction import Construction, WorkKind
from hardstand.detection.shipped import MODELS
from hardstand.exchange.exports import read_run, write_stac
from hardstand.imagery.acquisition import Sourced
from hardstand.registration.result import Unplaced
from hardstand.result import ModelUse, RunResult
from tests.exchange.making import HOSTILE, NAMES, add_verdicts, built, write_run

CARDS = sorted(Path(hardstand.__file__).parent.glob("*/models/*.json"))


def _export(result, tmp_path: Path) -> pystac.Catalog:
    write_stac(read_run(add_verdicts(write_run(result, tmp_path / "run"))), tmp_path / "stac")
    return pystac.Catalog.from_file(str(tmp_path / "stac" / "catalog.json"))


def _items(catalogue: pystac.Catalog, branch: str) -> dict[str, pystac.Item]:
    found = catalogue.get_child(branch)
    assert found is not None
    return {item.id: item for item in found.get_items()}


def _sourced(value: float) -> Sourced[float]:
    return Sourced(value=value, origin="site file")


def test_the_schemas_of_stac_take_every_part(make_result, tmp_path: Path):
    catalogue = _export(built(make_result()), tmp_path)
    parts = [part for root, _, items in catalogue.walk() for part in (root, *items)]
    assert len(parts) == 1 + 3 + 2 + 4 + 1 + 1
    for part in parts:
        # Those of the core lie in pystac; those of the extensions would have to be fetched.
        validate_dict(part.to_dict(), extensions=[])


@pytest.fixture
def schemas(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Addresses of schemas to files that stand for them; none where the network has them.

    `HARDSTAND_STAC_SCHEMAS` names a folder that mirrors what would be fetched, laid out by host and path:
    `stac-extensions.github.io/eo/v1.1.0/schema.json`, `schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json`,
    and so on; with it nothing is asked of the network, and a schema that is missing there is an error.
    """
    pytest.importorskip("stac_validator")
    mirror = os.environ.get("HARDSTAND_STAC_SCHEMAS")
    if mirror is None:
        try:
            socket.create_connection(("stac-extensions.github.io", 443), timeout=3).close()
        except OSError as error:
            pytest.skip(f"the schemas of the extensions come from stac-extensions.github.io, not reached: {error}")
        return {}

    def refuse(host: object, *_: object, **__: object) -> None:
        raise OSError(f"{host} was asked, and the schemas are to come from {mirror}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    files = [path for path in Path(mirror).rglob("*") if path.is_file()]
    return {f"https://{path.relative_to(mirror).as_posix()}": str(path) for path in files}


def _said(schemas: dict[str, str], part: dict[str, Any] | Path) -> tuple[bool, list[dict[str, Any]]]:
    """Whether the validator finds a part right, or a catalogue with all below it, and what it says."""
    from stac_validator.stac_validator import StacValidate  # noqa: PLC0415 - may be absent, see `schemas`

    if isinstance(part, Path):
        check = StacValidate(str(part), recursive=True, schema_map=dict(schemas))
        return check.run(), check.message
    check = StacValidate(schema_map=dict(schemas))
    return check.validate_dict(part), check.message


def _known_well(result: RunResult) -> RunResult:
    """With a value for every field of every extension that an export can write."""
    angles = {"off_nadir_deg": _sourced(12.5), "sun_azimuth_deg": _sourced(-140.0), "sun_elevation_deg": _sourced(55.0)}
    early, late = result.acquisitions
    late = replace(late, **angles, sensor=Sourced(value="WorldView-3", origin="file"))
    return replace(
        built(result),
        acquisitions=(early, late),
        models=(_shipped(result.models[0]), *result.models),
        parameters={"area of interest": "whole images"},
    )


def _shipped(model: ModelUse) -> ModelUse:
    card = json.loads((MODELS / "craft.json").read_text(encoding="utf-8"))
    return replace(model, name="hardstand-craft", sha256=card["assets"]["weights"]["hardstand:sha256"])


RUNS: dict[str, Callable[[RunResult], RunResult]] = {
    "much is known": _known_well,
    "nothing was built": lambda result: replace(
        result, construction=Construction(works=(), not_compared=(), compared_km2=0.2)
    ),
    "no detector": lambda result: replace(result, models=()),
    "of unknown time": lambda result: replace(
        result, acquisitions=tuple(replace(each, time=None) for each in result.acquisitions)
    ),
}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("georeferenced", [True, False])
def test_the_stac_validator_finds_no_error(make_result, tmp_path: Path, schemas, run: str, georeferenced: bool):
    """With the schemas of all extensions, from the network or from a folder: see `schemas`."""
    _export(RUNS[run](make_result(georeferenced=georeferenced, empty=run != "much is known")), tmp_path)
    right, said = _said(schemas, tmp_path / "stac" / "catalog.json")
    assert right, said
    assert len(said) == len([*(tmp_path / "stac").rglob("catalog.json"), *(tmp_path / "stac").rglob("item.json")])


@pytest.mark.parametrize("card", CARDS, ids=lambda path: path.stem)
def test_the_stac_validator_takes_the_cards_of_what_ships(schemas, card: Path):
    right, said = _said(schemas, json.loads(card.read_text(encoding="utf-8")))
    assert right, said


@pytest.mark.parametrize(
    ("where", "field", "broken"),
    [
        ("acquisitions/late", "proj:shape", [1000]),
        ("acquisitions/late", "view:sun_azimuth", -140.0),
        ("acquisitions/late", "eo:cloud_cover", 101),
        ("results/events", "processing:software", "0.1.0"),
        ("results/events", "file:checksum", "sha256:ab"),
        ("results/construction", "label:type", "polygon"),
        ("models/hardstand-craft-1", "mlm:tasks", ["looking"]),
    ],
)
def test_the_stac_validator_sees_what_is_broken(
    make_result, tmp_path: Path, schemas, where: str, field: str, broken: object
):
    """Else its silence would say nothing."""
    branch, item = where.split("/")
    part = _items(_export(_known_well(make_result()), tmp_path), branch)[item].to_dict()
    [asset] = part["assets"].values()
    home = part["properties"] if field in part["properties"] else asset
    assert field in home
    assert _said(schemas, part)[0]
    home[field] = broken
    assert not _said(schemas, part)[0]


def test_it_refers_to_itself_alone(make_result, tmp_path: Path):
    _export(built(make_result()), tmp_path)
    for path in [*(tmp_path / "stac").rglob("catalog.json"), *(tmp_path / "stac").rglob("item.json")]:
        for link in json.loads(path.read_text(encoding="utf-8"))["links"]:
            assert link["rel"] != "self"
            target = (path.parent / link["href"]).resolve()
            assert target.is_relative_to(tmp_path / "stac")
            assert target.exists()


def test_an_image_says_when_where_and_how_it_was_made(make_result, tmp_path: Path):
    result = make_result()
    angles = {"off_nadir_deg": _sourced(12.5), "sun_azimuth_deg": _sourced(-140.0), "sun_elevation_deg": _sourced(55.0)}
    late = replace(result.acquisitions[1], **angles, sensor=Sourced(value="WorldView-3", origin="file"))
    result = replace(
        result, acquisitions=(result.acquisitions[0], late), parameters={"area of interest": "whole images"}
    )
    item = _items(_export(result, tmp_path), "acquisitions")["late"]
    assert item.datetime is not None
    assert item.datetime.isoformat() == "2015-09-15T08:41:12+00:00"
    told = item.properties
    assert (told["gsd"], told["platform"], told["providers"]) == (0.5, "WorldView-3", [{"name": "© Somebody"}])
    assert (told["view:off_nadir"], told["view:sun_azimuth"], told["view:sun_elevation"]) == (12.5, 220.0, 55.0)
    assert (told["proj:code"], told["proj:shape"]) == ("EPSG:32636", [800, 1000])
    assert told["eo:cloud_cover"] == 5.0
    assert "processing:software" not in told, "it made no image"
    assert item.assets["image"].extra_fields["file:checksum"] == "1220" + "ab" * 32


def test_the_grid_leads_to_the_footprint(make_result, tmp_path: Path):
    item = _items(_export(make_result(), tmp_path), "acquisitions")["early"]
    rows, columns = item.properties["proj:shape"]
    grid = Affine(*item.properties["proj:transform"])
    to_lonlat = Transformer.from_crs(item.properties["proj:code"], 4326, always_xy=True)
    expected = {
        tuple(round(value, 6) for value in to_lonlat.transform(*(grid @ corner)))
        for corner in ((0, 0), (columns, 0), (columns, rows), (0, rows))
    }
    assert item.geometry is not None
    [ring] = item.geometry["coordinates"]
    assert {tuple(round(value, 6) for value in point) for point in ring} == expected


def test_what_is_not_known_is_left_out(make_result, tmp_path: Path):
    catalogue = _export(make_result(), tmp_path)
    for _, _, items in catalogue.walk():
        for item in items:
            assert [name for name, value in item.properties.items() if value is None and name != "datetime"] == []
    item = _items(catalogue, "acquisitions")["early"]
    assert not any(name.startswith(("view:", "sat:", "eo:")) for name in item.properties)
    assert not any("/view/" in each or "/eo/" in each for each in item.stac_extensions)


def test_an_image_of_unknown_time_lies_before_the_run(make_result, tmp_path: Path):
    result = make_result(empty=True)
    undated = replace(result.acquisitions[1], time=None)
    item = _items(_export(replace(result, acquisitions=(result.acquisitions[0], undated)), tmp_path), "acquisitions")[
        "late"
    ]
    assert item.datetime is None
    assert item.properties["start_datetime"] == "1858-01-01T00:00:00Z"
    assert item.properties["end_datetime"] == "2024-01-02T03:04:05Z"
    assert item.properties["hardstand:time_unknown"] is True


@pytest.mark.parametrize("how", ["no georeference", "unplaced"])
def test_an_image_of_unknown_place_has_none(make_result, tmp_path: Path, how: str):
    result = make_result(georeferenced=how != "no georeference", empty=True)
    if how == "unplaced":
        lost = Unplaced(acquisition="late", reason="nothing fits")
        registration = replace(result.registration, unplaced=(lost,), pairs=())
        result = replace(result, registration=registration)
    item = _items(_export(result, tmp_path), "acquisitions")["late"]
    assert (item.geometry, item.bbox) == (None, None)
    assert not any(name.startswith("proj:") for name in item.properties)
    validate_dict(item.to_dict(), extensions=[])


def test_results_are_the_run_s_own_files(make_result, tmp_path: Path):
    results = _items(_export(built(make_result()), tmp_path), "results")
    assert set(results) == {"sightings", "events", "construction", "verdicts", "report"}
    names = set()
    for item in results.values():
        for asset in item.assets.values():
            path = Path(str(asset.get_absolute_href()))
            content = path.read_bytes()
            assert content == (tmp_path / "run" / path.name).read_bytes()
            assert asset.extra_fields["file:size"] == len(content)
            assert asset.extra_fields["file:checksum"] == "1220" + hashlib.sha256(content).hexdigest()
            assert (asset.media_type == "application/vnd.apache.parquet") is (path.suffix == ".parquet")
            names.add(path.name)
    assert names == {"sightings.parquet", "events.parquet", "construction.parquet", "verdicts.json", "summary.json"}
    told = results["sightings"].properties
    assert told["processing:software"] == {"Hardstand": "0.1.0", "aircraft": "1"}
    assert told["label:classes"] == [{"name": "label", "classes": ["aircraft"]}]
    assert told["label:overviews"] == [{"property_key": "label", "counts": [{"name": "aircraft", "count": 1}]}]
    assert told["start_datetime"], told["end_datetime"] == ("2015-09-04T08:30:00Z", "2015-09-15T08:41:12Z")


def test_the_classes_are_all_that_could_have_been_found(make_result, tmp_path: Path):
    nothing = Construction(works=(), not_compared=(), compared_km2=0.2)
    told = _items(_export(replace(make_result(), construction=nothing), tmp_path), "results")["construction"].properties
    assert told["label:classes"] == [{"name": "kind", "classes": sorted(WorkKind)}]
    assert {count["count"] for count in told["label:overviews"][0]["counts"]} == {0}


def test_where_no_class_is_known_none_is_told(make_result, tmp_path: Path):
    """The schema refuses an empty list of them."""
    result = replace(make_result(empty=True), models=())
    assert "label:classes" not in _items(_export(result, tmp_path), "results")["sightings"].properties


@pytest.mark.parametrize("card", CARDS, ids=lambda path: path.stem)
def test_a_card_tells_the_bands_of_its_inputs_where_the_schemas_look(card: Path):
    item = json.loads(card.read_text(encoding="utf-8"))
    [read] = item["properties"]["mlm:input"]
    assert item["properties"]["bands"] == item["assets"]["weights"]["bands"] == read["bands"]


def test_a_shipped_detector_is_told_after_its_card(make_result, tmp_path: Path):
    card = json.loads((MODELS / "craft.json").read_text(encoding="utf-8"))
    [model] = make_result().models
    result = replace(make_result(), models=(_shipped(model), model))
    items = _items(_export(result, tmp_path), "models")
    told = items["hardstand-craft-1"]
    assert told.properties["mlm:architecture"] == card["properties"]["mlm:architecture"]
    assert told.properties["bands"] == [{"name": "red"}, {"name": "green"}, {"name": "blue"}]
    assert told.assets["weights"].extra_fields["mlm:artifact_type"] == "onnx"
    assert "mlm:model" in (told.assets["weights"].roles or [])
    validate_dict(told.to_dict(), extensions=[])
    strange = items["aircraft-1"]
    assert not any("mlm" in each for each in (*strange.stac_extensions, *strange.properties))


@pytest.mark.parametrize("simulated", [True, False])
def test_a_simulated_run_says_so_everywhere(make_result, tmp_path: Path, simulated: bool):
    catalogue = _export(replace(built(make_result()), simulated=simulated), tmp_path)
    for root, _, items in catalogue.walk():
        assert root.extra_fields["hardstand:simulated"] is simulated
        assert root.description.startswith("Simulated images") is simulated
        assert {item.properties["hardstand:simulated"] for item in items} <= {simulated}


def test_words_of_strangers_make_no_paths_and_no_markup(make_result, tmp_path: Path):
    catalogue = _export(make_result(names=("../../" + HOSTILE, NAMES[0]), site_name=NAMES[2]), tmp_path)
    assert set(_items(catalogue, "acquisitions")) == {"../../" + HOSTILE, NAMES[0]}
    assert NAMES[2] in catalogue.description
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run", "stac"]
    for path in (tmp_path / "stac").rglob("item.json"):
        assert not set("<>&") & set(path.read_text(encoding="utf-8"))
        assert path.parent.name in {"1", "2", "sightings", "events", "verdicts", "report"}
