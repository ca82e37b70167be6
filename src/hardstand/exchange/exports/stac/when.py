"""When the items of a run are."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypedDict

from hardstand.exchange.exports.documents import AcquisitionRead
from hardstand.exchange.exports.run import FinishedRun

FIRST_FROM_ABOVE = datetime(1858, 1, 1, tzinfo=UTC)
"""No picture was taken from above the ground before that year: the earliest that an image of unknown date can be."""


class When(TypedDict):
    """Arguments of an item: a moment, or both ends of a span."""

    datetime: datetime | None
    start_datetime: datetime | None
    end_datetime: datetime | None


def time_of(each: AcquisitionRead, run: FinishedRun) -> When:
    """When an image was made; unknown, it is some time before the run."""
    if each.datetime is not None:
        return When(datetime=each.datetime, start_datetime=None, end_datetime=None)
    return When(datetime=None, start_datetime=FIRST_FROM_ABOVE, end_datetime=run.summary.generated)


def span_of(run: FinishedRun) -> When:
    """From the first image to the last."""
    times = [each.datetime for each in run.summary.acquisitions]
    dated = [moment for moment in times if moment is not None]
    whole = bool(dated) and len(dated) == len(times)
    return When(
        datetime=None,
        start_datetime=min(dated) if whole else FIRST_FROM_ABOVE,
        end_datetime=max(dated) if whole else run.summary.generated,
    )
