"""What no image shows, and what this program does not look for."""

from __future__ import annotations

from hardstand.claims.entries import Claim, ClaimKind
from hardstand.claims.things import Thing
from hardstand.verdicts.entries import Finding, Verdict, single
from hardstand.verdicts.seeable import counted_as
from hardstand.verdicts.words import rest

_KINDS = {
    ClaimKind.NAME: "No image shows what a place is called or whom it was named after.",
    ClaimKind.CAPABILITY: "No image shows what something can do, what it is used for or that it is the only one.",
    ClaimKind.INTENT: "No image shows a purpose, a plan, an offer or a demand.",
}
_THINGS = {
    Thing.PERSONNEL: "People are too small for these images, and no image shows in whose service they are.",
    Thing.WEAPONS: "Arms and ammunition without their vehicle or launcher lie in crates and stores, out of view.",
}


def beyond_images(claim: Claim) -> Finding | None:
    """A finding where the nature of a claim forbids an answer from any image; None where it does not."""
    note = _KINDS.get(claim.kind) or _THINGS.get(claim.thing)
    if note is None and not claim.imagery_can_tell:
        note = f"{rest(claim.why)}." if claim.why.strip() else "No overhead image could bear on it."
    return None if note is None else single(Verdict.NOT_OBSERVABLE, claim.kind.value, note)


def beyond_run(claim: Claim) -> Finding | None:
    """A finding where images could show it, but a run does not look for it; None where it does."""
    name = claim.thing.value.replace("_", " ")
    if claim.kind is ClaimKind.OTHER:
        note = "Images might bear on it, but a run tells only what stands, came, left and was built."
        return single(Verdict.NOT_CHECKED, "other", note)
    if claim.kind is not ClaimKind.CONSTRUCTION and counted_as(claim.thing) is None:
        note = f"Images might show it, but a run counts nothing of the kind “{name}”; look at the pictures."
        return single(Verdict.NOT_CHECKED, claim.kind.value, note)
    return None
