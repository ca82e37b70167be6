"""Which words of a sentence hedge, negate or put off, and how far each of them reaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import is_dash, lower_at
from hardstand.claims.sources.lexicon import FALSE_WORDS, RUMOURS
from hardstand.claims.sources.modality import modality_of
from hardstand.claims.sources.reach import Match, Phrase, Reach, ShadeKind, by_first, is_visible, longest, skip_adverbs
from hardstand.claims.sources.shades_lexicon import (
    ADVERBS,
    AUXILIARIES,
    BE,
    FINITE,
    HARMLESS_AFTER_NO,
    HARMLESS_AFTER_NOT,
    HEDGE_ADJECTIVES,
    HEDGE_ADVERBS,
    HEDGE_CLAUSES,
    HEDGE_PARTICIPLES,
    NEGATORS_AFTER,
    NEGATORS_CLAUSE,
    PREPOSITIONS,
    SIGNS,
)

BROKEN = frozenset({"unusable", "inoperable", "inoperative", "unserviceable"})
"""They deny that something can be used, behind "is" and the like."""
AHEAD = 14
"""So many words ahead the second part of a pair is looked for ("reports of ... are false")."""
_ADVERBS = by_first(HEDGE_ADVERBS)
_ADJECTIVES = by_first(HEDGE_ADJECTIVES)
_CLAUSES = by_first(HEDGE_CLAUSES)
_NOT = by_first(NEGATORS_CLAUSE)
_NO = by_first(NEGATORS_AFTER)


def _hedge(tokens: Sequence[Token], position: int) -> Match | None:
    if phrase := longest(tokens, position, _CLAUSES):
        return _clause_hedge(tokens, position, phrase)
    adjective = longest(tokens, position, _ADJECTIVES)
    if len(adjective) > 1 or (adjective and _is_adjective(tokens, position)):
        return Match(kind=ShadeKind.HEDGE, length=len(adjective), reach=Reach.NOUN)
    phrase = longest(tokens, position, _ADVERBS)
    if phrase and not _in_chunk(tokens, position):
        return Match(kind=ShadeKind.HEDGE, length=len(phrase), reach=_adverb_reach(tokens, position, len(phrase)))
    return _participle_hedge(tokens, position)


def _in_chunk(tokens: Sequence[Token], position: int) -> bool:
    """Whether the word belongs to "what is believed to be", "what may be", which shades only the noun behind it."""
    for start in range(max(0, position - 3), position):
        if tokens[start].lower == "what" and start + len(longest(tokens, start, _ADJECTIVES)) > position:
            return True
    return False


def _clause_hedge(tokens: Sequence[Token], position: int, phrase: Phrase) -> Match | None:
    word, after = phrase[0], skip_adverbs(tokens, position + 1)
    if word == "may" and not tokens[position].text.islower():
        return None
    if word in {"may", "might", "could"} and is_visible(tokens, after):
        return None
    if _in_chunk(tokens, position):
        return None
    if lower_at(tokens, position - 1) in {"what", "which"} and word.startswith(("look", "appear", "seem")):
        return None
    return Match(kind=ShadeKind.HEDGE, length=len(phrase), reach=Reach.CLAUSE)


def _is_adjective(tokens: Sequence[Token], position: int) -> bool:
    """Whether the word stands before a noun, and not as "as soon as possible", "it was reported"."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is None or not following.text[:1].isalnum():
        return False
    if following.lower in PREPOSITIONS | FINITE or following.lower in {"that", "and", "or", "the", "a", "an", "by"}:
        return False
    before = lower_at(tokens, position - 1)
    if tokens[position].lower in {"claimed", "reported", "likely", "alleged"}:
        return before in {"a", "an", "the", "two", "several", "some", "of"}
    return before not in BE or tokens[position].lower == "suspected"


def _adverb_reach(tokens: Sequence[Token], position: int, length: int) -> Reach:
    """The clause where the adverb stands by its verb; else what follows."""
    before, after = lower_at(tokens, position - 1), lower_at(tokens, position + length)
    if not before or after == ",":
        return Reach.REST if after == "," or position == 0 else Reach.CHUNK
    if before in {",", "and", "or", "but", "("} or is_dash(tokens, position - 1):
        return Reach.CHUNK
    if before in AUXILIARIES - BE or _is_verb(after) or (before in BE and not after[:1].isdigit()):
        return Reach.CLAUSE
    return Reach.CHUNK


def _is_verb(word: str) -> bool:
    return word in FINITE or word.endswith("ed") or word in {"to", "being", "been"}


def _participle_hedge(tokens: Sequence[Token], position: int) -> Match | None:
    """As in "Believed to be": of the whole clause after "are", of what follows after a noun."""
    if tokens[position].lower not in HEDGE_PARTICIPLES or lower_at(tokens, position + 1) != "to":
        return None
    if _in_chunk(tokens, position):
        return None
    of_clause = lower_at(tokens, _back_over_adverbs(tokens, position - 1)) in BE
    length = 3 if lower_at(tokens, position + 2) in {"be", "have"} else 2
    return Match(kind=ShadeKind.HEDGE, length=length, reach=Reach.CLAUSE if of_clause else Reach.CHUNK)


def _negation(tokens: Sequence[Token], position: int) -> Match | None:
    if longest(tokens, position, _NOT):
        return _predicate_negation(tokens, position)
    phrase = longest(tokens, position, _NO)
    following = lower_at(tokens, position + 1)
    if phrase == ("nothing",) and following in {"but", "except"}:
        return None
    if not phrase or (phrase == ("no",) and (following in HARMLESS_AFTER_NO or following[:1].isdigit())):
        return None
    if following in SIGNS or phrase[0] in {"neither", "nor", "none", "nothing"} or len(phrase) > 1:
        return Match(kind=ShadeKind.NEGATION, length=len(phrase), reach=Reach.REST)
    return Match(kind=ShadeKind.NEGATION, length=len(phrase), reach=Reach.LIST)


def _predicate_negation(tokens: Sequence[Token], position: int) -> Match | None:
    before, following = lower_at(tokens, position - 1), lower_at(tokens, position + 1)
    if following == "to" and {"named", "identified", "quoted"} & {lower_at(tokens, position + 3)}:
        return None
    if tokens[position].lower in BROKEN and before not in BE | {"remains", "remain", "remained", "now", "still"}:
        return None
    if following in HARMLESS_AFTER_NOT or before in {"or", "if", "whether"} or _until_follows(tokens, position):
        return None
    if before in {",", "and", "but"} or not before or is_dash(tokens, position - 1):
        return Match(kind=ShadeKind.NEGATION, length=1, reach=Reach.CHUNK if before else Reach.REST)
    return Match(kind=ShadeKind.NEGATION, length=1, reach=Reach.CLAUSE)


def _until_follows(tokens: Sequence[Token], position: int) -> bool:
    """As in "Did not arrive until Monday": they did arrive."""
    ahead = [token.lower for token in tokens[position + 1 : position + 8]]
    return "until" in ahead and "," not in ahead[: ahead.index("until")]


def _falsehood(tokens: Sequence[Token], position: int) -> Match | None:
    """As in "Reports of tanks are false", "called claims that there were tanks baseless"."""
    if tokens[position].lower not in RUMOURS or lower_at(tokens, position + 1) not in {"of", "that", "about"}:
        return None
    for ahead in range(position + 2, min(position + 2 + AHEAD, len(tokens))):
        if tokens[ahead].text in {",", ";"}:
            return None
        word = tokens[ahead].lower
        denied = word in FALSE_WORDS or (
            word == "not" and lower_at(tokens, ahead + 1) in {"true", "correct", "accurate"}
        )
        if denied:
            return Match(kind=ShadeKind.FALSEHOOD, length=1 + ahead - position, reach=Reach.NOUN)
    return None


def _back_over_adverbs(tokens: Sequence[Token], position: int) -> int:
    while position > 0 and tokens[position].lower in ADVERBS:
        position -= 1
    return position


TRIGGERS: tuple[Callable[[Sequence[Token], int], Match | None], ...] = (_hedge, _negation, modality_of, _falsehood)
