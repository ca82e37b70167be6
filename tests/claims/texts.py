"""Sentences and shapes that the tests of reading share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hardstand.claims.document import Document, Role

FIRST = "Six tanks were seen at the base near the river, and the trucks had left for the north."
SECOND = "The ministry said that it had sent no more than 40 of them, and that they would leave in May."
WriteText = Callable[..., Path]


def paragraphs(document: Document, role: Role = Role.BODY) -> list[str]:
    """The folded text of each paragraph of one role, in order."""
    return [document.folded[one.start : one.end] for one in document.paragraphs if one.role is role]
