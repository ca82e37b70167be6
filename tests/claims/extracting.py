"""Read a text at hand and take out its claims."""

from __future__ import annotations

from datetime import date
from functools import cache

from hardstand.claims import Claim, Gazetteer, extract_claims
from hardstand.claims.reading.documents import document_of

PUBLISHED = date(2024, 5, 16)
"""A Thursday."""


@cache
def gazetteer() -> Gazetteer:
    """One for all tests: loading it takes longer than asking it."""
    return Gazetteer()


def claims_of(text: str, published: date | None = PUBLISHED) -> tuple[Claim, ...]:
    """The claims of a text."""
    return extract_claims(document_of(text, published=published), gazetteer())
