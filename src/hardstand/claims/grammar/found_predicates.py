"""The words of a sentence that could say something of a thing."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.entries import ClaimKind
from hardstand.claims.grammar.grammar_words import ADVERBS, BE, HAVE, MARKS, PLACING
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.predicates import Predicate, predicate_lexicon
from hardstand.claims.sentences import Token
from hardstand.claims.sources.lexicon import IMAGE_NOUNS
from hardstand.claims.word_sets import word_set

EXISTS = word_set("may might could will would")
"""Behind "there" they go on with "be"."""
BETWEEN_VERBS = word_set("not n't also already never since recently now yet still")
"""They may stand between "has" and the verb that it helps."""
PARTICIPLES = word_set(
    """
    built sent brought left come dug laid found kept gone become begun swept grown flown put set held made
    said told lost taken withdrawn shot blown hit struck cut fled fought sunk shut spread burnt slept stood led met
    paid sold spent spun stuck swum thrown torn drawn caught bought
    """
)
"""Past participles that do not end in -ed or -en."""
PULLING = word_set("pull pulls pulled pulling move moves moved moving")
APART = word_set("back out away")
PARTICLE_REACH = 14
"""Tokens behind the verb in which its particle stands."""
STATES = word_set("operational usable functional able used functioning serviceable")
"""Behind "no longer" they say what a thing can do, not that it left."""
IMAGED_BACK = 4
IMAGING = word_set("took taken captured acquired collected")
"""Behind a word for images they say when these were made: "the image that Maxar took"."""
ARTICLES = word_set("the a an this of")
NOUN_AFTER = {
    "left": word_set("the to far"),
    "appear": word_set("what"),
    "appears": word_set("what"),
    "appeared": word_set("what"),
    "line": word_set(
        """
        the a an flight boundary administrative dashed median straight front dividing contact tree
        demarcation disputed blue green red ceasefire of
        """
    ),
    "guard": word_set("coast border home national presidential republican revolutionary a an the rear"),
    **dict.fromkeys(word_set("present house host land ship ferry shell bomb"), ARTICLES),
}
"""Words that are no verb behind one of these."""
_SEEMING = word_set("to that as intact undamaged likely unlikely")
_SAYING = word_set('that " , : .')
NO_VERB_BEFORE = {
    "left": word_set("wing bank side"),
    "based": word_set("on upon"),
    **dict.fromkeys(word_set("appear appears appeared"), _SEEMING),
    **dict.fromkeys(word_set("added adds adding"), _SAYING),
}
"""Words that say nothing of a thing before one of these: "appears to", "he added that"."""


def find_predicates(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Predicate]:
    """Every word that could say something of a thing, in order; none inside a mention."""
    inside = {position for mention in mentions for position in range(mention.first, mention.end)}
    found = []
    for first, whole, kind in predicate_lexicon().find(tokens):
        # "Moved up to 40 tanks" has no "moved up".
        end = whole if inside.isdisjoint(range(first, whole)) else first + 1
        if first not in inside and not _other_use(tokens, first, end):
            word = " ".join(token.lower for token in tokens[first:end])
            found.append(Predicate(first=first, end=end, kind=kind, word=word))
    found += _split(tokens, inside) + _building(tokens, inside) + _being(tokens, inside)
    return sorted(found, key=lambda each: each.first)


def _joined_on(tokens: Sequence[Token], first: int) -> bool:
    """Whether a hyphen joins it to the word before: "Chad-based", "truck-mounted"."""
    return (
        first > 1
        and tokens[first - 1].text == "-"
        and tokens[first - 1].end == tokens[first].start
        and tokens[first - 2].lower not in {"re", "newly", "air"}
    )


def _other_use(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a word looks like a verb and is none here."""
    word = tokens[first].lower
    after = tokens[end].lower if end < len(tokens) else ""
    before = tokens[first - 1].lower if first else ""
    if _joined_on(tokens, first) or _of_images(tokens, first) or _a_crossing(tokens, first):
        return True
    if word == "no" and after in STATES:
        return True
    if word == "there":
        return after not in BE | HAVE | EXISTS
    if word in HAVE:
        return after in BE or after in {"yet", "to"} or _participle_follows(tokens, end)
    if word == "work":
        return after not in {"on", "to"} or before == "to"
    return before in NOUN_AFTER.get(word, ()) or after in NO_VERB_BEFORE.get(word, ())


def _of_images(tokens: Sequence[Token], first: int) -> bool:
    """Whether it tells how images were made: "the image that Maxar took"."""
    behind = any(token.lower in IMAGE_NOUNS for token in tokens[max(0, first - IMAGED_BACK) : first])
    return tokens[first].lower in IMAGING and behind


def _a_crossing(tokens: Sequence[Token], first: int) -> bool:
    """Whether it is the noun: "the Jarinje crossing"."""
    if tokens[first].lower != "crossing" or not first:
        return False
    before = tokens[first - 1]
    return before.text[0].isupper() or before.lower in {"the", "border", "a"}


def _participle_follows(tokens: Sequence[Token], position: int) -> bool:
    """Whether "has" helps another verb: "has also deployed"."""
    for token in tokens[position : position + 3]:
        word = token.lower
        if word in {"been", "begun"}:
            return True
        if word not in BETWEEN_VERBS | ADVERBS and not word.endswith("ly"):
            return word.endswith(("ed", "en")) or word in PARTICIPLES
    return False


def _split(tokens: Sequence[Token], inside: set[int]) -> list[Predicate]:
    """Verbs whose particle stands behind their object: "pull its troops back"."""
    found = []
    for position, token in enumerate(tokens):
        reach = [each.lower for each in tokens[position + 1 : position + PARTICLE_REACH]]
        ends = next((word for word in reach if word in APART or word in MARKS), None)
        if token.lower in PULLING and position not in inside and ends in APART and reach[0] not in APART:
            found.append(Predicate(first=position, end=position + 1, kind=ClaimKind.DEPARTURE, word=token.lower))
    return found


def _building(tokens: Sequence[Token], inside: set[int]) -> list[Predicate]:
    """The word "building" as a verb: "is building a hangar"."""
    found = []
    for position, token in enumerate(tokens):
        if token.lower == "building" and position not in inside:
            found.append(Predicate(first=position, end=position + 1, kind=ClaimKind.CONSTRUCTION, word="building"))
    return found


def _being(tokens: Sequence[Token], inside: set[int]) -> list[Predicate]:
    """Forms of "be" that only say where: "no troops were at the base"."""
    found = []
    for position, token in enumerate(tokens[:-1]):
        if (
            token.lower in BE
            and position not in inside
            and not _burns(tokens, position + 1)
            and _where_follows(tokens, position + 1)
        ):
            found.append(Predicate(first=position, end=position + 1, kind=ClaimKind.PRESENCE, word=token.lower))
    return found


def _burns(tokens: Sequence[Token], position: int) -> bool:
    return [token.lower for token in tokens[position : position + 2]] == ["on", "fire"]


def _where_follows(tokens: Sequence[Token], position: int) -> bool:
    """Whether a place follows, perhaps behind an adverb: "were also at the base", "was alongside"."""
    word = tokens[position].lower
    if word in ADVERBS - {"not", "away", "back"} and position + 1 < len(tokens):
        word = tokens[position + 1].lower
    return word in (PLACING | {"there", "alongside", "ashore", "aloft"}) - {"to", "by", "for", "under"}
