"""The verdicts of a run as ClaimReview of schema.org."""

from __future__ import annotations

from pathlib import Path

from hardstand.errors import OutputError
from hardstand.exchange.claim_review import reviews_of
from hardstand.exchange.claims import VERDICTS
from hardstand.exchange.exports.run import FinishedRun
from hardstand.exchange.files import write_text_atomically
from hardstand.exchange.records import inert_json


def write_reviews(run: FinishedRun, path: Path) -> None:
    """Write JSON-LD, one ClaimReview for each claim that was checked.

    Raises:
        OutputError: no text was checked against the run, or the file can't be written.
    """
    if run.verdicts is None:
        raise OutputError(
            f"{run.folder / VERDICTS} does not exist: no text was checked against this run. "
            f"Check one first: hardstand check TEXT --run {run.folder}"
        )
    records = [verdict.model_dump(mode="json") for verdict in run.verdicts]
    write_text_atomically(path, inert_json(reviews_of(records, simulated=run.summary.simulated)))
