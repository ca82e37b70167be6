"""What the images of a run can't tell of arrivals and departures, whatever stands on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hardstand.ledger.view import DatedView


def limits_of(views: Sequence[DatedView], labels: Sequence[str]) -> tuple[str, ...]:
    """One sentence for the whole run, or one for each class of which no two images can be compared.

    Args:
        views: in any order.
        labels: classes that were looked for.
    """
    if len(views) < 2:
        return ("There is one image only: nothing can be said about arrivals and departures.",)
    clear = [view for view in views if view.seen_share > 0]
    if len(clear) < 2:
        which = "no image shows its ground" if not clear else f"only {clear[0].acquisition} shows its ground"
        return (f"Nothing can be said about arrivals and departures: {which}.",)
    return tuple(_by_class(clear, labels))


def _by_class(views: Sequence[DatedView], labels: Sequence[str]) -> Iterator[str]:
    """Classes that share their reason share a sentence."""
    reasons: dict[str, list[str]] = {}
    for label in labels:
        showing = [view.acquisition for view in views if label not in view.not_observable]
        if len(showing) < 2:
            which = f"only {showing[0]} can show it" if showing else "no image can show it"
            reasons.setdefault(which, []).append(label.replace("_", " "))
    for which, names in reasons.items():
        classes = f"the class {names[0]}" if len(names) == 1 else f"the classes {', '.join(names)}"
        reason = which if len(names) == 1 else which.replace(" it", " them")
        yield f"Nothing can be said about arrivals and departures of {classes}: {reason}."
