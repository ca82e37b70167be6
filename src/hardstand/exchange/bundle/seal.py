"""Signature and time stamp of a bundle, made over its tag manifest when that is finished."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hardstand.exchange.bundle.layout import (
    PUBLIC_KEY,
    SEAL,
    SEAL_LIST,
    SIGNATURE,
    SIGNED_BY,
    STAMPED_BY,
    TAG_MANIFEST,
    TIME_STAMP,
)
from hardstand.exchange.bundle.manifests import render
from hardstand.exchange.bundle.request import BundleRequest
from hardstand.exchange.bundle.signature import key_fingerprint, load_private_key, public_pem
from hardstand.exchange.bundle.time_stamp import fetch_stamp, require_client

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, kw_only=True)
class Sealer:
    """What a bundle is sealed with.

    Attributes:
        key: to sign with, or None.
        authority: URL of the time-stamp authority, or None.
    """

    key: Ed25519PrivateKey | None
    authority: str | None

    @property
    def signed_by(self) -> str | None:
        """SHA-256 of the public key (DER), or None."""
        return None if self.key is None else key_fingerprint(self.key.public_key())

    @property
    def stamped_by(self) -> str | None:
        """Scheme, host and path of the authority, without what gives access to it; or None."""
        if self.authority is None:
            return None
        address = urlsplit(self.authority)
        return f"{address.scheme}://{address.netloc.rpartition('@')[2]}{address.path}"

    def announced(self) -> dict[str, str]:
        """What `bag-info.txt` says of the seal, so that nobody takes it away unseen."""
        tags = {SIGNED_BY: self.signed_by, STAMPED_BY: self.stamped_by}
        return {name: value for name, value in tags.items() if value is not None}

    def seal(self, bag: Path) -> None:
        """Write the seal of a bag whose tag manifest is finished; nothing where neither is wanted.

        Raises:
            BundleError: the authority gives no time stamp.
        """
        made = self._made((bag / TAG_MANIFEST).read_bytes())
        if not made:
            return
        (bag / SEAL).mkdir()
        made[SEAL_LIST] = render({path: hashlib.sha256(content).hexdigest() for path, content in made.items()})
        for path, content in made.items():
            (bag / path).write_bytes(content)

    def _made(self, message: bytes) -> dict[str, bytes]:
        made = {}
        if self.key is not None:
            made[SIGNATURE] = self.key.sign(message)
            made[PUBLIC_KEY] = public_pem(self.key.public_key())
        if self.authority is not None:
            made[TIME_STAMP] = fetch_stamp(self.authority, message)
        return made


def sealer_of(request: BundleRequest) -> Sealer:
    """What a request asks for, with the key opened.

    Raises:
        BundleError: the key can't be used, or a package is missing.
    """
    if request.authority is not None:
        require_client()
    key = None if request.key is None else load_private_key(request.key, request.password)
    return Sealer(key=key, authority=request.authority)
