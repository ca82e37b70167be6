"""What "they", "it" and "the systems" stand for."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.entries import Quantity
from hardstand.claims.grammar.grammar_words import AUXILIARIES
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.sentences import Token
from hardstand.claims.things import Thing
from hardstand.claims.word_sets import word_set

TOLD = word_set(
    """
    arrived arrive brought delivered deployed moved landed unloaded withdrawn removed left departed gone absent
    missing vanished disappeared flown towed sailed destroyed hit struck dismantled demolished taken pulled driven
    dug lined parked stationed shelled burnt burned airlifted shipped trucked hauled relocated transferred stood sat
    remain remained seen spotted fired photographed based returned crossed dispersed camouflaged redeployed
    evacuated came come been sent finished built completed extended paved repaired installed erected entered reached
    pulling leaving landing
    """
)
"""Behind a pronoun they say what became of what was named before."""
VERB_REACH = 7
"""Tokens behind a pronoun in which such a word stands."""
LEAD = 4
"""Words before a pronoun at the head of a sentence: "Four days later they"."""
OBJECTS = word_set("behind")
"""Behind "left" they bring what is spoken of: "they left behind 12 lorries"."""
CARRIED = frozenset({Thing.TENT, Thing.CONTAINER})
"""They come with equipment."""
NOUNS = word_set("systems machines pieces craft")
SHARES = word_set("most some all both many others several")
"""They stand for things named before where a verb follows."""
MOVED = word_set("arrived left departed came landed moved returned remained stood vanished disappeared")
POINTING = word_set("the these those both all")


def pronouns(tokens: Sequence[Token], named: Sequence[Mention], listed: Sequence[Mention]) -> list[Mention]:
    """The words that stand for things named before and say what became of them.

    Args:
        tokens: of the sentence.
        named: phrases of the sentence that name things, in order.
        listed: those of the sentence before.
    """
    found = []
    for position in range(len(tokens) - 1):
        span = _span(tokens, position)
        if span is None:
            continue
        first, many = span
        own = [each for each in named if each.end <= first]
        meant = [each for each in own or listed if _may_mean(each, many=many)]
        ahead = [each.lower for each in tokens[position + 1 : position + VERB_REACH]]
        if meant and TOLD & set(ahead) and not OBJECTS & set(ahead):
            quantity = Quantity(low=2 if many else 1, approximate=True)
            found.append(
                Mention(first=first, head=position, end=position + 1, thing=_thing(meant), strong=True,
                        quantity=quantity, determiner="the", plural=many)
            )  # fmt: skip
    return found


def _span(tokens: Sequence[Token], position: int) -> tuple[int, bool] | None:
    """Where a pronoun that can be a subject begins, and whether it means many; None where there is none."""
    word = tokens[position].lower
    before = tokens[position - 1] if position else None
    if word in {"they", "it"}:
        apart = before is None or before.text in {";", ":"}
        lead = before is not None and position <= LEAD and before.lower in {"later", ",", "since", "then", "earlier"}
        return (position, word == "they") if apart or lead else None
    opens = position == 1 or (position > 1 and tokens[position - 2].text in {";", ":"})
    if word in SHARES and _opens(tokens, position) and _is_subject(tokens, position):
        return position, True
    if word in NOUNS and before is not None and before.lower in POINTING and opens:
        return position - 1, True
    return None


def _opens(tokens: Sequence[Token], position: int) -> bool:
    """Whether a clause begins there: at the head of a sentence, behind a mark or "and"."""
    if not position:
        return True
    before = tokens[position - 1]
    return before.text in {";", ":"} or (before.lower in {"later", "and", "but"} and position > 1) or position <= LEAD


def _is_subject(tokens: Sequence[Token], position: int) -> bool:
    """Whether a verb follows, so that the word stands alone: "most had moved on"."""
    following = [token.lower for token in tokens[position + 1 : position + 3]]
    return following[:1] != ["of"] and bool(following) and following[0] in AUXILIARIES | MOVED


def _may_mean(mention: Mention, *, many: bool) -> bool:
    return (mention.plural or mention.counted or mention.mass) if many else not mention.plural


def _thing(meant: Sequence[Mention]) -> Thing:
    """What they are: the one thing that was named, else what holds all of them."""
    things = list(dict.fromkeys(each.thing for each in meant))
    if len(things) == 1:
        return things[0]
    carried = all(each.within(Thing.MILITARY_EQUIPMENT) or each in CARRIED for each in things)
    return Thing.MILITARY_EQUIPMENT if carried else things[0]
