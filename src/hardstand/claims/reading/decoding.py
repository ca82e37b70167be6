"""From the bytes of a file to characters, or to the reason why they are no text."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from hardstand.errors import TextError

MAX_BYTES = 10_000_000
"""Largest file that is read."""
FALLBACK = "cp1252"
_DAMAGED = "damaged utf-8"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_KINDS = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"II+\0", "a TIFF image"),
    (b"MM\0+", "a TIFF image"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 image"),
    (b"NITF", "a NITF image"),
    (b"RIFF", "a picture, sound or film"),
    (b"BM", "a BMP image"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
)
_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}\?>\s*){0,5}"
    rb"<(?:!doctype html|html|head|body|article|main|div|p|h1|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w-]{2,20})", re.IGNORECASE)
_CHARACTER_SETS = ("cp", "iso", "koi8", "mac", "utf", "ascii", "gb", "big5", "euc", "shift")
"""Python's other codecs are no character sets."""
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def read_bytes(path: Path) -> bytes:
    """The content of a file; a large one is refused before it is read.

    Raises:
        TextError: no such file, a folder or a device, no right to read it, more than `MAX_BYTES`.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise TextError(f"{path} is a folder; give the file that holds the text.")
        if not stat.S_ISREG(about.st_mode):
            raise TextError(f"{path} is no ordinary file; save the text to a file and give that.")
        if about.st_size > MAX_BYTES:
            raise TextError(_too_large(path, about.st_size))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise TextError(f"{path} can't be read: {_reason(error)}. Check the name and the rights to it.") from error
    if len(data) > MAX_BYTES:
        raise TextError(_too_large(path, len(data)))
    return data


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF, which may have up to 1 kB of something else before its mark."""
    return b"%PDF-" in data[:1024]


def is_html(data: bytes) -> bool:
    """Whether the text begins with an element of HTML."""
    start = data[:8192]
    encoding = _marked_encoding(data)
    if encoding and encoding != "utf-8":
        start = start.decode(encoding, "ignore").encode()
    return bool(_HTML.match(start.removeprefix(codecs.BOM_UTF8)))


def decode(data: bytes, name: str, *, html: bool = False) -> tuple[str, tuple[str, ...]]:
    """The characters, without a byte order mark, and notes on how they were found.

    Args:
        data: the file.
        name: of it, for messages.
        html: whether an encoding that the page declares counts.

    Raises:
        TextError: the bytes are an image, an archive or another thing that is no text.
    """
    encoding = _marked_encoding(data)
    if encoding is None:
        _refuse_other_kinds(data, name)
    declared = _declared(data) if html else None
    for attempt in (encoding, *(() if encoding else ("utf-8", declared, _DAMAGED, FALLBACK))):
        text = _decoded(data, attempt) if attempt else None
        if text is not None:
            _refuse_controls(text, name)
            return text.removeprefix("\ufeff"), _notes(attempt, declared, text)
    raise TextError(f"{name} is no text: its bytes are not characters of {encoding or 'UTF-8'}. Save it as UTF-8.")


def _marked_encoding(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    if not match:
        return None
    try:
        found = codecs.lookup(match[1].decode("ascii", "ignore"))
    except LookupError:
        return None
    return found.name if found.name.startswith(_CHARACTER_SETS) else None


def _decoded(data: bytes, encoding: str) -> str | None:
    if encoding == _DAMAGED:
        return _mostly_utf8(data)
    try:
        text, _ = codecs.getdecoder(encoding)(data, "strict")
    except (UnicodeError, ValueError):
        return None
    return text


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with some bytes lost; None where most of what is not ASCII is no UTF-8 either."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    others = sum(not character.isascii() for character in text) - lost
    return text if others > 3 * lost else None


def _refuse_other_kinds(data: bytes, name: str) -> None:
    kind = next((kind for mark, kind in _OTHER_KINDS if data.startswith(mark)), None)
    if kind and not (kind.startswith(("a BMP", "a picture", "a NITF")) and b"\0" not in data):
        raise TextError(f"{name} is {kind}, not a text; give the text as plain text, HTML or PDF.")
    if b"\0" in data:
        raise TextError(f"{name} is no text but binary: it holds NUL bytes. Give plain text, HTML or PDF.")


def _refuse_controls(text: str, name: str) -> None:
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or controls * 100 > len(text):
        raise TextError(
            f"{name} is no text but binary: {controls} of its {len(text)} characters are control characters. "
            "Give plain text, HTML or PDF."
        )


def _notes(encoding: str | None, declared: str | None, text: str) -> tuple[str, ...]:
    notes = []
    if encoding == FALLBACK and declared is None:
        notes.append("The file is not UTF-8; it was read as Windows-1252, so letters with accents may be wrong.")
    if broken := text.count("\ufffd"):
        notes.append(f"{broken} characters were lost before the file came here and stand as \ufffd.")
    return tuple(notes)


def _too_large(path: Path, size: int) -> str:
    return (
        f"{path} is {size / 1e6:.1f} MB; texts of up to {MAX_BYTES / 1e6:.0f} MB are read. "
        "Give the part that matters in a file of its own."
    )


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
