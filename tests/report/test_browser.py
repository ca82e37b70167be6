"""The page in a real browser, where one is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardstand.bench.browser import PHONE, look, missing, opened
from hardstand.report import Pictures, render_report
from hardstand.result import RunResult

pytestmark = [
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
    # Playwright leaves the sockets of its driver to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def page(run: RunResult, simulated: Pictures, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render_report(run, simulated), encoding="utf-8")
    return path


@pytest.mark.parametrize("dark", [False, True])
def test_no_request_no_error_no_serious_issue_and_fit_for_a_phone(page: Path, dark: bool) -> None:
    seen = look(page, dark=dark)
    assert seen.requests == ()
    assert seen.errors == ()
    assert seen.phone_overflow_px <= 0
    assert not seen.accessibility


def test_the_page_is_dark_where_that_is_asked_for(page: Path) -> None:
    with opened(color_scheme="dark") as view:
        view.goto(page.as_uri())
        paper = view.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == "rgb(20, 21, 19)"


def test_the_slider_answers_to_keys_and_drags(page: Path) -> None:
    with opened() as view:
        view.goto(page.as_uri())
        box = view.locator(".compare.laid").first
        slider = box.locator("input[type=range]")
        slider.focus()
        view.keyboard.press("End")
        assert slider.get_attribute("aria-valuetext") == "0 % later picture"
        view.keyboard.press("Home")
        assert slider.get_attribute("aria-valuetext") == "100 % later picture"
        bounds = box.locator(".curtain").bounding_box()
        view.mouse.move(bounds["x"] + bounds["width"] / 2, bounds["y"] + bounds["height"] - 20)
        view.mouse.down()
        view.mouse.move(bounds["x"] + bounds["width"] * 0.25, bounds["y"] + bounds["height"] - 20)
        view.mouse.up()
        assert slider.get_attribute("aria-valuetext") == "75 % later picture"
        assert "inset(0" in box.locator(".after img").evaluate("image => getComputedStyle(image).clipPath")


def test_without_script_and_in_print_both_pictures_stand_side_by_side(page: Path) -> None:
    def lefts(view) -> list[float]:
        images = view.locator(".compare").nth(1).locator("img")
        return [images.nth(place).bounding_box()["x"] for place in (0, 1)]

    with opened(java_script_enabled=False) as view:
        view.goto(page.as_uri())
        before, after = lefts(view)
        assert after > before + 50
        assert view.locator("input").count() == 0
    with opened() as view:
        view.goto(page.as_uri())
        view.emulate_media(media="print")
        before, after = lefts(view)
        assert after > before + 50
        assert not view.locator(".compare input").first.is_visible()


def test_the_map_leads_to_each_change(page: Path, run: RunResult) -> None:
    with opened() as view:
        view.goto(page.as_uri())
        targets = view.locator(".map a").evaluate_all("all => all.map(each => each.getAttribute('href').slice(1))")
        assert sorted(targets) == sorted(event.id for event in run.ledger.events)
        drawn, under = (view.locator(f".map {part}").first.bounding_box() for part in ("svg", "img"))
        assert drawn == pytest.approx(under, abs=1)
        assert under["width"] > PHONE
