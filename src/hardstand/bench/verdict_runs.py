"""Small simulated sites under cloud, fog and haze, coarse, cut in half; each run through the whole pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from hardstand.bench.verdict_moments import planned_moment, seen_moment
from hardstand.bench.verdict_sites import Look, Variation, history_plans, images_plan
from hardstand.bench.verdict_truth import Moment
from hardstand.detection import DetectionRequest, load_detectors
from hardstand.errors import HardstandError
from hardstand.exchange import write_summary, write_text_atomically
from hardstand.exchange.showing import read_showing
from hardstand.pipeline import RunRequest, detectors_of, run_site
from hardstand.simulation.demo import AIRPORT, SITE_NAME, write_image
from hardstand.simulation.globe import Globe
from hardstand.simulation.plan import CloudPlan, HazePlan, SitePlan
from hardstand.simulation.scene import render_site
from hardstand.simulation.truth import DateTruth
from hardstand.simulation.truth_file import iso_utc
from hardstand.site import load_site
from hardstand.verdicts.showing import Showing

PRESENT = datetime(2016, 1, 1, tzinfo=UTC)
"""When the runs pretend to be made: the same each time."""

_FACTS, _REFUSED = "facts.json", "refused.txt"
_MOMENTS = TypeAdapter(tuple[Moment, ...])

_FOG = CloudPlan(centre=(0.0, 0.0), radii_m=(2000.0, 1800.0), height_m=120.0)
_OVER_APRON = CloudPlan(centre=(160.0, 40.0), radii_m=(170.0, 190.0), softness_m=55.0)
_OVER_EAST = CloudPlan(centre=(165.0, 60.0), radii_m=(90.0, 120.0), softness_m=50.0)
_OVER_FIGHTERS = CloudPlan(centre=(60.0, -232.0), radii_m=(80.0, 34.0), softness_m=16.0, height_m=200.0)
_OVER_WEST = CloudPlan(centre=(36.0, 86.0), radii_m=(38.0, 66.0), softness_m=18.0, height_m=200.0)
_ASIDE = CloudPlan(centre=(-395.0, 330.0), radii_m=(90.0, 70.0), softness_m=40.0)

_FIRST, _SECOND, _THIRD, _LAST = "2015-08-20", "2015-09-04", "2015-09-09", "2015-09-15"


def _dated(*days: str, gsd_m: float = 0.5) -> tuple[Look, ...]:
    return tuple(Look(day=day, gsd_m=gsd_m) for day in days)


def _pair(last: Look, first: str = _SECOND) -> tuple[Look, ...]:
    return Look(day=first), last


def variations() -> tuple[Variation, ...]:
    """All sites that are rendered."""
    dense = _dated("2015-09-11", "2015-09-13", _LAST)
    return tuple(
        replace(each, seed=seed)
        for seed, each in enumerate(
            (
                Variation(name="clear-three", looks=_dated(_FIRST, _SECOND, _LAST)),
                Variation(name="clear-early", looks=_dated(_SECOND, _THIRD)),
                Variation(name="clear-late", looks=_dated(_THIRD, _LAST)),
                Variation(name="clear-far", looks=_dated(_FIRST, _LAST), builds=False),
                Variation(name="dense-a", looks=dense),
                Variation(name="dense-b", looks=dense, stay=0.6),
                Variation(name="dense-fog", looks=(*dense[:2], Look(day=_LAST, clouds=(_FOG,)))),
                Variation(name="nearly-empty", looks=_dated(_THIRD, _LAST), first=1, come=0.03),
                Variation(name="full", looks=_dated(_THIRD, _LAST), first=12, come=0.7),
                Variation(name="cloud-last", looks=_pair(Look(day=_LAST, clouds=(_OVER_APRON,)))),
                Variation(name="cloud-first", looks=(Look(day=_SECOND, clouds=(_OVER_EAST, _ASIDE)), Look(day=_LAST))),
                Variation(name="small-cloud-last", looks=_pair(Look(day=_LAST, clouds=(_OVER_FIGHTERS,)), _THIRD)),
                Variation(name="small-cloud-first", looks=(Look(day=_THIRD, clouds=(_OVER_WEST,)), Look(day=_LAST))),
                Variation(name="small-cloud-both", looks=_clouded(_OVER_WEST, _OVER_FIGHTERS), first=14, come=0.6),
                Variation(name="cloud-aside", looks=_clouded(_ASIDE, _ASIDE)),
                Variation(name="fog-last", looks=_pair(Look(day=_LAST, clouds=(_FOG,)))),
                Variation(
                    name="fog-between", looks=(*_pair(Look(day=_THIRD, clouds=(_FOG,))), Look(day=_LAST)), builds=False
                ),
                Variation(name="haze-half", looks=_hazy(HazePlan(strength=0.45))),
                Variation(name="haze-thick", looks=_hazy(HazePlan(strength=0.75))),
                Variation(
                    name="haze-bank", looks=_hazy(HazePlan(strength=0.85, centre=(150.0, 0.0), radii_m=(160.0, 200.0)))
                ),
                Variation(name="gsd-1", looks=_dated(_SECOND, _LAST, gsd_m=1.0)),
                Variation(name="gsd-1-mixed", looks=_pair(Look(day=_LAST, gsd_m=1.0))),
                Variation(name="gsd-2", looks=_dated(_SECOND, _LAST, gsd_m=2.0)),
                Variation(name="gsd-2-mixed", looks=_pair(Look(day=_LAST, gsd_m=2.0), _THIRD)),
                Variation(name="gsd-4", looks=_dated(_SECOND, _LAST, gsd_m=4.0)),
                Variation(name="gsd-4-mixed", looks=_pair(Look(day=_LAST, gsd_m=4.0), _THIRD)),
                Variation(name="gsd-4-forced", looks=_dated(_THIRD, _LAST, gsd_m=4.0), forced=True),
                Variation(name="gsd-10", looks=_dated(_SECOND, _LAST, gsd_m=10.0)),
                Variation(name="gsd-10-mixed", looks=_pair(Look(day=_LAST, gsd_m=10.0), _THIRD)),
                Variation(name="half-both", looks=_halved("north", "north"), area=True),
                Variation(name="half-last", looks=_halved("whole", "south"), area=True),
                Variation(name="half-first", looks=_halved("north", "whole"), area=True),
                Variation(name="half-empty", looks=_halved("west", "west"), area=True),
                Variation(name="half-no-area", looks=_halved("whole", "north")),
            )
        )
    )


def _clouded(first: CloudPlan, last: CloudPlan) -> tuple[Look, ...]:
    return Look(day=_THIRD, clouds=(first,)), Look(day=_LAST, clouds=(last,))


def _hazy(bank: HazePlan) -> tuple[Look, ...]:
    return _pair(Look(day=_LAST, haze_banks=(bank,)), _THIRD)


def _halved(first: str, last: str) -> tuple[Look, ...]:
    return Look(day=_THIRD, keep=first), Look(day=_LAST, keep=last)


@dataclass(frozen=True, kw_only=True)
class SiteRun:
    """A run and what was really there.

    Attributes:
        name: of the variation.
        showing: what the run shows; None where it refused.
        refused: why it did; empty otherwise.
        history: what was there, in the order of time.
    """

    name: str
    showing: Showing | None
    refused: str
    history: tuple[Moment, ...]


def run_variation(variation: Variation, folder: Path) -> SiteRun:
    """Render and run a site, or read back what an earlier call left in the folder."""
    home = folder / variation.name
    if not ((home / _FACTS).is_file() and any((home / name).is_file() for name in ("summary.json", _REFUSED))):
        home.mkdir(parents=True, exist_ok=True)
        _run(_render(variation, home), variation, home)
    history = _MOMENTS.validate_json((home / _FACTS).read_bytes())
    refused = (home / _REFUSED).read_text(encoding="utf-8") if (home / _REFUSED).is_file() else ""
    return SiteRun(
        name=variation.name, showing=None if refused else read_showing(home), refused=refused, history=history
    )


def _render(variation: Variation, home: Path) -> Path:
    """Images, the site file, and what was there; gives the site file."""
    plan, looks = images_plan(variation), {look.day: look for look in variation.looks}
    scene = render_site(plan, np.random.default_rng(variation.seed))
    shown = {date.id: date for date in scene.truth.dates}
    for date, pixels in zip(scene.truth.dates, scene.images, strict=True):
        rows, columns = looks[date.id].kept(pixels.shape)
        moved = date.transform * date.transform.translation(columns.start, rows.start)
        write_image(home / f"{date.id}.tif", pixels[rows, columns], replace(date, transform=moved))
    moments = [
        seen_moment(day, shown[day.id], scene.truth.works, looks[day.id])
        if day.id in shown
        else planned_moment(day, variation)
        for day in history_plans(variation)
    ]
    write_text_atomically(home / _FACTS, _MOMENTS.dump_json(tuple(moments), indent=1).decode())
    site = home / "site.toml"
    site.write_text(_site_toml(plan, scene.truth.dates, area=variation.area), encoding="utf-8")
    return site


def _site_toml(plan: SitePlan, dates: Sequence[DateTruth], *, area: bool) -> str:
    lines = ["[site]", f'name = "{SITE_NAME}"', f'airport = "{AIRPORT}"']
    if area:
        half = plan.width_m / 2, plan.height_m / 2
        corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
        ring = [list(Globe(plan).lonlat((east * half[0], north * half[1]))) for east, north in corners]
        lines.append(f'aoi = {{ type = "Polygon", coordinates = [{ring}] }}')
    for date in dates:
        lines += ["", "[[acquisition]]", f'image = "{date.id}.tif"', f"datetime = {iso_utc(date.time)}"]
        lines.append(f"gsd = {date.transform.a}")
    return "\n".join(lines) + "\n"


def _run(site: Path, variation: Variation, home: Path) -> None:
    """The summary beside the site file, or why there is none; the images go."""
    try:
        configuration = load_site(site)
        request = RunRequest(now=PRESENT, detection=DetectionRequest(forced=variation.forced), simulated=True)
        detectors, failed = load_detectors(detectors_of(configuration), home)
        write_summary(run_site(configuration, detectors, request, failed=failed), home / "summary.json")
    except HardstandError as error:
        (home / _REFUSED).write_text(str(error).replace(f"{home}/", ""), encoding="utf-8")
    for image in home.glob("*.tif"):
        image.unlink()
