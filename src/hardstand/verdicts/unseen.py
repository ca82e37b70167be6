"""Why the images say nothing to a claim."""

from __future__ import annotations

from datetime import datetime

from hardstand.verdicts.entries import Finding, Verdict, single
from hardstand.verdicts.moments import When
from hardstand.verdicts.seeable import Seeable
from hardstand.verdicts.showing import AcquisitionShown, Showing
from hardstand.verdicts.words import day, listed, rest


def nothing_usable(seen: Seeable, when: When, showing: Showing, what: str = "number") -> Finding:
    """No acquisition of the claimed time shows the classes: not looked for, no image, or none that can show them."""
    if not looked_for(seen, showing):
        note = f"This run did not look for {seen.called}; run it again with a detector that does."
        return single(Verdict.NOT_CHECKED, what, note)
    held = [each for each in showing.acquisitions if each.time is not None and when.holds(each.time)]
    if not held:
        return single(Verdict.NOT_OBSERVABLE, what, no_image(showing))
    note = " ".join(_unseen_on(each, seen) for each in held)
    return single(Verdict.NOT_OBSERVABLE, what, note, tuple(each.id for each in held))


def none_blind(seen: Seeable, when: When, showing: Showing) -> bool:
    """Whether every image of the claimed time, and close to it, shows ground and at least one of the classes.

    One that shows nothing might have shown the thing: with it, absence on the others decides no more.
    """
    held = [each for each in showing.acquisitions if each.time is not None and when.near(each.time)]
    counted = {count.acquisition for count in showing.counts if count.label in seen.labels}
    return all(each.seen_fraction > 0 and each.id in counted for each in held)


def looked_for(seen: Seeable, showing: Showing) -> bool:
    """Whether any acquisition counts one of the classes, or says why it can't."""
    counted = any(count.label in seen.labels for count in showing.counts)
    return counted or any(label in each.not_observable for each in showing.acquisitions for label in seen.labels)


def no_image(showing: Showing) -> str:
    """That no image is of the claimed time, and of which times there are some."""
    times: list[datetime] = sorted(each.time for each in showing.acquisitions if each.time is not None)
    if not times:
        return "No image of the run has a time, so none can speak for the claimed one."
    days = list(dict.fromkeys(day(time) for time in times))
    told = days if len(days) <= 6 else [days[0], f"{len(days) - 2} days between", days[-1]]
    return f"No image of the run was taken in the claimed time; there are images of {listed(told)}."


def _unseen_on(acquisition: AcquisitionShown, seen: Seeable) -> str:
    assert acquisition.time is not None
    on = f"On {day(acquisition.time)}"
    if acquisition.seen_fraction <= 0:
        return f"{on} none of the ground was seen."
    reasons = [acquisition.not_observable[label] for label in seen.labels if label in acquisition.not_observable]
    why = rest(reasons[0]).removeprefix("not observable: ") if reasons else "they were not counted"
    return f"{on} {seen.called} could not be told: {why}."
