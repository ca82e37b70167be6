"""The page's templates, and the one way to fill them in."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from hardstand.report.words import capital

# A number stays on the line of its unit, a day on that of its month.
BOUND = re.compile(
    r"(?<=\d) (?=(?:%|m|km|px|°|MB|kB|UTC|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)(?!\w))"
)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The template environment: everything is escaped, and a name that does not exist is an error."""
    loader = PackageLoader("hardstand.report", "templates")
    filled = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    filled.filters |= {"bound": bound, "capitalize_first": capital, "pyformat": str.format}
    return filled


def bound(text: str) -> str:
    """The text with no-break spaces where a line must not end; escaped later, as any other."""
    return BOUND.sub("\N{NO-BREAK SPACE}", text)
