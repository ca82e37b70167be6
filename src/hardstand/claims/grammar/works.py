"""Works of which no more is said than that something is built: "new and extensive construction"."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.entries import ClaimKind, Quantity
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.predicates import Predicate
from hardstand.claims.grammar.statement import Statement
from hardstand.claims.sentences import Token
from hardstand.claims.things import Thing
from hardstand.claims.word_sets import word_set


def built(mention: Mention, predicate: Predicate) -> Statement:
    """What a verb of building says of a phrase that no list holds."""
    return Statement(
        first=mention.first,
        end=mention.end,
        kind=ClaimKind.CONSTRUCTION,
        thing=mention.thing,
        quantity=mention.quantity,
        counted=mention.counted,
        strong=False,
        verb_kind=ClaimKind.CONSTRUCTION,
        verb=predicate.first,
        plural=mention.plural,
    )


def works_of(
    tokens: Sequence[Token],
    predicates: Sequence[Predicate],
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
) -> list[Statement]:
    """Construction of which nothing more is said: "new and extensive construction"."""
    used = {statement.verb for statement in statements if statement.kind is ClaimKind.CONSTRUCTION}
    found = []
    for predicate in predicates:
        if not _stands_alone(predicate, tokens, used, mentions):
            continue
        first = predicate.first
        while first > 0 and tokens[first - 1].lower in _BEFORE_WORKS:
            first -= 1
        quantity = Quantity(low=1, approximate=True)
        found.append(
            Statement(first=first, end=predicate.end, kind=ClaimKind.CONSTRUCTION, thing=_made(predicate),
                      quantity=quantity, strong=False, verb=predicate.first,
                      negated=first > 0 and tokens[first].lower == "no")
        )  # fmt: skip
    return found


FIRMS = word_set(
    """
    site sites company companies materials material workers worker crews division firm firms sector industry group giant
    business boom costs cost output orders jobs permits equipment magnate boss executive spending prices loans giants
    """
)
"""Behind "construction" they make it a trade."""
WORK_NOUNS = word_set("construction works groundwork expansion extension dredging") | {
    "reclaimed land",
    "reclaiming land",
    "land reclamation",
}
_BEFORE_WORKS = word_set(
    """
    new and extensive major rapid ongoing continued large-scale significant further fresh the some
    considerable renewed large - scale no any recent additional intense heavy visible substantial building
    engineering earth
    """
)


def _made(predicate: Predicate) -> Thing:
    return Thing.EARTHWORKS if "land" in predicate.word else Thing.OTHER


def _stands_alone(
    predicate: Predicate, tokens: Sequence[Token], used: set[int | None], mentions: Sequence[Mention]
) -> bool:
    if predicate.word not in WORK_NOUNS or predicate.first in used:
        return False
    after = tokens[predicate.end].lower if predicate.end < len(tokens) else "."
    before = tokens[predicate.first - 1].lower if predicate.first else ""
    if predicate.word in {"works", "extension"} and before not in _BEFORE_WORKS:
        return False
    behind = {mention.first for mention in mentions} | {mention.head for mention in mentions}
    if predicate.word == "construction" and before == "under":
        return False
    return predicate.end not in behind and (after not in FIRMS)
