"""Parts of a sentence that each have a place of their own."""

from __future__ import annotations

import re

_CUT = re.compile(
    r"[;:](?=\s)|,? (?:but|while|whereas|although|though|yet)(?= )"
    r"|, (?:and|where|after|before|as|adding|publishing)(?= )"
    r"|\b(?:said|says|say|told \w+|reported|claimed|announced|insisted|denied|confirmed) that\b"
)


def part_at(sentence: str, position: int) -> tuple[int, int]:
    """Where the part of a sentence begins and ends that a position lies in.

    Args:
        sentence: its text.
        position: offset in it.

    >>> text = "Two tanks stand at Kant, but none at Manas."
    >>> [text[slice(*part_at(text, at))] for at in (0, 30)]
    ['Two tanks stand at Kant', ', but none at Manas.']
    """
    cuts = [match.start() for match in _CUT.finditer(sentence)]
    first = max((cut for cut in cuts if cut <= position), default=0)
    return first, min((cut for cut in cuts if cut > position), default=len(sentence))
