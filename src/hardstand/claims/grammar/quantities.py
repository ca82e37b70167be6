"""How many: the words for a number that stand before a thing."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from hardstand.claims.entries import Quantity
from hardstand.claims.sentences import Token

REACH = 14
"""Tokens before a thing in which its number is looked for."""
LONGEST_DIGITS = 9
"""A number of more digits counts no things that stand anywhere."""

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_UNITS = {word: number for number, word in enumerate(_SMALL.split())}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 1_000_000}

NUMBER_WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES], key=len, reverse=True))
"""A pattern: one word of a number, the longest first."""

_NUMBER = (
    r"(?:\d[\d,.]*(?: (?:hundred|thousand|million))?|half a dozen|"
    rf"(?:(?:a|an) )?(?:{NUMBER_WORD})(?:(?: - | and | )(?:{NUMBER_WORD}))*)"
)
"""In figures or words; "a dozen" and "a hundred" carry their article."""

_LEAST = r"at least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum of|at the very least"
_MORE = r"more than|over|upwards? of|in excess of|greater than|well over|exceeding|above"
_MOST = r"up to|at most|no more than|not more than|as many as|a maximum of|maximum of|not exceeding|at the most"
_LESS = r"fewer than|less than|under|below"
_ABOUT = (
    r"about|around|some|roughly|approximately|approx\.?|nearly|almost|close to|an estimated|estimated|circa|ca\.|"
    r"in the region of|on the order of|more or less|just under|just over|a little over|~|perhaps"
)
_SOME = (
    r"an? (?:unknown|unspecified|undisclosed|undetermined) number of|unknown numbers of|"
    r"a handful of|handfuls? of|(?:only |just |quite )?a few|several|multiple|numerous|many|countless|various|"
    r"some|a number of|a large number of|a small number of|large numbers of|a group of|groups of|a fleet of|"
    r"a cluster of|clusters of|rows of|a row of|a line of|lines of|a column of|columns of|a convoy of|"
    r"convoys of|a series of|a range of|a variety of|a lot of|lots of|plenty of|a string of|a mix of|"
    r"a squadron of|squadrons of|small numbers of|significant numbers of|a collection of|an array of|"
    r"a batch of|batches of|a concentration of|concentrations of|a formation of|other|more|a flotilla of|"
    r"a contingent of|a battery of|batteries of|a force of|piles of|stacks of|a network of|networks of|"
    r"a couple dozen|numbers of|masses of"
)
"""More than one, and no number."""
_VAGUE: tuple[tuple[str, int], ...] = (
    (r"(?:several|many|a few|few) (?:thousands?)(?: of)?", 2000),
    (r"(?:tens|dozens) of thousands(?: of)?", 20_000),
    (r"hundreds of thousands(?: of)?", 200_000),
    (r"(?:several|many|a few) hundreds?(?: of)?", 200),
    (r"(?:several|a few|many) dozens?(?: of)?", 24),
    (r"(?:several|a few|many) scores?(?: of)?", 40),
    (r"dozens(?: of)?|dozens upon dozens of", 24),
    (r"scores(?: of)?", 40),
    (r"hundreds(?: of)?", 200),
    (r"thousands(?: of)?", 2000),
    (r"tens of", 20),
    (_SOME, 2),
)  # fmt: skip
_EXACT: tuple[tuple[str, int], ...] = (
    (r"(?:a|one) (?:single|lone|solitary)|just one|only one", 1),
    (r"(?:a|one|the) (?:pair|couple) of|a brace of|both(?: of)?(?: the)?|both|a couple|a duo of|twin|a pair", 2),
    (r"(?:two|2) (?:pairs|couples) of", 4),
    (r"(?:a|one|the) (?:trio|triplet) of", 3),
    (r"a (?:quartet|foursome) of", 4),
    (r"(?:one|1) of (?:the|its|their|his)?", 1),
)  # fmt: skip
_NONE = r"nor|no|not a single|not one|not any|zero|none of the|neither|nary a|not even one"
_OF_THESE = r"(?: (?:of (?:the|these|those|its|their|his)|more|other|further|additional|new|extra|others))?"
_PLUS = r"(?: ?x(?= |$)| ?\+| - plus| plus| or more| and more| or so| or more of)?"

_WHOSE = r"(?:the|its|their|these|those|his)"
_OWNERS = r"[a-z]+(?: [a-z]+)? 's"
_SHARES = r"half|most|some|many|part|a third|a quarter|two thirds|all but \w+|the rest"
_PLAINLY = r"exactly|precisely|only|just|all|a total of|a further|another|a combined|an additional"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:^|(?<= ))(?:{pattern})$"))
    for name, pattern in (
        ("part", rf"(?P<low>{_NUMBER}) of (?:{_WHOSE} |{_WHOSE} {_OWNERS} |{_OWNERS} )?(?:\w+ )?{_NUMBER}"),
        ("share", rf"(?:{_SHARES}) of (?:the|its|their|these) (?:[a-z]+ 's )?{_NUMBER}"),
        ("range", rf"(?:(?:anywhere )?(?:between|from) )?(?P<low>{_NUMBER}) (?:to|and|-|or) (?P<high>{_NUMBER})"),
        ("least", rf"(?:{_LEAST}) (?P<low>{_NUMBER}){_PLUS}{_OF_THESE}"),
        ("about", rf"(?:{_ABOUT}) (?P<low>{_NUMBER}){_OF_THESE}"),
        ("more", rf"(?:{_MORE}) (?P<low>{_NUMBER}){_OF_THESE}"),
        ("most", rf"(?:{_MOST}) (?P<low>{_NUMBER}){_OF_THESE}"),
        ("less", rf"(?:{_LESS}) (?P<low>{_NUMBER}){_OF_THESE}"),
        ("exact", rf"(?:(?:{_PLAINLY}) )?(?P<low>{_NUMBER})(?P<plus>{_PLUS}){_OF_THESE}"),
    )
)  # fmt: skip


def _words_in(pattern: str) -> frozenset[str]:
    """Every word that a pattern could end with, and more: a cheap look before it is tried."""
    return frozenset(
        re.findall(r"[a-z]+", pattern.replace("s?", "s ")) + re.findall(r"[a-z]+", pattern.replace("s?", " "))
    )


_NUMERALS = frozenset({*_UNITS, *_TENS, *_SCALES, "dozen"})
_FIXED: tuple[tuple[re.Pattern[str], frozenset[str], Quantity], ...] = (
    *(
        (re.compile(rf"(?:^|(?<= ))(?:{words})$"), _words_in(words), Quantity(low=number, high=number))
        for words, number in _EXACT
    ),
    *(
        (re.compile(rf"(?:^|(?<= ))(?:at least |more than |many |some |about |over )?(?:{words})$"),
         _words_in(words), Quantity(low=number, approximate=True))
        for words, number in _VAGUE
    ),
)  # fmt: skip
_NO = re.compile(rf"(?:^|(?<= ))(?:{_NONE})$")

ABOUT_SHARE = 0.1
"""How far a number called "about" may be off, either way."""
NOTHING = Quantity(low=1)
"""What "no tanks" denies: one or more."""
SOME = Quantity(low=2, approximate=True)
"""Of "most of the 40"."""


def quantity_before(tokens: Sequence[Token], position: int) -> tuple[Quantity, int] | None:
    """The number whose words end right before a token.

    Args:
        tokens: of the sentence.
        position: of the token after the number.

    Returns:
        the number, and the position of its first word; None where no number ends there.
    """
    if position == 0 or not _may_end(tokens, position - 1):
        return None
    first = max(0, position - REACH)
    text, starts = _joined(tokens[first:position])
    best: tuple[Quantity, int] | None = None
    for quantity, start in _readings(text):
        if best is None or start < best[1]:
            best = quantity, start
    if best is None or best[1] not in starts:
        return None
    return best[0], first + starts[best[1]]


_LAST = frozenset(
    re.findall(r"[a-z]+", " ".join([_NUMBER, _PLUS, _OF_THESE, _NONE, *(words for words, _ in (*_VAGUE, *_EXACT))]))
)
"""Words of which a number's words may end with one: a cheap look before the patterns are tried."""


_OWNING = frozenset({"the", "these", "those", "its", "their", "his"})
_JOINING = frozenset({"a", "an", "and", "or", "to", "at", "in", "on", "than", "as", "with", "from", "between"})


def _may_end(tokens: Sequence[Token], last: int) -> bool:
    word = tokens[last].lower
    if word in _OWNING:
        return last > 0 and tokens[last - 1].lower == "of"
    return (word in _LAST and word not in _JOINING) or not word.isalpha()


def _readings(text: str) -> list[tuple[Quantity, int]]:
    found = []
    words = text.split(" ")
    numbered = any(word[:1].isdigit() or not _NUMERALS.isdisjoint(word.split("-")) for word in words)
    for name, pattern in _PATTERNS if numbered else ():
        match = pattern.search(text)
        if match is not None and (quantity := _quantity(name, match)) is not None:
            found.append((quantity, match.start()))
    for pattern, ends, fixed in _FIXED:
        if words[-1] not in ends:
            continue
        match = pattern.search(text)
        if match is not None:
            found.append((fixed, match.start()))
    match = _NO.search(text)
    if match is not None:
        found.append((NOTHING, match.start()))
    return found


def _quantity(name: str, match: re.Match[str]) -> Quantity | None:
    if name == "share":
        return SOME
    low = number_of(match["low"])
    if low is None:
        return None
    if name == "range":
        high = number_of(match["high"])
        return None if high is None or high <= low else Quantity(low=low, high=high)
    if name in {"exact", "part"}:
        return _exact(low, match["plus"].strip() if name == "exact" else "")
    return {
        "least": Quantity(low=low),
        "more": Quantity(low=low + 1),
        "most": Quantity(low=0, high=low),
        "less": Quantity(low=0, high=max(0, low - 1)),
        "about": about(low),
    }[name]


def _exact(number: int, plus: str) -> Quantity:
    if plus == "or so":
        return about(number)
    if plus == "x":
        return Quantity(low=number, high=number)
    return Quantity(low=number, high=None if plus else number)


def about(number: int) -> Quantity:
    """A number that is not meant exactly."""
    margin = number * ABOUT_SHARE
    return Quantity(low=max(0, math.floor(number - margin)), high=math.ceil(number + margin), approximate=True)


def number_of(words: str) -> int | None:
    """A number in figures or words; None where it is none, not whole, or has too many digits.

    >>> number_of("two dozen"), number_of("1,200"), number_of("twenty-six"), number_of("5.5")
    (24, 1200, 26, None)
    """
    if words == "half a dozen":
        return 6
    total = part = 0
    for word in re.findall(r"[\d,.]+|[a-z]+", words):
        value = _value(word)
        if value is None:
            return None
        if word in _SCALES:
            part = max(part, 1) * value
            if value >= 1000:
                total, part = total + part, 0
        else:
            part += value
    return total + part


def _value(word: str) -> int | None:
    if word in {"a", "an", "and"}:
        return 0
    if word[0].isdigit():
        return _figures(word.rstrip(",."))
    return _UNITS.get(word, _TENS.get(word, _SCALES.get(word)))


def _figures(word: str) -> int | None:
    if "," in word or "." in word:
        if not re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", word):
            return None
        word = word.replace(",", "").replace(".", "")
    return int(word) if word.isdecimal() and len(word) <= LONGEST_DIGITS else None


def _joined(tokens: Sequence[Token]) -> tuple[str, dict[int, int]]:
    """The words parted by single spaces, and where each begins: offset to number of the token."""
    starts, length = {}, 0
    for number, token in enumerate(tokens):
        starts[length] = number
        length += len(token.lower) + 1
    return " ".join(token.lower for token in tokens), starts
