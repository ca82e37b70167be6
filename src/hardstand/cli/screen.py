"""What the person at the keyboard sees while something runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

Tell = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


JOINERS = "\u200c\u200d"
"""Part of some scripts, though nobody sees them."""


class _Screen(Console):
    """A console on which no text moves the cursor, sets colours or turns the reading, whoever wrote it."""

    def print(self, *objects: Any, **how: Any) -> None:  # noqa: ANN401 - as the library has it
        super().print(*(harmless(each) if isinstance(each, str) else each for each in objects), **how)


def harmless(text: str) -> str:
    """Only what can be seen, and line ends; everything else becomes a space."""
    return "".join(letter if letter.isprintable() or letter in JOINERS + "\n" else " " for letter in text)


def cell(text: str) -> str:
    """Words of a stranger for a table: harmless, and no markup of the library that draws it."""
    return escape(harmless(text))


def results() -> Console:
    """Where results go: standard output."""
    return _Screen(highlight=False, soft_wrap=True)


def messages() -> Console:
    """Where everything else goes: standard error."""
    return _Screen(stderr=True, highlight=False, soft_wrap=True)


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
