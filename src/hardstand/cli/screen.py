"""What the person at the keyboard sees while something runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

Tell = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def results() -> Console:
    """Where results go: standard output."""
    return Console(highlight=False, soft_wrap=True)


def messages() -> Console:
    """Where everything else goes: standard error."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress() -> Iterator[Tell]:
    """A bar per stage on standard error, for as long as the block runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=messages()) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield tell
