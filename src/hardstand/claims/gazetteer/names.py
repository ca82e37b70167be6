"""One spelling for the many of a name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from hardstand.claims.word_sets import word_set

ARTICLES = word_set("al el ad an ar as ash at az ez es ed er il the")
"""Articles that some spellings of a name carry and others leave out."""
GENERIC = word_set(
    "international airport airports air base airbase airfield aerodrome airstrip field regional municipal domestic "
    "national military naval army force station facility heliport airpark ab afb civil civilian aeroport aeropuerto"
)
"""Words that say what an airport is, not which."""
SHORT = 4
"""Words of fewer letters than this are never taken for a misspelling."""
LONG = 7
"""Words of so many letters may differ in two of them, shorter ones in one."""

_SPACES = "-\u2010\u2011\u2013\u2014_/,()"
_NOTHING = "'.`\u2019\u02bc\u02bb"
_LETTERS = {"\u0131": "i", "ł": "l", "ø": "o", "ß": "ss", "đ": "d", "æ": "ae", "ə": "e"}
_COMBINING = re.compile("[\u0300-\u036f]+")


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """A name in lower case, without accents, hyphens and apostrophes, its words parted by single spaces.

    >>> fold("Deir ez-Zor"), fold("São Paulo"), fold("Sana'a")
    ('deir ez zor', 'sao paulo', 'sanaa')
    """
    return " ".join(fold_lines(name).split())


def fold_lines(text: str) -> str:
    """The same, with each space and line end where it was."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).lower()
        for letter, plain in _LETTERS.items():
            text = text.replace(letter, plain)
        text = _COMBINING.sub("", text)
    for mark in _SPACES:
        text = text.replace(mark, " ")
    for mark in _NOTHING:
        text = text.replace(mark, "")
    return text


def without_articles(folded: str) -> str:
    """A folded name without "al" and its like; the name itself where nothing else would be left.

    >>> without_articles("al hasakah"), without_articles("deir ez zor")
    ('hasakah', 'deir zor')
    """
    return " ".join(word for word in folded.split() if word not in ARTICLES) or folded


@lru_cache(maxsize=4096)
def core(name: str) -> tuple[str, ...]:
    """The words that tell one airport from another, folded, in their order.

    >>> core("Bassel Al-Assad International Airport"), core("Engels-2 airbase")
    (('bassel', 'assad'), ('engels', '2'))
    """
    return tuple(word for word in fold(name).split() if word not in GENERIC and word not in ARTICLES)


def alike(one: str, other: str) -> bool:
    """Whether two folded words are one in two spellings: few letters differ for their length.

    >>> alike("basel", "bassel"), alike("basel", "mosul")
    (True, False)
    """
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < SHORT or not (one.isalpha() and other.isalpha()):
        return False
    return letters_between(one, other, 2 if shorter >= LONG else 1)


def letters_between(one: str, other: str, most: int) -> bool:
    """Whether one word becomes the other by at most so many letters put in, left out or changed (Levenshtein 1966).

    Args:
        one: a word.
        other: another.
        most: letters, at least 0.
    """
    if abs(len(one) - len(other)) > most:
        return False
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        previous, row[0] = row[0], number
        for place, against in enumerate(other, 1):
            previous, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, previous + (letter != against))
        if min(row) > most:
            return False
    return row[-1] <= most


_INNER = re.compile(r"(?<=[ -])(?:" + "|".join(sorted(ARTICLES)) + r")(?=[ -])", re.IGNORECASE)


def _lower(match: re.Match[str]) -> str:
    return match[0].lower()


def spellings(name: str) -> tuple[str, ...]:
    """Ways in which a list of other names may write a name: with and without hyphens, capitals and apostrophes."""
    plain = name.replace("\u2019", "'").strip()
    shown = _INNER.sub(_lower, plain.title()) if plain.isupper() or plain.islower() else plain
    ways = [plain, shown]
    for way in (plain, shown):
        ways += [way.replace("-", " "), way.replace(" ", "-"), way.replace("'", "")]
        head, _, tail = way.replace("-", " ", 1).partition(" ")
        if tail and head.lower() in ARTICLES:
            ways += [tail, f"Al {tail}", f"Al-{tail}", f"{head.capitalize()}-{tail}", f"{head.capitalize()} {tail}"]
    return tuple(dict.fromkeys(ways))
