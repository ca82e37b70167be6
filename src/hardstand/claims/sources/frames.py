"""The verbs of saying and showing of a sentence: who says it, and what part of the sentence it governs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hardstand.claims.entries import Source
from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import lower_at
from hardstand.claims.sources.figures import closing_verb, figure_verb
from hardstand.claims.sources.frame import Frame
from hardstand.claims.sources.lexicon import ANALYSED, NOUN_FORMS, PRONOUNS, VERBS, Modality, VerbClass
from hardstand.claims.sources.naming import Speakers
from hardstand.claims.sources.noun_phrases import GIVEN, OWN, phrase_start, shows, speaks
from hardstand.claims.sources.regions import Range, governed, is_preceded, offsets, relative_end
from hardstand.claims.sources.saying_verbs import READING
from hardstand.claims.sources.shades_lexicon import DETERMINERS, PREPOSITIONS
from hardstand.claims.sources.subjects import Subject, subject_of
from hardstand.claims.sources.verbs import VerbGroup, verb_group, verb_kind
from hardstand.claims.word_sets import word_set

PERCEIVED = word_set("spotted observed identified detected seen found counted recorded documented")
PLACES = word_set("at in near on around along outside inside across")
"""Right behind such a participle: "Equipment spotted at the airfield" names what was seen, no one who saw."""
ADDING = word_set("add added adding")
OUTSIDE = PREPOSITIONS | {"since", "as"}
"""A phrase that begins with one of these is no subject of what may be a noun: "since our last report"."""
HAVE = word_set("has have had 've will is are was were")
OPEN_VERBS = word_set("suggest suggests suggested suggesting")


@dataclass(frozen=True, kw_only=True)
class _Saying:
    """A verb with its subject, before it is known who that is."""

    tokens: Sequence[Token]
    verb: int
    kind: VerbClass
    group: VerbGroup
    subject: Subject
    shared: bool


@dataclass
class _Found:
    """What was found in a sentence so far."""

    frames: list[Frame]
    subject: Subject | None = None
    source: Source | None = None


def verb_frames(tokens: Sequence[Token], number: int, speakers: Speakers) -> list[Frame]:
    """The frames of all verbs of saying and showing of a sentence, in order.

    Args:
        tokens: of the sentence.
        number: of the sentence, from 0.
        speakers: who was named before; what this sentence names is added.
    """
    found = _Found(frames=[])
    quoted = False
    for position, token in enumerate(tokens):
        quoted ^= token.text == '"'
        saying = _saying(tokens, position, found)
        if saying is not None:
            found.frames.extend(_frames(saying, number, speakers, found, quoted=quoted))
    return found.frames


def _saying(tokens: Sequence[Token], verb: int, found: _Found) -> _Saying | None:
    kind = figure_verb(tokens, verb) or verb_kind(tokens, verb) or closing_verb(tokens, verb)
    if kind is None:
        return None
    group = verb_group(tokens, verb)
    if group.passive:
        return None
    subject = subject_of(tokens, verb, group)
    shared = subject is None
    subject = subject or _shared_subject(tokens, verb, group, found)
    if subject is None or not _is_plausible(tokens, verb, subject):
        return None
    if _only_describes(tokens, verb, subject) or _only_builds(tokens, verb, group, found):
        return None
    if kind in {VerbClass.DEMAND, VerbClass.PLEDGE} and not shared and _is_told(found, tokens[verb].start):
        return None
    return _Saying(tokens=tokens, verb=verb, kind=kind, group=group, subject=subject, shared=shared)


def _only_builds(tokens: Sequence[Token], verb: int, group: VerbGroup, found: _Found) -> bool:
    """Whether "added" tells what was built, as in "Crews have added a jetty"."""
    helped = any(token.lower in HAVE for token in tokens[group.first : verb])
    thing = lower_at(tokens, verb + 1) in DETERMINERS - {"that"} or lower_at(tokens, verb + 1)[:1].isdigit()
    return tokens[verb].lower in ADDING and helped and thing and found.subject is None


def _only_describes(tokens: Sequence[Token], verb: int, subject: Subject) -> bool:
    """Whether it is a participle of what stands before: "images analysed by", "Equipment spotted at the airfield"."""
    word = tokens[verb].lower
    placed = word in PERCEIVED and lower_at(tokens, verb + 1) in PLACES and len(subject.phrase) == 1
    return placed or (word in GIVEN and shows(subject.phrase))


def _shared_subject(tokens: Sequence[Token], verb: int, group: VerbGroup, found: _Found) -> Subject | None:
    """The subject of the verb before ("X said ..., adding"), else what the sentence begins with."""
    before = lower_at(tokens, group.first - 1)
    gerund = tokens[verb].lower.endswith("ing")
    if not (before in {"and", "or", "but", "then", "nor", "while", "by", "as"} or gerund):
        return None
    if found.subject is not None:
        return found.subject
    end = next((index for index in range(1, verb) if _ends_first_phrase(tokens, index)), verb)
    phrase = tokens[:end]
    if not (speaks(phrase) or shows(phrase)):
        return None
    return Subject(phrase=phrase, first=0, after=verb + 1)


def _ends_first_phrase(tokens: Sequence[Token], position: int) -> bool:
    word = tokens[position].lower
    return phrase_start(tokens, position + 1) == position + 1 or word in VERBS or word in ANALYSED


def _is_plausible(tokens: Sequence[Token], verb: int, subject: Subject) -> bool:
    kind, sure = VERBS.get(tokens[verb].lower, (VerbClass.SAY, False))
    if subject.phrase[0].lower in OUTSIDE and tokens[verb].lower in NOUN_FORMS | {"suggested", "suggest"}:
        return False
    if tokens[verb].lower in READING:
        return shows(subject.phrase)
    if kind is VerbClass.SHOW and not sure and not shows(subject.phrase):
        return speaks(subject.phrase) and len(subject.phrase) < 9
    return sure or speaks(subject.phrase) or shows(subject.phrase)


def _is_told(found: _Found, offset: int) -> bool:
    return any(frame.covers(offset, offset + 1) for frame in found.frames)


def _frames(saying: _Saying, number: int, speakers: Speakers, found: _Found, *, quoted: bool) -> Iterator[Frame]:
    verb = saying.tokens[saying.verb]
    phrase = saying.subject.phrase
    own = quoted and len(phrase) == 1 and phrase[0].lower in PRONOUNS | OWN
    if own and saying.kind in {VerbClass.SAY, VerbClass.SHOW}:
        return
    source = Source(verb=verb.text) if own else _source(saying, number, speakers, found)
    if source is None:
        return
    if not own:
        if saying.shared and saying.subject is found.subject and found.frames:
            found.frames[-1] = found.frames[-1].ended(saying.tokens[saying.group.first].start)
        found.subject, found.source = saying.subject, source
    images = shows(phrase)
    unsaid = saying.group.negated or saying.group.unsaid or phrase[0].lower in {"no", "none", "neither"}
    previous = found.frames[-1].verb if found.frames else -1
    yield Frame(
        source=source,
        spans=offsets(
            saying.tokens, _unquoted(saying, _ranges(saying, previous)) if quoted else _ranges(saying, previous)
        ),
        verb=saying.verb,
        first=min(saying.subject.first, saying.group.first),
        denies=saying.kind is VerbClass.DENY and not unsaid,
        negated=unsaid and (images or saying.kind in {VerbClass.BELIEVE, VerbClass.SHOW}),
        hedges=_hedges(saying, images=images),
        modality=_modality(saying.kind, unsaid=unsaid and not images),
        transparent=own,
    )


def _source(saying: _Saying, number: int, speakers: Speakers, found: _Found) -> Source | None:
    verb = saying.tokens[saying.verb]
    known, phrase = found.source, saying.subject.phrase
    told = len(phrase) == 1 and phrase[0].lower in PRONOUNS and _is_told(found, verb.start)
    if known is not None and ((saying.shared and saying.subject is found.subject) or told):
        return Source(speaker=known.speaker, office=known.office, provider=known.provider, verb=verb.text)
    return speakers.source(number, saying.subject, verb)


def _ranges(saying: _Saying, previous: int) -> tuple[Range, ...]:
    tokens, verb, subject = saying.tokens, saying.verb, saying.subject
    if subject.relative:
        return ((verb + 1, relative_end(tokens, verb + 1)),)
    if saying.shared or (saying.kind is VerbClass.SHOW and not _closes(tokens, subject, verb)):
        return ((verb + 1, len(tokens)),)
    return governed(tokens, first=subject.first, after=subject.after, verb=verb, previous=previous)


def _closes(tokens: Sequence[Token], subject: Subject, verb: int) -> bool:
    """Whether what is shown stands before: "..., Planet images show;"."""
    return is_preceded(tokens, subject.first) and lower_at(tokens, verb + 1) in {",", ".", ";", ""}


def _unquoted(saying: _Saying, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """Ranges that end where the quotation ends in which the verb stands."""
    marks = (index for index in range(saying.verb, len(saying.tokens)) if saying.tokens[index].text == '"')
    stop = next(marks, len(saying.tokens))
    return tuple((first, min(end, stop)) for first, end in ranges)


def _hedges(saying: _Saying, *, images: bool) -> tuple[str, ...]:
    word = saying.tokens[saying.verb].lower
    hedging = saying.kind is VerbClass.BELIEVE or (images and word in OPEN_VERBS)
    return (*saying.group.hedges, word) if hedging else saying.group.hedges


def _modality(kind: VerbClass, *, unsaid: bool) -> Modality:
    if kind is VerbClass.DEMAND:
        return Modality.DEMANDED
    if kind is VerbClass.PLEDGE:
        return Modality.PLANNED
    return Modality.QUESTION if unsaid and kind in {VerbClass.SAY, VerbClass.DENY} else Modality.FACT
