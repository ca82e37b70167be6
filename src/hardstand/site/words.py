"""Names and credits as strangers write them, without what turns or breaks the sentences that they come to stand in."""

from __future__ import annotations

import re

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9): one that is left open goes on behind
the name, and lets "between 4 and 15" be read backwards. Letters from right to left need none of them."""
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def plain_words(text: str) -> str:
    """A name on one line, in which nothing turns the reading.

    Line ends are spaces; controls and half surrogate pairs are the replacement character.
    """
    return _CONTROLS.sub("\ufffd", _BREAKS.sub(" ", _TURNS.sub("", text))).strip()
