"""The evidence bundle: a sealed copy of a run, and how it is checked years later."""

from hardstand.exchange.bundle.checking import verify_bundle
from hardstand.exchange.bundle.comparing import Comparison, compare_results
from hardstand.exchange.bundle.findings import Checked, Finding, Kind
from hardstand.exchange.bundle.making import export_bundle
from hardstand.exchange.bundle.redoing import Redo, redo_of
from hardstand.exchange.bundle.request import Bundle, BundleRequest
from hardstand.exchange.bundle.seal_check import Trust
from hardstand.exchange.bundle.signature import make_key, parse_fingerprint

__all__ = [
    "Bundle",
    "BundleRequest",
    "Checked",
    "Comparison",
    "Finding",
    "Kind",
    "Redo",
    "Trust",
    "compare_results",
    "export_bundle",
    "make_key",
    "parse_fingerprint",
    "redo_of",
    "verify_bundle",
]
