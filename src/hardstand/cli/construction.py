"""`hardstand construction`: what was built between the dates of a site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from hardstand.cli.detect import open_images
from hardstand.cli.options import Gsd
from hardstand.cli.screen import Tell, messages, progress, results
from hardstand.cli.works_table import works_table
from hardstand.construction import Construction
from hardstand.errors import MetadataError
from hardstand.exchange import new_folder, write_change, write_construction, write_works
from hardstand.imagery import Acquisition, refuse_same_time, require_time
from hardstand.pipeline import built_on, open_all
from hardstand.simulation import is_simulated
from hardstand.site import Site, load_site

SITE_ENDINGS = (".toml", ".json", ".geojson")


def construction(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="SITE | IMAGE IMAGE...", help="Site file, or images in the order of time.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="Folder to make, or a .geojson file to write.")
    ],
    gsd: Gsd = None,
) -> None:
    """Say what was built and what vanished between dates: outline, size, kind, window and state."""
    with progress() as tell:
        site, acquisitions = _opened(inputs, gsd, tell)
        found = built_on(acquisitions, site, tell)
        simulated = any(is_simulated(each.raster.path) for each in acquisitions)
        if output.suffix.lower() in {".json", ".geojson"}:
            write_construction(found.construction, found.frame, output, simulated=simulated)
            write_change(found.change, acquisitions[0].raster, output.with_name("change.tif"), simulated=simulated)
        else:
            with new_folder(output) as folder:
                write_construction(
                    found.construction, found.frame, folder / "construction.geojson", simulated=simulated
                )
                write_works(found.construction, found.frame, folder / "construction.parquet", simulated=simulated)
                write_change(found.change, acquisitions[0].raster, folder / "change.tif", simulated=simulated)
    show_works(found.construction)
    results().print(f"Written: {output}", markup=False)


def _opened(inputs: Sequence[Path], gsd: float | None, tell: Tell) -> tuple[Site, tuple[Acquisition, ...]]:
    """The images in the order of time: of a site file, or as they were named."""
    if len(inputs) == 1 and inputs[0].suffix.lower() in SITE_ENDINGS:
        configuration = load_site(inputs[0])
        return configuration.site, open_all(configuration.acquisitions, datetime.now(UTC), tell)
    if len(inputs) < 2:
        raise MetadataError(
            f"{inputs[0]} is one image, and what was built shows only between two. Name two images or more, the "
            "earlier first, or a site file (.toml)."
        )
    return Site(name=inputs[0].stem), in_order(open_images(inputs, gsd))


def in_order(acquisitions: Sequence[Acquisition]) -> tuple[Acquisition, ...]:
    """By time where all have one, else as they were named.

    Raises:
        MetadataError: two have the same time.
    """
    refuse_same_time(acquisitions)
    unknown = [each.raster.path.name for each in acquisitions if each.time is None]
    if unknown:
        messages().print(
            f"The time of {', '.join(unknown)} is not known: the images are taken in the order in which they are "
            "named, and no window can be given.",
            markup=False,
        )
        return tuple(acquisitions)
    return tuple(sorted(acquisitions, key=require_time))


def show_works(found: Construction) -> None:
    """A table of works, and what could not be compared."""
    console = results()
    console.print(works_table(found))
    for pair in found.not_compared:
        messages().print(f"{pair.before} and {pair.after} were not compared: {pair.reason}", markup=False)
