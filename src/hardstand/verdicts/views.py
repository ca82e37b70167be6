"""What an acquisition shows, in a sentence and as ids."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from hardstand.verdicts.showing import AcquisitionShown, EventShown, PartShown, Showing
from hardstand.verdicts.totals import Total
from hardstand.verdicts.words import day, listed, percent


def count_sentence(total: Total, called: str) -> str:
    """As in "On 15 September 2015 the image shows 11 to 14 aircraft (90 % interval; 13 found)", and what it hides."""
    on = f"On {day(total.time)}"
    if total.interval is None:
        return f"{on} {total.found:,} {called} were found; how far that may be off is not known{_unseen(total)}."
    low, _, high = total.interval
    numbers = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{on} the image shows {numbers} {called} (90 % interval; {total.found:,} found){_unseen(total)}."


def _unseen(total: Total) -> str:
    hidden = 1 - total.acquisition.seen_fraction
    cloud = "" if total.acquisition.cloud_fraction <= 0 else ", and a cloud's edge or a smaller cloud may hide more"
    return "" if hidden <= 0 else f"; {percent(hidden)} of the ground was not seen{cloud}"


def sightings_of(showing: Showing, total: Total) -> tuple[str, ...]:
    """Ids of what was counted on an acquisition."""
    labels, name = {count.label for count in total.counts}, total.acquisition.id
    found = [stand.sightings[name] for stand in showing.stands if stand.label in labels and name in stand.sightings]
    return tuple(sorted(found))


def evidence_of(events: Sequence[EventShown]) -> tuple[str, ...]:
    """Ids of events and of their stands."""
    return tuple(each for event in events for each in (event.id, event.stand))


def parts_of(total: Total, names: Collection[str]) -> tuple[PartShown, ...]:
    """Categories of the total with one of the names."""
    return tuple(part for count in total.counts for part in count.categories if part.name in names)


def size_sentence(total: Total, word: str) -> str | None:
    """Which size classes with a word in their name were found, in a sentence; None where there are none."""
    held = [part for count in total.counts for part in count.size_classes if word in part.name and part.found]
    if not held:
        return None
    told = listed([f"{part.found:,} {part.name}" for part in held])
    return f"By size, {told} were found on {day(total.time)}."


def credits_of(acquisitions: Sequence[AcquisitionShown]) -> str | None:
    """Whom to name, in a sentence; None where nobody is known."""
    names = list(dict.fromkeys(each.credit for each in acquisitions if each.credit))
    return f"{'Image' if len(acquisitions) == 1 else 'Images'}: {listed(names)}." if names else None
