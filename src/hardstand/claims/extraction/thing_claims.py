"""Claims about things: how many stand there, what came, left or was built."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.claims.document import Role
from hardstand.claims.entries import UNSAID, ClaimKind, Polarity, Source
from hardstand.claims.extraction.drafts import Draft
from hardstand.claims.extraction.setting import fits
from hardstand.claims.extraction.surroundings import Surroundings
from hardstand.claims.grammar.grammar_words import ADVERBS, AUXILIARIES
from hardstand.claims.grammar.statement import Statement
from hardstand.claims.grammar.stating import state
from hardstand.claims.places.mentions import PlaceKind
from hardstand.claims.sentences import Sentence, Token
from hardstand.claims.sources.lexicon import Modality
from hardstand.claims.sources.map import SourceAt
from hardstand.claims.things import Thing
from hardstand.claims.word_sets import word_set

UNTOLD = frozenset({Modality.QUESTION})
"""What is only asked: nobody claims it."""
NEW_CLAUSE = frozenset({"and", "but", "while", ";", "whereas", "where"})
OBSERVED = frozenset(
    {"identified", "observed", "spotted", "counted", "detected", "visible", "documented", "verified", "photographed"}
)
OF_BASES = frozenset(
    {Thing.RUNWAY, Thing.TAXIWAY, Thing.APRON, Thing.HANGAR, Thing.SHELTER, Thing.RADAR, Thing.EARTHWORKS}
)
"""That they are built at a named place is claim enough."""
CIVIL = frozenset({Thing.BUILDING, Thing.ROAD, Thing.BRIDGE, Thing.OTHER})
"""Where they are built, a place alone is no sign that anything but a town's life is told."""
VAGUE = word_set(
    """
    home homes carrier carriers car cars bus buses ambulance ambulances motorcycle motorcycles personnel staff
    force forces instructor instructors technician technicians
    """
)
"""These need more than a number and a place."""
NARROW = frozenset(
    {Thing.HELICOPTER, Thing.DRONE, Thing.BOMBER_AIRCRAFT, Thing.CRATER, Thing.TENT, Thing.FIGHTER_AIRCRAFT} | OF_BASES
)
"""A weak word for one of these needs no number where it is said to have come, left or been built."""
NAME_REACH = 80
"""Characters of a place's name at most."""
WILLED = frozenset({Modality.PLANNED, Modality.DEMANDED, Modality.CONDITIONAL})


def thing_drafts(around: Surroundings, number: int, *, goes_on: bool = False) -> list[Draft]:
    """The claims about things in one sentence.

    Args:
        around: the text with all that was found in it.
        number: of the sentence.
        goes_on: whether the sentence before it, in its paragraph, claims something.
    """
    sentence = around.sentences[number]
    statements = [each for each in state(sentence, around.mentions[number]) if not _only_named(around, each, sentence)]
    elsewhere = goes_on or around.about_things or any(mention.strong for mention in around.mentions_near(number))
    # One that fits carries the others of its sentence: "a bank and two warehouses were burnt".
    carried = elsewhere or any(_fits(around, number, each, around_it=elsewhere) for each in statements)
    drafts = []
    for statement in statements:
        if _fits(around, number, statement, around_it=carried):
            draft = _draft(around, number, statement, _clause(statement, statements, sentence.tokens))
            drafts += [] if draft is None else [draft]
    return drafts


def _only_named(around: Surroundings, statement: Statement, sentence: Sentence) -> bool:
    last = sentence.tokens[statement.end - 1]
    return _in_name(around, last, statement.kind) or _part_of_name(statement, sentence)


def _fits(around: Surroundings, number: int, statement: Statement, *, around_it: bool) -> bool:
    """Whether the words name what they seem to, by the sentence, the text and what is said of the thing."""
    sentence = around.sentences[number]
    tokens = sentence.tokens
    places = around.where.between(sentence.start, sentence.end)
    placed = any(each.kind is not PlaceKind.GENERIC for each in places)
    placed = placed and tokens[statement.end - 1].lower not in VAGUE
    ruined = statement.ruined and statement.verb is not None
    told = placed and (ruined or _moves(statement) or _told(around, number, statement))
    return fits(
        [token.lower for token in (*tokens[: statement.first], *tokens[statement.end :])],
        [token.lower for token in tokens[statement.first : statement.end]],
        strong=statement.strong,
        about=around.scenes_beside(number),
        around=around_it or _observed(statement, tokens) or told,
    )


def _observed(statement: Statement, tokens: Sequence[Token]) -> bool:
    """Whether somebody is said to have looked and counted."""
    counts = statement.kind is ClaimKind.COUNT and statement.verb is not None
    return counts and tokens[statement.verb or 0].lower in OBSERVED


def _moves(statement: Statement) -> bool:
    """Whether a number of things is said to have come, left or been built: with a place that is claim enough."""
    kinds = {ClaimKind.OTHER, ClaimKind.COUNT, ClaimKind.ARRIVAL, ClaimKind.DEPARTURE, ClaimKind.CONSTRUCTION}
    built = statement.verb_kind is ClaimKind.CONSTRUCTION and statement.thing in OF_BASES
    told = statement.verb is not None and statement.kind in kinds
    civil = statement.thing in CIVIL and statement.kind is ClaimKind.CONSTRUCTION
    return built or (told and not civil and (statement.thing in NARROW or statement.counted))


def _told(around: Surroundings, number: int, statement: Statement) -> bool:
    """Whether somebody is said to say it of things that are counted, hit or come and go."""
    many = statement.counted or statement.plural or statement.kind is ClaimKind.CONSTRUCTION
    if statement.verb is None or not many:
        return False
    tokens = around.sentences[number].tokens
    return (
        around.source_at(number, tokens[statement.first].start, tokens[statement.end - 1].end).source.speaker
        is not None
    )


def _part_of_name(statement: Statement, sentence: Sentence) -> bool:
    """Whether capitals make the word part of a name: "the 41st Combined Arms Army"; headlines are all capitals."""
    if sentence.role is Role.HEADLINE or statement.designation or statement.end - 2 < 0:
        return False
    last, before = sentence.tokens[statement.end - 1], sentence.tokens[statement.end - 2]
    capital = last.text[0].isupper() and not last.text.isupper() and last.lower != "marines"
    return capital and ((before.text[0].isupper() and statement.end - 2 > 0) or before.lower == "the")


def _in_name(around: Surroundings, token: Token, kind: ClaimKind) -> bool:
    """Whether the word for the thing is part of a place's name ("Camp Alpha")."""
    named = (
        each for each in around.where.between(token.start - NAME_REACH, token.end) if each.kind is not PlaceKind.GENERIC
    )
    based = token.lower in {"base", "airbase", "airport", "airfield", "port", "camp", "garrison", "barracks", "depot"}
    told = token.text[0].islower() and not (based and kind in {ClaimKind.OTHER, ClaimKind.PRESENCE})
    return not told and any(each.start <= token.start < each.end for each in named)


def _clause(
    statement: Statement, statements: Sequence[Statement], tokens: Sequence[Token]
) -> tuple[int | None, int | None]:
    """Where the clause of a statement's verb begins and ends, where other verbs have clauses of their own."""
    if statement.verb is None:
        return None, None
    verbs = sorted({each.verb for each in statements if each.verb is not None})
    earlier = [verb for verb in verbs if verb < statement.verb]
    later = [verb for verb in verbs if verb > statement.verb]
    since = next((cut for verb in reversed(earlier) if (cut := _cut(verb, statement.verb, tokens)) is not None), None)
    until = next((cut for verb in later if (cut := _cut(statement.verb, verb, tokens)) is not None), None)
    return since, until


def _cut(first: int, second: int, tokens: Sequence[Token]) -> int | None:
    """Where the clause of the second verb begins after the first; None where they are one clause."""
    for position in range(second - 1, first, -1):
        # Behind "and", a verb without a subject of its own goes on with the clause: "paved a road and built a bridge".
        alone = all(token.lower in ADVERBS | AUXILIARIES for token in tokens[position + 1 : second])
        if tokens[position].lower in NEW_CLAUSE and not alone:
            return tokens[position].start
    return None


def _stretches(statement: Statement, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    stretches = [(tokens[statement.first].start, tokens[statement.end - 1].end)]
    if statement.verb is not None:
        stretches.append((tokens[statement.verb].start, tokens[statement.verb].end))
    return stretches


def _draft(
    around: Surroundings, number: int, statement: Statement, clause: tuple[int | None, int | None]
) -> Draft | None:
    tokens = around.sentences[number].tokens
    start, end = tokens[statement.first].start, tokens[statement.end - 1].end
    at = around.source_at(number, start, end)
    able = statement.kind is ClaimKind.CAPABILITY and at.modality not in {Modality.PLANNED, Modality.DEMANDED}
    if not able and (at.modality in UNTOLD or (at.modality is Modality.CONDITIONAL and _only_if(statement, tokens))):
        return None
    willed = at.modality in WILLED and not able
    return Draft(
        start=start if statement.noun is None else tokens[statement.noun].start,
        end=end,
        sentence=number,
        kind=ClaimKind.INTENT if willed else statement.kind,
        thing=statement.thing,
        quantity=UNSAID if willed and not statement.counted else statement.quantity,
        polarity=_polarity(at, statement),
        hedges=() if able else at.hedges,
        source=_source(at, statement),
        period=around.period(number, *_stretches(statement, tokens)),
        place=around.where.place(
            number, start, end, clause, away=statement.kind is ClaimKind.DEPARTURE, speaker=at.source.speaker
        ),
        by_verb=statement.verb_kind is ClaimKind.CONSTRUCTION,
        leaves_traces=statement.ruined,
        definite=statement.definite,
    )


def _source(at: SourceAt, statement: Statement) -> Source:
    """Who says it: a later sentence that only supposes goes on with what the images show ("apparently arrived")."""
    shown = at.carried is not None and at.carried.provider is not None and bool(at.hedges)
    if at.carried is not None and shown and statement.definite and at.source.speaker is None:
        return at.carried
    return at.source


def _only_if(statement: Statement, tokens: Sequence[Token]) -> bool:
    """Whether it is a condition itself ("if tanks arrive"), or what would have been."""
    before = [token.lower for token in tokens[: statement.first]]
    clause = before[len(before) - before[::-1].index(",") :] if "," in before else before
    verb = statement.first if statement.verb is None else statement.verb
    helped = [token.lower for token in tokens[max(0, verb - 3) : verb]]
    return bool({"if", "unless"} & set(clause)) or ("have" in helped and bool({"would", "could"} & set(helped)))


def _polarity(at: SourceAt, statement: Statement) -> Polarity:
    """A denial of an absence affirms."""
    negated = at.negated or statement.negated
    return Polarity.DENIED if at.denies != negated else Polarity.AFFIRMED
