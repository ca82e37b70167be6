"""Where everything lies in a bundle: a BagIt bag (RFC 8493) whose payload is an RO-Crate."""

from __future__ import annotations

BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
"""SHA-256 of every file below `data/`."""
TAG_MANIFEST = "tagmanifest-sha256.txt"
"""SHA-256 of the manifest and the other files beside `data/`: whoever knows this file's own hash knows all of it."""
README = "README.txt"

PAYLOAD = "data"
RESULTS = "data/results"
"""All that lay in the folder of the run, apart from inputs."""
SITE = "data/site"
INPUTS = "data/inputs"
"""One numbered folder for each input, with the files that are read beside it; only where inputs were asked for."""
CRATE = "data/ro-crate-metadata.json"
RUN = "data/results/run.json"
CHECK = "data/results/check.json"
CHECKED = "data/results/checked-text"
"""The text that was checked, where one was."""

REQUIRED = (BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, README, CRATE, RUN)

SEAL = "seal"
"""Beside what it seals, and in no manifest: it is made when the manifests are finished."""
SIGNATURE = "seal/signature.ed25519"
"""64 bytes: the signature of the bytes of the tag manifest (RFC 8032, Ed25519)."""
PUBLIC_KEY = "seal/public-key.pem"
TIME_STAMP = "seal/time-stamp.tsr"
"""Answer of the time-stamp authority (RFC 3161) to the SHA-256 of the tag manifest, DER."""
SEAL_LIST = "seal/seal-sha256.txt"
"""SHA-256 of the other files of the seal: some of their bytes are covered by no signature."""

SIGNED_BY = "Hardstand-Signed-By"
"""In `bag-info.txt`, where a signature belongs to the bundle: SHA-256 of the public key (DER)."""
STAMPED_BY = "Hardstand-Time-Stamp"
"""In `bag-info.txt`, where a time stamp belongs to the bundle: the address of the authority."""
