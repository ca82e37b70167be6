"""Where one clause of a sentence ends and the next begins, so that a time stays with the clause that says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hardstand.claims.grammar.grammar_words import ADVERBS, AUXILIARIES, BE, DETERMINERS, NUMBER_WORDS, PREPOSITIONS
from hardstand.claims.grammar.predicates import is_verb
from hardstand.claims.sentences import Token
from hardstand.claims.sources.lexicon import VERBS
from hardstand.claims.sources.shades_lexicon import FINITE
from hardstand.claims.word_sets import word_set


class Joint(StrEnum):
    """How a clause hangs on the one before it."""

    FIRST = "first"
    """It opens the sentence."""
    PART = "part"
    """Behind a semicolon or a colon."""
    BESIDE = "beside"
    """Behind "and" or "but", with a subject of its own or a verb in another tense."""
    THAT = "that"
    """Behind "and that": it is said as well."""
    UNDER = "under"
    """Behind "while", "although", "because"."""
    WHEN = "when"
    """Behind "when", "as", "after", "before": another event dates the first."""
    RELATIVE = "relative"
    """Behind "which", "who", "where": it tells more of a thing."""
    GERUND = "gerund"
    """Behind a comma, in -ing: "damaging hangars", "leaving six tanks"."""
    RESUMED = "resumed"
    """Goes on with what a relative clause interrupted."""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A stretch of a sentence with a verb of its own.

    Attributes:
        start: offset of its first character in the folded text.
        end: offset after its last one.
        joint: how it hangs on the clause before it.
        word: with which it begins, in small letters.
        group: number of the clause; both parts of one that another interrupts have the same.
    """

    start: int
    end: int
    joint: Joint
    word: str
    group: int


_UNDER = word_set("while whereas although though because unless")
_WHEN = word_set("after before until as once when since")
_RELATIVE = word_set("which who whose whom where")
_JOINING = word_set("and but yet nor")
_MARKS = word_set(', ; : ( ) "')
_NO_GERUND = word_set("including excluding according during following")
_SHIFTED = word_set("is are has have can cannot could may might will would should must plans")
"""Behind "and" without a subject they begin what does not share the time of the verb before."""
_LISTED = word_set("and or but nor")
LOOK_AHEAD = 16
"""Tokens in which a subject and its verb stand."""


def clauses_in(tokens: Sequence[Token], held: Sequence[tuple[int, int]] = ()) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order, without a gap.

    Args:
        tokens: of the sentence.
        held: stretches of the times in it: none of their words opens a clause ("since 12 May", "on 22 and 23 May").
    """
    cuts = [(0, Joint.FIRST)]
    for position in range(1, len(tokens)):
        inside = any(start <= tokens[position].start < end for start, end in held)
        joint = None if inside else _joint(tokens, position, cuts)
        if joint is not None:
            cuts.append((position, joint))
    clauses: list[Clause] = []
    for number, (position, joint) in enumerate(cuts):
        end = tokens[cuts[number + 1][0]].start if number + 1 < len(cuts) else tokens[-1].end
        group = clauses[-2].group if joint is Joint.RESUMED and number > 1 else number
        clauses.append(
            Clause(start=tokens[position].start, end=end, joint=joint, word=tokens[position].lower, group=group)
        )
    return tuple(clauses)


def _joint(tokens: Sequence[Token], position: int, cuts: Sequence[tuple[int, Joint]]) -> Joint | None:
    """How a clause that begins at a token hangs on what stands before; None where none begins there."""
    word, before = tokens[position].lower, tokens[position - 1].lower
    first, open_joint = cuts[-1]
    joint = None
    if word in {";", ":"}:
        joint = Joint.PART
    elif open_joint is Joint.RELATIVE and before == "," and _goes_on(tokens, first, position):
        joint = Joint.RESUMED
    elif word in _RELATIVE:
        joint = Joint.RELATIVE if _verb_ahead(tokens, position + 1, _MARKS) is not None else None
    elif before == "," and word.endswith("ing") and len(word) > 4 and word not in _NO_GERUND:
        joint = Joint.GERUND
    elif word in _UNDER | _WHEN and position > first + 1:
        joint = _under(tokens, position)
    elif word in _JOINING and _has_verb(tokens, first, position):
        joint = _joined(tokens, _past_adverbs(tokens, position + 1))
    return joint


def _under(tokens: Sequence[Token], position: int) -> Joint | None:
    """What "although" opens, or "when" before a subject and its verb."""
    if tokens[position].lower in _UNDER:
        return Joint.UNDER
    return Joint.WHEN if _own_verb(tokens, position + 1) else None


def _joined(tokens: Sequence[Token], start: int) -> Joint | None:
    """What begins behind "and"."""
    word = tokens[start].lower if start < len(tokens) else ""
    following = tokens[start + 1].lower if start + 1 < len(tokens) else ""
    if word == "that" or (word in VERBS and following == "that"):
        return Joint.THAT
    return Joint.BESIDE if word in _SHIFTED or _own_verb(tokens, start) else None


def _goes_on(tokens: Sequence[Token], first: int, position: int) -> bool:
    """Whether, behind a relative clause, what it interrupted goes on with its verb or with a preposition."""
    closed = any(_is_finite(tokens, at) for at in range(first + 1, position)) and tokens[position].lower in PREPOSITIONS
    return closed or _is_finite(tokens, _past_adverbs(tokens, position))


def _past_adverbs(tokens: Sequence[Token], position: int) -> int:
    while position < len(tokens) and tokens[position].lower in ADVERBS:
        position += 1
    return position


def _is_finite(tokens: Sequence[Token], position: int) -> bool:
    """Whether a token may be the finite verb of a clause: no participle in front of its noun, no name."""
    if not 0 < position < len(tokens) or (tokens[position].text[:1].isupper()):
        return False
    word, before = tokens[position].lower, tokens[position - 1].lower
    if word in AUXILIARIES or word in FINITE:
        return word not in {"not", "been", "being", "be", "having"}
    if (not is_verb(word) and word not in VERBS) or word.endswith(("ing", "en", "own")):
        return False
    led = before in DETERMINERS | PREPOSITIONS | NUMBER_WORDS | {"to", "-"} or before[:1].isdigit()
    return not led


def _has_verb(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a finite verb stands there; what somebody says has verbs of its own behind "said" or "that"."""
    first = next((at + 1 for at in range(end - 1, first, -1) if _opens_speech(tokens, at)), first)
    return any(_is_finite(tokens, at) and tokens[at + 1].lower not in {"with", "by"} for at in range(first, end))


def _opens_speech(tokens: Sequence[Token], position: int) -> bool:
    """Whether what is said follows: not behind ", he said,"."""
    word, following = tokens[position].lower, tokens[position + 1].lower
    passive = position > 0 and tokens[position - 1].lower in BE
    says = word in VERBS and following not in _MARKS and not passive
    return word == "that" or (says and _is_finite(tokens, position))


def _verb_ahead(tokens: Sequence[Token], start: int, stops: frozenset[str]) -> int | None:
    """The next finite verb before a mark."""
    for position in range(start, min(start + LOOK_AHEAD, len(tokens))):
        if tokens[position].lower in stops:
            return None
        if _is_finite(tokens, position):
            return position
    return None


def _own_verb(tokens: Sequence[Token], start: int) -> bool:
    """Whether a subject and its verb stand there; a verb without one goes on with the clause before."""
    verb = _verb_ahead(tokens, start, _MARKS | _RELATIVE | {"that", "to"})
    if verb is None or verb <= start or _bare(tokens, verb):
        return False
    # "Three tanks and two bulldozers and asked": the second "and" joins verbs, so the first one joins things.
    before = next((token.lower for token in reversed(tokens[start:verb]) if token.lower not in ADVERBS), "")
    return before not in _LISTED


def _bare(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a participle leans on an auxiliary said before: "houses were damaged and 48 shops razed in Kananga"."""
    before = {token.lower for token in tokens[max(0, verb - 8) : verb]}
    following = tokens[verb + 1].lower if verb + 1 < len(tokens) else "."
    alone = following in PREPOSITIONS | _MARKS | {"."}
    return tokens[verb].lower.endswith("ed") and alone and bool(before & {"were", "was", "been"})
