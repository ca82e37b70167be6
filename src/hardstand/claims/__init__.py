"""What a text claims: who says what, about where, when and how many."""

from hardstand.claims.document import Document
from hardstand.claims.entries import Claim, ClaimKind, Distance, Period, Place, Polarity, Quantity, Source
from hardstand.claims.extraction.claims import extract_claims
from hardstand.claims.gazetteer.data import read_places
from hardstand.claims.gazetteer.lookup import Gazetteer
from hardstand.claims.reading.decoding import read_bytes
from hardstand.claims.reading.documents import parse_document, read_document
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
    "parse_document",
    "read_bytes",
    "read_document",
    "read_places",
]
