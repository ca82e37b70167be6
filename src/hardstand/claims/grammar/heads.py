"""The words for things in a sentence, types and the nouns that carry them included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hardstand.claims.grammar.grammar_words import ADVERBS, BREAKS, NUMBER_WORDS, PLACING
from hardstand.claims.grammar.predicates import is_verb
from hardstand.claims.grammar.quantities import NOTHING, quantity_before
from hardstand.claims.grammar.terms import Term, thing_lexicon, type_of
from hardstand.claims.sentences import Token
from hardstand.claims.sources.lexicon import BODIES
from hardstand.claims.things import STANDING, Thing
from hardstand.claims.word_sets import word_set

LONGEST_TYPE = 5
"""Tokens that one designation may have been cut into."""
CARRIERS = word_set(
    """
    battery batteries system systems unit units variant variants complex complexes type types class model components
    flights flight models airframe airframes regiment regiments family launcher launchers missile missiles site sites
    division divisions battalion battalions emplacement emplacements
    """
)
"""Nouns that add nothing to the designation before them."""
DIRECTIONS = word_set(
    """
    north south east west northeast northwest southeast southwest north-east north-west south-east south-west
    northern southern eastern western
    """
)
"""Behind a thing they begin where it is: "an earth berm west of the town"."""
AFTERTHOUGHTS = word_set(
    """
    close adjacent ready visible present able capable likely next opposite empty intact open absent missing gone
    alight ablaze aloft ashore afloat alone abroad available idle
    """
)
"""Behind a thing they begin what is said of it."""
PURPOSES = word_set("repair training storage transport production assembly maintenance testing")
"""Before another noun they go on with it: "a tank repair facility"."""
WORKS = word_set("works work extension expansion construction upgrade repairs resurfacing")
"""Behind a structure they say what is done to it: "the runway works are finished"."""
NO_NOUNS = BREAKS | ADVERBS | DIRECTIONS | AFTERTHOUGHTS
BEGINNING = word_set("started start starts began begun begin begins finished resumed stopped been is are was were")
HELD = NUMBER_WORDS | {"a", "an", "about", "around", "some", "roughly", "up", "at"}
"""Behind "houses" they begin what a place holds."""


@dataclass(frozen=True)
class Head:
    """A word for a thing: first token, the one after the last, its term, and whether it is a designation."""

    start: int
    end: int
    term: Term
    designation: bool


def heads_of(tokens: Sequence[Token]) -> list[Head]:
    """The words for things in a sentence, in order, those that name one thing together as one."""
    return _merged(_heads(tokens), tokens)


def _heads(tokens: Sequence[Token]) -> list[Head]:
    found = [Head(start, end, term, False) for start, end, term in thing_lexicon().find(tokens)]
    found = [head for head in found if not _is_verb_there(head, tokens)]
    taken = {position for head in found for position in range(head.start, head.end)}
    position = 0
    while position < len(tokens):
        head = None if position in taken else _type_at(tokens, position)
        if head is not None:
            found = [each for each in found if each.end <= head.start or each.start >= head.end]
            found.append(head)
        position = position + 1 if head is None else head.end
    found = [_named_ship(head, tokens) for head in found if head.term.thing is not None]
    return sorted(found, key=lambda head: head.start)


def _is_verb_there(head: Head, tokens: Sequence[Token]) -> bool:
    """Whether "houses" and "building" are verbs there: "has started building barracks"."""
    word = tokens[head.start].lower
    before = tokens[head.start - 1].lower if head.start else ""
    builds = word == "building" and head.end == head.start + 1 and before in BEGINNING
    return builds or (word == "houses" and _holds(tokens, head.start))


def _named_ship(head: Head, tokens: Sequence[Token]) -> Head:
    """A carrier with a name is a ship: "the carrier Shandong"."""
    named = head.end < len(tokens) and tokens[head.end].text[0].isupper()
    if tokens[head.start].lower != "carrier" or head.end - head.start > 1 or not named:
        return head
    return replace(head, term=replace(head.term, thing=Thing.SHIP, strong=True))


def _holds(tokens: Sequence[Token], position: int) -> bool:
    """Whether "houses" is a verb there: "the base still houses about 500 troops"."""
    before = tokens[position - 1].lower if position else "."
    after = tokens[position + 1].lower if position + 1 < len(tokens) else "."
    counts = after[:1].isdigit() or after in HELD
    noun = before[:1].isalpha() and before not in BREAKS and not before.endswith("ed")
    return counts and (noun or before in {",", "which", "that", "it", "and"})


def _type_at(tokens: Sequence[Token], position: int) -> Head | None:
    """The longest designation that begins at a token; the tokenizer may have cut it ("MiG-31", "K")."""
    if not tokens[position].text[0].isupper():
        return None
    for length in range(min(LONGEST_TYPE, len(tokens) - position), 0, -1):
        part = tokens[position : position + length]
        name = _joined(part)
        thing = None if name is None else type_of(name)
        if thing is not None and name is not None:
            certain = any(character.isdigit() for character in name)
            many = name.endswith("s") and type_of(name[:-1]) is thing
            term = Term(thing=thing, strong=certain, plural=many)
            return _with_noun(Head(position, position + length, term, True), tokens)
    return None


def _with_noun(head: Head, tokens: Sequence[Token]) -> Head:
    """With the noun that only carries the designation: "S-400 batteries"."""
    end = head.end
    while end < len(tokens) and tokens[end].lower in CARRIERS:
        end += 1
    if end == head.end:
        return head
    return Head(head.start, end, replace(head.term, plural=tokens[end - 1].lower.endswith("s")), True)


def _joined(part: Sequence[Token]) -> str | None:
    """Tokens as one designation: with a hyphen for one space before a figure or a name; None where they are parted."""
    text = part[0].text
    for before, token in pairwise(part):
        if token.start == before.end:
            text += token.text
        elif token.start == before.end + 1 and (token.text[0].isdigit() or token.text[0].isupper()):
            text += f"-{token.text}"
        else:
            return None
    return text


def _merged(heads: list[Head], tokens: Sequence[Token]) -> list[Head]:
    """Names that follow each other name one thing: "S-400 surface-to-air missile systems", "T-72 and T-90 tanks"."""
    merged: list[Head] = []
    for head in heads:
        whole = head
        while merged and _one_phrase(merged[-1], whole, tokens):
            last = merged.pop()
            term = _finer(last.term, whole, designation=last.designation)
            whole = Head(last.start, whole.end, term, last.designation or whole.designation)
        merged.append(whole)
    return merged


def _one_phrase(first: Head, second: Head, tokens: Sequence[Token]) -> bool:
    between = [token.lower for token in tokens[first.end : second.start]]
    if first.term.plural and not first.designation:
        return False
    if not between or between == ["-"]:
        return True
    joined = first.designation and between in (["and"], ["or"], [","], ["/"])
    bare = not tokens[first.end - 1].text.endswith("s")
    same = second.designation and second.term.thing is first.term.thing and between in (["and"], ["or"], ["/"])
    return joined and (bare or (same and _counted(first, tokens))) and not second.term.mass


def _counted(head: Head, tokens: Sequence[Token]) -> bool:
    """Whether a number stands right before: "22 Su-30s and Su-35s" are 22 in all."""
    return head.start > 0 and (found := quantity_before(tokens, head.start)) is not None and found[0] is not NOTHING


def _finer(first: Term, second: Head, *, designation: bool) -> Term:
    """The thing of both words: of a type before a wider word the type's, else that of the last word."""
    narrower = first.thing is not None and second.term.thing is not None and first.thing.within(second.term.thing)
    # "Il-78 tankers" are aircraft; "MiG-31 hangars" are hangars.
    named = designation and not second.term.strong and second.term.thing not in STANDING
    thing = first.thing if narrower or named else second.term.thing
    return replace(second.term, thing=thing, strong=first.strong or second.term.strong)


def _stands(tokens: Sequence[Token], position: int) -> bool:
    """Whether "stands" is a verb there: "a radar stands nearby"."""
    after = tokens[position + 1].lower if position + 1 < len(tokens) else "."
    return tokens[position].lower == "stands" and after in PLACING | {"nearby", "there", "empty"}


def is_modifier(tokens: Sequence[Token], head: Head) -> bool:
    """Whether the word only describes the next one: "tank crews", "helicopter pilots", "artillery fire"."""
    if head.end >= len(tokens):
        return False
    following = tokens[head.end]
    if following.lower == "-" and head.end + 1 < len(tokens):
        return following.start == tokens[head.end - 1].end and tokens[head.end + 1].start == following.end
    word = following.lower
    if head.term.plural:
        return word in BODIES and head.term.thing is Thing.PERSONNEL
    if word in PURPOSES and head.end + 1 < len(tokens) and tokens[head.end + 1].lower not in BREAKS:
        return True
    done = word in WORKS and head.term.thing in STANDING
    if (
        done
        or _stands(tokens, head.end)
        or word in NO_NOUNS
        or not word[0].isalpha()
        or is_verb(word)
        or word.endswith(("ly", "ed"))
    ):
        return False
    return not (following.text[0].isupper() and not head.designation)
