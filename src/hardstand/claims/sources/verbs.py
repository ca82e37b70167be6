"""Verbs of saying and showing: which words are one, and what stands with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import lower_at
from hardstand.claims.sources.lexicon import (
    FALSE_WORDS,
    IMAGE_NOUNS,
    NAMING,
    NOUN_FORMS,
    PRONOUNS,
    RUMOURS,
    VERBS,
    VerbClass,
)
from hardstand.claims.sources.saying_verbs import FURTHER_GERUNDS, QUOTING
from hardstand.claims.sources.shades_lexicon import ADVERBS, AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, TIMES
from hardstand.claims.word_sets import word_set

SEEMING = word_set("appear appears appeared seem seems seemed")
LINKS = SEEMING | word_set(
    "continue continues continued declined declines refused refuses failed went used able unable"
)
UNSAID = word_set("declined declines refused refuses failed unable")
IRREGULAR = word_set("said told written found shown seen thought known held read heard")
NEEDED = {
    "speak": {"of"},
    "spoke": {"of"},
    "rule": {"out"},
    "ruling": {"out"},
    "call": {"on", "for", "upon"},
    "point": {"out", "to"},
}
"""Verbs that are ones of saying only before these."""
DEMONSTRATIVES = frozenset({"these", "those", "all", "both", "some", "others", "other"})


@dataclass(frozen=True, kw_only=True)
class VerbGroup:
    """A verb with what stands between it and its subject ("did not", "appears to", "on Monday").

    Attributes:
        first: position of the first token of the group.
        negated: whether it is denied that it was said or shown.
        unsaid: whether the speaker would not say it ("declined to confirm").
        passive: whether its subject is what was said.
        hedges: words of the group that leave it open ("appears to").
    """

    first: int
    negated: bool
    unsaid: bool
    passive: bool
    hedges: tuple[str, ...]


def verb_kind(tokens: Sequence[Token], position: int) -> VerbClass | None:
    """What the verb of saying does that stands there; None where the word is none, or is meant otherwise."""
    word = tokens[position].lower
    if word not in VERBS or (tokens[position].text[:1].isupper() and position):
        return None
    if word in NAMING and _called_false(tokens, position):
        return VerbClass.DENY
    if not _is_meant(tokens, position) or not _is_verb(tokens, position):
        return None
    return VERBS[word][0]


def _is_meant(tokens: Sequence[Token], position: int) -> bool:
    """Whether a verb of several meanings has that of saying: "ruled out", "called on", "asked X to"."""
    word, following = tokens[position].lower, lower_at(tokens, position + 1)
    for beginning, needed in NEEDED.items():
        if word.startswith(beginning):
            return following in needed
    if word.startswith("ask"):
        if following == "not":
            return False
        ahead = [token.lower for token in tokens[position + 1 : position + 7]]
        return "to" in ahead[1:] and not {"if", "whether", ","} & set(ahead)
    if word in FURTHER_GERUNDS and lower_at(tokens, position - 1) not in {",", "by"} | ADVERBS:
        return False
    if word in QUOTING and not _quotes(tokens, position):
        return False
    return not (word.startswith("agree") and following in {"to", "on"})


def _quotes(tokens: Sequence[Token], position: int) -> bool:
    """Whether "that" or a mark follows, or a comma stands before the speaker: "..., the mayor posted on X"."""
    following = lower_at(tokens, position + 1)
    ahead = {token.lower for token in tokens[position + 1 : position + 6]}
    if following in {'"', ":", ",", ".", ";", "!", ""} or "that" in ahead:
        return True
    if tokens[position].lower.startswith("post") and ahead & IMAGE_NOUNS:
        return True
    placed = following in PREPOSITIONS or following in TIMES
    return placed and any(token.text == "," for token in tokens[max(0, position - 8) : position])


def _called_false(tokens: Sequence[Token], position: int) -> bool:
    ahead = {token.lower for token in tokens[position + 1 : position + 20]}
    return bool(ahead & FALSE_WORDS) and bool(ahead & (NOUN_FORMS | RUMOURS))


def _is_verb(tokens: Sequence[Token], position: int) -> bool:
    """Whether a form that may be a noun, or part of one, stands as a verb."""
    word, before, following = (lower_at(tokens, position + step) for step in (0, -1, 1))
    counted = following == "about" and lower_at(tokens, position + 2)[:1].isdigit()
    if (
        word in NOUN_FORMS
        and not counted
        and (following in {"of", "by", "from", "about"} or following in VERBS)
        and before != "it"
    ):
        return False
    gerund = word.endswith("ing")
    if before == "without" or (word in NOUN_FORMS and following == ":" and not word.endswith("s")):
        return False
    if before in {"as", "to"}:
        return gerund if before == "as" else lower_at(tokens, position - 2) in LINKS | {"on"}
    if before == "'s" and position > 2 and word.endswith(("ed", "said")) and following in {"that", "", ".", ","}:
        return tokens[position - 2].text[:1].isupper()
    if before in DETERMINERS or before in {"'s", "no", "-"}:
        return before in DEMONSTRATIVES
    return gerund or before not in PREPOSITIONS


def verb_group(tokens: Sequence[Token], verb: int) -> VerbGroup:
    """The group of words that ends with a verb."""
    first = verb
    while first > 0 and (_in_group(tokens, first - 1) or _date_before(tokens, first)):
        first -= _date_before(tokens, first) or 1
    words = [token.lower for token in tokens[first:verb]]
    form = tokens[verb].lower
    participle = form.endswith("ed") or form in IRREGULAR
    passive = participle and next((word in BE for word in reversed(words) if word not in ADVERBS), False)
    seeming = [f"{word} to" for word in words if word in SEEMING]
    return VerbGroup(
        first=first,
        negated=any(word in {"not", "n't", "never"} for word in words),
        unsaid=any(word in UNSAID for word in words),
        passive=passive,
        hedges=(*seeming, *(word for word in words if word in {"may", "might", "could", "apparently", "reportedly"})),
    )


def _in_group(tokens: Sequence[Token], position: int) -> bool:
    word = tokens[position].lower
    if word == "may" and not tokens[position].text.islower():
        return False
    if word == "'s" and tokens[position - 1].text[:1].isupper() and lower_at(tokens, position - 1) not in PRONOUNS:
        return False
    if word == "to":
        return lower_at(tokens, position - 1) in LINKS or (lower_at(tokens, position - 1) == "on")
    if word in PREPOSITIONS:
        following = lower_at(tokens, position + 1)
        return following in TIMES or following.isdigit() or (word == "on" and lower_at(tokens, position - 1) == "went")
    return word in AUXILIARIES or word in ADVERBS or word in LINKS or word in TIMES or _is_day(tokens, position)


def _date_before(tokens: Sequence[Token], position: int) -> int:
    """How many tokens of a date with a comma and a year end there: "on February 13, 2022"; 0 = none."""
    if position < 4 or not (tokens[position - 1].text.isdigit() and len(tokens[position - 1].text) == 4):
        return 0
    comma = tokens[position - 2].text == ","
    day, month = sorted(tokens[position - 4 : position - 2], key=lambda token: not token.text.isdigit())
    return 4 if comma and day.text.isdigit() and month.lower in TIMES else 0


def _is_day(tokens: Sequence[Token], position: int) -> bool:
    beside = {lower_at(tokens, position - 1), lower_at(tokens, position + 1)}
    return tokens[position].text.isdigit() and bool(beside & TIMES)
