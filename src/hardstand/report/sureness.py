"""How sure the sentences are, and what no image of the run can tell."""

from __future__ import annotations

from hardstand.ledger.entries import State
from hardstand.report.naming import calendar_of, moment_of
from hardstand.report.over_dates import how_sure_of_normal, unknown_of_normal
from hardstand.report.unseen import unseen_on
from hardstand.report.words import listed, noun, number, percent, sentence, things
from hardstand.result import RunResult, Tested


def how_sure(result: RunResult) -> tuple[str, ...]:
    """Sentences on what stands behind the counts and the changes."""
    return (
        *_on_counts(result),
        *_on_detectors(result),
        _on_changes(result),
        *how_sure_of_normal(result),
        *_on_fit(result),
    )


def cannot_know(result: RunResult) -> tuple[str, ...]:
    """Sentences on what the images leave open."""
    return (
        *result.ledger.limits,
        *_on_hidden_ground(result),
        *_on_resolution(result),
        *_on_hidden_stands(result),
        *_on_doubtful_stands(result),
        *_on_time_between(result),
        *unknown_of_normal(result),
        _ON_IDENTITY,
    )


_ON_IDENTITY = "The same stand occupied on two dates does not prove the same airframe, and no image says whose it is."


def _on_counts(result: RunResult) -> tuple[str, ...]:
    """What the intervals stand on, class by class where that differs."""
    classes: dict[str | None, list[str]] = {}
    for count in result.ledger.counts:
        known = count.low is not None
        labels = classes.setdefault((count.basis or "the measured errors of the detector") if known else None, [])
        labels.append(noun(count.label, 2))
    if set(classes) <= {None}:
        return (_NO_INTERVAL,)
    sentences = []
    for basis, labels in classes.items():
        which = "" if len(classes) == 1 else f" of {listed(list(dict.fromkeys(labels)))}"
        if basis is None:
            sentences.append(f"How far the count{which} may be off is not known for this run: no interval is given.")
        else:
            sentences.append(
                f"A count{which} comes with the 90 % interval of the true number on the ground that was seen, "
                f"from {basis}."
            )
    return tuple(sentences)


_NO_INTERVAL = (
    "A count is what the detector found. How far it may be off is not known for this run: no interval is given."
)


def _on_detectors(result: RunResult) -> tuple[str, ...]:
    """What each detector did on images that it had not seen, and which failed; nothing of what was not measured."""
    failed = (
        f"The detector {each.detector} failed, and nothing of it is here: {each.reason}" for each in result.failures
    )
    owners: dict[str, str] = {}
    for use in result.models:
        for label in use.min_scores:
            owners.setdefault(label, use.name)
    tested = (
        _on_detector(use.name, label, tested)
        for use in result.models
        for label, tested in use.tested.items()
        if owners.get(label, use.name) == use.name
    )
    return (*failed, *tested)


def _on_detector(name: str, label: str, tested: Tested) -> str:
    places = "" if tested.places is None else f" of {things(tested.places, 'place')}"
    where = f"{things(tested.images, 'real image')}{places} that it had not seen"
    if tested.recall == 0:
        return f"On {where}, the detector {name} found none of {things(tested.objects, label)}: absence shows nothing."
    return (
        f"On {where}, the detector {name} found {100 * tested.recall:.1f} % of {things(tested.objects, label)}, and "
        f"{100 * tested.precision:.1f} % of what it found was right. On another kind of place it errs more."
    )


def _on_changes(result: RunResult) -> str:
    if len(result.acquisitions) < 2:
        return "One image alone shows no arrival and no departure."
    return (
        "The window of an arrival or a departure is closed only where one image shows the object and another shows the "
        "same spot, in full view, empty."
    )


def _on_fit(result: RunResult) -> tuple[str, ...]:
    pairs = result.registration.pairs
    if not pairs:
        return ()
    metres = [pair.residual_m for pair in pairs if pair.residual_m is not None]
    pixels = [pair.residual_px for pair in pairs]
    worst = f"{max(metres):.2g} m" if len(metres) == len(pairs) else f"{max(pixels):.2g} px"
    which = "" if len(pairs) == 1 else f"; the worst of {number(len(pairs))} pairs"
    return (
        f"The images lie on one another to within {worst} (median over points that took no part in the fit{which}).",
    )


def _on_hidden_ground(result: RunResult) -> tuple[str, ...]:
    shares = {acquisition.id: unseen_on(result, acquisition.id).share for acquisition in result.acquisitions}
    parts = [
        f"{'all of it' if shares[acquisition.id] >= 1 else percent(shares[acquisition.id])} "
        f"{calendar_of(result).on(acquisition.time.value) if acquisition.time else moment_of(result, acquisition)}"
        for acquisition in result.acquisitions
        if shares[acquisition.id] > 0
    ]
    if not parts:
        return ()
    return (f"What stood on ground that was not seen is not in the counts: {listed(parts)}.",)


def _on_resolution(result: RunResult) -> tuple[str, ...]:
    """What an image is too coarse, or too fine, to show with a known error."""
    return tuple(
        sentence(f"on {acquisition.id}, {noun(label, 2)} are {reason}")
        for acquisition in result.acquisitions
        if unseen_on(result, acquisition.id).share < 1
        for label, reason in result.not_observable.get(acquisition.id, {}).items()
    )


def _on_hidden_stands(result: RunResult) -> tuple[str, ...]:
    hidden = [stand for stand in result.ledger.stands if State.NOT_SEEN in stand.states.values()]
    if not hidden:
        return ()
    verb = "was" if len(hidden) == 1 else "were"
    return (sentence(f"{things(len(hidden), 'stand')} {verb} not seen on every date; see “What could not be judged”"),)


def _on_doubtful_stands(result: RunResult) -> tuple[str, ...]:
    doubtful = [stand for stand in result.ledger.stands if State.DOUBTFUL in stand.states.values()]
    if not doubtful:
        return ()
    where = f"On {things(len(doubtful), 'stand')} there is a date on which the detector was not sure"
    return (f"{where}: nothing is counted there, and the spot is not called empty.",)


def _on_time_between(result: RunResult) -> tuple[str, ...]:
    if len(result.acquisitions) < 2:
        return ()
    return ("What came and left again between two images leaves no trace in them.",)
