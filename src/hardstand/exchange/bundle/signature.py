"""Ed25519 signatures (RFC 8032) over the tag manifest; needs the package `cryptography`."""

from __future__ import annotations

import hashlib
import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from hardstand.errors import BundleError
from hardstand.exchange.files import new_file

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

INSTALL = 'install it with: pip install "hardstand[evidence]"'
_MAKE = "make one with: openssl genpkey -algorithm ed25519 -out key.pem"
MAX_BYTES = 64 * 2**10
"""Largest file that is read as a key."""


def can_check_signatures() -> bool:
    """Whether the package is installed."""
    return find_spec("cryptography") is not None


def load_private_key(path: Path, password: bytes | None = None) -> Ed25519PrivateKey:
    """The key to sign with.

    Raises:
        BundleError: the file can't be read, is no Ed25519 private key in PEM, or is locked by another password.
    """
    try:
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - not everybody signs
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415
        from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415
    except ImportError as error:
        raise BundleError(f"Signing needs the package cryptography; {INSTALL}.") from error
    content = read_small(path, "key")
    try:
        key = load_pem_private_key(content, password)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BundleError(f"{path} is no private key in PEM that can be opened ({error}); {_MAKE}.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BundleError(f"{path} holds a key of another kind than Ed25519; {_MAKE}.")
    return key


def make_key(path: Path) -> Path:
    """Write a new private key in PEM, readable by its owner alone; its name is given back.

    Raises:
        BundleError: the package is missing.
        OutputError: the file can't be written.
    """
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
            Encoding,
            NoEncryption,
            PrivateFormat,
        )
    except ImportError as error:
        raise BundleError(f"Making a key needs the package cryptography; {INSTALL}.") from error
    key = Ed25519PrivateKey.generate()
    with new_file(path) as part:
        part.touch(0o600)
        part.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


def load_public_key(content: bytes, where: str) -> Ed25519PublicKey:
    """A public key in PEM.

    Raises:
        BundleError: the content is no Ed25519 public key in PEM.
    """
    try:
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - not everybody signs
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
        from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415
    except ImportError as error:
        raise BundleError(f"Checking a signature needs the package cryptography; {INSTALL}.") from error
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BundleError(f"{where} is no public key in PEM ({error}).") from error
    if not isinstance(key, Ed25519PublicKey):
        raise BundleError(f"{where} holds a key of another kind than Ed25519.")
    return key


def public_pem(key: Ed25519PublicKey) -> bytes:
    """A public key as PEM."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415

    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def key_fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 of a public key (DER), as `openssl pkey -pubin -outform DER | sha256sum` gives it."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415

    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def parse_fingerprint(text: str) -> str:
    """The fingerprint of a key or a bundle as people write it, in the form in which it is computed.

    Args:
        text: 64 hexadecimal digits, large or small, with or without colons and spaces.

    Raises:
        ValueError: it is something else.
    """
    digits = re.sub(r"[\s:]", "", text).lower()
    if re.fullmatch(r"[0-9a-f]{64}", digits) is None:
        raise ValueError(
            f"{text!r} is no SHA-256: write the 64 hexadecimal digits that you were given, with or without colons "
            "and spaces"
        )
    return digits


def signature_fits(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether a signature was made by the key's owner over the message."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415

    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def read_small(path: Path, what: str) -> bytes:
    """A key or certificate that a person names.

    Raises:
        BundleError: it can't be read, or is far too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BundleError(f"The {what} {path} can't be read ({error.strerror}); check its path.") from error
    if len(content) > MAX_BYTES:
        raise BundleError(f"{path} is larger than {MAX_BYTES // 2**10} KiB and no {what}.")
    return content
