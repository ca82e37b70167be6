"""Statements as JSON: `statements.json`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from hardstand.errors import OutputError
from hardstand.exchange.claims import list_as_json
from hardstand.exchange.files import write_text_atomically
from hardstand.exchange.reading import parse_json
from hardstand.exchange.records import Record
from hardstand.statement import Statement

STATEMENTS = "statements.json"
"""Name of the file in the folder of a run."""

_LIST = TypeAdapter(list[Statement])


def statement_record(statement: Statement) -> Record:
    """A statement as plain values; unknown is null."""
    return {
        "id": statement.id,
        "text": statement.text,
        "kind": statement.kind.value,
        "evidence": list(statement.evidence),
        "likelihood": statement.likelihood,
        "confidence": statement.confidence,
    }


def write_statements(statements: Sequence[Statement], path: Path) -> None:
    """Write `statements.json`, a list in the order of the report.

    Raises:
        OutputError: the file can't be written.
    """
    write_text_atomically(path, list_as_json([statement_record(each) for each in statements]))


def read_statements(path: Path) -> tuple[Statement, ...]:
    """The statements of a run.

    Raises:
        OutputError: the file is missing or damaged.
    """
    try:
        return tuple(_LIST.validate_python(parse_json(path.read_bytes())))
    except OSError as error:
        raise OutputError(f"{path} can't be read; name the folder that `hardstand run` wrote: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "its beginning"
        raise OutputError(f"{path} is damaged at {where} ({first['msg']}); run the images again.") from error
    except ValueError as error:
        raise OutputError(f"{path} is damaged: it is no JSON ({error}). Run the images again.") from error
