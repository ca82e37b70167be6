"""`hardstand coverage`: which images exist of a place and a period, and so what could be proved at best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from hardstand import __version__
from hardstand.cli.screen import cell, messages, progress, results
from hardstand.coverage import (
    COVERED_SHARE,
    Bounds,
    Catalogue,
    Coverage,
    Limits,
    Pass,
    Period,
    Place,
    bound,
    place_of_area,
    read_box,
    read_catalogue,
    read_claimed,
    read_period,
    read_spot,
    survey,
)
from hardstand.errors import MetadataError, SiteFileError
from hardstand.exchange import coverage_record, to_json, write_text_atomically
from hardstand.report import sentences
from hardstand.site import load_site

GAPS_SHOWN = 5
"""The longest are told on the screen, all in the JSON file."""

NAMES_SHOWN = 3
"""Images of a pass that are named on the screen."""


def coverage(  # noqa: PLR0913 - one argument for each option of the command
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files of footprints (GeoJSON, STAC), or URLs of STAC APIs."),
    ],
    *,
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="First day, or time with its zone.")],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="Last day, or time with its zone.")],
    at: Annotated[str | None, typer.Option("--at", metavar="LON,LAT", help="The place: a spot, degrees.")] = None,
    bbox: Annotated[str | None, typer.Option("--bbox", metavar="W,S,E,N", help="The place: a box, degrees.")] = None,
    site: Annotated[
        Path | None, typer.Option("--site", metavar="SITE", help="The place: area of interest of a site file.")
    ] = None,
    claimed: Annotated[
        str | None,
        typer.Option("--claimed", metavar="DAY[/DAY]", help="When something is said to have happened: what bounds it?"),
    ] = None,
    max_cloud: Annotated[
        float | None, typer.Option("--max-cloud", metavar="PERCENT", help="Most cloud on an image's whole footprint.")
    ] = None,
    max_off_nadir: Annotated[
        float | None, typer.Option("--max-off-nadir", metavar="DEG", help="Most degrees off the vertical.")
    ] = None,
    max_gsd: Annotated[
        float | None,
        typer.Option("--max-gsd", metavar="M", help="Coarsest ground sampling distance, metres per pixel."),
    ] = None,
    min_covered: Annotated[
        float, typer.Option("--min-covered", metavar="PERCENT", help="Least share of an area that a pass must cover.")
    ] = COVERED_SHARE * 100,
    collection: Annotated[
        list[str] | None,
        typer.Option("--collection", metavar="NAME", help="Only this STAC collection. May be given more than once."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="JSON file to write, if wanted.")
    ] = None,
) -> None:
    """Say which images a catalogue has of a place and a period, which gaps they leave, what could be proved at best."""
    place = _place(at, bbox, site)
    asked = read_period(first, last)
    time = None if claimed is None else _within(read_claimed(claimed), asked)
    period = _past(asked)
    limits = Limits(
        cloud_share=None if max_cloud is None else max_cloud / 100,
        off_nadir_deg=max_off_nadir,
        gsd_m=max_gsd,
        covered_share=min_covered / 100,
    )
    with progress() as tell:
        catalogue = read_catalogue(sources, place, period, collection or (), tell)
    found = survey(catalogue, place, period, limits)
    bounds = None if time is None else bound(found, time)
    if output is not None:
        write_text_atomically(output, to_json(_record(found, bounds, sources, len(catalogue.footprints))))
    _show(found, bounds)
    _warn_of_swapped(catalogue, found)


def _warn_of_swapped(catalogue: Catalogue, found: Coverage) -> None:
    other = None if found.passes else found.place.swapped()
    passes = () if other is None else survey(catalogue, other, found.period, found.limits).passes
    if other is not None and passes:
        messages().print(
            f"At {other.name} there are passes: were the two numbers swapped? Longitude comes first.", markup=False
        )


def _place(at: str | None, bbox: str | None, site: Path | None) -> Place:
    ways: list[Callable[[], Place]] = []
    if at is not None:
        ways.append(lambda: read_spot(at))
    if bbox is not None:
        ways.append(lambda: read_box(bbox))
    if site is not None:
        ways.append(lambda: _of_site(site))
    if len(ways) != 1:
        raise typer.BadParameter("give the place once: --at LON,LAT, --bbox W,S,E,N or --site SITE.toml")
    return ways[0]()


def _of_site(path: Path) -> Place:
    site = load_site(path).site
    if site.aoi is None:
        raise SiteFileError(
            f"{path} names no area of interest; add aoi to [site], or give the place with --at or --bbox."
        )
    return place_of_area(site.name, site.aoi)


def _within(claimed: Period, asked: Period) -> Period:
    """What is claimed, where the period holds it: images outside the period bound nothing."""
    if claimed.begins < asked.begins or claimed.ends > asked.ends:
        raise MetadataError(
            f"The claimed time ({claimed.begins.isoformat()} to {claimed.ends.isoformat()}) reaches out of the period; "
            "widen --from and --to so that images before and after it are found."
        )
    return claimed


def _past(period: Period) -> Period:
    """What of the period is over; says so where that is not all of it."""
    now = datetime.now(UTC).replace(microsecond=0)
    past = period.cut_at(now)
    if past is not period:
        messages().print(f"The period ends in the future; what lies after {now.isoformat()} is left out.", markup=False)
    return past


def _record(found: Coverage, bounds: Bounds | None, sources: Sequence[str], listed: int) -> dict[str, object]:
    return {
        "hardstand": {"version": __version__},
        "sources": list(sources),
        "footprints": listed,
        "statements": sentences(found, bounds, found.gaps),
        **coverage_record(found, bounds),
    }


def _show(found: Coverage, bounds: Bounds | None) -> None:
    console = results()
    if found.passes:
        console.print(_table(found))
    longest = sorted(found.gaps, key=lambda gap: gap.length, reverse=True)[:GAPS_SHOWN]
    shown = [gap for gap in found.gaps if gap in longest]
    for sentence in sentences(found, bounds, shown):
        console.print(sentence, markup=False)
    if len(found.gaps) > len(shown):
        console.print(f"The {len(shown)} longest of {len(found.gaps)} gaps are told; -o FILE writes all.", markup=False)


def _table(found: Coverage) -> Table:
    rows = Table()
    for name in ("Taken,\nUTC", "Satellite,\nimages"):
        rows.add_column(name, no_wrap=True)
    for name in ("GSD,\nm", "Off-\nnadir", "Cloud", "Covers"):
        rows.add_column(name, justify="right", no_wrap=True)
    rows.add_column("Usable", overflow="fold")
    for each in found.passes:
        rows.add_row(*_row(each))
    return rows


def _row(each: Pass) -> tuple[str, ...]:
    names = list(dict.fromkeys(image.id for image in each.images))
    more = [f"and {len(names) - NAMES_SHOWN} more"] if len(names) > NAMES_SHOWN else []
    return (
        f"{each.time:%Y-%m-%d\n%H:%M}",
        cell("\n".join([each.platform or "not known", *names[:NAMES_SHOWN], *more])),
        _range([image.gsd_m for image in each.images], ".2f"),
        _range([image.off_nadir_deg for image in each.images], ".0f", "°"),
        _range([_percent(image.cloud_share) for image in each.images], ".0f", " %"),
        f"{each.covered_share:.0%}".replace("%", " %"),
        "yes" if each.usable else cell(f"no: {', '.join(each.reasons)}"),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100


def _range(values: Sequence[float | None], form: str, unit: str = "") -> str:
    """The least and the greatest of what is known."""
    known = [value for value in values if value is not None]
    if not known:
        return "not\nknown"
    ends = dict.fromkeys((f"{min(known):{form}}", f"{max(known):{form}}"))
    return f"{'-'.join(ends)}{unit}"
