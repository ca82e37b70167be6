"""The evidence bundle: a sealed copy of a run, and how it is checked years later."""

from hardstand.exchange.bundle.checking import verify_bundle
from hardstand.exchange.bundle.findings import Checked, Finding, Kind
from hardstand.exchange.bundle.making import export_bundle
from hardstand.exchange.bundle.request import Bundle, BundleRequest
from hardstand.exchange.bundle.seal_check import Trust

__all__ = [
    "Bundle",
    "BundleRequest",
    "Checked",
    "Finding",
    "Kind",
    "Trust",
    "export_bundle",
    "verify_bundle",
]
