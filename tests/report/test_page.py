"""The page says what the ledger holds, trusts nobody's text, and needs nothing but itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import hardstand.report
from hardstand.errors import ImageError, OutputError
from hardstand.frames import SiteFrame
from hardstand.ledger.entries import Ledger
from hardstand.measurement.scale import ScaleDoubt
from hardstand.registration.result import SiteRegistration
from hardstand.report import Pictures, make_pictures, open_pixels, render_report, write_report
from hardstand.report.templates import bound
from hardstand.report.words import number
from hardstand.result import RunResult

VOID = {"meta", "br", "img", "hr", "input", "link", "wbr"}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload='x'>\"'&{{ 7*7 }}{% raw %}"
NO_SLASH = HOSTILE.replace("/", "")  # for file names


class Page(HTMLParser):
    """Reads a page and refuses tags that are not closed in the order they were opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []
        self.ids: list[str] = []
        self.figures: list[str] = []
        self.cells: Counter[str] = Counter()
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "figure":
            self.figures.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, data: str) -> None:
        if "style" in self.open or "script" in self.open:
            return
        self.text.append(data)
        if "figure" in self.open:
            self.figures[-1] += data

    @property
    def words(self) -> str:
        """All text with plain spaces."""
        return re.sub(r"\s+", " ", "".join(self.text))


@pytest.fixture(scope="module")
def pictures(simulated: Pictures) -> Pictures:
    return simulated


@pytest.fixture(scope="module")
def page(run: RunResult, pictures: Pictures) -> Page:
    return Page(render_report(run, pictures))


def test_same_run_gives_same_bytes(run: RunResult, pictures: Pictures, tmp_path: Path) -> None:
    write_report(run, tmp_path / "report.html")
    assert (tmp_path / "report.html").read_bytes() == render_report(run, pictures).encode()
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_only_the_time_of_generation_differs_between_runs(run: RunResult, pictures: Pictures) -> None:
    later = replace(run, generated=run.generated.replace(year=2031))
    one, other = (render_report(result, pictures).splitlines() for result in (run, later))
    assert {(a, b) for a, b in zip(one, other, strict=True) if a.replace("2026", "2031") != b} == set()


def test_sections_come_in_their_order(page: Page) -> None:
    titles = ["Key statements", "Map of the site", "Arrivals and departures", "Counts and gaps over time"]
    titles += ["What this rests on", "Every date", "Objects by class", "What stayed", "What could not be judged"]
    places = [page.words.index(f" {title} ") for title in [*titles, "Method and limits", "What was used"]]
    assert places == sorted(places)


def test_headline_and_sentences_are_on_the_page(run: RunResult, page: Page) -> None:
    statements = hardstand.report.make_statements(run)
    said = [statements.headline, *statements.counts, *statements.stayed]
    said += [change.sentence for change in statements.changes]
    for sentence in said:
        assert sentence in page.words


def test_one_row_per_count_event_and_hidden_stand(run: RunResult, page: Page) -> None:
    chips = [value for tag, name, value in page.attributes if (tag, name) == ("figure", "class") and "chip" in value]
    events = [value for value in page.ids if value.startswith("event-")]
    assert sorted(events) == sorted(event.id for event in run.ledger.events)
    assert len(chips) == 2 * len(events) - 1  # the arrival with an open start has one picture
    rows = 3 + 1 + 2 + 1 + 2 + 1  # counts, hidden, fits; a head each
    assert page.tags["tr"] == rows
    assert "No earlier image shows this spot empty. 20 August 2015: without data." in page.words


def test_appendix_holds_sources_hashes_and_origins(run: RunResult, page: Page) -> None:
    for acquisition in run.acquisitions:
        assert acquisition.raster.path.name in page.words
        assert acquisition.raster.sha256 in page.words
        assert str(acquisition.raster.path.parent) not in page.words
    for text in (
        run.models[0].sha256,
        "CC BY-NC-SA 4.0",
        "0.41 px (0.25 m)",
        "412",
        "83 %",
        "same_stand_iou",
        "PHR 1A (DIMAP XML)",
        "unknown (neither the file nor the site file says it)",
        "The file name says 2014-09-04",
        "2 January 2026, 03:04 UTC",
    ):
        assert text in page.words


def test_captions_say_what_is_unknown(page: Page) -> None:
    caption = next(text for text in page.figures if "4 September 2015, 08:24" in text.replace("\xa0", " "))
    assert "Sensor, off-nadir, sun azimuth and sun elevation unknown" in re.sub(r"\s+", " ", caption)


def test_every_figure_of_a_simulated_run_says_so(real: RunResult, plain: Pictures, page: Page) -> None:
    assert len(page.figures) == 1 + 1 + 1 + 3 + 17 + 11  # lead, map, timeline, dates, changes, objects
    assert all("Simulated." in text for text in page.figures)
    alts = [value for tag, name, value in page.attributes if (tag, name) == ("img", "alt")]
    assert len(alts) == 2 + 1 + 3 + 17 + 11
    assert all(alt.startswith("Simulated. ") for alt in alts)
    assert page.words.count("SIMULATED") >= 3  # banner and both drawings
    assert "imulated" not in Page(render_report(real, plain)).words


def test_a_forced_run_is_told_at_the_top(run: RunResult, pictures: Pictures, page: Page) -> None:
    forced = replace(run, models=(replace(run.models[0], forced=True),))
    words = Page(render_report(forced, pictures)).words
    assert words.index("FORCED RUN") < words.index("Every date")
    assert "FORCED RUN" not in page.words


def test_nothing_is_fetched(run: RunResult, pictures: Pictures, page: Page) -> None:
    addresses = [value for _, name, value in page.attributes if name in ("src", "href", "srcset", "data", "action")]
    assert all(value.startswith(("data:image/jpeg;base64,", "#")) for value in addresses)
    assert not {"link", "iframe", "object", "embed", "base", "form"} & set(page.tags)
    assert page.tags["script"] == 1
    text = re.sub(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+", "", render_report(run, pictures))
    assert "http://" not in text
    assert "https://" not in text
    assert not re.search(r"@import|url\((?!#)", text)


def test_the_page_is_accessible(page: Page) -> None:
    assert page.tags["h1"] == 1
    assert {"header", "main", "footer"} <= set(page.tags)
    assert ("html", "lang", "en") in page.attributes
    assert page.tags["caption"] == page.tags["table"]
    assert page.tags["figcaption"] == page.tags["figure"]
    scoped = sum((tag, name) == ("th", "scope") for tag, name, _ in page.attributes)
    assert scoped == page.tags["th"]
    assert len(page.ids) == len(set(page.ids))
    labels = [value for _, name, value in page.attributes if name == "aria-labelledby"]
    assert set(labels) <= set(page.ids)


def stained(value: Any, suffix: str = HOSTILE) -> Any:
    """The value with something hostile at the end of every text in it."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value + suffix
    if isinstance(value, Path):
        return value.with_name(value.name + NO_SLASH)
    if isinstance(value, tuple):
        return tuple(stained(item) for item in value)
    if isinstance(value, dict):
        return {stained(key): stained(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type) and not isinstance(value, SiteFrame):
        changes = {field.name: stained(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **changes)
    return value


def test_no_text_of_others_becomes_markup(run: RunResult, pictures: Pictures, page: Page) -> None:
    hostile = Page(render_report(stained(run), stained(pictures)))
    assert hostile.tags == page.tags
    names = Counter((tag, name) for tag, name, _ in page.attributes)
    assert Counter((tag, name) for tag, name, _ in hostile.attributes) == names
    assert not [name for _, name, _ in hostile.attributes if name.startswith("on")]
    # Shown as it is, in the site's name, a credit, a sensor, a warning, a model, a parameter and a zone at least.
    assert hostile.words.count("<script>alert(1)</script>") > 60
    assert "{{ 7*7 }}" in hostile.words


def test_a_run_in_a_local_plane_claims_no_north(run: RunResult, pictures: Pictures) -> None:
    local = replace(run, registration=replace(run.registration, frame=SiteFrame(crs=None)))
    words = Page(render_report(local, pictures)).words
    assert "north up" not in words
    assert "no image says where north is" in words


def test_without_any_scale_no_metres_are_claimed(run: RunResult, pictures: Pictures) -> None:
    bare = tuple(replace(acquisition, gsd_m=None) for acquisition in run.acquisitions)
    local = replace(run, acquisitions=bare, registration=replace(run.registration, frame=SiteFrame(crs=None)))
    assert "m across" not in Page(render_report(local, pictures)).words


def test_one_empty_date_still_makes_a_page(run: RunResult) -> None:
    first = run.acquisitions[0]
    registration = SiteRegistration(
        frame=run.registration.frame,
        reference=first.id,
        ground={first.id: run.registration.ground[first.id]},
        pairs=(),
    )
    bare = replace(
        run,
        acquisitions=(first,),
        registration=registration,
        sightings=(),
        ledger=Ledger(acquisitions=(first.id,), stands=(), events=(), counts=()),
        models=(),
    )
    words = Page(render_report(bare, make_pictures(bare, open_pixels))).words
    assert "No object was found at Basel al-Assad (OSLK) on 20 August 2015" in words
    assert "One image; there was nothing to fit." in words
    assert "Nothing was counted." in words


def test_too_many_changes_for_pictures_are_still_listed(run: RunResult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardstand.report.plan.MOST_PAIRS", 2)
    page = Page(render_report(run, make_pictures(run, open_pixels)))
    # A table in each window without pictures.
    assert page.words.count("No picture: too many changes for one page.") == 3
    assert {event.id for event in run.ledger.events} <= set(page.ids)


def test_many_changes_are_folded_away_but_all_there(run: RunResult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardstand.report.rows.MOST_OPEN", 2)
    monkeypatch.setattr("hardstand.report.rows.FIRST_OPEN", 1)
    monkeypatch.setattr("hardstand.report.rows.LEAST_FOLDED", 1)
    page = render_report(run, make_pictures(run, open_pixels))
    windows = Counter((event.window.after, event.window.by) for event in run.ledger.events)
    more = sorted(count - 1 for count in windows.values() if count > 1)
    assert sorted(int(found) for found in re.findall(r"<summary>(\d+) more in pictures", page)) == more
    assert {event.id for event in run.ledger.events} <= set(Page(page).ids)


def test_doubts_of_several_images_are_one_warning(run: RunResult, doubt: Callable[[str], ScaleDoubt]) -> None:
    names = [each.id for each in run.acquisitions[:2]]
    page = render_report(
        replace(run, scale_doubts=tuple(doubt(name) for name in names)), make_pictures(run, open_pixels)
    )
    assert page.count("THE SCALE IS DOUBTFUL") == 1
    assert f"On two of {number(len(run.acquisitions))} images" in page
    assert all(f"Image {name}: The stated" in page for name in names)


def test_a_report_that_cannot_be_written_is_an_error_that_says_where(run: RunResult, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"missing.*report\.html"):
        write_report(run, tmp_path / "missing" / "report.html")


def test_a_lost_image_leaves_the_old_report_alone(run: RunResult, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    raster = replace(run.acquisitions[0].raster, path=tmp_path / "gone.tif")
    lost = replace(run, acquisitions=(replace(run.acquisitions[0], raster=raster), *run.acquisitions[1:]))
    with pytest.raises(ImageError):
        write_report(lost, path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.html"]


def test_numbers_stay_on_the_line_of_their_unit() -> None:
    assert bound("10 % on 4 September 2015, 08:30 UTC, 95 m across") == (
        "10\xa0% on 4\xa0September 2015, 08:30\xa0UTC, 95\xa0m across"
    )
    assert bound("3 more, 4 metres") == "3 more, 4 metres"


def test_exported_names_exist() -> None:
    assert sorted(hardstand.report.__all__) == hardstand.report.__all__
    assert all(hasattr(hardstand.report, name) for name in hardstand.report.__all__)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours "#rrggbb" or "#rgb", after WCAG 2.2."""

    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(first), luminance(second)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_colours_are_legible_by_day_and_night(dark: bool) -> None:
    style = (Path(hardstand.report.__file__).parent / "templates" / "style.css").read_text()
    light, night = (
        dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    )
    colours = {**light, **night} if dark else light
    pairs = [("ink", "paper"), ("soft", "paper"), ("accent", "paper"), ("alarm-ink", "alarm-paper")]
    pairs += [("warn-ink", "warn-paper"), *((f"s{series}", "paper") for series in range(4))]
    for first, second in pairs:
        assert contrast(colours[first], colours[second]) >= 4.5, (first, second)


def test_six_dates_and_300_objects_stay_under_10_megabytes(real: RunResult, tmp_path: Path, crowd: Any) -> None:
    busy = crowd(real, tmp_path, 6, 300)
    assert len(busy.ledger.events) == 1500
    write_report(busy, tmp_path / "report.html")
    assert (tmp_path / "report.html").stat().st_size < 10_000_000
