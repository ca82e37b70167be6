"""Works on the page: laid over each other, on the map, in the statements."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely import Polygon
from shapely.geometry import box

from hardstand.construction import Construction, Direction, Step, Work, WorkKind, WorkState
from hardstand.construction.entries import KindProbability, NotCompared
from hardstand.construction.measures import measure_outline
from hardstand.report import make_pictures, open_pixels, render_report, tell
from hardstand.report.site_map import site_map
from hardstand.report.work_pictures import make_work_pictures
from hardstand.result import RunResult
from hardstand.timewindow import TimeWindow

WEST, NORTH = 768_000.0, 3_921_000.0


def work_on(run: RunResult, outline: Polygon, shown: tuple[str, ...]) -> Work:
    """A building that some dates show and those before do not."""
    names = [each.id for each in run.acquisitions]
    first = names.index(shown[0])
    times = [each.time.value for each in run.acquisitions if each.time is not None]
    window = TimeWindow(after=times[first - 1], by=times[first])
    kinds = (KindProbability(kind=WorkKind.BUILDING, probability=1.0),)
    step = Step(
        before=names[first - 1],
        after=shown[0],
        window=window,
        direction=Direction.NEW,
        outline=outline,
        probability=0.95,
        kinds=kinds,
    )
    states = dict.fromkeys(names, WorkState.NOT_BEGUN)
    states |= {name: WorkState.BEGUN if name == shown[0] else WorkState.FINISHED for name in shown}
    return Work(
        id="work-1",
        direction=Direction.NEW,
        outline=outline,
        measures=measure_outline(outline),
        kinds=kinds,
        probability=0.95,
        window=window,
        finished=None,
        states=states,
        state=None,
        steps=(step,),
    )


def built(run: RunResult, shown: tuple[str, ...]) -> RunResult:
    outline = box(WEST + 100, NORTH - 400, WEST + 140, NORTH - 380)
    found = Construction(
        works=(work_on(run, outline, shown),),
        not_compared=(NotCompared(before="before", after="cloudy", reason="the light differs too much."),),
        compared_km2=0.2,
    )
    return replace(run, construction=found)


@pytest.mark.parametrize(
    ("shown", "likelihood", "confidence"),
    [(("after",), "roughly even chance", "low"), (("cloudy", "after"), "likely", "moderate")],
)
def test_how_likely_a_work_is_real_is_the_measured_share(
    real: RunResult, shown: tuple[str, ...], likelihood: str, confidence: str
) -> None:
    [told] = [each for each in tell(built(real, shown)) if each.id == "built/work-1"]
    assert (told.likelihood, told.confidence) == (likelihood, confidence)
    assert told.evidence[0] == "work-1"
    assert "A new building, about 40 m long and 20 m wide" in told.text
    assert "95" not in told.text.replace("80 to 95", "")  # the network's answer is no measured share


def test_the_work_is_laid_over_and_drawn_on_the_map_and_linked(real: RunResult) -> None:
    run = built(real, ("cloudy", "after"))
    pictures = make_pictures(run, open_pixels)
    page = render_report(run, pictures, make_work_pictures(run, open_pixels))
    work = page.partition('<article class="work" id="work-1">')[2].partition("</article>")[0]
    assert work.count("<img") == 2
    assert work.count('class="compare"') == 1
    assert page.count('href="#work-1"') == 2  # key statement and map
    shapes = site_map(run, pictures.backdrop, pictures.view).shapes
    assert shapes[0].id == "work-1"
    corners = [tuple(map(float, pair.split(","))) for pair in shapes[0].points.split()]
    assert min(column for column, _ in corners) == pytest.approx(
        (WEST + 100 - pictures.view.west) / pictures.view.gsd_m, abs=0.1
    )
    assert min(row for _, row in corners) == pytest.approx(
        (pictures.view.north - NORTH + 380) / pictures.view.gsd_m, abs=0.1
    )


def test_what_could_not_be_compared_is_a_statement(real: RunResult) -> None:
    [told] = [each for each in tell(built(real, ("after",))) if each.id == "not compared/before/cloudy"]
    assert told.evidence == ("before", "cloudy")
