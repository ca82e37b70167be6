"""Which words tell of a plan, a condition, a question or a demand."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import lower_at
from hardstand.claims.sources.lexicon import Modality
from hardstand.claims.sources.reach import Match, Phrase, Reach, ShadeKind, by_first, is_visible, longest, skip_adverbs
from hardstand.claims.sources.shades_lexicon import (
    BE,
    MODAL_AFTER,
    MODAL_CLAUSE,
    OPEN_VERBS,
)

FOUND = frozenset({"seen", "found", "heard", "believed", "expected", "blamed", "congratulated", "understood"})
"""What "is to be found" somewhere is there."""
_MODAL_CLAUSE = by_first([phrase for phrase, _ in MODAL_CLAUSE])
_MODAL_AFTER = by_first([phrase for phrase, _ in MODAL_AFTER])
_MODALITIES = dict((*MODAL_CLAUSE, *MODAL_AFTER))


def modality_of(tokens: Sequence[Token], position: int) -> Match | None:
    """The plan, condition, question or demand that the word there tells of; None where it tells none."""
    word = tokens[position].lower
    if word in {"would", "'d", "could"}:
        return _would(tokens, position)
    if (
        word in BE
        and lower_at(tokens, position + 1) == "to"
        and lower_at(tokens, position + 2) not in {"the", "blame"}
        and not (lower_at(tokens, position + 2) == "be" and lower_at(tokens, position + 3) in FOUND)
    ):
        return Match(kind=ShadeKind.MODALITY, length=2, reach=Reach.CLAUSE, modality=Modality.PLANNED)
    if word in {"will", "would", "must"} and lower_at(tokens, position - 1) in {"the", "of", "political"}:
        return None
    if word == "if" and lower_at(tokens, position - 1) in {"as", ","} and lower_at(tokens, position + 1) == "not":
        return None
    for phrases, reach in ((_MODAL_CLAUSE, Reach.CLAUSE), (_MODAL_AFTER, Reach.REST)):
        if phrase := longest(tokens, position, phrases):
            return _modal(tokens, position, phrase, reach)
    return _asked(tokens, position)


def _modal(tokens: Sequence[Token], position: int, phrase: Phrase, reach: Reach) -> Match | None:
    modality = _MODALITIES[phrase]
    if phrase == ("due", "to") and lower_at(tokens, position + 2) in {"the", "a", "an", "its", "their"}:
        return None
    if phrase == ("should",) and position == 0:
        modality = Modality.CONDITIONAL
    if phrase in {("planned",), ("proposed",), ("upcoming",)}:
        reach = Reach.NOUN
    if phrase == ("if",) and _asked_before(tokens, position):
        modality = Modality.QUESTION
    return Match(kind=ShadeKind.MODALITY, length=len(phrase), reach=reach, modality=modality)


def _asked_before(tokens: Sequence[Token], position: int) -> bool:
    """As in "Asked earlier this month if"."""
    before = [token.lower for token in tokens[max(0, position - 6) : position]]
    return any(word in {"asked", "ask", "asking", "wondered"} for word in before)


def _would(tokens: Sequence[Token], position: int) -> Match | None:
    """What "would have" and "could send" tell is not so; "would send" tells a plan unless there is an "if"."""
    word, after = tokens[position].lower, skip_adverbs(tokens, position + 1)
    following = lower_at(tokens, after)
    if word == "could" and (following in OPEN_VERBS or is_visible(tokens, after)):
        return None
    if word == "'d" and following not in {"have", "be"}:
        return None
    around = tokens[max(0, position - 25) : position + 25]
    conditional = word == "could" or following == "have" or any(token.lower in {"if", "unless"} for token in around)
    modality = Modality.CONDITIONAL if conditional else Modality.PLANNED
    return Match(kind=ShadeKind.MODALITY, length=1, reach=Reach.CLAUSE, modality=modality)


def _asked(tokens: Sequence[Token], position: int) -> Match | None:
    """As in "Asked Moscow to withdraw"."""
    if tokens[position].lower not in {"asked", "asks", "told", "invited", "ordered"}:
        return None
    ahead = [token.lower for token in tokens[position + 1 : position + 7]]
    if (
        "to" not in ahead
        or {",", "that", "if", "whether"} & set(ahead[: ahead.index("to")])
        or ahead[0] in {"reporters", "to"}
    ):
        return None
    return Match(kind=ShadeKind.MODALITY, length=1, reach=Reach.REST, modality=Modality.DEMANDED)
