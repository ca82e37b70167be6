"""Whether what a text claims holds: each claim against what a run of images shows."""

from hardstand.verdicts.check import SIMULATED, check_claims
from hardstand.verdicts.conflicts import Conflict, ConflictKind, find_conflicts
from hardstand.verdicts.entries import Checked, PartChecked, Verdict
from hardstand.verdicts.showing import Showing

__all__ = [
    "SIMULATED",
    "Checked",
    "Conflict",
    "ConflictKind",
    "PartChecked",
    "Showing",
    "Verdict",
    "check_claims",
    "find_conflicts",
]
