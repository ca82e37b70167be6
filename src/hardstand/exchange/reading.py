"""JSON as a run's folder holds it, with every text one that can be written again."""

from __future__ import annotations

import json


def parse_json(content: bytes) -> object:
    """A document in UTF-8.

    Raises:
        ValueError: it is none, or nested too deep.
    """
    try:
        return writable(json.loads(content.decode("utf-8")))
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def writable(value: object) -> object:
    r"""The same, nested values too, with half surrogate pairs (file names in another encoding) as the text `\udcNN`."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, list):
        return [writable(each) for each in value]
    if isinstance(value, dict):
        return {writable(key): writable(each) for key, each in value.items()}
    return value
