"""How far a count, a change or a work can be trusted, by the rules that verdicts go by."""

from __future__ import annotations

from collections.abc import Sequence

from hardstand.construction import Work
from hardstand.imagery.visibility import Cause
from hardstand.ledger.entries import Count
from hardstand.report.happenings import Happening
from hardstand.report.unseen import unseen_on
from hardstand.result import RunResult
from hardstand.verdicts.built import Candidate
from hardstand.verdicts.likelihood import CONFIDENCES
from hardstand.verdicts.showing import AcquisitionShown, CountShown, Showing, WorkShown
from hardstand.verdicts.totals import confidence_of, totals

Confidence = tuple[str, str]
"""A word of `CONFIDENCES`, and why."""

SINGLE: Confidence = (
    "moderate",
    "each of them rests on one spot that one image shows empty and another taken, and a detector may err on either",
)
"""The best that is said of an arrival or a departure."""


def showing_of(result: RunResult, *, in_frame: bool = False) -> Showing:
    """Images and counts of a run as verdicts see them; without stands and events, which do not bear on confidence.

    Args:
        result: the run.
        in_frame: whether ground outside an image is left out of account: a change is told of ground that two images
            show, however much of the site they miss.
    """
    return Showing(
        site=result.site_name,
        simulated=result.simulated,
        forced=any(model.forced for model in result.models),
        acquisitions=tuple(_acquisition(result, each.id, in_frame=in_frame) for each in result.acquisitions),
        counts=tuple(_count(count) for count in result.ledger.counts),
    )


def trust_in_count(showing: Showing, acquisition: str, label: str) -> Confidence:
    """Of one class on one image."""
    found = [total for total in totals(showing, (label,)) if total.acquisition.id == acquisition]
    return confidence_of(found[0], showing) if found else ("low", "the image has no time, or shows none of the ground")


def trust_in_change(showing: Showing, acquisitions: Sequence[str], label: str) -> Confidence:
    """Of arrivals and departures between images: no more than the counts at both ends, and never high."""
    ends = [trust_in_count(showing, each, label) for each in acquisitions]
    return least((*ends, SINGLE))


def trust_in_lead(showing: Showing, told: Sequence[Happening]) -> Confidence:
    """Of changes of one window together: that of the class that is trusted least."""
    ends = dict.fromkeys((each.label, end) for each in told for end in (each.before, each.after) if end is not None)
    by_label = {label: [end for other, end in ends if other == label] for label, _ in ends}
    return least([trust_in_change(showing, images, label) for label, images in by_label.items()])


def least(trusts: Sequence[Confidence]) -> Confidence:
    """The lowest of some, the first of equals."""
    return min(trusts, key=lambda each: CONFIDENCES.index(each[0]))


def trust_in_work(work: Work) -> Confidence:
    """Never high: the share of real works was measured on few places."""
    if candidate_of(work).lasting:
        return "moderate", "two dates or more show the work, but the comparison errs often"
    return "low", "the comparison errs often, and one date alone shows the work"


def candidate_of(work: Work) -> Candidate:
    """The work as a verdict weighs it: its probability is the measured share of works that are real."""
    shown = WorkShown(
        id=work.id,
        kind=work.kind.value,
        change=work.direction.value,
        probability=work.probability,
        kinds={each.kind.value: each.probability for each in work.kinds},
        window=work.window,
        state=None if work.state is None else work.state.value,
        states={name: state.value for name, state in work.states.items()},
        length_m=work.measures.length_m,
        width_m=work.measures.width_m,
    )
    return Candidate(work=shown, share=1.0, inside=True)


def _acquisition(result: RunResult, name: str, *, in_frame: bool) -> AcquisitionShown:
    acquisition = next(each for each in result.acquisitions if each.id == name)
    lost = {each.acquisition: each.reason for each in result.registration.unplaced}
    doubts = {doubt.acquisition: doubt.statement for doubt in result.scale_doubts}
    visibility, unseen = result.visibility.get(name), unseen_on(result, name)
    shares = result.shares.get(name) or ({} if visibility is None else visibility.shares)
    return AcquisitionShown(
        id=name,
        time=None if acquisition.time is None else acquisition.time.value,
        gsd_m=None if acquisition.gsd_m is None else acquisition.gsd_m.value,
        seen_fraction=1.0 - (unseen.in_frame if in_frame else unseen.share),
        cloud_fraction=shares.get(Cause.CLOUD, 0.0),
        unplaced=lost.get(name),
        scale_doubt=doubts.get(name),
    )


def _count(count: Count) -> CountShown:
    return CountShown(
        acquisition=count.acquisition,
        label=count.label,
        found=count.found,
        low=count.low,
        high=count.high,
        estimate=count.estimate,
        basis=count.basis,
    )
