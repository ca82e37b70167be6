"""What a text claims, and what images say to it, as JSON: `claims.json` and `verdicts.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hardstand.claims import Claim, Document, Place
from hardstand.exchange.files import write_text_atomically
from hardstand.exchange.records import DEGREE_DECIMALS, Record, rounded
from hardstand.verdicts import Checked

KM_DECIMALS = 3

VERDICTS = "verdicts.json"
"""Name of the file in the folder of a run."""


def claim_record(claim: Claim) -> Record:
    """A claim as plain values; days are ISO 8601 and mean the whole day in UTC."""
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "speaker": claim.source.speaker,
        "office": claim.source.office,
        "provider": claim.source.provider,
        "verb": claim.source.verb,
        "polarity": claim.polarity.value,
        "hedged": claim.hedged,
        "hedges": list(claim.hedges),
        "kind": claim.kind.value,
        "thing": claim.thing.value,
        "low": claim.quantity.low,
        "high": claim.quantity.high,
        "approximate": claim.quantity.approximate,
        "after": _day(claim.period.after),
        "by": _day(claim.period.by),
        "time_rule": claim.period.rule,
        "place": None if claim.place is None else place_record(claim.place),
        **_distance(claim),
        "imagery_can_tell": claim.imagery_can_tell,
        "why": claim.why,
        "sentence": list(claim.sentence),
    }


def place_record(place: Place) -> Record:
    """A place; longitude and latitude in degrees, null where it is not known which place is meant."""
    return {
        "name": place.name,
        "code": place.code,
        "lon": rounded(place.lon, DEGREE_DECIMALS),
        "lat": rounded(place.lat, DEGREE_DECIMALS),
        "also": list(place.also),
        "reason": place.reason,
    }


def _distance(claim: Claim) -> Record:
    distance = claim.distance
    return {
        "distance_km": None if distance is None else rounded(distance.km, KM_DECIMALS),
        "bearing": None if distance is None else distance.bearing,
        "findings": [] if distance is None else list(distance.findings),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def write_claims(claims: Sequence[Claim], path: Path) -> None:
    """Write `claims.json`, a list in the order of the text.

    Raises:
        OutputError: the file can't be written.
    """
    write_text_atomically(path, list_as_json([claim_record(claim) for claim in claims]))


def list_as_json(records: Sequence[Record]) -> str:
    """A list of records as indented JSON; other alphabets stay readable."""
    return json.dumps(list(records), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def checked_record(checked: Checked, document: Document) -> Record:
    """A claim with its verdict as plain values, and where it stands: its sentence, day of publication and agency."""
    start, end = checked.claim.sentence
    return {
        **claim_record(checked.claim),
        "verdict": checked.verdict.value,
        "likelihood": checked.likelihood,
        "confidence": checked.confidence,
        "reason": checked.reason,
        "evidence": list(checked.evidence),
        "parts": [{"what": part.what, "verdict": part.verdict.value, "note": part.note} for part in checked.parts],
        "sentence_text": document.text[start:end],
        "published": _day(document.published.day),
        "agency": document.agency,
    }


def write_verdicts(checked: Sequence[Checked], document: Document, path: Path) -> None:
    """Write `verdicts.json`, a list in the order of the text.

    Args:
        checked: the claims with their verdicts.
        document: the text.
        path: replaced whole, or left as it was.

    Raises:
        OutputError: the file can't be written.
    """
    write_text_atomically(path, list_as_json([checked_record(each, document) for each in checked]))
