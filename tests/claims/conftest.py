"""Small files, made where they are needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.texts import WriteText


@pytest.fixture
def write(tmp_path: Path) -> WriteText:
    """Write bytes, or characters as UTF-8, to a new file."""

    def file(content: str | bytes, name: str = "report.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return file
