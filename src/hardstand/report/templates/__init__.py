"""The page's templates, and the one way to fill them in."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hardstand.report.words import capital, number

# A number stays on the line of its unit, a day on that of its month.
BOUND = re.compile(
    r"(?<=\d) (?=(?:%|m|km|px|°|MB|kB|UTC|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)(?!\w))"
)


_ARABIC_OR_HEBREW = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
RIGHT_TO_LEFT = re.compile(rf"{_ARABIC_OR_HEBREW}+(?:[\s\d.,'()/-]*{_ARABIC_OR_HEBREW}+)*")
"""Names that are read from right to left; isolated, they leave the order of the words around them as it is."""


_HARM = re.compile(
    "(?P<kept>\u2068[^\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]*\u2069)"
    "|(?P<mark>[\u202a-\u202e\u2066-\u2069])|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
)
"""Marks of Unicode's bidirectional algorithm and controls; an isolate that `bound` set, and closed, is kept."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The template environment: everything is escaped, and a name that does not exist is an error."""
    loader = PackageLoader("hardstand.report", "templates")
    filled = Environment(
        loader=loader,
        autoescape=True,
        finalize=harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filled.filters |= {"bound": bound, "capitalize_first": capital, "pyformat": str.format, "in_words": number}
    return filled


def harmless(value: object) -> object:
    """What a template writes, without characters that HTML can't hold and marks that turn what stands behind them."""
    if not isinstance(value, str) or isinstance(value, Markup) or not _HARM.search(value):
        return value
    return _HARM.sub(lambda found: found["kept"] or ("" if found["mark"] else "\ufffd"), value)


def bound(text: str) -> str:
    """The text with no-break spaces where a line must not end, and isolated foreign names; escaped later."""
    return RIGHT_TO_LEFT.sub(
        "\N{FIRST STRONG ISOLATE}\\g<0>\N{POP DIRECTIONAL ISOLATE}", BOUND.sub("\N{NO-BREAK SPACE}", text)
    )
