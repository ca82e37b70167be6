"""Named airports, bases and ports among the words of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from hardstand.claims.gazetteer.names import core
from hardstand.claims.gazetteer.regions import country_named
from hardstand.claims.places.runs import Run, Word, name_of
from hardstand.claims.places.types import Named, PlaceKind
from hardstand.claims.places.words import (
    ADJECTIVES,
    BEFORE_A_NAME,
    BODIES,
    DEMONYMS,
    FACILITIES,
    LEADERS,
    LONGEST_FACILITY,
    VAGUE_FACILITIES,
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One sentence, ready for names to be found in it.

    Attributes:
        text: the whole folded text.
        words: of the sentence.
        title_case: whether nearly every word has a capital.
    """

    text: str
    words: list[Word]
    title_case: bool

    def named(self, first: int, end: int, kind: PlaceKind, name: str, *, aerial: bool = False) -> Named:
        """A mention that reaches from one word to before another."""
        start, stop = self.words[first].start, self.words[end - 1].end
        return Named(start=start, end=stop, text=self.text[start:stop], kind=kind, name=name, aerial=aerial)


def facility_in(scene: Scene, run: Run) -> tuple[Named, int] | None:
    """The facility that a run names, perhaps with lower-case words after it, and the number of the word after it."""
    return _after_a_name(scene, run) or _before_a_name(scene, run)


def stripped(words: list[Word], run: Run) -> int:
    """Number of the run's first word that can begin a name: "Russian" and "The" can not."""
    first = run.first
    while first < run.end and (words[first].lower in LEADERS or words[first].lower.split("-")[0] in DEMONYMS):
        first += 1
    return first


def _after_a_name(scene: Scene, run: Run) -> tuple[Named, int] | None:
    """A name and what it is: "Hmeimim air base", "Engels-2 airbase", "Damascus' military airport"."""
    words = scene.words
    first = stripped(words, run)
    for at in range(first + 1, run.end + 1):
        after = _skip_adjectives(words, at) if at == run.end else at
        length = facility_length(words, after)
        if length and after <= run.end + 2:
            return _facility(scene, first, at, (after, after + length))
    return None


def _facility(scene: Scene, first: int, end: int, what: tuple[int, int]) -> tuple[Named, int] | None:
    words = scene.words
    name = name_of(words, first, end)
    if country_named(name) is not None or BODIES & {word.lower for word in words[first:end]} or not core(name):
        return None
    kind, aerial = FACILITIES[_joined(words, *what)]
    last = what[1] - 1
    if words[last].lower in VAGUE_FACILITIES and all(_is_code(word.text) for word in words[first:end]):
        return None
    stop = what[1] + _numbered(words, what[1])
    return scene.named(first, stop, kind, name_of(words, first, stop), aerial=aerial), stop


def _is_code(word: str) -> bool:
    """Whether a word is made of capitals and figures, as a type or a body's short name."""
    return word.isupper() or any(letter.isdigit() for letter in word)


def _numbered(words: list[Word], at: int) -> int:
    """1 where a base's number stands there: "Niamey's Base 101"."""
    numbered = at < len(words) and words[at].gap == " " and words[at].text.isdigit() and len(words[at].text) <= 3
    return int(numbered and words[at - 1].text[0].isupper())


def _skip_adjectives(words: list[Word], at: int) -> int:
    while at < len(words) and words[at].lower in ADJECTIVES and words[at].gap in {" ", "'s ", "' "}:
        at += 1
    return at


def facility_length(words: list[Word], at: int) -> int:
    """Words of the longest term for a facility that begins there, 0 where none does."""
    if at >= len(words) or words[at].gap not in {" ", "'s ", "' "}:
        return 0
    for length in range(min(LONGEST_FACILITY, len(words) - at), 0, -1):
        if (
            all(word.gap == " " for word in words[at + 1 : at + length])
            and _joined(words, at, at + length) in FACILITIES
        ):
            return length
    return 0


def _before_a_name(scene: Scene, run: Run) -> tuple[Named, int] | None:
    """What it is and a name: "Port of Tartus", "Camp Lemonnier", "RAF Akrotiri", "the port of Berdyansk"."""
    words = scene.words
    for length in (2, 1):
        for first in (run.first, run.first - length):
            if first < 0 or not _contiguous(words, first, first + length, run.end):
                continue
            what = _joined(words, first, first + length)
            if what in BEFORE_A_NAME and run.end > first + length:
                name = name_of(words, first, run.end) if " " not in what else name_of(words, first + length, run.end)
                kind = PlaceKind.BASE
                return scene.named(first, run.end, kind, name, aerial=BEFORE_A_NAME[what]), run.end
    return None


def _contiguous(words: list[Word], first: int, middle: int, end: int) -> bool:
    return middle < end and all(word.gap == " " for word in words[first + 1 : middle + 1])


def _joined(words: list[Word], first: int, end: int) -> str:
    return " ".join(word.lower for word in words[first:end])
