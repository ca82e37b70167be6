"""Noun phrases: where one begins and ends, and whether it may speak or is one of images."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import is_dash, is_name_like, lower_at
from hardstand.claims.sources.lexicon import (
    ANALYSED,
    ANALYSES,
    BODIES,
    DOCUMENTS,
    IMAGE_NOUNS,
    NAME_PARTICLES,
    NOUN_FORMS,
    PLURAL_ROLES,
    PRONOUNS,
    PROVIDED,
    ROLES,
    VERBS,
)
from hardstand.claims.sources.providers import is_scene
from hardstand.claims.sources.shades_lexicon import ADVERBS, AUXILIARIES, PREPOSITIONS, SUBORDINATORS, TIMES
from hardstand.claims.sources.speakers import strip_leading

OWN = frozenset({"we", "i", "who", "which", "you"})
GIVEN = PROVIDED | ANALYSED
"""Participles that stand with images."""
STANDS = frozenset({"at", "in", "on", "near"})
"""Right behind a name these tell where its bearer stands: "the Mission at Avdiivka"."""
MARKS = frozenset({",", ";", ":", '"', "(", ")", "...", "…"})
FURTHEST = 60
"""So many tokens to the left the subject may begin."""


def phrase_start(tokens: Sequence[Token], end: int) -> int:
    """Where the noun phrase begins that ends before `end`."""
    start = end
    while start > max(0, end - FURTHEST) and not _stops(tokens, start - 1):
        start -= 1
    if start and lower_at(tokens, start - 1) in {"who", "which", "whose"} and start - 1 > 0:
        return phrase_start(tokens, start - 1 - (lower_at(tokens, start - 2) == ","))
    start = _after_other_clause(tokens, start, end)
    return _list_start(tokens, start, end)


def _stops(tokens: Sequence[Token], position: int) -> bool:
    token = tokens[position]
    word = token.lower
    if token.text in MARKS or is_dash(tokens, position) or word in {"that", "who", "which", "whose"} | SUBORDINATORS:
        return True
    if word in AUXILIARIES and not (word == "may" and token.text[0] == "M") and token.text != "'s":
        return True
    return word in VERBS and VERBS[word][1] and word not in NOUN_FORMS


def _after_other_clause(tokens: Sequence[Token], start: int, end: int) -> int:
    """Past "and" where another clause stands before it: "tanks arrived and officials said"."""
    for position in range(end - 1, start, -1):
        if tokens[position].lower != "and":
            continue
        left = tokens[start:position]
        verbal = any(token.text.islower() and token.lower.endswith("ed") and token.lower not in GIVEN for token in left)
        cut = _is_cut(tokens, start) or verbal
        return position + 1 if cut and speaks(tokens[position + 1 : end]) else start
    return start


def _is_cut(tokens: Sequence[Token], start: int) -> bool:
    return start > 0 and tokens[start - 1].lower in AUXILIARIES


def _list_start(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a list of speakers begins: "U.S., Israeli and other officials"."""
    while start > 1 and lower_at(tokens, start - 1) == "," and any(t.lower == "and" for t in tokens[start:end]):
        first = start - 1
        while first > 0 and tokens[first - 1].text not in MARKS and is_name_like(tokens[first - 1]):
            first -= 1
        short = 0 < start - 1 - first <= 3 and (first == 0 or tokens[first - 1].text in MARKS)
        if not short or tokens[first].lower in ADVERBS:
            return start
        start = first
    return start


def phrase_end(tokens: Sequence[Token], start: int) -> int:
    """Where the noun phrase ends that begins at `start`: the name of a speaker, or several with "and"."""
    end = start
    while end < min(len(tokens), start + 20) and not _ends(tokens, start, end):
        end += 1
    return end


def _ends(tokens: Sequence[Token], start: int, end: int) -> bool:
    token = tokens[end]
    word = token.lower
    if token.text == ",":
        return not _lists(tokens, end)
    if word in {"of", "for"}:
        ahead = end + 1 + (lower_at(tokens, end + 1) == "the")
        return ahead >= len(tokens) or not tokens[ahead].text[:1].isupper()
    if token.text in MARKS or (token.text == "." and tokens[end - 1].lower not in ROLES) or is_dash(tokens, end):
        return True
    if word in NOUN_FORMS and lower_at(tokens, end + 1) == "that":
        return True
    if word in PREPOSITIONS or word in TIMES or word in {"that", "who", "which", "as"} | SUBORDINATORS:
        return end > start
    return (word in AUXILIARIES and token.text != "'s") or (
        word in VERBS and token.text.islower() and word not in NOUN_FORMS
    )


def _lists(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma parts a list of speakers that ends with "and other officials"."""
    ahead = tokens[comma + 1 : comma + 7]
    words = [token.lower for token in ahead]
    if "and" not in words or not ahead[0].text[:1].isupper():
        return False
    following = words[words.index("and") + 1 : words.index("and") + 4]
    return bool(set(following) & (PLURAL_ROLES | {"other"}))


def speaks(phrase: Sequence[Token]) -> bool:
    """Whether a noun phrase is a speaker by its words: a name, an office, a body, a pronoun, a statement."""
    phrase = strip_leading(phrase)
    if not phrase:
        return False
    if len(phrase) == 1 and phrase[0].lower in PRONOUNS | OWN:
        return True
    words = {token.lower.rstrip(".") for token in phrase} | {token.lower for token in phrase}
    if words & (ROLES | BODIES | ANALYSES) or any(is_document(token) for token in phrase):
        return True
    return is_name_like(phrase[0]) and (
        len(phrase) == 1
        or phrase[1].text[:1].isupper()
        or phrase[1].text in {"'s", "and"} | NAME_PARTICLES
        or (phrase[1].lower in STANDS and phrase[0].text.isupper())
    )


def is_document(token: Token) -> bool:
    """Whether a word stands for something written, and is no part of a name as in "Washington Post"."""
    return token.lower in DOCUMENTS and token.text.islower()


def shows(phrase: Sequence[Token]) -> bool:
    """Whether images, or an analysis of them, are what a noun phrase speaks of first."""
    named = strip_leading(phrase)
    if named and named[-1].lower in ROLES and not any(token.lower in PREPOSITIONS for token in named):
        return False
    for position, token in enumerate(named):
        if token.lower in IMAGE_NOUNS or token.lower in ANALYSES or is_document(token) or is_scene(named, position):
            return True
        if token.lower in PREPOSITIONS:
            return False
    return False
