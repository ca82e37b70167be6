"""Cells of tables for spreadsheets: what a stranger wrote is never a formula there."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SIGN = "[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""What a formula begins with; some spreadsheets take full-width signs for the plain ones."""
_UNSEEN = "\\s\x00-\x1f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Spaces and what no reader sees, which don't hide the sign behind them."""
_AT_THE_BEGINNING = re.compile(f'[{_UNSEEN}"]*{_SIGN}')
_WITHIN = re.compile(f'(?<=[;\t\r\n])(?=[{_UNSEEN}"]*{_SIGN})')
"""Where a new cell begins for a spreadsheet that parts cells at semicolons or tabs: a quotation mark that stands behind
a comma is no quotation mark to it, so that it also begins a row at a line end within the text."""
_GUARD = re.compile(f"(?:^|(?<=[;\t\r\n]))'(?=[{_UNSEEN}\"]*{_SIGN})")
_NEEDS_QUOTES = re.compile('[,;"\\s]')


def inert_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: where one would begin, an apostrophe stands in front.

    After https://owasp.org/www-community/attacks/CSV_Injection.
    """
    guarded = _WITHIN.sub("'", text)
    return "'" + guarded if _AT_THE_BEGINNING.match(text) else guarded


def original_cell(cell: str) -> str:
    """What `inert_cell` was given."""
    bare = _GUARD.sub("", cell)
    return bare if inert_cell(bare) == cell else cell


def csv_row(cells: Iterable[str], end: str) -> str:
    """A row after RFC 4180; what any spreadsheet might part at stands in quotation marks.

    Args:
        cells: made inert before.
        end: of the line.
    """
    return (
        ",".join(f'"{cell.replace(chr(34), 2 * chr(34))}"' if _NEEDS_QUOTES.search(cell) else cell for cell in cells)
        + end
    )
