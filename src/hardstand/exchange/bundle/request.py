"""What a bundle is asked to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class BundleRequest:
    """How to make a bundle.

    Attributes:
        day: Bagging-Date, also the day of publication in the RO-Crate.
        organization: Source-Organization, or None.
        with_inputs: whether the images and the other files that the site file names go in.
        inputs_from: folder in which the site file lay, where relative names of inputs begin; None = where `run.json`
            says that it lay, seen from the folder of the run.
        key: PEM file of an Ed25519 private key to sign with, or None.
        password: of the key, or None.
        authority: URL of a time-stamp authority, or None.
    """

    day: date
    organization: str | None = None
    with_inputs: bool = False
    inputs_from: Path | None = None
    key: Path | None = None
    password: bytes | None = None
    authority: str | None = None


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A bundle that was made.

    Attributes:
        path: folder or .zip file.
        fingerprint: SHA-256 of the tag manifest, by which the whole content is known.
        files: number of files in it.
        signed_by: SHA-256 of the public key (DER), or None.
        stamped_by: address of the time-stamp authority, or None.
    """

    path: Path
    fingerprint: str
    files: int
    signed_by: str | None
    stamped_by: str | None
