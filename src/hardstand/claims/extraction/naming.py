"""Words that give a place a name: "known locally as", "which Soviet maps call", "by its former name"."""

from __future__ import annotations

import re

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
    found: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.start() + (match[0][0] in ", "), match.end("name")
            apart = all(end <= first or start >= last for first, last in found)
            if apart and not _of_else(text[max(0, start - LEAD) : start]):
                found.append((start, end))
    return sorted(found)


def _of_else(before: str) -> bool:
    words = _WORD.findall(before.lower())
    return bool(NO_PLACES & set(words[-3:]))
