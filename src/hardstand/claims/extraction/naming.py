"""Words that give a place a name: "known locally as", "which Soviet maps call", "by its former name"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hardstand.claims.entries import Place
from hardstand.claims.places.types import PlaceKind, PlaceMention
from hardstand.claims.sentences import Sentence
from hardstand.claims.word_sets import word_set

_NAME = r"(?P<name>['\"]?(?:(?:al|el|ar|as|an)-)?[A-Z][\w'-]*(?: (?:of |the |al-)?[A-Z0-9][\w'-]*){0,4})"
_HOW = (
    r"(?:also|formerly|previously|once|locally|officially|better|widely|commonly|informally|originally|now|today|still|"
    r"sometimes|often|simply|usually)"
)
_BY = r"(?: locally| officially| informally| internally| simply| (?:by|to) (?:the )?[A-Za-z]+(?: [a-z]+)?)?"
_OLD = (
    r"(?:former|old|older|official|local|new|original|current|proper|full|other|earlier|previous|Soviet|Russian|Arabic)"
)
_CALLED = (
    r"(?:[Kk]nown|called|named|renamed|referred to|nicknamed|dubbed|codenamed|re-named|designated|christened|spelled|"
    r"spelt|transliterated)"
)
_WHEN = r"(?: (?:since|until|before|from) \d{4}| in \w+(?:-era)? (?:times|days|sources|documents|files))?"
_IT = r"(?:it|this|the (?:place|site|base|airfield|airport|airstrip|island|port))"
_PATTERNS = (
    rf"\b(?:{_HOW} )*{_CALLED}{_WHEN}{_BY}(?: as| by its \w+ name| simply as| only as)?,?(?: the)? {_NAME}",
    rf"\b{_CALLED}{_WHEN}{_BY}(?: as)?,? (?P<name>['\"][^'\"]{{3,40}}['\"])",
    r"\b(?:takes|took|derives|owes|gets|got) its name (?:from|to) (?P<name>[^,.;]{3,60})",
    rf", {_HOW}(?: the)? {_NAME}(?=,)",
    rf"\b(?:which|that) [^,;]{{1,40}}?\b(?:call|calls|called|know as|refer to as){_BY} {_NAME}",
    rf"\b{_OLD}(?:-era)? name(?: of| is| was|,|:)? (?:is |was )?(?:the )?{_NAME}",
    r"\b(?:[Rr]e|)[Nn]amed (?:after|for|in honou?r of) (?P<name>(?:the |a |an |its )[^,.;]{3,60})",
    rf"\b[Nn]amed (?:after|for|in honou?r of) {_NAME}",
    rf"\b(?:is|was|are) (?:marked|listed|shown|given) (?:in [^,.;]{{3,30}} )?(?:as )?{_NAME}(?= (?:on|in) )",
    rf"\blisted (?:in [^,.;]{{3,30}} )?as {_NAME}",
    rf"\b(?:appears|appear) as {_NAME}",
    r"\b(?:call|calls|called) the \w+ (?P<name>['\"][^'\"]{3,40}['\"])",
    rf"\b(?:call|calls|called|refer to) {_IT} (?:as )?{_NAME}",
    rf"^{_NAME}, as [^,]{{3,40}} (?:call|calls|called) {_IT}",
    r"\b(?:bears|bore|took|takes|carries|carried|given) the name(?: of)? (?P<name>[^,.;]{3,60})",
)
_FORMS = tuple(re.compile(pattern) for pattern in _PATTERNS)
NO_PLACES = word_set(
    """
    operation exercise exercises missile missiles drone drones drill drills man woman men group unit brigade ship
    vessel offensive rocket rockets system company firm militant fighter commander party campaign offensive soldier
    """
)
"""What one of these is called is no place."""
HEAD = 60
"""Characters before the words in which what is called so stands as "the base"."""
_SITE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]n?|[Tt]his|[Tt]hat)(?: [a-z][\w-]*){0,3}? "
    r"(?:base|airbase|airfield|airport|airstrip|site|facility|port|complex|"
    r"camp|town|village|island|outpost|garrison|annex)(?:,? (?:which|that))?"
    r"(?:,|,? (?:is|was|has been|are|were))?(?: (?:still|now|also|today))*,? ?$"
)
_HONOURED = re.compile(r"\b(?:after|for|honou?r|its name)\b")
_FORMER = re.compile(r"\b(?:formerly|former|previously|once|old|older|until|originally)\b")
LEAD = 30
"""Characters before the words in which what is called so is named."""
_WORD = re.compile(r"[a-z]+")


def names_called(text: str) -> list[tuple[int, int]]:
    """Where a sentence calls something by a name, from the words that do so to the end of the name.

    Args:
        text: one sentence.

    Returns:
        offsets in it, in order, none overlapping.

    >>> text = "The airfield, which Soviet maps call Kirovabad, is closed."
    >>> [text[start:end] for start, end in names_called(text)]
    ['which Soviet maps call Kirovabad']
    """
    return [(start, end) for start, _, end in _called(text)]


def called_places(text: str, sentence: Sentence, known: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Names that a sentence gives to a place which it calls only "the base": they name it for all that is said.

    Args:
        text: the whole folded text.
        sentence: one of it.
        known: places found already.
    """
    if any(_is_placed(each) for each in known if sentence.start <= each.start < sentence.end):
        return []
    found = []
    headed = False
    for start, first, end in _called(text[sentence.start : sentence.end]):
        begin, stop = sentence.start + first, sentence.start + end
        headed = headed or bool(
            _SITE.search(text[max(sentence.start, begin - first + start - HEAD) : begin - first + start])
        )
        honoured = _HONOURED.search(text[begin - first + start : begin])
        if headed and honoured is None and not any(each.start < stop and begin < each.end for each in known):
            name = text[begin:stop].strip("'\"")
            place = Place(name=name, reason=f"the gazetteer knows no {name}")
            found.append(PlaceMention(start=begin, end=stop, text=name, kind=PlaceKind.BASE, place=place))
    now = [each for each in found if _FORMER.search(text[max(sentence.start, each.start - LEAD) : each.start]) is None]
    return (now or found)[:1]


def _is_placed(mention: PlaceMention) -> bool:
    """Whether "the base" is known to be one with a position: that stays its place, whatever it is called as well."""
    return mention.kind is PlaceKind.GENERIC and mention.place is not None and mention.place.lon is not None


def _called(text: str) -> list[tuple[int, int, int]]:
    """Where the words begin that call something by a name, where the name begins, and where it ends."""
    found: list[tuple[int, int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.start() + (match[0][0] in ", "), match.end("name")
            apart = all(end <= first or start >= last for first, _, last in found)
            if apart and not _of_else(text[max(0, start - LEAD) : start]):
                found.append((start, match.start("name"), end))
    return sorted(found)


def _of_else(before: str) -> bool:
    words = _WORD.findall(before.lower())
    return bool(NO_PLACES & set(words[-3:]))
