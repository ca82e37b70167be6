"""Whether a text is English, told by its commonest words and by its alphabet."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from hardstand.claims.reading.function_words import ALPHABETS, FUNCTION_WORDS, TELLING_LETTERS
from hardstand.errors import TextError

LEAST_SHARE = 0.1
"""Share of its words that English prose has of the commonest, 0 to 1; running text has 0.35 to 0.55, lists 0.15."""
ENOUGH_WORDS = 40
"""So many words tell a share; fewer may be a list of types and places."""
ANOTHER = 3
"""So many function words of another language, and half as many again as English ones, are no chance."""
_WORD = re.compile(r"[^\W\d_]+")


def refuse_other_languages(text: str, name: str) -> tuple[str, ...]:
    """Let English pass.

    Args:
        text: folded.
        name: of the file, for the message.

    Returns:
        Notes for the reader: that a part stands in another alphabet.

    Raises:
        TextError: no letters at all, or another language; the message says which it seems to be.
    """
    letters = _letters_by_alphabet(text)
    total = sum(letters.values())
    if not total:
        raise TextError(f"{name} holds no words, only figures and signs; give a text in English.")
    alphabet, most = letters.most_common(1)[0]
    if alphabet != "LATIN":
        raise TextError(
            f"{name} seems to be {_in_alphabet(alphabet, text)}: {100 * most / total:.0f} % of its letters are "
            f"{alphabet.capitalize()}. Only English is read; give a translation."
        )
    _refuse_other_words(text, name)
    return _foreign_note(letters, total)


def seeming_language(text: str) -> str | None:
    """The language of a text in Latin letters whose commonest words it uses most; None where too few are known."""
    counts = _counts(text)
    language, number = max(counts.items(), key=lambda item: item[1])
    return language if number else None


def _refuse_other_words(text: str, name: str) -> None:
    words = len(_WORD.findall(text))
    counts = _counts(text)
    english = counts["English"]
    other, number = max(((key, counts[key]) for key in counts if key != "English"), key=lambda item: item[1])
    if number >= ANOTHER and number > 1.5 * english:
        raise TextError(f"{name} seems to be {other}. Only English is read; give a translation.")
    if words >= ENOUGH_WORDS and english < LEAST_SHARE * words:
        raise TextError(
            f"{name} does not read like English: {english} of its {words} words are among the commonest of English. "
            "Only English prose is read; give a translation, or, where the letters look wrong, save it as UTF-8."
        )


def _counts(text: str) -> dict[str, int]:
    words = Counter(_WORD.findall(text.lower()))
    return {
        language: sum(words[word] for word in common if word in words) for language, common in FUNCTION_WORDS.items()
    }


def _letters_by_alphabet(text: str) -> Counter[str]:
    """Number of letters by alphabet, named as Unicode names it ("LATIN")."""
    letters: Counter[str] = Counter()
    for character, number in Counter(text).items():
        if character.isalpha():
            letters[_alphabet(character)] += number
    return letters


@cache
def _alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "UNKNOWN").replace("FULLWIDTH ", "").replace("HALFWIDTH ", "")
    return re.split(r"[ -]", name, maxsplit=1)[0]


def _in_alphabet(alphabet: str, text: str) -> str:
    """The languages that an alphabet stands for, narrowed by letters that only one of them has."""
    present = set(text.lower())
    for letters, language in TELLING_LETTERS.get(alphabet, ()):
        if present & set(letters):
            return language
    return ALPHABETS.get(alphabet, f"in {alphabet.capitalize()} letters")


def _foreign_note(letters: Counter[str], total: int) -> tuple[str, ...]:
    foreign = {alphabet: number for alphabet, number in letters.items() if alphabet != "LATIN"}
    share = 100 * sum(foreign.values()) / total
    if share < 2:
        return ()
    most = max(foreign, key=lambda alphabet: foreign[alphabet])
    return (f"{share:.0f} % of the letters are not Latin, most of them {most.capitalize()}; only English is read.",)
