"""A stand that two dates show occupied, as a value with its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardstand.measurement.sighting import Sighting
from hardstand.timewindow import TimeWindow


class Trait(StrEnum):
    """What two objects are compared by."""

    LENGTH = "length"
    SPAN = "span"
    TYPE = "type"
    HEADING = "heading"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A trait in which two objects differ by more than the errors of both allow.

    Attributes:
        trait: which.
        earlier: its value on the earlier date, in words with its unit.
        later: its value on the later date, likewise.
    """

    trait: Trait
    earlier: str
    later: str


@dataclass(frozen=True, kw_only=True)
class OccupiedOnBoth:
    """A stand that two neighbouring judged dates show occupied; that never proves the same airframe.

    Attributes:
        stand: id of the stand.
        window: from the earlier date to the later one.
        earlier: what stood there on the earlier date.
        later: what stood there on the later date.
        compared: the traits that both dates show well enough to be compared; empty where nothing can be said.
        differences: those of them that differ.
    """

    stand: str
    window: TimeWindow
    earlier: Sighting
    later: Sighting
    compared: tuple[Trait, ...]
    differences: tuple[Difference, ...]

    @property
    def replaced(self) -> bool | None:
        """Whether size or type show another object; None where neither could be compared. False proves nothing."""
        if any(each.trait is not Trait.HEADING for each in self.differences):
            return True
        return False if any(trait is not Trait.HEADING for trait in self.compared) else None

    @property
    def turned(self) -> bool:
        """Whether what stands there points another way than before: it was moved, or is another object."""
        return any(each.trait is Trait.HEADING for each in self.differences)

    @property
    def statement(self) -> str:
        """In words for a reader; it never says that the two are one and the same."""
        thing = self.later.detection.label.replace("_", " ")
        known = self._replaced if self.replaced else self._alike
        first = f"Occupied on both dates; {known}."
        turned = [_told(each) for each in self.differences if each.trait is Trait.HEADING]
        if self.replaced:
            return first
        moved = f" It was moved, or is another one: {turned[0]}." if turned else ""
        return f"{first}{moved} Whether it is the same {thing} is not known."

    @property
    def _replaced(self) -> str:
        shown = ", ".join(_told(each) for each in self.differences if each.trait is not Trait.HEADING)
        return f"another {self.later.detection.label.replace('_', ' ')} stands there on the later one: {shown}"

    @property
    def _alike(self) -> str:
        names = [trait.value for trait in self.compared if trait is not Trait.HEADING]
        if not names:
            return "neither size nor type could be compared"
        verb = "agrees" if len(names) == 1 else "agree"
        listed = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
        return f"{listed} {verb} within the errors"


def _told(difference: Difference) -> str:
    """As in "length 37.6 m, then 63.1 m"."""
    return f"{difference.trait.value} {difference.earlier}, then {difference.later}"
