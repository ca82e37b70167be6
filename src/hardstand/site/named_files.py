"""The files that a site file names, and where each of them lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class NamedFiles:
    """Finds files by the names that a site file gives them, and keeps what it found.

    Attributes:
        folder: where relative names begin.
        moved: files that lie elsewhere than their names say, by name.
        found: every file that was asked for, by name, in the order of asking.
    """

    folder: Path
    moved: Mapping[str, Path] = field(default_factory=dict)
    found: dict[str, Path] = field(default_factory=dict)

    def find(self, name: str) -> Path:
        """Where a file lies; it need not exist."""
        return self.found.setdefault(name, self.moved.get(name, self.folder / name))

    def keep(self, name: str, path: Path) -> Path:
        """Where a file lies whose name is no plain path, such as a URL."""
        return self.found.setdefault(name, self.moved.get(name, path))

    def within(self, folder: Path) -> NamedFiles:
        """The same for a file that lies in another folder and names files itself."""
        return replace(self, folder=folder)
