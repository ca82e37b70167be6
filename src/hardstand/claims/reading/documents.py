"""From a file, or from characters, to a text that claims can be looked for in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from hardstand.claims.document import Document, Paragraph, Role
from hardstand.claims.reading.datelines import Dateline, dateline_alone, dateline_at_head
from hardstand.claims.reading.decoding import decode, is_html, is_pdf, read_bytes
from hardstand.claims.reading.folding import Folded, fold
from hardstand.claims.reading.furniture import agency_of_line, roles_of
from hardstand.claims.reading.language import refuse_other_languages
from hardstand.claims.reading.paragraphs import join_lines, spans_of
from hardstand.claims.reading.publication import WrittenDay, copyright_year, day_of_line, published_of
from hardstand.claims.reading.taken import TakenText
from hardstand.errors import TextError


def read_document(path: Path, published: date | None = None) -> Document:
    """Read plain text, HTML or PDF, whatever the file is called.

    Args:
        path: of the file, up to 10 MB.
        published: day of publication, where the user knows it better than the text.

    Raises:
        TextError: the file is missing, too large, empty, binary, an image, encrypted, scanned, without an article or
            in another language than English.
    """
    return parse_document(read_bytes(path), path.name, published)


def parse_document(data: bytes, name: str, published: date | None = None) -> Document:
    """The same from the bytes of a file that was read already.

    Args:
        data: all of it.
        name: of the file, for messages and for the reader.
        published: day of publication, where the user knows it better than the text.

    Raises:
        TextError: as above.
    """
    if not data:
        raise TextError(f"{name} is empty; give a file that holds text.")
    return _document(_take(data, name), name, published)


def document_of(text: str, *, name: str = "the text", published: date | None = None) -> Document:
    """Read characters that are at hand as plain text.

    Args:
        text: line ends of any kind.
        name: what to call it in messages.
        published: day of publication, where it is known.

    Raises:
        TextError: nothing to read, or another language than English.
    """
    return _document(TakenText(text=text), name, published)


def _take(data: bytes, name: str) -> TakenText:
    """The characters of a file; what reads HTML and PDF is slow to import, and imported for such files only."""
    if is_pdf(data):
        from hardstand.claims.reading.pdf import take_text  # noqa: PLC0415 - pypdf takes 0.2 s to import

        return take_text(data, name)
    if is_html(data):
        from hardstand.claims.reading.html import take_article  # noqa: PLC0415 - trafilatura takes 0.4 s to import

        markup, notes = decode(data, name, html=True)
        taken = take_article(markup, name)
        return replace(taken, notes=(*notes, *taken.notes))
    text, notes = decode(data, name)
    return TakenText(text=text, notes=notes)


def _document(taken: TakenText, name: str, given: date | None) -> Document:
    folded = fold(taken.text)
    if not folded.text.strip():
        raise TextError(f"{name} is empty: it holds nothing but space; give a file that holds text.")
    notes = refuse_other_languages(folded.text, name)
    folded = join_lines(folded)
    paragraphs, dateline = _paragraphs(folded.text, headline_first=taken.headline)
    days = tuple(_written_days(folded.text, paragraphs, dateline))
    years = tuple(_copyright_years(folded.text, paragraphs))
    return Document(
        name=name,
        text=taken.text,
        folded=folded.text,
        offsets=folded.offsets,
        paragraphs=paragraphs,
        published=published_of(given=given, page=taken.day, written=days, copyright_years=years),
        agency=_agency(folded.text, paragraphs, dateline) or taken.publisher,
        dateline=dateline.place if dateline else None,
        notes=(*taken.notes, *notes, *_folding_notes(folded)),
    )


def _paragraphs(text: str, *, headline_first: bool) -> tuple[tuple[Paragraph, ...], Dateline | None]:
    """Every paragraph with its role; a dateline at the head of the body is one of its own."""
    spans = spans_of(text)
    roles = roles_of([text[start:end] for start, end in spans], headline_first=headline_first)
    paragraphs = [Paragraph(start=start, end=end, role=role) for (start, end), role in zip(spans, roles, strict=True)]
    first = next((place for place, role in enumerate(roles) if role is Role.BODY), None)
    dateline = None
    if first is not None:
        whole = paragraphs[first]
        dateline = dateline_at_head(text[whole.start : whole.end])
        paragraphs[first : first + 1] = _split(text, whole, dateline)
    return tuple(paragraphs), dateline or _lone_dateline(text, paragraphs)


def _split(text: str, whole: Paragraph, dateline: Dateline | None) -> list[Paragraph]:
    if dateline is None:
        return [whole]
    parting = whole.start + dateline.end
    head = text[whole.start : parting].rstrip()
    parts = [Paragraph(start=whole.start, end=whole.start + len(head), role=Role.DATELINE)]
    body = text[parting : whole.end].lstrip()
    return [*parts, replace(whole, start=whole.end - len(body))] if body else parts


def _lone_dateline(text: str, paragraphs: Sequence[Paragraph]) -> Dateline | None:
    lines = (text[one.start : one.end] for one in paragraphs if one.role is Role.DATELINE)
    return next((found for line in lines if (found := dateline_alone(line))), None)


def _written_days(text: str, paragraphs: Sequence[Paragraph], dateline: Dateline | None) -> list[WrittenDay]:
    """The days that may be that of publication.

    Lines that hold a bare day head the entries of a chronology where they stand inside the body; then none of them
    counts.
    """
    days = [dateline.written] if dateline and dateline.written else []
    body = [place for place, one in enumerate(paragraphs) if one.role is Role.BODY]
    bare_inside = False
    for place, one in enumerate(paragraphs):
        day = day_of_line(text[one.start : one.end]) if one.role is Role.DATELINE else None
        if day:
            days.append(day)
            bare_inside |= not day.labelled and bool(body) and body[0] < place < body[-1]
    return [day for day in days if day.labelled or day.where == "the dateline" or not bare_inside]


def _copyright_years(text: str, paragraphs: Iterable[Paragraph]) -> list[int]:
    lines = (text[one.start : one.end] for one in paragraphs if one.role is Role.CREDIT)
    return [year for line in lines if (year := copyright_year(line))]


def _agency(text: str, paragraphs: Iterable[Paragraph], dateline: Dateline | None) -> str | None:
    if dateline and dateline.agency:
        return dateline.agency
    lines = (text[one.start : one.end] for one in paragraphs if one.role is Role.CREDIT)
    return next((name for line in lines if (name := agency_of_line(line))), None)


def _folding_notes(folded: Folded) -> list[str]:
    notes = []
    if folded.look_alikes:
        notes.append(f"{folded.look_alikes} letters of other alphabets look English and are read as English ones.")
    if folded.unseen:
        notes.append(f"{folded.unseen} characters that no reader sees are left out of matching.")
    return notes
