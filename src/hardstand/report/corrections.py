"""What a correction changed: the statements of two runs of the same images side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hardstand.report.templates import environment
from hardstand.report.words import day_and_time
from hardstand.statement import Statement

FEW = 6
"""Up to so many corrections are open on the page."""


def corrections(old: Sequence[Statement], new: Sequence[Statement]) -> tuple[str, ...]:
    """What is said otherwise, what is said no more, and what is new, in sentences; empty where nothing changed.

    Args:
        old: statements of the earlier run.
        new: statements of the run that takes its place.
    """
    before, after = ({each.id: each for each in told} for told in (old, new))
    changed = [_changed(before[name], each) for name, each in after.items() if name in before]
    gone = [f"No longer said: {each.text}" for name, each in before.items() if name not in after]
    added = [f"New: {each.text}" for name, each in after.items() if name not in before]
    return (*(each for each in changed if each is not None), *gone, *added)


def render_corrections(told: Sequence[str], earlier: datetime | None) -> str:
    """The section of the page as HTML.

    Args:
        told: what `corrections` found.
        earlier: when the report was made that this one takes the place of; None where that is not known.
    """
    when = None if earlier is None else day_and_time(earlier)
    return environment().get_template("corrections.html.jinja").render(told=told, earlier=when, few=FEW)


def _changed(old: Statement, new: Statement) -> str | None:
    if new.text != old.text:
        return f"Corrected: {new.text} Before: {old.text}"
    if new.evidence != old.evidence:
        return f"On other evidence: {new.text}"
    return None
