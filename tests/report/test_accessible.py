"""Rules of accessibility that a page can be held to without a browser, and what the page may run at all.

The rules are those of axe-core that fail most pages: landmarks, order of headings, names of pictures and controls,
table headers, unique ids, contrast. `test_browser.py` runs axe-core itself where a browser is at hand.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

import hardstand.report
from hardstand.report import Pictures, render_report
from hardstand.result import RunResult

TEMPLATES = Path(hardstand.report.__file__).parent / "templates"
VOID = {"meta", "br", "img", "input", "link"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Element:
    """A node of the page."""

    tag: str
    attributes: dict[str, str]
    parents: tuple[str, ...]
    text: str = ""


@dataclass
class Tree(HTMLParser):
    """All elements of a page, in order."""

    page: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.feed(self.page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parents = tuple(each.tag for each in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, parents)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(
            Element(tag, {name: value or "" for name, value in attrs}, tuple(each.tag for each in self._open))
        )

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for each in self._open:
            each.text += data

    def all(self, *tags: str) -> list[Element]:
        return [each for each in self.elements if each.tag in tags]


@pytest.fixture(scope="module")
def text(run: RunResult, simulated: Pictures) -> str:
    return render_report(run, simulated)


@pytest.fixture(scope="module")
def page(text: str) -> Tree:
    return Tree(text)


def test_language_title_and_zoom(page: Tree) -> None:
    assert page.all("html")[0].attributes["lang"] == "en"
    assert page.all("title")[0].text.strip()
    [viewport] = [each.attributes["content"] for each in page.all("meta") if each.attributes.get("name") == "viewport"]
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport


def test_landmarks(page: Tree) -> None:
    assert len(page.all("main")) == len(page.all("header")) == len(page.all("footer")) == 1
    named = [each.attributes.get("aria-label") for each in page.all("aside")]
    assert all(named)
    assert len(set(named)) == len(named)
    outside = [
        each
        for each in page.all("p", "h1", "h2", "table", "figure")
        if not {"main", "header", "footer"} & set(each.parents)
    ]
    assert outside == []


def test_headings_begin_with_one_and_skip_no_level(page: Tree) -> None:
    levels = [HEADINGS.index(each.tag) + 1 for each in page.all(*HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(each.text.strip() for each in page.all(*HEADINGS))


def test_pictures_and_drawings_have_names_or_are_hidden(page: Tree) -> None:
    assert all(each.attributes.get("alt", "").strip() for each in page.all("img"))
    assert all(each.attributes.get("width") and each.attributes.get("height") for each in page.all("img"))
    for drawing in page.all("svg"):
        hidden = drawing.attributes.get("aria-hidden") == "true"
        assert hidden or (drawing.attributes.get("role") == "img" and drawing.attributes.get("aria-labelledby"))


def test_nothing_hidden_takes_the_focus(page: Tree) -> None:
    inside = [each for each in page.all("a") if "svg" in each.parents]
    assert inside
    assert {each.attributes.get("tabindex") for each in inside} == {"-1"}


def test_tables_have_captions_and_headers_with_a_scope(page: Tree) -> None:
    assert len(page.all("caption")) == len(page.all("table"))
    assert {each.attributes.get("scope") for each in page.all("th")} <= {"col", "row"}


def test_references_lead_somewhere(page: Tree) -> None:
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    for each in page.elements:
        if each.tag == "a":
            assert each.attributes["href"][1:] in ids
            assert each.text.strip()
        if "aria-labelledby" in each.attributes:
            assert each.attributes["aria-labelledby"] in ids


def test_what_scrolls_can_be_scrolled_by_keyboard(page: Tree) -> None:
    scrolling = [each for each in page.elements if "scroll" in each.attributes.get("class", "").split()]
    assert scrolling
    for each in scrolling:
        assert each.attributes["tabindex"] == "0"
        assert each.attributes["role"] == "region"
        assert each.attributes["aria-label"]


def test_the_slider_of_the_script_has_a_name_and_a_value_in_words() -> None:
    script = (TEMPLATES / "script.js").read_text(encoding="utf-8")
    assert 'type: "range"' in script
    assert '"aria-label"' in script
    assert '"aria-valuetext"' in script


def test_focus_is_visible_and_motion_is_none() -> None:
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    assert re.search(r":focus-visible \{ outline: 3px", style)
    assert "outline: none" not in style
    assert "animation" not in style
    assert "transition" not in style


def test_pictures_stay_as_they_are_in_the_dark() -> None:
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    assert "filter" not in style
    assert "mix-blend-mode" not in style


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted([luminance(first), luminance(second)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_contrast_is_enough_in_both_schemes(dark: bool) -> None:
    """WCAG 2.2: 4.5 for text (1.4.3), 3 for what one must see to use the page (1.4.11)."""
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    light, night = (
        dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    )
    colours = {**light, **night} if dark else light
    for first in ("ink", "soft", "accent"):
        assert contrast(colours[first], colours["paper"]) >= 4.5, first
    assert contrast(colours["ink"], colours["panel"]) >= 4.5
    for first in ("focus", "accent"):
        assert contrast(colours[first], colours["paper"]) >= 3, first


def test_the_policy_names_the_style_and_the_script_and_nothing_else(page: Tree) -> None:
    [policy] = [
        each.attributes["content"]
        for each in page.all("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": digest(page.all("style")[0].text),
        "script-src": digest(page.all("script")[0].text),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_nothing_inline_needs_another_policy(page: Tree) -> None:
    for each in page.elements:
        assert "style" not in each.attributes
        assert not [name for name in each.attributes if name.startswith("on")]
    script = (TEMPLATES / "script.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|eval|Function|document\.write|fetch|XMLHttp|import|http", script)
