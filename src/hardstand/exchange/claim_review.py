"""Verdicts as ClaimReview of schema.org, JSON-LD: https://schema.org/ClaimReview."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hardstand import __version__
from hardstand.claims import Document
from hardstand.exchange.claims import checked_record
from hardstand.exchange.files import write_text_atomically
from hardstand.exchange.records import Record, inert_json
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

SIMULATED = "The images are simulated. "
"""In front of each review that rests on rendered images."""


def claim_reviews(checked: Sequence[Checked], document: Document, *, simulated: bool) -> Record:
    """One ClaimReview for each claim that was checked, in the order of the text.

    Args:
        checked: the claims with their verdicts.
        document: the text.
        simulated: whether the images were rendered; each review then says so.
    """
    return reviews_of([checked_record(each, document) for each in checked], simulated=simulated)


def reviews_of(records: Sequence[Record], *, simulated: bool) -> Record:
    """The same from the records of `verdicts.json`."""
    reviews = [_review(each, simulated) for each in records if Verdict(each["verdict"]) is not Verdict.NOT_CHECKED]
    return {"@context": "https://schema.org", "@graph": reviews}


def write_claim_reviews(checked: Sequence[Checked], document: Document, path: Path, *, simulated: bool) -> None:
    """Write the reviews as JSON-LD; `<` and `>` are escaped, so that the text can stand in a script element of a page.

    Raises:
        OutputError: the file can't be written.
    """
    write_text_atomically(path, inert_json(claim_reviews(checked, document, simulated=simulated)))


def _review(record: Record, simulated: bool) -> Record:
    verdict, published = Verdict(record["verdict"]), record["published"]
    return {
        "@type": "ClaimReview",
        "name": record["id"],
        "claimReviewed": record["text"],
        "reviewBody": SIMULATED * simulated + record["reason"],
        "author": {"@type": "SoftwareApplication", "name": "Hardstand", "softwareVersion": __version__},
        "itemReviewed": {
            "@type": "Claim",
            "text": record["sentence_text"] or record["text"],
            **({} if published is None else {"datePublished": published}),
            **_author(record),
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": WORDS[verdict],
            "worstRating": 1,
            "bestRating": 5,
            **({"ratingValue": RATINGS[verdict]} if verdict in RATINGS else {}),
        },
    }


def _author(record: Record) -> Record:
    name, office = record["speaker"] or record["agency"], record["office"]
    if name is None:
        return {}
    author = {"@type": "Organization" if office is None else "Person", "name": name}
    return {"author": {**author, **({} if office is None else {"jobTitle": office})}}
