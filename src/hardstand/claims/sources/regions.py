"""Which part of a sentence a verb of saying governs: what follows it, what stands before it, or both."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import is_dash, lower_at
from hardstand.claims.sources.lexicon import NOUN_FORMS, VERBS
from hardstand.claims.sources.shades_lexicon import ADVERBS, AUXILIARIES, FINITE, PREPOSITIONS, TIMES
from hardstand.claims.word_sets import word_set

Range = tuple[int, int]
"""First token, and the one after the last."""
JOINS = frozenset({"but", "while", "whereas", "although", "though", "however"})
CONCEDING = frozenset({"although", "though", "while", "whereas", "as"})
"""A clause that one of these opens ends at its comma: "Although A insist that ..., B said"."""
NEAR = 200
"""So many tokens away a mark or a joining word is looked for."""
TOLD = word_set(
    "told tell tells telling informed inform informs informing assured assure assures assuring reminded remind reminds "
    "warned warn warns warning briefed brief briefs advised advise advises notified notify notifies"
)


def governed(tokens: Sequence[Token], *, first: int, after: int, verb: int, previous: int) -> tuple[Range, ...]:
    """The ranges of tokens that a verb of saying governs.

    Args:
        tokens: of the sentence.
        first: where the subject, or the verb if it comes first, begins.
        after: where what is said may begin after the verb.
        verb: position of the verb.
        previous: position of the verb of saying before it in the sentence; -1 = none.
    """
    near = range(after, min(len(tokens), after + NEAR))
    end = next((index for index in near if tokens[index].text == ";"), len(tokens))
    if lower_at(tokens, first - 1) in CONCEDING and (first == 1 or tokens[first - 2].text in {",", "(", ";"}):
        end = next((index for index in near if tokens[index].text == ","), end)
    stop = next((index for index in near if tokens[index].text in {",", '"', ";", ":"}), end)
    while stop == end and stop > after and tokens[stop - 1].text in {".", "!", "?"}:
        stop -= 1
    if not is_preceded(tokens, first) or not _is_light(tokens, after, stop, told=tokens[verb].lower in TOLD):
        return ((after, end),)
    before = (_left_limit(tokens, first, previous), first)
    if lower_at(tokens, stop) == "," and not _turns(tokens, stop + 1):
        return ((_same_part(tokens, before[0], first), first), (stop + 1, end))
    if lower_at(tokens, stop) in {'"', ":"} and stop < end - 1:
        return (before, (stop, end))
    return (before,)


def _same_part(tokens: Sequence[Token], limit: int, first: int) -> int:
    """Where what stands before begins if it goes on behind the speaker: after the last semicolon."""
    near = range(first - 1, max(limit, first - NEAR), -1)
    return next((position + 1 for position in near if tokens[position].text == ";"), limit)


def is_preceded(tokens: Sequence[Token], first: int) -> bool:
    """Whether what is said may stand before: a comma, a quotation mark or a dash comes before the speaker."""
    return first > 1 and (tokens[first - 1].text in {",", '"', "?", "!"} or is_dash(tokens, first - 1))


def _left_limit(tokens: Sequence[Token], first: int, previous: int) -> int:
    """Where what stands before begins: after what the speaker before said."""
    if previous < 0:
        return 0
    for position in range(first - 1, max(previous, first - NEAR), -1):
        word = tokens[position].lower
        if word in JOINS or word == ";" or (word == "and" and lower_at(tokens, position - 1) == ","):
            return position + 1
    return 0


def _turns(tokens: Sequence[Token], position: int) -> bool:
    """Whether something else follows the comma after "he said": a contrast, or another verb of saying.

    After "but" it is mostly the same speaker who goes on.
    """
    while lower_at(tokens, position) in {"and", "then"} | (ADVERBS - {"not"}):
        position += 1
    word = lower_at(tokens, position)
    return (
        word in {"while", "whereas", "even"}
        or (word in VERBS and word.endswith("ing"))
        or word in {"who", "which", "according"}
    )


def _is_light(tokens: Sequence[Token], start: int, stop: int, *, told: bool) -> bool:
    """Whether only where, when and to whom it was said follows the verb."""
    while start < stop and tokens[start].lower in ADVERBS:
        start += 1
    if start >= stop:
        return True
    part = _until_relative(tokens[start:stop])
    if any(
        (token.lower in AUXILIARIES and token.text != "May") or token.lower in {"that", "there", "whether"}
        for token in part
    ):
        return False
    if any(token.lower in FINITE and token.text.islower() for token in part) or len(part) > 16:
        return False
    return part[0].lower in PREPOSITIONS or part[0].lower in TIMES or (told and len(part) <= 8)


def _until_relative(part: Sequence[Token]) -> Sequence[Token]:
    """Up to what only describes the occasion: "in a statement that also recalled ..."."""
    if not part or part[0].lower not in PREPOSITIONS:
        return part
    stops = (index for index, token in enumerate(part) if index > 1 and token.lower in {"that", "which", "who"})
    return part[: next(stops, len(part))]


def relative_end(tokens: Sequence[Token], start: int) -> int:
    """Where a clause with "who said" ends: at the comma after which the main verb follows."""
    for position in range(start, min(len(tokens) - 1, start + NEAR)):
        if tokens[position].text != ",":
            continue
        ahead = position + 1
        while lower_at(tokens, ahead) in ADVERBS:
            ahead += 1
        word = lower_at(tokens, ahead)
        if word in FINITE or (word in VERBS and word not in NOUN_FORMS and not word.endswith("ing")):
            return position
    return len(tokens)


def offsets(tokens: Sequence[Token], ranges: Sequence[Range]) -> tuple[tuple[int, int], ...]:
    """Ranges of tokens as offsets in the folded text; empty ones are left out."""
    return tuple((tokens[first].start, tokens[end - 1].end) for first, end in ranges if first < end)
