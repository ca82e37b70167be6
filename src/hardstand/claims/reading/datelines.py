"""The dateline at the head of a report: where, when and by which agency it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from hardstand.claims.reading.agencies import AGENCIES
from hardstand.claims.reading.publication import WrittenDay, find_day
from hardstand.claims.word_sets import word_set

LONGEST = 140
"""Characters that are looked at for the end of a dateline."""
_WITH_AGENCY = re.compile(
    r"(?P<head>[^()\n]{0,90})\((?P<agency>[A-Za-z][A-Za-z /.]{1,30})\)\s{0,3}(?:[-_:|]{1,3}(?:\s|$)|$)"
)
_SLASHED = re.compile(r"(?P<head>[^/\n]{3,90})/(?P<agency>[A-Za-z][A-Za-z ]{1,20})/\s{0,3}[-_.:|]{0,2}(?:\s|$)")
_PLAIN = re.compile(r"(?P<head>[^:\n]{2,90}?)(?:\s[-_|]{1,3}|:)(?:\s|$)")
_OPENS = re.compile(r"\s*[\"'(]?[A-Z0-9]")
_NO_PLACES = word_set(
    """
    update updated exclusive breaking analysis factbox wrapup corrected correction note warning watch photos
    video live opinion editorial interview explainer comment urgent refile timeline nato isis isil usaf unifil
    osint iaea
    """
)
_SMALL = word_set("and of the de del la le el al on in upon sur")


@dataclass(frozen=True, kw_only=True)
class Dateline:
    """What a dateline says.

    Attributes:
        end: offset in the paragraph after its last character, space included: the body begins there.
        place: as written ("LATAKIA, Syria"), or None.
        agency: name of the agency, or None.
        written: the day, or None.
    """

    end: int
    place: str | None
    agency: str | None
    written: WrittenDay | None


def dateline_at_head(paragraph: str) -> Dateline | None:
    """The dateline with which a paragraph begins, or None.

    Args:
        paragraph: folded, so that every dash is a hyphen.
    """
    head = paragraph[:LONGEST]
    for form in (_WITH_AGENCY, _SLASHED):
        if match := form.match(head):
            return _checked(match, match["agency"], paragraph)
    match = _PLAIN.match(head)
    if match and _agency(match["head"]) and _OPENS.match(paragraph[match.end() :]):
        return Dateline(end=match.end(), place=None, agency=_agency(match["head"]), written=None)
    return _checked(match, None, paragraph) if match else None


def dateline_alone(line: str) -> Dateline | None:
    """The dateline that is a line of its own ("Moscow, 17 September 2015"), or None."""
    found = find_day(line) if len(line) <= LONGEST else None
    if not found:
        return None
    written, start, end = found
    place = _place(line[:start] + line[end:], dated=True)
    if place is None or line[end:].strip(" .,-|"):
        return None
    return Dateline(end=len(line), place=place, agency=None, written=_in_dateline(written, line))


def _checked(match: re.Match[str], agency: str | None, paragraph: str) -> Dateline | None:
    """What a form found, if its place is one."""
    named = _agency(agency)
    head = match["head"].strip(" .,")
    found = find_day(head)
    written = _in_dateline(found[0], match.group().strip(" -_:|")) if found else None
    rest = (head[: found[1]] + head[found[2] :] if found else head).strip(" .,")
    if agency and not named and not rest.isupper():
        return None
    place = _place(rest, dated=bool(found or named))
    if rest and place is None:
        return None
    if not (named or found) and not _plainly(rest, paragraph[match.end() :]):
        return None
    if not rest and not named:
        return None
    return Dateline(end=match.end(), place=place, agency=named or agency, written=written)


def _agency(name: str | None) -> str | None:
    return AGENCIES.get(name.lower().removeprefix("the ").strip()) if name else None


def _plainly(place: str, body: str) -> bool:
    """Whether capitals and a sentence behind them make a dateline without agency and day."""
    first = place.partition(",")[0]
    return first.isupper() and sum(letter.isalpha() for letter in first) >= 4 and bool(_OPENS.match(body))


def _place(text: str, *, dated: bool) -> str | None:
    """The place, if every word may be part of one; in small letters only where day or agency stand beside it."""
    place = text.strip(" .,-|")
    words = [word.strip(".,'\"") for word in re.split(r"[\s/]+", place)]
    if not place or len(words) > 8 or any(word.lower() in _NO_PLACES for word in words):
        return None
    if not all(
        word[:1].isupper() or word.lower() in _SMALL or word.lower()[:3] in {"al-", "el-"} for word in words if word
    ):
        return None
    first = place.partition(",")[0]
    return place if dated or first.isupper() else None


def _in_dateline(written: WrittenDay, words: str) -> WrittenDay:
    return replace(written, words=words, where="the dateline")
