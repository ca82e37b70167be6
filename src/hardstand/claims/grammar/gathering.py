"""Phrases that belong together: types in brackets, convoys of trucks, "tanks and other armoured vehicles"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hardstand.claims.grammar.mention import Mention
from hardstand.claims.sentences import Token
from hardstand.claims.things import Thing

IN_BRACKETS = 6
"""Tokens behind an opening bracket in which a type may explain what stands before it."""


def under_one_number(mentions: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Of "300 tanks and other armoured vehicles" the number counts all armoured vehicles."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        bare = mention.plural and not (mention.counted or mention.determiner or mention.designation)
        between = [] if before is None else [token.lower for token in tokens[before.end : mention.first]]
        if before is None or not (bare and before.counted and not before.negated) or before.thing is Thing.PERSONNEL:
            kept.append(mention)
        elif between in (["and", "other"], ["or", "other"]) or (
            between == ["and"] and tokens[mention.first].lower == "other"
        ):
            kept[-1] = replace(before, end=mention.end, head=mention.head, thing=mention.thing, designation=False)
        else:
            kept.append(mention)
    return kept


def without_collections(mentions: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Without the words for many together: "a convoy of 36 trucks" are trucks."""
    starts = {mention.first for mention in mentions if mention.determiner not in {"the", "its", "their", "his"}}
    told = {mention.first for mention in mentions if mention.counted}
    begun = {mention.first for mention in mentions}
    mentions = [each for each in mentions if not _bare(each, tokens)]
    kept = [each for each in mentions if not (_word(tokens, each.end) == "of" and each.end + 1 in starts)]
    kept = [each for each in kept if not (_laid(each, tokens) and each.end + 1 in begun)]
    kept = [
        each for each in kept if not (_word(tokens, each.end) == "," and each.end + 1 in told and _many(each, tokens))
    ]
    return [each for each in kept if not any(_inside(each, other) for other in kept)]


def _laid(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it is laid for what follows: "foundations for 12 barracks"."""
    return tokens[mention.end - 1].lower in {"foundation", "foundations"} and _word(tokens, mention.end) == "for"


def _many(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether the word is one for many together: "the last convoy, roughly 60 lorries"."""
    return tokens[mention.end - 1].lower in {"convoy", "column", "garrison", "contingent", "fleet", "force"}


def _bare(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether one thing is named without an article or a number, as no noun is: "to bridge the gap"."""
    before = tokens[mention.first - 1].lower if mention.first else ""
    alone = mention.determiner is None and not mention.modifiers and not mention.counted and not mention.negated
    noun = mention.plural or mention.designation or mention.mass or mention.end - mention.head > 1
    return alone and not noun and before in {"to", "can", "could", "will", "would", "may", "might", "must", "should"}


def _inside(mention: Mention, other: Mention) -> bool:
    """Whether a phrase is part of a longer one: the "Boeing" of "a Boeing 747 cargo jet"."""
    return mention is not other and other.first <= mention.first and mention.end <= other.head


def _word(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].lower if position < len(tokens) else ""


def with_types_in_brackets(mentions: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """With types in brackets: "six fighters (Su-30SM)" are one thing."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        if before is None or not _explains(mention, before, tokens):
            kept.append(mention)
        elif mention.thing.within(before.thing):
            kept[-1] = replace(before, thing=mention.thing, strong=True)
    return kept


def _explains(mention: Mention, before: Mention, tokens: Sequence[Token]) -> bool:
    inside = before.end < mention.first <= before.end + IN_BRACKETS and tokens[before.end].text == "("
    in_list = tokens[before.end].text == "(" and all(token.text != ")" for token in tokens[before.end : mention.first])
    inside = inside or (in_list and mention.counted)
    closed = all(token.text != ")" for token in tokens[before.end : mention.first])
    related = mention.thing.within(before.thing) or before.thing.within(mention.thing)
    fewer = before.counted and (mention.quantity.high or 0) <= (before.quantity.high or 0)
    return inside and closed and related and (mention.quantity.approximate or fewer)
