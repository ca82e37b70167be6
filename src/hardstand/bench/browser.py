"""A page in a real browser, Chromium, driven by Playwright: neither is needed to use Hardstand."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PHONE, DESK = 360, 1200  # widths of the window, pixels
SERIOUS = frozenset({"serious", "critical"})
_FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What a browser said to a page.

    Attributes:
        requests: addresses that it asked for, other than the page's own and those within it.
        errors: messages in the console and exceptions.
        first_paint_ms: when the first text or picture was drawn, milliseconds; None where the browser did not say.
        phone_overflow_px: by how much the page is wider than a window of `PHONE` pixels.
        accessibility: rules of axe-core that the page breaks seriously; None where axe-core is missing.
    """

    requests: tuple[str, ...]
    errors: tuple[str, ...]
    first_paint_ms: float | None
    phone_overflow_px: int
    accessibility: tuple[str, ...] | None


def missing() -> str | None:
    """Why no browser can be asked; None where one can."""
    if not any(map(shutil.which, CHROMIUM)):
        return "no Chromium is installed"
    if importlib.util.find_spec("playwright") is None:
        return "Playwright is not installed: pip install 'hardstand[browser]'"
    return None


@contextmanager
def opened(**context: object) -> Iterator[Any]:
    """An empty page in a new browser, as Playwright has it.

    Args:
        context: options of the browser's context ("color_scheme", "java_script_enabled").
    """
    program = next(found for name in CHROMIUM if (found := shutil.which(name)))
    playwright = importlib.import_module("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        # Without a sandbox, because tests run as root in containers; the page is our own.
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        view = browser.new_context(viewport={"width": DESK, "height": 900}, **context).new_page()
        yield view
        browser.close()


def look(page: Path, *, dark: bool = False) -> Looked:
    """Open a page on a desk and on a phone, and hold it to the rules of axe-core."""
    requests: list[str] = []
    errors: list[str] = []
    with opened(color_scheme="dark" if dark else "light") as view:
        view.on("request", lambda asked: requests.append(asked.url))
        view.on("console", lambda said: errors.append(said.text) if said.type in {"error", "warning"} else None)
        view.on("pageerror", lambda error: errors.append(str(error)))
        view.goto(page.absolute().as_uri())
        painted = view.evaluate(_FIRST_PAINT)
        view.set_viewport_size({"width": PHONE, "height": 800})
        overflow = view.evaluate("document.documentElement.scrollWidth") - PHONE
        accessibility = _axe(view)
    own = ("data:", page.absolute().as_uri())
    return Looked(
        requests=tuple(each for each in requests if not each.startswith(own)),
        errors=tuple(errors),
        first_paint_ms=None if painted is None else round(float(painted), 1),
        phone_overflow_px=overflow,
        accessibility=accessibility,
    )


def _axe(view: Any) -> tuple[str, ...] | None:  # noqa: ANN401 - Playwright is not needed to check the types
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        return None
    # Evaluated by the browser itself: the page's policy would refuse a script element.
    view.evaluate(Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8"))
    broken = view.evaluate("axe.run()")["violations"]
    return tuple(f"{each['id']}: {each['help']}" for each in broken if each["impact"] in SERIOUS)
