"""Which verb or noun of a sentence says something of which thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardstand.claims.entries import ClaimKind
from hardstand.claims.grammar.grammar_words import AUXILIARIES, BE, HAVE, PLACING
from hardstand.claims.grammar.heads import WORKS
from hardstand.claims.grammar.mention import Mention
from hardstand.claims.grammar.predicates import NOUNS, Predicate
from hardstand.claims.sentences import Token
from hardstand.claims.sources.lexicon import IMAGE_NOUNS
from hardstand.claims.times.calendar_words import MONTHS
from hardstand.claims.word_sets import word_set

HARD_ENDS = word_set('; : " which who whom while although though because if whereas whether unless')
"""No verb reaches over one of these to its thing, or from it."""
SOFT_ENDS = word_set("that where when as after before since until but")
"""A thing's own verb after it is not looked for beyond one of these, unless it stands right behind the thing."""
JOINING = word_set(
    """
    , and or as well along with plus including such & / ( ) - the both either also among them other together
    """
)
"""Words that may stand between things of one list."""
SHOWING = word_set(
    """
    show shows showed shown showing reveal reveals revealed revealing confirm confirms confirmed confirming
    indicate indicates indicated indicating see sees saw seen find finds found note notes noted report
    reported depict depicts depicted identify identified detect detected detects spot spotted observe observed
    record recorded captured capture captures document documented visible seeing include includes included there has
    have had having
    """
) | {"sign of", "signs of", "evidence of", "traces of", "reports of", "talk of", "claims of"}
"""They tell of something that another word of the clause may tell better."""
CARRYING = word_set("loaded laden packed carrying carried towing hauling transporting filled")
"""What these bring shares the fate of what carries it: "lorries loaded with tanks and guns reached the town"."""
TOTALS = word_set("total number fleet tally strength count")
"""What is brought to a number: "bringing the total to 120"."""
ONTO_REACH = 10
"""Tokens behind "loaded" in which "onto trains" makes it a departure."""
FLOWN = word_set("flew flown fly flies flying sailed moved crossed")
MOVED = word_set("moved moving moves relocated redeployed transferred transported brought")
REMAINING = frozenset({"in", "at", "on", "there", ".", ",", "standing"})
"""Behind "is left" they say where something remains."""
TO_REACH = 5
"""Tokens behind "flown" in which "to" makes it an arrival."""
LEAVING = word_set("left leave leaves leaving")
RESULT_REACH = 2
"""Tokens between the object of such a verb and what became of it: "left six aircraft damaged"."""
ADDITIONS = word_set("construction works additions upgrades expansion extension improvements")
AWAY = word_set("from out away off back")
SEEN_DOING = word_set("seen spotted observed photographed filmed")
MOVEMENTS = frozenset({ClaimKind.ARRIVAL, ClaimKind.DEPARTURE})
WHEN = word_set("spring summer autumn fall winter early late mid") | {name.lower() for name in MONTHS}
PARTICIPLES_ONLY = word_set("deployed based stationed parked positioned located stored massed")


@dataclass(frozen=True, kw_only=True)
class Governed:
    """What is said of a mention.

    Attributes:
        predicate: the word that says it.
        kind: of claim, as the word and its form make it.
        behind: whether it stands after the mention.
    """

    predicate: Predicate
    kind: ClaimKind
    behind: bool


def lists_of(mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[list[Mention]]:
    """Mentions that stand in one list share what is said of them."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _joined(groups[-1][-1], mention, tokens):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _joined(first: Mention, second: Mention, tokens: Sequence[Token]) -> bool:
    between = [token.lower for token in tokens[first.end : second.first]]
    before = tokens[first.first - 1].lower if first.first else ""
    new = second.counted or second.determiner in {"a", "an", "another"}
    if before in PLACING and new and not first.counted:
        return False
    if between[-1:] == ["with"] and before in PLACING and "along" not in between:
        return False
    if "along" in between and between[between.index("along") + 1 :][:1] != ["with"]:
        return False
    return bool(between) and all(word in JOINING for word in between)


def govern(group: Sequence[Mention], tokens: Sequence[Token], predicates: Sequence[Predicate]) -> Governed | None:
    """What is said of a list of things: by the word before it or the verb after it.

    Args:
        group: the list.
        tokens: of the sentence.
        predicates: those of the sentence.

    Returns:
        the word and the kind of claim it makes; None where nothing is said of them.
    """
    done = next((each for each in predicates if each.first == group[-1].end and each.word in WORKS), None)
    if done is not None and done.end < len(tokens) and tokens[done.end].text not in {".", ",", ";"}:
        return Governed(predicate=done, kind=done.kind, behind=True)
    left = _before(group[0], tokens, predicates)
    right = _after(group[-1], tokens, predicates)
    if right is not None and (left is None or _closer(left, right, group, tokens) or _takes_over(left, right, group)):
        chosen, behind = _moving(right, predicates), True
    elif left is not None:
        chosen, behind = _adding(left, predicates), False
    else:
        return None
    return Governed(predicate=chosen, kind=kind_of(chosen, tokens), behind=behind)


def _takes_over(left: Predicate, right: Predicate, group: Sequence[Mention]) -> bool:
    """Whether the verb behind tells what became of them: "lorries loaded with tanks arrived", "left six damaged"."""
    carried = left.word in CARRYING and right.kind in MOVEMENTS
    near = right.first - group[-1].end <= RESULT_REACH
    return carried or (left.word in LEAVING and near and right.kind is ClaimKind.OTHER)


def _adding(left: Predicate, predicates: Sequence[Predicate]) -> Predicate:
    """Of "construction includes two hangars" the construction."""
    if not left.word.startswith("includ"):
        return left
    return next((each for each in predicates if each.end <= left.first and each.word in ADDITIONS), left)


def _moving(right: Predicate, predicates: Sequence[Predicate]) -> Predicate:
    """Of "were seen leaving" the leaving."""
    if right.word not in SEEN_DOING:
        return right
    moving = (each for each in predicates if right.end <= each.first <= right.end + 1)
    return next((each for each in moving if each.word.endswith("ing") and each.kind in MOVEMENTS), right)


def _before(mention: Mention, tokens: Sequence[Token], predicates: Sequence[Predicate]) -> Predicate | None:
    start = mention.first
    while start > 0 and tokens[start - 1].lower not in HARD_ENDS:
        start -= 1
    found = [each for each in predicates if start <= each.first and each.end <= mention.first]
    return found[-1] if found else None


def _after(mention: Mention, tokens: Sequence[Token], predicates: Sequence[Predicate]) -> Predicate | None:
    end = mention.end
    if end < len(tokens) and tokens[end].lower in {"that", "which", "who"}:
        end += 1
    elif end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].lower in {"which", "who"}:
        end += 2
    stop = end
    while stop < len(tokens) and tokens[stop].lower not in HARD_ENDS and not _ends_softly(tokens, stop):
        stop = _past_brackets(tokens, stop)
    found = [each for each in predicates if end <= each.first < stop and not _is_noun(each, tokens)]
    main = [each for each in found if not _describes(each, tokens)] if found and _describes(found[0], tokens) else []
    main = [each for each in main if not _new_clause(tokens, found[0], each)]
    return next(iter([*main, *found]), None)


def _past_brackets(tokens: Sequence[Token], position: int) -> int:
    """The next token, what stands in brackets left out."""
    if tokens[position].text != "(":
        return position + 1
    closing = (index for index in range(position, len(tokens)) if tokens[index].text == ")")
    return next(closing, position) + 1


def _ends_softly(tokens: Sequence[Token], position: int) -> bool:
    """Whether another clause begins there; in "had since been moved" none does."""
    helped = tokens[position].lower == "since" and tokens[position - 1].lower in HAVE
    return tokens[position].lower in SOFT_ENDS and not helped


def _new_clause(tokens: Sequence[Token], first: Predicate, second: Predicate) -> bool:
    """Whether another clause, with a subject of its own, begins between two words."""
    between = {token.lower for token in tokens[first.end : second.first]}
    return "but" in between or ("and" in between and first.word not in CARRYING)


def _describes(predicate: Predicate, tokens: Sequence[Token]) -> bool:
    """Whether a form in -ing only describes, without a form of "be": "trucks carrying launchers entered"."""
    if predicate.word in _PAST:
        return False
    before = [token.lower for token in tokens[max(0, predicate.first - 3) : predicate.first]]
    helped = any(word in BE or word in HAVE for word in before)
    return predicate.word.split(" ")[0].endswith(("ing", "ed", "seen")) and not helped


def _is_noun(predicate: Predicate, tokens: Sequence[Token]) -> bool:
    """Whether it is a noun with a thing of its own: "arrival of"."""
    if predicate.word not in NOUNS or predicate.word in {"there", "visible", "present", "missing", "gone", "absent"}:
        return False
    before = tokens[predicate.first - 1].lower if predicate.first else ""
    return before not in BE and before not in HAVE


def _closer(left: Predicate, right: Predicate, group: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether the verb after the things says more of them than the word before."""
    gap = tokens[group[-1].end : right.first]
    words = [token.lower for token in gap]
    finite = any(word in BE or word in HAVE for word in words) or right.word in _PAST
    direct = "," not in words and "and" not in words and len(words) <= 8
    who = group[-1].end < len(tokens) and tokens[group[-1].end].lower in {"who", "which", "that"}
    if left.word == "there" and who:
        return False
    if who and left.kind is ClaimKind.PRESENCE and right.kind is ClaimKind.OTHER and right.first - group[-1].end <= 6:
        return True
    if left.word in SHOWING:
        clause = _begins_clause(group[0], left, tokens) and left.word != "there"
        told = clause and finite and right.kind is not ClaimKind.PRESENCE
        seen = right.kind is not ClaimKind.PRESENCE or finite
        return told or (direct and seen and right.word not in PARTICIPLES_ONLY)
    subject = _begins_clause(group[0], left, tokens)
    return subject and (finite or direct)


_PAST = word_set("arrived left departed came landed entered returned remain remains remained stand stood reached")


def _begins_clause(mention: Mention, left: Predicate, tokens: Sequence[Token]) -> bool:
    """Whether a clause begins between the word before and the things: "said that six tanks arrived"."""
    words = [token.lower for token in tokens[left.end : mention.first]]
    return bool(
        {"that", "after", "before", "when", "where", "as", "since", "until", "but", "and", ","} & set(words[-3:])
    )


def kind_of(predicate: Predicate, tokens: Sequence[Token]) -> ClaimKind:
    """The kind of claim that a word makes in its form: "were deployed at" is no arrival, "moved from" no coming."""
    if predicate.word in {"docked", "moored", "berthed", "anchored"}:
        came = _helped(tokens, predicate.first) or _is_main(predicate, tokens)
        return ClaimKind.ARRIVAL if came else ClaimKind.PRESENCE
    if predicate.word in {"deployed", "redeployed"}:
        return _of_deploying(predicate, tokens)
    if predicate.word in {"captured", "captures", "capture"} and not any(t.lower in IMAGE_NOUNS for t in tokens):
        return ClaimKind.OTHER
    return _of_moving(predicate, tokens) or predicate.kind


def _is_main(predicate: Predicate, tokens: Sequence[Token]) -> bool:
    """Whether a form in -ed is the verb of its sentence: nothing before it shows, and no other verb helps it."""
    before = [token.lower for token in tokens[: predicate.first]]
    if before[:1] == ["of"]:
        return False
    return not any(word in SHOWING or word in BE or word in HAVE or word in IMAGE_NOUNS for word in before)


def _of_deploying(predicate: Predicate, tokens: Sequence[Token]) -> ClaimKind:
    after = tokens[predicate.end].lower if predicate.end < len(tokens) else ""
    before = tokens[predicate.first - 1].lower if predicate.first else ""
    helped = before in HAVE or _helped(tokens, predicate.first)
    return ClaimKind.ARRIVAL if helped or after in {"to", "into"} else _deployed(tokens, predicate.first)


def _of_moving(predicate: Predicate, tokens: Sequence[Token]) -> ClaimKind | None:
    """What a word of moving means by the words around it; None = no more than by itself."""
    after = tokens[predicate.end].lower if predicate.end < len(tokens) else ""
    before = tokens[predicate.first - 1].lower if predicate.first else ""
    remains = predicate.word == "left" and before in BE and after in REMAINING
    if remains or (predicate.word == "leaving" and before == ","):
        return ClaimKind.PRESENCE
    following = [token.lower for token in tokens[predicate.end : predicate.end + ONTO_REACH]]
    if predicate.word in {"bringing", "brings", "brought"} and TOTALS & set(following[:TO_REACH]):
        return ClaimKind.PRESENCE
    if predicate.word in MOVED and after == "from" and "to" in following:
        return ClaimKind.ARRIVAL
    loaded = predicate.word in {"loading", "loaded", "load"} and "onto" in following
    if loaded or (predicate.word in MOVED and after in AWAY):
        return ClaimKind.DEPARTURE
    flown = predicate.word in FLOWN and {"to", "into"} & set(following[:TO_REACH])
    return ClaimKind.ARRIVAL if flown else None


def _helped(tokens: Sequence[Token], position: int) -> bool:
    """Whether a perfect tense stands before: "has recently deployed", "have been deployed to"."""
    before = [token.lower for token in tokens[max(0, position - 3) : position]]
    return any(word in HAVE for word in before) and "been" not in before


def _deployed(tokens: Sequence[Token], position: int) -> ClaimKind:
    """What "deployed" means: with a subject it sends; after "are" or a noun alone it stands."""
    before = tokens[position - 1].lower if position else ""
    ahead = [token.lower for token in tokens[position + 1 : position + 4]]
    dated = bool(set(ahead) & WHEN) or any(each[:1].isdigit() for each in ahead)
    if before in {"was", "were"} and ahead[:1] == ["in"] and dated:
        return ClaimKind.ARRIVAL
    if before in BE or before in {",", "(", "and"}:
        return ClaimKind.PRESENCE
    after = tokens[position + 1].lower if position + 1 < len(tokens) else ""
    stands = after in {
        "at",
        "in",
        "near",
        "along",
        "around",
        "on",
        "across",
        "inside",
        "outside",
        "within",
        "there",
        "by",
    }
    return ClaimKind.PRESENCE if stands and before not in AUXILIARIES else ClaimKind.ARRIVAL
