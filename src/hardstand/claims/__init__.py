"""What a text claims: who says what, about where, when and how many."""

from hardstand.claims.document import Document
from hardstand.claims.entries import Claim, ClaimKind, Distance, Period, Place, Polarity, Quantity, Source
from hardstand.claims.extraction.claims import extract_claims
from hardstand.claims.gazetteer.lookup import Gazetteer
from hardstand.claims.reading.documents import read_document
from hardstand.claims.things import Thing

__all__ = [
    "Claim",
    "ClaimKind",
    "Distance",
    "Document",
    "Gazetteer",
    "Period",
    "Place",
    "Polarity",
    "Quantity",
    "Source",
    "Thing",
    "extract_claims",
    "read_document",
]
