"""Cells of tables for spreadsheets: what a stranger wrote is never a formula there."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_FULL_WIDTH_FORMULA = ("\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Some spreadsheets take full-width signs for the plain ones."""


def inert_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins like it gets an apostrophe in front.

    After https://owasp.org/www-community/attacks/CSV_Injection; spaces in front don't hide the sign.
    """
    begins = text.lstrip(" \u00a0\ufeff\u200b")
    return "'" + text if text.startswith(_FORMULA) or begins.startswith(_FORMULA + _FULL_WIDTH_FORMULA) else text


def original_cell(cell: str) -> str:
    """What `inert_cell` was given."""
    bare = cell.removeprefix("'")
    return bare if inert_cell(bare) == cell else cell
