"""What a check of a bundle found, and what it did not look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardstand.exchange.run_record import RunRecord


class Kind(StrEnum):
    """What is wrong with a file."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    RENAMED = "renamed"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A file that is not as it was.

    Attributes:
        kind: in which way.
        path: in the bundle; of a renamed file, the name that it had.
        detail: in words.
    """

    kind: Kind
    path: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The outcome of a check.

    Attributes:
        findings: everything that is wrong, in order of the paths; empty = nothing.
        done: what was checked, a sentence each.
        undone: what was not, a sentence each.
        fingerprint: SHA-256 of the tag manifest as it is, or None where there is none.
        record: how the run was made, or None where the record is damaged or missing.
    """

    findings: tuple[Finding, ...]
    done: tuple[str, ...]
    undone: tuple[str, ...]
    fingerprint: str | None
    record: RunRecord | None

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings
