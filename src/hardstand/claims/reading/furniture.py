"""What a paragraph is: headline, body, dateline, credit, or furniture of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from hardstand.claims.document import Role
from hardstand.claims.reading.agencies import AGENCIES
from hardstand.claims.reading.datelines import dateline_alone
from hardstand.claims.reading.furniture_words import FURNITURE_LINES, FURNITURE_STARTS, FURNITURE_STARTS_SHORT
from hardstand.claims.reading.publication import day_of_line
from hardstand.claims.word_sets import word_set

LONGEST_HEADLINE = 200
"""Characters."""
_LONGEST_FURNITURE = 400
_LONGEST_BUTTON = 100
_RULE = re.compile(r"[\W_]+|\W?ends\W?", re.IGNORECASE)
_COUNTED = re.compile(
    r"\d+ (?:comments?|shares?|views?|likes?|min(?:ute)?s?(?: read)?)|(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?"
    r"|- ?\d{1,4} ?-|\d+ ?(?:hours?|days?|minutes?) ago",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"copyright\b|\u00a9|\(c\) (?:19|20)\d\d|all rights reserved|this material may not"
    r"|this (?:story|report|article) was (?:first|originally|initially) published",
    re.IGNORECASE,
)
_RIGHTS_INSIDE = re.compile(
    r"\bcontributed (?:reporting|to this (?:report|story|article))|\ball rights reserved\b"
    r"|\bmay not be (?:published|reproduced)|\bour standards: |\btrust principles\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\(?(?:(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written|translated)"
    r"(?: and (?:writing|editing|reporting))? by "
    r"|(?:photo(?:graph)?s?|images?|imagery|pictures?|graphics?|video|file photo|satellite images?)"
    r"(?: by | courtesy of | credits?: | ?[:/] ?| ?\u00a9 ?)"
    r"|credits?: |sources?: |via |by )",
    re.IGNORECASE,
)
"""Begins a line that holds nothing but names behind it."""
_BETWEEN_NAMES = word_set(
    """
    by and the of in for at with from via staff writer writers correspondent reporter editor additional
    further reporting writing editing compiled edited written translated translation photo photos image images
    credit courtesy handout file de la van von al el bin
    """
)
_MOST_NAMES = 40
_ENDS = re.compile(r"[.!;:][\"')\]]*$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){2,}$")


@lru_cache(maxsize=4096)
def role_of_line(line: str) -> Role | None:
    """FURNITURE or CREDIT where the line itself shows it, DATELINE where it only says when; else None."""
    line = line.strip()
    if len(line) > _LONGEST_FURNITURE:
        return Role.CREDIT if _RIGHTS.match(line) else None
    if _is_furniture(line):
        return Role.FURNITURE
    if _is_credit(line):
        return Role.CREDIT
    return Role.DATELINE if day_of_line(line) else None


def roles_of(paragraphs: Sequence[str], *, headline_first: bool = False) -> tuple[Role, ...]:
    """What each paragraph is.

    A headline is the first paragraph that is no furniture, if it is short, does not end like a sentence, and more
    follows.

    Args:
        paragraphs: folded, in order.
        headline_first: whether the first is known to be the headline.
    """
    own = [role_of_line(paragraph) for paragraph in paragraphs]
    if headline_first and own:
        own[0] = Role.HEADLINE
    bodies = [place for place, role in enumerate(own) if role is None]
    if Role.HEADLINE not in own and len(bodies) > 1 and _is_headline(paragraphs[bodies[0]]):
        own[bodies.pop(0)] = Role.HEADLINE
    if len(bodies) > 1 and dateline_alone(paragraphs[bodies[0]]):
        own[bodies[0]] = Role.DATELINE
    return tuple(role or Role.BODY for role in own)


def agency_of_line(line: str) -> str | None:
    """The agency that a credit line names as the text's own, or None."""
    words = re.sub(r"[^a-z/ -]", "", line.lower().replace("\u00a9", " "))
    words = re.sub(r"^\s*(?:by |copyright |c )?\s*(?:the )?", "", words).removesuffix("all rights reserved")
    for name in (words.strip(), " ".join(words.split()[:2]), *words.split()[:1]):
        if name in AGENCIES and (len(name) > 3 or name == words.strip()):
            return AGENCIES[name]
    return None


def _is_furniture(line: str) -> bool:
    words = " ".join(re.findall(r"[a-z0-9'/&-]+", line.lower()))
    if _RULE.fullmatch(line) or words in FURNITURE_LINES or _COUNTED.fullmatch(line):
        return True
    lower = line.lower().lstrip("->*\u2022\u25b6\u25ba[( ")
    if lower.startswith(FURNITURE_STARTS):
        return True
    return len(lower) <= _LONGEST_BUTTON and lower.startswith(FURNITURE_STARTS_SHORT) and not _ENDS.search(lower)


def _is_credit(line: str) -> bool:
    name = line.strip(" .()[]-|").lower().removeprefix("the ").removeprefix("by the ")
    if name in AGENCIES or _RIGHTS.match(line) or _RIGHTS_INSIDE.search(line):
        return True
    return bool(_SIGNED.match(line)) and _only_names(line)


def _only_names(line: str) -> bool:
    """Whether a line is no sentence: every word is a name or stands between names."""
    words = re.findall(r"[^\W\d_][^\s,;|/()]*", line)[1:]
    if not words or len(words) > _MOST_NAMES or (line.lower().startswith("by ") and _ENDS.search(line)):
        return False
    return all(word[:1].isupper() or word.lower().strip(".:") in _BETWEEN_NAMES for word in words)


def _is_headline(paragraph: str) -> bool:
    if len(paragraph) > LONGEST_HEADLINE or dateline_alone(paragraph):
        return False
    return not _ENDS.search(paragraph) or bool(_ABBREVIATED.search(paragraph))
