"""Whether overhead images could ever bear on a claim, and why."""

from __future__ import annotations

from hardstand.claims.entries import ClaimKind, Polarity
from hardstand.claims.things import Thing

_BY_KIND: dict[ClaimKind, str] = {
    ClaimKind.INTENT: "No image shows a purpose, a plan, an offer or a demand.",
    ClaimKind.NAME: "No image shows what a place is called or whom it is named after.",
    ClaimKind.CAPABILITY: "What something can do, or whether it is in service, is not seen from above.",
    ClaimKind.LOCATION: "How far places lie apart is checked against the earth, not against images.",
    ClaimKind.OTHER: "Images from above show single moments and no action.",
}
_BY_THING: dict[Thing, str] = {
    Thing.PERSONNEL: "People are too small for these images; who they are and what they do is not seen from above.",
    Thing.WEAPONS: "Weapons and ammunition without their vehicles are too small, and mostly lie in crates or stores.",
}
_SEEN: dict[ClaimKind, str] = {
    ClaimKind.COUNT: "What stands in the open can be counted from above where the image is fine enough.",
    ClaimKind.PRESENCE: "What stands in the open can be seen from above where the image is fine enough.",
    ClaimKind.ARRIVAL: "Two images bound an arrival: one shows the spot empty, a later one shows it taken.",
    ClaimKind.DEPARTURE: "Two images bound a departure: one shows the object, a later one shows the spot empty.",
    ClaimKind.CONSTRUCTION: "New or vanished surfaces and buildings show from one image to the next.",
}
_TRACES = "Damage and wrecks show from above where the image is fine enough."


def imagery_can_tell(
    kind: ClaimKind, thing: Thing, polarity: Polarity = Polarity.AFFIRMED, *, leaves_traces: bool = False
) -> tuple[bool, str]:
    """Whether images could ever bear on such a claim, and the reason in one sentence.

    Args:
        kind: what is said.
        thing: of what.
        leaves_traces: whether what happened to the thing shows afterwards ("destroyed").
        polarity: whether it is denied: what can't be seen can't be seen to be absent either.
    """
    if kind is ClaimKind.OTHER and leaves_traces and thing not in _BY_THING:
        return True, _TRACES
    if kind in _BY_KIND:
        return False, _BY_KIND[kind]
    if thing in _BY_THING:
        return False, _BY_THING[thing]
    seen = _SEEN[kind]
    return True, seen if polarity is Polarity.AFFIRMED else f"{seen} Absence shows only where the ground was seen."
