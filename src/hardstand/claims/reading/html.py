"""The article of a web page: its headline, paragraphs, day of publication and publisher, without what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from datetime import date

from htmldate import find_date
from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG
from trafilatura.settings import Document as Extracted
from trafilatura.utils import load_html

from hardstand.claims.reading.publication import day_of_line
from hardstand.claims.reading.taken import TakenText
from hardstand.claims.word_sets import word_set
from hardstand.errors import TextError

FIRST_DAY = "1960-01-01"
LAST_DAY = "2100-01-01"
"""Days of publication outside these two are not believed; both are fixed, so that a page reads the same next year."""
MISSES_LITTLE = 0.85
"""Share of the text that has to be there, 0 to 1."""
_BLOCKS = word_set("p head quote item list cell row table code ab div body lb fw")
"""Elements of trafilatura's result that part paragraphs."""
_PROSE = ("p", "li", "td", "blockquote", "pre")
_LONGEST_DATE = 80
_PARTED = "\n\n"
_SENTENCE = re.compile(r"\w[.!?][\"'\u201d\u2019)]*(?:\s|$)")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_WHOLE_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_UNSEEN = [
    "//*[contains(translate(@style, ' ', ''), 'display:none')]",
    "//*[contains(translate(@style, ' ', ''), 'visibility:hidden')]",
    "//*[@hidden]",
    "//sup[.//a]",
]
"""What the page's reader does not see, and the marks of footnotes."""
_SPACE = re.compile(r"\s+")


def take_article(markup: str, name: str) -> TakenText:
    """The article of a page, its paragraphs parted by blank lines.

    Args:
        markup: the page, decoded.
        name: of the file, for messages.

    Raises:
        TextError: the page holds no article, or its markup can't be taken apart.
    """
    markup = _DECLARATION.sub("", markup, count=1)
    if not _WHOLE_PAGE.search(markup):
        markup = f"<html><body>{markup}</body></html>"
    try:
        found, day = _extract(markup), _day(markup)
    except Exception as error:  # lxml and trafilatura raise whatever they stumble upon in broken markup.
        raise TextError(f"{name} is HTML that can't be taken apart; save the page's text as plain text.") from error
    paragraphs = list(_paragraphs(found)) if found else []
    if not found or not any(_SENTENCE.search(paragraph) for paragraph in paragraphs):
        raise TextError(
            f"{name} is HTML without an article: no sentences are left when menus, scripts and notices are gone. "
            "Save the page again when its text is shown, or give the text as plain text."
        )
    headline = _headline(found)
    if headline:
        paragraphs = [headline, *paragraphs[_same(paragraphs[0], headline) :]]
    return TakenText(
        text=_PARTED.join(paragraphs), headline=headline is not None, day=day, publisher=found.sitename or None
    )


def _extract(markup: str) -> Extracted | None:
    """The article with its data.

    Of a short article trafilatura takes all text of the page, paragraphs run together, lest it miss some. The careful
    way is tried too, and kept where it misses little.
    """
    settings = deepcopy(DEFAULT_CONFIG)
    whole = _extract_with(markup, settings)
    if whole is None or len(whole.text or "") > settings.getint("DEFAULT", "MIN_EXTRACTED_SIZE"):
        return whole
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "0"
    careful = _extract_with(markup, settings)
    return careful if careful and len(careful.text or "") >= MISSES_LITTLE * len(whole.text or "") else whole


def _extract_with(markup: str, settings: ConfigParser) -> Extracted | None:
    found = bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        prune_xpath=_UNSEEN,
        date_extraction_params={"extensive_search": False, "min_date": FIRST_DAY, "max_date": LAST_DAY},
        config=settings,
    )
    return found if isinstance(found, Extracted) else None


def _day(markup: str) -> date | None:
    """The day that the page gives in its own data.

    Prose is taken away first: days that are told in it are not the page's.
    """
    tree = load_html(markup)
    if tree is None:
        return None
    for element in list(tree.iter(*_PROSE)):
        if element.getparent() is not None and _is_prose(element.text_content().strip()):
            element.drop_tree()
    found = find_date(tree, extensive_search=False, original_date=True, min_date=FIRST_DAY, max_date=LAST_DAY)
    return date.fromisoformat(found) if found else None


def _is_prose(text: str) -> bool:
    return len(text) > _LONGEST_DATE or (text.endswith((".", "!", "?")) and day_of_line(text) is None)


def _headline(found: Extracted) -> str | None:
    """The title, without the name of the site behind it."""
    title = _SPACE.sub(" ", found.title or "").strip()
    for mark in (" | ", " - ", " \u2013 ", " \u2014 "):
        if found.sitename:
            title = title.removesuffix(mark + found.sitename)
    return title or None


def _same(paragraph: str, headline: str) -> bool:
    return paragraph.casefold() == headline.casefold()


def _paragraphs(found: Extracted) -> Iterator[str]:
    """The text of each block, in order; the extracted tree is used up."""
    for element in found.body.iter():
        parted = _PARTED if element.tag in _BLOCKS else ""
        element.text = parted + _SPACE.sub(" ", element.text or "")
        element.tail = parted + _SPACE.sub(" ", element.tail or "")
    for paragraph in "".join(found.body.itertext()).split(_PARTED):
        if stripped := _SPACE.sub(" ", paragraph).strip():
            yield stripped
