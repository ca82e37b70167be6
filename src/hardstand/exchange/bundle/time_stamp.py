"""Time stamps after RFC 3161 over the tag manifest; needs the package `rfc3161-client`."""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hardstand.errors import BundleError
from hardstand.exchange.bundle.signature import INSTALL, read_small

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

TIMEOUT_S = 30.0
"""How long an authority may be silent."""
MAX_BYTES = 2**20
"""Largest answer that is read; real ones have some kilobytes."""
_HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply",
            "User-Agent": "hardstand"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What a time stamp says.

    Attributes:
        time: UTC, by the authority's clock.
        imprint: SHA-256 in hexadecimal of what was stamped.
    """

    time: datetime
    imprint: str


def can_check_stamps() -> bool:
    """Whether the package is installed."""
    return find_spec("rfc3161_client") is not None


def require_client() -> None:
    """Raise early where the package is missing.

    Raises:
        BundleError: it is.
    """
    try:
        import rfc3161_client  # noqa: F401, PLC0415 - not everybody stamps
    except ImportError as error:
        raise BundleError(f"A time stamp needs the package rfc3161-client; {INSTALL}.") from error


def fetch_stamp(authority: str, message: bytes) -> bytes:
    """The authority's answer, DER; only the hash of the message leaves this machine.

    Raises:
        BundleError: the address is none, nobody answers, or the answer is no stamp of this message.
    """
    require_client()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - not everybody stamps

    request = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).build()
    answer = _post(authority, request.as_bytes())
    response = _decoded(answer, f"The answer of {authority}")
    if response.status != 0:
        words = ", ".join(response.status_string) or f"status {response.status}"
        raise BundleError(f"The time-stamp authority {authority} refused: {words}. Ask it, or take another.")
    if read_stamp(answer).imprint != hashlib.sha256(message).hexdigest() or response.tst_info.nonce != request.nonce:
        raise BundleError(f"The time-stamp authority {authority} stamped something else; take another.")
    return answer


def _post(authority: str, content: bytes) -> bytes:
    address = urlsplit(authority)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise BundleError(
            f"{authority!r} is no address of a time-stamp authority; write http:// or https:// and its host."
        )
    request = urllib.request.Request(authority, content, _HEADERS)  # noqa: S310 - http and https only, see above
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310 - as above
            found: bytes = answer.read(MAX_BYTES + 1)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise BundleError(
            f"The time-stamp authority {authority} does not answer ({error}); check the address and the network, or "
            "make the bundle without --tsa."
        ) from error
    if len(found) > MAX_BYTES:
        raise BundleError(f"The answer of {authority} is larger than {MAX_BYTES // 2**20} MiB and no time stamp.")
    return found


def read_stamp(answer: bytes) -> Stamp:
    """What a time stamp says, whoever made it.

    Raises:
        BundleError: it is none.
    """
    info = _decoded(answer, "The time stamp").tst_info
    return Stamp(time=info.gen_time, imprint=info.message_imprint.message.hex())


def refuse_untrusted(answer: bytes, message: bytes, roots: Sequence[Certificate]) -> None:
    """Check that an authority under one of some root certificates stamped a message.

    Raises:
        BundleError: it did not.
    """
    require_client()
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415 - not everybody stamps

    response = _decoded(answer, "The time stamp")
    builder = VerifierBuilder()
    for certificate in roots:
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify_message(response, message)
    except (VerificationError, ValueError) as error:
        raise BundleError(f"It is not by an authority under the root certificate that was named: {error}") from error


def load_certificates(path: Path) -> list[Certificate]:
    """Certificates in PEM.

    Raises:
        BundleError: the file can't be read or holds none, or the package is missing.
    """
    require_client()
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - comes with rfc3161-client

    try:
        return load_pem_x509_certificates(read_small(path, "certificate"))
    except ValueError as error:
        raise BundleError(f"{path} is no certificate in PEM ({error}); ask the authority for its root.") from error


def _decoded(answer: bytes, what: str) -> TimeStampResponse:
    require_client()
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - not everybody stamps

    try:
        response = decode_timestamp_response(answer)
        if response.status in {0, 1}:
            response.tst_info  # noqa: B018 - it is parsed on asking
    except ValueError as error:
        raise BundleError(f"{what} is no time stamp after RFC 3161 ({error}).") from error
    return response
