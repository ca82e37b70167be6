"""Whether signature and time stamp of a bundle are those that it announces, and by whom they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hardstand.errors import BundleError
from hardstand.exchange.bundle.findings import Finding, Kind
from hardstand.exchange.bundle.layout import (
    BAG_INFO,
    PUBLIC_KEY,
    SEAL,
    SEAL_LIST,
    SIGNATURE,
    SIGNED_BY,
    STAMPED_BY,
    TAG_MANIFEST,
    TIME_STAMP,
)
from hardstand.exchange.bundle.manifests import parse
from hardstand.exchange.bundle.reading import BundleFiles, read_whole
from hardstand.exchange.bundle.signature import (
    INSTALL,
    can_check_signatures,
    key_fingerprint,
    load_public_key,
    public_pem,
    read_small,
    signature_fits,
)
from hardstand.exchange.bundle.time_stamp import can_check_stamps, load_certificates, read_stamp, refuse_untrusted
from hardstand.exchange.records import iso_utc

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

MOST = 2**20
"""Largest part of a seal, bytes."""


@dataclass(frozen=True, kw_only=True)
class Trust:
    """What the person who checks has by another way than the bundle.

    Attributes:
        key: PEM file of the signer's public key, or None.
        root: PEM file of the time-stamp authority's root certificate, or None.
        signer: SHA-256 of the signer's public key (DER), 64 small hexadecimal digits, or None.
        fingerprint: of the bundle, 64 small hexadecimal digits, or None.
    """

    key: Path | None = None
    root: Path | None = None
    signer: str | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, kw_only=True)
class SealChecked:
    """What is wrong with a seal, what was checked of it, and what not."""

    findings: list[Finding] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)

    def wrong(self, path: str, detail: str, kind: Kind = Kind.CHANGED) -> None:
        """Note something that is wrong."""
        self.findings.append(Finding(kind=kind, path=path, detail=detail))


def check_seal(files: BundleFiles, trust: Trust) -> SealChecked:
    """Check what is announced in `bag-info.txt`, and whether what is there was announced.

    Raises:
        BundleError: the person's key or certificate can't be read, or a package is missing that a check needs which
            was asked for.
    """
    known = _Known(
        keys=frozenset(_named_keys(trust)),
        roots=None if trust.root is None else load_certificates(trust.root),
    )
    told = SealChecked()
    announced = _announced(files)
    expected = _expected(announced)
    _check_presence(files, expected, told)
    if SIGNED_BY not in announced:
        _unsigned(files, known, told)
    elif not can_check_signatures():
        if trust.signer is not None:
            raise BundleError(f"Checking a signature needs the package cryptography; {INSTALL}.")
        told.undone.append(f"The signature: that needs the package cryptography; {INSTALL}.")
    else:
        _guarded(SIGNATURE, told, lambda: _check_signature(files, announced[SIGNED_BY], known, told))
    if STAMPED_BY not in announced:
        _unstamped(trust, told)
    elif not can_check_stamps():
        told.undone.append(f"The time stamp: that needs the package rfc3161-client; {INSTALL}.")
    else:
        _guarded(TIME_STAMP, told, lambda: _check_stamp(files, known, told))
    return told


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What the person trusts, opened.

    Attributes:
        keys: SHA-256 of the keys that were named, each of which must be the signer's.
        roots: certificates; None where none were named.
    """

    keys: frozenset[str]
    roots: Sequence[Certificate] | None


def _announced(files: BundleFiles) -> dict[str, str]:
    """What `bag-info.txt` says; a damaged one says nothing, and is found by its hash."""
    try:
        lines = read_whole(files, BAG_INFO, MOST).decode("utf-8", "replace").split("\n")
    except BundleError:
        return {}
    return {name: value for name, _, value in (line.partition(": ") for line in lines) if value}


def _expected(announced: dict[str, str]) -> set[str]:
    signed = {SIGNATURE, PUBLIC_KEY} if SIGNED_BY in announced else set()
    stamped = {TIME_STAMP} if STAMPED_BY in announced else set()
    return signed | stamped | ({SEAL_LIST} if signed | stamped else set())


def _check_presence(files: BundleFiles, expected: set[str], told: SealChecked) -> None:
    """Every file of the seal is announced and has the hash that the seal's own list gives."""
    there = {name for name in files.sizes if name.startswith(f"{SEAL}/")}
    for name in sorted(expected - there):
        told.wrong(name, f"It is not there, but {BAG_INFO} announces it.", Kind.MISSING)
    for name in sorted(there - expected):
        told.wrong(name, f"{BAG_INFO} announces no such file.", Kind.ADDED)
    if SEAL_LIST in there & expected:
        _guarded(SEAL_LIST, told, lambda: told.findings.extend(_against_list(files, expected & there)))


def _against_list(files: BundleFiles, names: set[str]) -> Iterator[Finding]:
    listed = parse(read_whole(files, SEAL_LIST, MOST), SEAL_LIST)
    for name in sorted((names - {SEAL_LIST}) | listed.keys()):
        found = hashlib.sha256(read_whole(files, name, MOST)).hexdigest() if name in names else None
        if found != listed.get(name):
            yield Finding(kind=Kind.CHANGED, path=name, detail=f"It is not what {SEAL_LIST} lists.")


def _guarded(path: str, told: SealChecked, check: Callable[[], None]) -> None:
    """What of the bundle itself can't be read is a finding, not the end of the check."""
    try:
        check()
    except BundleError as error:
        told.wrong(path, str(error))


def _check_signature(files: BundleFiles, announced: str, known: _Known, told: SealChecked) -> None:
    content = read_whole(files, PUBLIC_KEY, MOST)
    key = load_public_key(content, PUBLIC_KEY)
    if public_pem(key) != content or key_fingerprint(key) != announced:
        told.wrong(PUBLIC_KEY, f"It is not the key that {BAG_INFO} announces.")
    message, signature = read_whole(files, TAG_MANIFEST), read_whole(files, SIGNATURE, MOST)
    if not signature_fits(key, signature, message):
        told.wrong(SIGNATURE, f"It is no signature of {TAG_MANIFEST} by the enclosed key.")
    elif not known.keys:
        told.done.append(f"The signature, by the key with the SHA-256 {announced}, which lies in the bundle itself.")
        told.undone.append("Whose key that is; ask the signer for it, and name it with --key or --signed-by.")
    elif known.keys != {announced}:
        words = f"It is by another key than the one that was named: by that with the SHA-256 {announced}."
        told.wrong(SIGNATURE, f"{words}{_mixed_up(files, known)}")
    else:
        told.done.append(f"The signature, by the key that was named, SHA-256 {announced}.")


def _named_keys(trust: Trust) -> Iterator[str]:
    """SHA-256 of each key that the person names."""
    if trust.key is not None:
        yield key_fingerprint(load_public_key(read_small(trust.key, "key"), str(trust.key)))
    if trust.signer is not None:
        yield trust.signer


def _mixed_up(files: BundleFiles, known: _Known) -> str:
    """A hint for who named the bundle's own fingerprint, which is printed as well, as that of a key."""
    digest = hashlib.sha256(read_whole(files, TAG_MANIFEST)).hexdigest() if TAG_MANIFEST in files.sizes else None
    return " What was named is the fingerprint of this bundle, not of a key." if digest in known.keys else ""


def _unsigned(files: BundleFiles, known: _Known, told: SealChecked) -> None:
    if not known.keys:
        told.undone.append("Who made the bundle: it has no signature.")
    else:
        words = "A key was named, but the bundle has no signature."
        told.wrong(SIGNATURE, f"{words}{_mixed_up(files, known)}", Kind.MISSING)


def _check_stamp(files: BundleFiles, known: _Known, told: SealChecked) -> None:
    message, answer = read_whole(files, TAG_MANIFEST), read_whole(files, TIME_STAMP, MOST)
    stamp = read_stamp(answer)
    when = f"It says that the bundle was there on {iso_utc(stamp.time)}"
    if stamp.imprint != hashlib.sha256(message).hexdigest():
        told.wrong(TIME_STAMP, f"It is a stamp of something else than {TAG_MANIFEST}.")
    elif known.roots is None:
        told.done.append(f"That the time stamp is one of this bundle. {when}.")
        told.undone.append(
            "Who made the time stamp; get the authority's root certificate, and name it with --tsa-root."
        )
    else:
        refuse_untrusted(answer, message, known.roots)
        told.done.append(f"The time stamp, by an authority under the root certificate that was named. {when}.")


def _unstamped(trust: Trust, told: SealChecked) -> None:
    if trust.root is None:
        told.undone.append("When the bundle was made: it has no time stamp.")
    else:
        told.wrong(TIME_STAMP, "A root certificate was named, but the bundle has no time stamp.", Kind.MISSING)
