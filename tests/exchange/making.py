"""Folders of finished runs whose every value is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from shapely import Polygon

from hardstand.claims import Claim, ClaimKind, Document
from hardstand.claims.document import Published
from hardstand.claims.entries import Quantity, Source
from hardstand.claims.things import Thing
from hardstand.construction import Construction, Direction, Work, WorkKind, WorkState
from hardstand.construction.entries import KindProbability, Measures, Step
from hardstand.exchange import write_events, write_sightings, write_summary, write_verdicts, write_works
from hardstand.result import RunResult
from hardstand.timewindow import TimeWindow
from hardstand.verdicts import Checked, PartChecked, Verdict

HOSTILE = '</script><img src=x onerror=alert(1)> "\\ $[name] ../../etc/passwd'
FORMULA = '=HYPERLINK("http://example.org";"x")'
NAMES = ("قاعدة حميميم الجوية", "Авиабаза Хмеймим", "赫梅米姆空军基地")

MakeResult = Callable[..., RunResult]


def write_run(result: RunResult, folder: Path) -> Path:
    """The folder as `hardstand run` leaves it, without images and report."""
    folder.mkdir(parents=True, exist_ok=True)
    write_summary(result, folder / "summary.json")
    write_sightings(result, folder / "sightings.parquet")
    write_events(result, folder / "events.parquet")
    if result.construction is not None:
        write_works(
            result.construction, result.registration.frame, folder / "construction.parquet", simulated=result.simulated
        )
    return folder


def built(result: RunResult) -> RunResult:
    """With one new building, 20 m x 10 m, between the two dates."""
    early, late = (each.id for each in result.acquisitions)
    outline = Polygon([(767_100, 3_920_800), (767_120, 3_920_800), (767_120, 3_920_810), (767_100, 3_920_810)])
    [before, after] = [each.time.value for each in result.acquisitions if each.time is not None]
    window = TimeWindow(after=before, by=after)
    kinds = (KindProbability(kind=WorkKind.BUILDING, probability=1.0),)
    step = Step(
        before=early, after=late, window=window, direction=Direction.NEW, outline=outline, probability=0.9, kinds=kinds
    )
    work = Work(
        id="work-1",
        direction=Direction.NEW,
        outline=outline,
        measures=Measures(area_m2=200.0, length_m=20.0, width_m=10.0, orientation_deg=90.0),
        kinds=kinds,
        probability=0.9,
        window=window,
        finished=None,
        states={early: WorkState.NOT_BEGUN, late: WorkState.BEGUN},
        state=None,
        steps=(step,),
    )
    return replace(result, construction=Construction(works=(work,), not_compared=(), compared_km2=0.2))


def checked_text(text: str = "six tanks", reason: str = "The image shows none.") -> tuple[list[Checked], Document]:
    """A text of one sentence, contradicted."""
    whole = f"The army said {text} stood there."
    claim = Claim(
        id="claim-1",
        start=14,
        end=14 + len(text),
        text=text,
        kind=ClaimKind.COUNT,
        thing=Thing.MAIN_BATTLE_TANK,
        quantity=Quantity(low=6, high=6),
        source=Source(speaker="the army", verb="said"),
        imagery_can_tell=True,
        why="Tanks are seen from above.",
        sentence=(0, len(whole)),
    )
    part = PartChecked(what="number", verdict=Verdict.CONTRADICTED, note=reason)
    checked = Checked(
        claim=claim,
        verdict=Verdict.CONTRADICTED,
        likelihood="almost no chance",
        confidence="high",
        reason=reason,
        evidence=("late",),
        parts=(part,),
    )
    document = Document(
        name="report.txt",
        text=whole,
        folded=whole,
        offsets=range(len(whole) + 1),
        paragraphs=(),
        published=Published(day=date(2015, 9, 20)),
        agency="Agency",
    )
    return [checked], document


def add_verdicts(folder: Path, text: str = "six tanks") -> Path:
    """The same folder after a text was checked."""
    checked, document = checked_text(text)
    write_verdicts(checked, document, folder / "verdicts.json")
    return folder


def with_image(result: RunResult, folder: Path) -> RunResult:
    """With images on the disk: grey, and on the later one a red box where the aircraft stands."""
    folder.mkdir(parents=True, exist_ok=True)
    acquisitions = []
    for each in result.acquisitions:
        pixels = np.full((3, 800, 1000), 120, np.uint8)
        if each is result.acquisitions[-1]:
            pixels[:, 200:230, 100:140] = np.array([250, 10, 10], np.uint8)[:, None, None]
        path = folder / each.raster.path.name
        grid = Affine(0.5, 0, 767_000, 0, -0.5, 3_921_000)
        with rasterio.open(
            path, "w", driver="GTiff", width=1000, height=800, count=3, dtype="uint8", crs="EPSG:32636", transform=grid
        ) as file:
            file.write(pixels)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        acquisitions.append(replace(each, raster=replace(each.raster, sha256=digest)))
    return replace(result, acquisitions=tuple(acquisitions))
