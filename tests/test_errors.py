"""One error tree: every error tells the shell apart from every other, and the drawing shows the tree."""

from __future__ import annotations

import inspect

import pytest

from hardstand import errors
from hardstand.errors import HardstandError

TREE = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)]


def test_every_error_is_one_of_ours():
    assert all(issubclass(kind, HardstandError) for kind in TREE)


def test_exit_codes_are_told_apart_and_leave_those_of_the_shell_alone():
    codes = [kind.exit_code for kind in TREE]
    assert len(set(codes)) == len(codes)
    # 0 is success, 2 a wrong option (Click), 126 and above belong to the shell.
    assert all(code not in (0, 2) and 0 < code < 126 for code in codes)


def test_each_branch_names_its_own_code():
    assert all("exit_code" in vars(kind) for kind in TREE)


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_the_drawing_shows_it_once(kind):
    drawn = [line.split("─ ")[-1].split()[0] for line in errors.__doc__.splitlines() if "Error" in line]
    assert drawn.count(kind.__name__) == 1


def test_the_drawing_shows_nothing_else():
    drawn = {line.split("─ ")[-1].split()[0] for line in errors.__doc__.splitlines()[2:] if "Error" in line}
    assert drawn == {kind.__name__ for kind in TREE}


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_the_message_is_kept_as_written(kind):
    assert str(kind("No GSD for a.tif; give one with --gsd.")) == "No GSD for a.tif; give one with --gsd."
