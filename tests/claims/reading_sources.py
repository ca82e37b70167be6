"""What the tests of sources share: a text as a document, and the source of a stretch of it."""

from __future__ import annotations

from hardstand.claims.document import Document, Paragraph, Published, Role
from hardstand.claims.sentences import sentences_of
from hardstand.claims.sources.map import SourceAt, find_sources


def read(text: str) -> Document:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(start=start, end=start + len(line), role=Role.BODY))
        start += len(line) + 1
    return Document(
        name="text",
        text=text,
        folded=text,
        offsets=range(len(text) + 1),
        paragraphs=tuple(paragraphs),
        published=Published(),
    )


def at(text: str, stretch: str) -> SourceAt:
    """The source of the last place where the stretch stands in the text."""
    document = read(text)
    sentences = sentences_of(document)
    start = document.folded.rindex(stretch)
    index = next(number for number, each in enumerate(sentences) if each.start <= start < each.end)
    return find_sources(sentences, document.folded).at(index, start, start + len(stretch))
