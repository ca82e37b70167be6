"""The catalogue as a whole: where its items lie, how they refer to each other, how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pystac
from pystac import CatalogType, Link, RelType
from pystac.stac_io import DefaultStacIO

from hardstand.exchange.exports.run import FinishedRun
from hardstand.exchange.exports.stac.acquisitions import acquisition_item
from hardstand.exchange.exports.stac.models import model_item
from hardstand.exchange.exports.stac.results import RESULTS, result_item
from hardstand.exchange.files import new_folder
from hardstand.exchange.records import inert_json, iso_utc

CATALOGUE = "catalog.json"
SIMULATED = "Simulated images: they show no real place. "
LABELS = ("sightings", "construction")
"""Results that are labels of the images, and say so in their links."""


def write_stac(run: FinishedRun, path: Path) -> None:
    """Write a folder with a catalogue of the images, the results and the detectors.

    Nothing in it is named after what a stranger wrote: folders of images and detectors are numbered.

    Raises:
        OutputError: it can't be written.
    """
    with new_folder(path) as folder:
        root = _catalogue(_id(run), f"{run.place}: images and results of Hardstand", run)
        root.set_self_href(str(folder / CATALOGUE))
        images = [acquisition_item(each, run) for each in run.summary.acquisitions]
        _add(root, folder, "acquisitions", "The images.", images, run)
        _add_results(root, folder, images, run)
        _add(root, folder, "models", "The detectors.", [model_item(each, run) for each in run.summary.models], run)
        root.save(CatalogType.SELF_CONTAINED, stac_io=_InertIO())


def _id(run: FinishedRun) -> str:
    return f"hardstand-{iso_utc(run.summary.generated)}"


def _catalogue(id: str, about: str, run: FinishedRun) -> pystac.Catalog:
    simulated = run.summary.simulated
    return pystac.Catalog(
        id=id,
        title=f"Simulated: {about}" if simulated else about,
        description=SIMULATED * simulated + about,
        extra_fields={"hardstand:simulated": simulated},
        catalog_type=CatalogType.SELF_CONTAINED,
    )


def _branch(root: pystac.Catalog, folder: Path, name: str, about: str, run: FinishedRun) -> pystac.Catalog:
    branch = _catalogue(name, about, run)
    root.add_child(branch)
    branch.set_self_href(str(folder / name / CATALOGUE))
    return branch


def _add(
    root: pystac.Catalog, folder: Path, name: str, about: str, items: Sequence[pystac.Item], run: FinishedRun
) -> None:
    branch = _branch(root, folder, name, about, run)
    for number, item in enumerate(items, start=1):
        branch.add_item(item)
        item.set_self_href(str(folder / name / str(number) / "item.json"))


def _add_results(root: pystac.Catalog, folder: Path, images: Sequence[pystac.Item], run: FinishedRun) -> None:
    branch = _branch(root, folder, "results", "What was found on the images.", run)
    for found in RESULTS:
        home = folder / branch.id / found.id
        item = result_item(found, run, home)
        if item is None:
            continue
        branch.add_item(item)
        item.set_self_href(str(home / "item.json"))
        rel = "source" if found.id in LABELS else RelType.DERIVED_FROM
        item.add_links([Link(rel, image, "application/geo+json") for image in images])


class _InertIO(DefaultStacIO):
    def json_dumps(self, json_dict: dict[str, Any], *args: Any, **kwargs: Any) -> str:  # noqa: ANN401, ARG002 - pystac's own
        return inert_json(json_dict)
