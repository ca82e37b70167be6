"""Sentences and their tokens, with offsets into the folded text.

The tokenizer is spaCy's for English with its abbreviations; no trained model is needed, so that the same text always
gives the same tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer

from hardstand.claims.document import Document, Role
from hardstand.claims.word_sets import word_set

ENDS = frozenset({".", "!", "?", "...", "…"})
CLOSERS = frozenset({'"', "'", ")", "]", "''"})
TITLES = word_set("gen lt col maj sgt capt cmdr adm brig mr mrs ms dr prof rev sen rep gov st mt ft nos fig")
"""Before a name or number a full stop after these ends no sentence."""
ABBREVIATIONS = word_set("u.s. u.n. u.k. e.u. a.m. p.m. d.c. m. km. mi. ft. jr. sr. inc. corp. co. ltd. etc.")
"""These may stand last: they end a sentence where a word follows that opens one."""
OPENERS = word_set(
    """
    the a an it its he she his her they their we our i this that these those there in on at by but and however
    meanwhile according satellite images imagery no some several two three
    """
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark.

    Attributes:
        text: as in the folded text.
        lower: the same in lower case.
        start: offset in the folded text.
        end: offset after it.
    """

    text: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence.

    Attributes:
        start: offset of its first character in the folded text.
        end: offset after its last one.
        tokens: in order, spaces left out.
        role: of its paragraph.
        paragraph: number of its paragraph, from 0.
        quoted: whether its first character stands inside a quotation that began in an earlier sentence.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    role: Role
    paragraph: int
    quoted: bool


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """The sentences of headline and body, in order."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(document.paragraphs):
        if paragraph.role not in {Role.HEADLINE, Role.BODY}:
            continue
        tokens = tokens_of(document.folded[paragraph.start : paragraph.end], paragraph.start)
        inside = False
        for part in _split(tokens):
            found.append(
                Sentence(
                    start=part[0].start,
                    end=part[-1].end,
                    tokens=tuple(part),
                    role=paragraph.role,
                    paragraph=number,
                    quoted=inside,
                )
            )
            inside ^= sum(token.text == '"' for token in part) % 2 == 1
    return tuple(found)


def tokens_of(text: str, offset: int = 0) -> list[Token]:
    """The words and marks of a text; `offset` is where it stands in the whole."""
    return [
        Token(token.text, token.lower_, offset + token.idx, offset + token.idx + len(token.text))
        for token in _tokenizer()(text)
        if not token.is_space
    ]


@cache
def _tokenizer() -> Tokenizer:
    return English().tokenizer


def _split(tokens: list[Token]) -> list[list[Token]]:
    """After each full stop, question or exclamation mark that is followed by a capital, with the marks that close."""
    parts: list[list[Token]] = []
    part: list[Token] = []
    position = 0
    while position < len(tokens):
        part.append(tokens[position])
        position += 1
        if not _ends(tokens, position - 1):
            continue
        while position < len(tokens) and _closes(tokens[position], part):
            part.append(tokens[position])
            position += 1
        if position < len(tokens) and _begins(tokens, position):
            parts.append(part)
            part = []
    return [*parts, part] if part else parts


def _ends(tokens: list[Token], position: int) -> bool:
    token = tokens[position]
    if token.text == "." and position and tokens[position - 1].end == token.start:
        return tokens[position - 1].lower not in TITLES
    if token.lower in ABBREVIATIONS:
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        return following is None or (following.text[:1].isupper() and following.lower in OPENERS)
    return token.text in ENDS


def _closes(token: Token, part: list[Token]) -> bool:
    """Whether a mark closes what the sentence opened; one that opens the next sentence has a space before."""
    return token.text in CLOSERS and token.start == part[-1].end


def _begins(tokens: list[Token], position: int) -> bool:
    before, token = tokens[position - 1], tokens[position]
    if token.start == before.end:
        return False
    first = token.text[:1]
    return first.isupper() or first.isdigit() or first in {'"', "'", "(", "["}
