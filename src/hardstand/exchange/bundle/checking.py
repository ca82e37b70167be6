"""Whether a bundle is as it was made: every file against the lists, the lists against each other, then the seal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hardstand.errors import BundleError
from hardstand.exchange.bundle.findings import Checked, Finding, Kind
from hardstand.exchange.bundle.layout import MANIFEST, PAYLOAD, REQUIRED, RUN, SEAL, TAG_MANIFEST
from hardstand.exchange.bundle.manifests import parse
from hardstand.exchange.bundle.names import oddity
from hardstand.exchange.bundle.reading import DAMAGED, BundleFiles, open_bundle, read_whole
from hardstand.exchange.bundle.seal_check import Trust, check_seal
from hardstand.exchange.run_record import RunRecord, parse_run_record

BLOCK_BYTES = 2**20
NO_TRUST = Trust()


def verify_bundle(path: Path, trust: Trust = NO_TRUST) -> Checked:
    """Find every file that was changed, removed, added or renamed, and check signature and time stamp.

    Args:
        path: folder or .zip of the bundle.
        trust: what the person has by another way than the bundle.

    Raises:
        BundleError: it is no bundle at all, or the key or certificate can't be read.
    """
    with open_bundle(path) as files:
        if TAG_MANIFEST not in files.sizes and MANIFEST not in files.sizes:
            raise BundleError(f"{path} is no bundle: it has neither {MANIFEST} nor {TAG_MANIFEST}.")
        lists = _read_lists(files)
        digests = {name: _digest(files, name) for name in files.sizes}
        seal = check_seal(files, trust)
        other = _other_bundle(digests.get(TAG_MANIFEST), trust)
        findings = [*lists.findings, *_refused(files), *_against(lists, digests), *seal.findings, *other]
        return Checked(
            findings=tuple(sorted(set(findings), key=lambda each: (each.path, each.kind, each.detail))),
            done=(f"{len(digests)} files against the SHA-256 in the lists.", *_named(other, trust), *seal.done),
            undone=(*seal.undone, *UNDONE),
            fingerprint=digests.get(TAG_MANIFEST),
            record=_record(files),
        )


def _other_bundle(fingerprint: str | None, trust: Trust) -> tuple[Finding, ...]:
    if trust.fingerprint in {None, fingerprint}:
        return ()
    detail = "By its fingerprint it is another bundle than the one that was named: one that was changed or made anew."
    return (Finding(kind=Kind.CHANGED, path=TAG_MANIFEST, detail=detail),)


def _named(other: tuple[Finding, ...], trust: Trust) -> tuple[str, ...]:
    if other or trust.fingerprint is None:
        return ()
    return ("The fingerprint of the bundle: it is the one that was named.",)


UNDONE = (
    "Whether the images show what they are said to show, and whether they are genuine.",
    "Dates, owners and permissions of files, and the way a .zip is packed: no list holds them.",
)


@dataclass(frozen=True, kw_only=True)
class _Lists:
    """SHA-256 by path, of both lists together, and what is wrong with the lists themselves."""

    digests: Mapping[str, str]
    findings: tuple[Finding, ...]


def _read_lists(files: BundleFiles) -> _Lists:
    digests: dict[str, str] = {}
    findings: list[Finding] = []
    for name in (MANIFEST, TAG_MANIFEST):
        try:
            found = parse(read_whole(files, name), name)
        except BundleError as error:
            findings.append(Finding(kind=Kind.CHANGED, path=name, detail=str(error)))
            continue
        odd = [path for path in found if oddity(path) or path.startswith(f"{PAYLOAD}/") != (name == MANIFEST)]
        findings += [Finding(kind=Kind.REFUSED, path=path, detail=f"{name} may not list it.") for path in odd]
        digests |= {path: digest for path, digest in found.items() if path not in odd}
    return _Lists(digests=digests, findings=tuple(findings))


def _digest(files: BundleFiles, name: str) -> str | None:
    """SHA-256 in hexadecimal; None where the file can't be read, or an archive's own checksum does not fit it."""
    digest = hashlib.sha256()
    try:
        with files.open(name) as file:
            while block := file.read(BLOCK_BYTES):
                digest.update(block)
    except DAMAGED:
        return None
    return digest.hexdigest()


def _refused(files: BundleFiles) -> Iterator[Finding]:
    for each in files.refused:
        yield Finding(kind=Kind.REFUSED, path=each.path, detail=f"It was not read: {each.reason}.")


def _against(lists: _Lists, digests: Mapping[str, str | None]) -> Iterator[Finding]:
    """Every file against what the lists say of it."""
    listed = lists.digests
    loose = {TAG_MANIFEST} | {name for name in digests if name.startswith(f"{SEAL}/")}
    missing = {name for name in (*listed, *REQUIRED) if name not in digests}
    added = {name for name in digests if name not in listed and name not in loose}
    for name in sorted(listed.keys() & digests.keys()):
        if digests[name] != listed[name]:
            yield Finding(kind=Kind.CHANGED, path=name, detail=_change(digests[name]))
    moved = dict(_renamed(missing, added, lists.digests, digests))
    for old, new in moved.items():
        yield Finding(kind=Kind.RENAMED, path=old, detail=f"It is called {new} now.")
    for name in missing - moved.keys():
        yield Finding(kind=Kind.MISSING, path=name, detail="It is not there.")
    for name in added - set(moved.values()):
        yield Finding(kind=Kind.ADDED, path=name, detail="No list names it.")


def _change(digest: str | None) -> str:
    return "Its content can't be read." if digest is None else f"Its SHA-256 is {digest}, not the one in the list."


def _renamed(
    missing: set[str], added: set[str], listed: Mapping[str, str], digests: Mapping[str, str | None]
) -> Iterator[tuple[str, str]]:
    """Missing files whose content stands under another name."""
    left = sorted(added)
    for old in sorted(missing & listed.keys()):
        new = next((name for name in left if digests[name] == listed[old]), None)
        if new is not None:
            left.remove(new)
            yield old, new


def _record(files: BundleFiles) -> RunRecord | None:
    try:
        return parse_run_record(read_whole(files, RUN), RUN)
    except BundleError:
        return None
