"""To which statement of a sentence a time belongs: to its own clause, and to those that share it."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.entries import ClaimKind, Period
from hardstand.claims.extraction.clauses import Clause, Joint, clauses_in
from hardstand.claims.grammar.grammar_words import HAVE
from hardstand.claims.grammar.predicates import predicate_lexicon
from hardstand.claims.sentences import Token
from hardstand.claims.sources.lexicon import VERBS, VerbClass
from hardstand.claims.times.phrases import Reference, Timed
from hardstand.claims.word_sets import word_set

Stretches = Sequence[tuple[int, int]]

_OTHER_TENSE = word_set(
    "is are 's 're has have had can cannot could may might will would should must now still today yet"
)
"""A clause with one of these tells of another time than the past event beside it."""
_AUXILIARIES = _OTHER_TENSE | word_set("was were did")
_HELD_BACK = frozenset({Joint.THAT, Joint.RELATIVE})
"""Clauses that take no time from the one before them."""


def time_for(tokens: Sequence[Token], times: Sequence[Timed], stretches: Stretches) -> Timed | None:
    """The time of a statement.

    Args:
        tokens: of its sentence.
        times: that the sentence says, in order.
        stretches: of the words for the thing and of the verb, offsets in the folded text.
    """
    clauses = clauses_in(tokens, [(timed.start, timed.end) for timed in times])
    own = _clause_at(clauses, stretches[0][1] - 1)
    mine = [timed for timed in times if _clause_at(clauses, timed.start).group == own.group]
    if mine:
        return nearest(mine, stretches)
    lent = [timed for timed in times if _is_lent(timed, own, clauses, tokens, stretches)]
    return nearest(lent, stretches)


def nearest(times: Sequence[Timed], stretches: Stretches) -> Timed | None:
    """The time that stands nearest to one of the stretches."""
    if not times:
        return None
    return min(times, key=lambda timed: min(_gap(*each, timed.start, timed.end) for each in stretches))


def _clause_at(clauses: Sequence[Clause], offset: int) -> Clause:
    return next((each for each in clauses if offset < each.end), clauses[-1])


def _is_lent(
    timed: Timed, own: Clause, clauses: Sequence[Clause], tokens: Sequence[Token], stretches: Stretches
) -> bool:
    """Whether a clause with no time of its own shares that of another one."""
    giver = _clause_at(clauses, timed.start)
    between = [each for each in clauses if min(own.start, giver.start) < each.start <= max(own.start, giver.start)]
    joints = {each.joint for each in between}
    if timed.reference is Reference.IMAGE:
        return giver.word != "but" and not (Joint.PART in joints and _somebody_says(own, tokens))
    if giver.start > own.start:
        return joints <= {Joint.WHEN, Joint.RESUMED} and giver.word in {"when", "as"}
    if joints & _HELD_BACK:
        return False
    if joints == {Joint.WHEN} or own.word == ":" or _leads(timed, tokens):
        return True
    return not _in_other_tense(own, tokens, stretches)


def _somebody_says(own: Clause, tokens: Sequence[Token]) -> bool:
    """Whether a clause of its own tells what another one says: it need not speak of the image."""
    words = (token.lower for token in tokens if own.start <= token.start < own.end)
    return any(word in VERBS and VERBS[word][0] is not VerbClass.SHOW for word in words)


def _leads(timed: Timed, tokens: Sequence[Token]) -> bool:
    """Whether a time opens the sentence: it is that of all its clauses."""
    return timed.start <= tokens[0].end


def _in_other_tense(own: Clause, tokens: Sequence[Token], stretches: Stretches) -> bool:
    """Whether a clause does not tell what happened at the time of the event beside it."""
    until = max(stretch[1] for stretch in stretches) if len(stretches) > 1 else own.end
    words = [token.lower for token in tokens if own.start <= token.start < min(until, own.end)]
    helping = [word for word in words if word in _AUXILIARIES]
    return bool(helping) and (helping[-1] in _OTHER_TENSE)


def seen_by(timed: Timed, tokens: Sequence[Token], stretches: Stretches) -> Period:
    """The days of a time for a verb: what an image shows to have happened did so by the day of the image."""
    period = timed.period
    one_day = period.after is not None and period.after == period.by
    if timed.reference is not Reference.IMAGE or not one_day or not _is_done(tokens, stretches[-1][0]):
        return period
    return Period(by=period.by, rule=f"{period.rule}; an image of that day shows what happened before")


def _is_done(tokens: Sequence[Token], verb: int) -> bool:
    """Whether the verb there is in the perfect and tells of a change: "has been extended", "had reached"."""
    before = [token.lower for token in tokens if token.start < verb][-3:]
    word = [token for token in tokens if token.start == verb]
    stays = any(kind is ClaimKind.PRESENCE for _, _, kind in predicate_lexicon().find(word))
    return bool(set(before) & (HAVE - {"having"})) and not stays


def _gap(start: int, end: int, other_start: int, other_end: int) -> int:
    """Characters between two stretches."""
    return max(0, other_start - end, start - other_end)
