"""Two results of one run held against each other: numbers and sentences, one difference a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hardstand.errors import BundleError

SUMMARY, STATEMENTS, VERDICTS = "summary.json", "statements.json", "verdicts.json"
CLOCK = "generated"
"""The only value of a summary that follows the clock."""
VERDICT = "verdict"
"""Kind of the statements about a text, which a run alone does not make."""
MOST_WORDS = 60
"""Characters of a claim by which it is named."""
VERSION = "version"
"""Told of by itself."""

UNKNOWN_TEXT = (
    "The verdicts on a text: nothing in the bundle says which text that was, as hardstand check did not record it in "
    "earlier versions. Run hardstand check with the text on the run, and bundle it anew."
)

Key = tuple[str, ...]
KEYS: dict[str, Key] = {
    "acquisitions": ("id",),
    "counts": ("acquisition", "label"),
    "events": ("id",),
    "net": ("earlier", "later", "label", "zone"),
    "works": ("id",),
    "stands": ("id",),
    "baseline": ("label",),
    "models": ("name",),
    "": ("id",),
}
"""By the name of a list, the keys that tell its entries apart; "" is a document that is a list."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """How a new result differs from an old one.

    Attributes:
        differences: a line each; empty = none.
        done: what was compared, in words.
        undone: what was not, and why, in words.
    """

    differences: tuple[str, ...]
    done: tuple[str, ...]
    undone: tuple[str, ...]


def compare_results(old: Path, new: Path) -> Comparison:
    """Compare everything in the summaries but the clock, and statements and verdicts where both have them.

    Verdicts on a text are left out, and named as undone, where only the old result was checked against one: then
    nothing says which text it was.

    Args:
        old: folder with the files of the old result.
        new: folder of the new one.

    Raises:
        BundleError: a summary is missing, or a file is no JSON.
    """
    first, second = _read(old / SUMMARY), _read(new / SUMMARY)
    for each in (first, second):
        each.pop(CLOCK, None)
        each.pop(VERSION, None)
    found = list(differences(first, second))
    done = [f"{_counted(first)}, and everything else in {SUMMARY}."]
    undone: list[str] = []
    checked = _judges(new)
    if _in_both(STATEMENTS, old, new, undone):
        statements, again = _list(old / STATEMENTS), _list(new / STATEMENTS)
        if not checked:
            statements, again = ([each for each in told if not _is_verdict(each)] for told in (statements, again))
        found += [f"{STATEMENTS}: {line}" for line in differences(statements, again)]
        done.append(f"{len(statements)} statements, by id and text.")
    if not checked and _judges(old):
        undone.append(UNKNOWN_TEXT)
    elif _in_both(VERDICTS, old, new, undone):
        claims = _list(old / VERDICTS)
        found += _claim_differences(claims, _list(new / VERDICTS))
        done.append(f"{len(claims)} claims of the text with their verdicts.")
    return Comparison(differences=tuple(found), done=tuple(done), undone=tuple(undone))


def _in_both(name: str, old: Path, new: Path, undone: list[str]) -> bool:
    there = (old / name).is_file(), (new / name).is_file()
    if there[0] != there[1]:
        undone.append(f"{name}: only {'the bundle' if there[0] else 'the new run'} has it.")
    return all(there)


def _judges(folder: Path) -> bool:
    """Whether a result has verdicts on a text."""
    told = _list(folder / STATEMENTS) if (folder / STATEMENTS).is_file() else []
    return (folder / VERDICTS).is_file() or any(_is_verdict(each) for each in told)


def _claim_differences(old: list[Any], new: list[Any]) -> Iterator[str]:
    """Differences of two lists of claims with their verdicts; each is named by its id and its words."""
    if not (_keyed("", old) and _keyed("", new)):
        yield from (f"{VERDICTS}: {line}" for line in differences(old, new))
        return
    first, second = _by_key("", old), _by_key("", new)
    for claim in dict.fromkeys((*first, *second)):
        words = " ".join(str(first.get(claim, second.get(claim, {})).get("text")).split())
        words = words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 3]}..."
        yield from _entry(first, second, claim, f"{VERDICTS}: {claim} “{words}”")


def _list(path: Path) -> list[Any]:
    found = _read(path)
    if not isinstance(found, list):
        raise BundleError(f"{path.name} is no list, so that nothing can be compared.")
    return found


def _is_verdict(statement: Any) -> bool:  # noqa: ANN401 - as above
    return isinstance(statement, dict) and statement.get("kind") == VERDICT


def _read(path: Path) -> Any:  # noqa: ANN401 - a JSON document may be anything
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise BundleError(f"{path.name} is missing, so that nothing can be compared ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{path.name} is no JSON ({error}), so that nothing can be compared.") from error


def _counted(summary: Any) -> str:  # noqa: ANN401 - as above
    def number(*keys: str) -> int:
        value = summary
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return len(value) if isinstance(value, list) else 0

    return f"{number('counts')} counts, {number('events')} events, {number('construction', 'works')} works"


def differences(old: Any, new: Any, where: str = "", name: str = "") -> Iterator[str]:  # noqa: ANN401 - as above
    """Every value in which two JSON documents differ.

    Args:
        old: a document, or a part of it.
        new: the same of the other.
        where: the place of the part, for the reader.
        name: the key that it stands under.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            place = f"{where}.{key}" if where else key
            yield from _entry(old, new, key, place)
    elif isinstance(old, list) and isinstance(new, list) and _keyed(name, old) and _keyed(name, new):
        first, second = _by_key(name, old), _by_key(name, new)
        for label in dict.fromkeys((*first, *second)):
            yield from _entry(first, second, label, f"{where}[{label}]")
    elif type(old) is not type(new) or old != new:
        yield f"{where or 'the document'} was {_short(old)} and is {_short(new)}"


def _entry(old: dict[str, Any], new: dict[str, Any], key: str, place: str) -> Iterator[str]:
    if key not in new:
        yield f"{place} is gone; it was {_short(old[key])}"
    elif key not in old:
        yield f"{place} is new: {_short(new[key])}"
    else:
        yield from differences(old[key], new[key], place, key)


def _keyed(name: str, entries: list[Any]) -> bool:
    """Whether the entries of a list have keys that tell them apart."""
    keys = KEYS.get(name)
    if keys is None or not all(isinstance(entry, dict) and all(key in entry for key in keys) for entry in entries):
        return False
    return len(_by_key(name, entries)) == len(entries)


def _by_key(name: str, entries: list[Any]) -> dict[str, Any]:
    return {", ".join(str(entry[key]) for key in KEYS[name] if entry[key] is not None): entry for entry in entries}


def _short(value: Any) -> str:  # noqa: ANN401 - as above
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."
