"""The text of a PDF: words and lines joined again, running heads and page numbers gone."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO

from pypdf import PdfReader

from hardstand.claims.reading.paragraphs import Line, layout_of, lines_of, neighbours, only_wraps
from hardstand.claims.reading.taken import TakenText
from hardstand.claims.word_sets import word_set
from hardstand.errors import TextError

# What pypdf finds odd in a file is not for the terminal; what matters comes as an error or a note.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

MAX_CHARACTERS = 10_000_000
"""A PDF that unpacks to more is refused."""
REPEATED = 3
"""A first or last line that stands on so many pages, and on half of them, is a running head."""
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?|- ?\d{1,4} ?-", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_KEEPS_HYPHEN = word_set(
    """
    self non anti pro multi mid north south east west long short medium surface ground air sea ship twin
    fighter ultra well so ex vice then re co pre counter semi half all high low heavy light armour armor
    battle cross double single two three four five six seven eight nine ten to by and based led made built
    """
)


def take_text(data: bytes, name: str) -> TakenText:
    """The text of a PDF, its paragraphs parted by blank lines.

    Args:
        data: the file.
        name: of it, for messages.

    Raises:
        TextError: it is encrypted, damaged, scanned (pictures of text only) or unpacks to more than `MAX_CHARACTERS`.
    """
    pages, made = _pages(data, name)
    empty = sum(not page.strip() for page in pages)
    if empty == len(pages):
        raise TextError(
            f"{name} is a PDF without text: it holds scanned pages or none. Run text recognition (OCR) on it first, "
            "or give the text as plain text."
        )
    notes = [f"{empty} of {len(pages)} pages of the PDF hold no text, perhaps only pictures of it."] if empty else []
    if made:
        notes.append(f"The PDF was made on {made}, which is not taken as the day of publication.")
    text = "\n".join("\n".join(page).strip("\n") for page in _without_running_heads(pages))
    return TakenText(text="\n\n".join(_paragraphs(text)), notes=tuple(notes))


def _pages(data: bytes, name: str) -> tuple[list[str], str | None]:
    """The text of each page, and the day on which the PDF was made."""
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        _unlock(reader, name)
        pages = list(_texts(reader, name))
        made = reader.metadata.creation_date if reader.metadata else None
    except TextError:
        raise
    except Exception as error:  # pypdf raises whatever it stumbles upon in a damaged file.
        raise TextError(f"{name} is a damaged or protected PDF: {error}. Save it anew, or give its text.") from error
    return pages, made.date().isoformat() if made else None


def _unlock(reader: PdfReader, name: str) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise TextError(f"{name} is an encrypted PDF; save a copy without a password, or give its text.")


def _texts(reader: PdfReader, name: str) -> Iterator[str]:
    total = 0
    for page in reader.pages:
        text = page.extract_text()
        total += len(text)
        if total > MAX_CHARACTERS:
            raise TextError(f"{name} unpacks to more than {MAX_CHARACTERS} characters; give the part that matters.")
        yield text


def _without_running_heads(pages: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each page, without page numbers and without first and last lines that other pages have too."""
    lines = [page.splitlines() for page in pages]
    edges = Counter(edge for page in lines for edge in {_pattern(page[place]) for place in _edges(page)})
    repeated = {edge for edge, number in edges.items() if number >= REPEATED and 2 * number >= len(pages)}
    for page in lines:
        heads = {place for place in _edges(page) if _runs(page[place], repeated)}
        yield [line for place, line in enumerate(page) if place not in heads]


def _edges(page: Sequence[str]) -> set[int]:
    """Numbers of the first two and the last two lines of a page that hold more than space."""
    filled = [place for place, line in enumerate(page) if line.strip()]
    return {*filled[:2], *filled[-2:]}


def _runs(line: str, repeated: set[str]) -> bool:
    return _PAGE_NUMBER.fullmatch(line.strip()) is not None or _pattern(line) in repeated


def _pattern(line: str) -> str:
    """A line with its figures left out, so that a running head with the page's number is one on all pages."""
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _paragraphs(text: str) -> Iterator[str]:
    lines = lines_of(text)
    layout = layout_of([line for line, following in neighbours(text, lines) if following])
    hyphenated = {word.lower() for word in _HYPHENATED.findall(text)}
    paragraph: list[str] = []
    for number, (line, at_once) in enumerate(neighbours(text, lines)):
        words = " ".join(line.text.split())
        following = at_once or _continued(words, lines[number + 1 : number + 2])
        if following and (at_once is None or only_wraps(line, following, layout)):
            paragraph.append(_open_end(words, following.text, hyphenated))
            continue
        yield "".join((*paragraph, words))
        paragraph = []


def _continued(words: str, after: Sequence[Line]) -> Line | None:
    """The line after a blank one, where a sentence runs on in it."""
    return next((line for line in after if line.text[0].islower() and words[-1].isalnum()), None)


def _open_end(line: str, following: str, hyphenated: set[str]) -> str:
    """A line ready for the next one: with a space, or with its broken word open."""
    broken, rest = _BROKEN_WORD.search(line[-60:]), _FIRST_WORD.match(following[:60])
    if not broken or not rest:
        return line if line.endswith("-") and following[:1].isalnum() else f"{line} "
    keeps = (
        broken[1].lower() in _KEEPS_HYPHEN
        or rest.group()[0].isupper()
        or f"{broken[1]}-{rest.group()}".lower() in hyphenated
    )
    return line if keeps else line[:-1]
