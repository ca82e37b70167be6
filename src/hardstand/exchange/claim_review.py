"""Verdicts as ClaimReview of schema.org, JSON-LD: https://schema.org/ClaimReview."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hardstand import __version__
from hardstand.claims import Document
from hardstand.exchange.files import write_text_atomically
from hardstand.exchange.records import Record, to_json
from hardstand.verdicts import Checked, Verdict

RATINGS: dict[Verdict, int] = {Verdict.CONTRADICTED: 1, Verdict.PARTIAL: 3, Verdict.CONFIRMED: 5}
"""On a scale of 1 (the images contradict it) to 5 (they confirm it). What they leave open has words and no number."""
WORDS: dict[Verdict, str] = {
    Verdict.CONFIRMED: "Confirmed by the images",
    Verdict.CONTRADICTED: "Contradicted by the images",
    Verdict.CONSISTENT: "Consistent with the images, not proved",
    Verdict.PARTIAL: "Partly borne out by the images",
    Verdict.NOT_OBSERVABLE: "Not observable on the images",
    Verdict.NOT_CHECKED: "Not checked",
}


def claim_reviews(checked: Sequence[Checked], document: Document) -> Record:
    """One ClaimReview for each claim that was checked, in the order of the text.

    Args:
        checked: the claims with their verdicts.
        document: the text.
    """
    reviews = [_review(each, document) for each in checked if each.verdict is not Verdict.NOT_CHECKED]
    return {"@context": "https://schema.org", "@graph": reviews}


def write_claim_reviews(checked: Sequence[Checked], document: Document, path: Path) -> None:
    """Write the reviews as JSON-LD; `<` and `>` are escaped, so that the text can stand in a script element of a page.

    Raises:
        OutputError: the file can't be written.
    """
    text = to_json(claim_reviews(checked, document))
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    write_text_atomically(path, text)


def _review(checked: Checked, document: Document) -> Record:
    claim = checked.claim
    start, end = claim.sentence
    published = document.published.day
    return {
        "@type": "ClaimReview",
        "name": claim.id,
        "claimReviewed": claim.text,
        "reviewBody": checked.reason,
        "author": {"@type": "SoftwareApplication", "name": "Hardstand", "softwareVersion": __version__},
        "itemReviewed": {
            "@type": "Claim",
            "text": document.text[start:end],
            **({} if published is None else {"datePublished": published.isoformat()}),
            **_author(checked, document),
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": WORDS[checked.verdict],
            "worstRating": 1,
            "bestRating": 5,
            **({"ratingValue": RATINGS[checked.verdict]} if checked.verdict in RATINGS else {}),
        },
    }


def _author(checked: Checked, document: Document) -> Record:
    source = checked.claim.source
    name = source.speaker or document.agency
    if name is None:
        return {}
    person = source.office is not None
    author = {"@type": "Person" if person else "Organization", "name": name}
    return {"author": {**author, **({"jobTitle": source.office} if person else {})}}
