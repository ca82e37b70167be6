"""Verbs that say or show something only with the right words beside them: "put the number at 40"."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import lower_at
from hardstand.claims.sources.lexicon import VERBS, VerbClass
from hardstand.claims.sources.noun_phrases import phrase_start, shows, speaks
from hardstand.claims.sources.shades_lexicon import ADVERBS, BE, DETERMINERS, FINITE, MAYBE_SUBORDINATORS, SUBORDINATORS
from hardstand.claims.word_sets import word_set

PUTTING = word_set("put puts putting set sets places placed pegged pegs")
COUNTED = word_set("the its their his her this that")
AMOUNTS = DETERMINERS | word_set(
    "about around roughly some nearly almost over more up upwards at between close no under below just well only "
    "fewer less anywhere"
)
"""After "at" one of these, or a number, tells how many."""
HOLDING = word_set(
    "has have had contain contains contained feature features featured picture pictures pictured capture captures "
    "captured include includes included attest attests attested betray betrays betrayed catch catches caught reveal "
    "reveals revealed record records recorded register registers registered hold holds held expose exposes exposed "
    "disclose discloses disclosed place places placed put puts"
)
"""Verbs of which images are the subject: "the image has five tanks"."""
UNSPOKEN = word_set(
    "arrived landed retreated surrendered departed moved fled returned advanced followed attacked withdrew responded "
    "failed waited died remained escaped entered crossed collapsed converged regrouped resigned disappeared fired "
    "shelled bombed deserted scattered panicked dispersed "
    "mutinied rebelled intervened objected hesitated helped joined "
    "refused relented agreed disagreed stayed stopped started continued gathered assembled marched cheered rested"
)
"""What people may do at a sentence's end without saying anything."""
OPENERS = SUBORDINATORS | MAYBE_SUBORDINATORS
LONGEST = 9
"""A speaker of so many tokens or more is none."""
AHEAD = 14
"""So many tokens after "put" the number is looked for."""


def figure_verb(tokens: Sequence[Token], position: int) -> VerbClass | None:
    """What such a verb does; None where the words beside it are not those that it needs."""
    word = tokens[position].lower
    if word in PUTTING and _puts_at(tokens, position):
        return VerbClass.SAY
    if word in HOLDING and _has_object(tokens, position) and shows(tokens[phrase_start(tokens, position) : position]):
        return VerbClass.SHOW
    return None


def _puts_at(tokens: Sequence[Token], position: int) -> bool:
    """As in "Put the number of troops at 40": a known amount, and after "at" how large it is."""
    if lower_at(tokens, position + 1) not in COUNTED:
        return False
    for index in range(position + 2, min(len(tokens) - 1, position + AHEAD)):
        if tokens[index].text in {",", ";", '"'}:
            return False
        following = lower_at(tokens, index + 1)
        if tokens[index].lower == "at" and (following[:1].isdigit() or following in AMOUNTS - COUNTED):
            return True
    return False


def _has_object(tokens: Sequence[Token], position: int) -> bool:
    following = lower_at(tokens, position + 1)
    if lower_at(tokens, position - 1) in {"in", "which", "that", "the"}:
        return False
    if following[:1].isdigit() or following in DETERMINERS:
        return True
    plain = following.isalpha() and following not in ADVERBS and not following.endswith(("ed", "en"))
    return plain and tokens[position].lower not in {"has", "have", "had"}


def closing_verb(tokens: Sequence[Token], position: int) -> VerbClass | None:
    """An unknown verb after a speaker that ends a sentence must be one of saying: "..., the mayor exulted."."""
    word = tokens[position].lower
    if not word.endswith("ed") or not tokens[position].text.islower() or word in VERBS or word in UNSPOKEN:
        return None
    if lower_at(tokens, position + 1) not in {".", ";", ""} or tokens[0].lower in OPENERS:
        return None
    start = phrase_start(tokens, position)
    phrase = tokens[start:position]
    if start < 3 or tokens[start - 1].text != "," or not 0 < len(phrase) < LONGEST or not speaks(phrase):
        return None
    told = any(token.lower in FINITE or token.lower.endswith("ed") for token in tokens[: start - 1])
    return VerbClass.SAY if told and lower_at(tokens, position - 1) not in BE | {"and"} else None
