"""What was visible on a date, in a sentence."""

from __future__ import annotations

from hardstand.imagery.acquisition import Acquisition
from hardstand.ledger.entries import Count, CountPart
from hardstand.report.naming import moment_of
from hardstand.report.unseen import unseen_on
from hardstand.report.words import capital, listed, noun, number, percent, things
from hardstand.result import RunResult

MOST_PARTS = 3
"""Categories or sizes of a class that a sentence tells of."""


def counts_on(result: RunResult, acquisition: str) -> list[Count]:
    """Of one acquisition."""
    return [count for count in result.ledger.counts if count.acquisition == acquisition]


def count_sentence(result: RunResult, acquisition: Acquisition) -> str:
    """What was visible on a date, and how much of the ground was not."""
    moment = capital(moment_of(result, acquisition))
    unseen = unseen_on(result, acquisition.id)
    if unseen.share >= 1:
        return f"{moment}: nothing can be said; all of the ground was {unseen.reason}."
    if not counts_on(result, acquisition.id) and result.not_observable.get(acquisition.id):
        return f"{moment}: nothing can be counted; no class is observable at this resolution."
    return f"{moment}: {visible(_told(result, acquisition.id))}; {_seen(unseen.share, unseen.reason)}."


def _told(result: RunResult, acquisition: str) -> list[Count]:
    """The counts that a sentence tells: of classes that some image of the run shows; of all where none shows any."""
    shown = {count.label for count in result.ledger.counts if count.found}
    own = counts_on(result, acquisition)
    return [count for count in own if count.label in shown] if shown else own


def _seen(share: float, reason: str) -> str:
    if share <= 0:
        return "all of the ground was seen"
    return f"{percent(share)} of the ground was {reason}"


def visible(counts: list[Count], *, brief: bool = False) -> str:
    """As in "22 to 26 aircraft (90 % interval; 24 found) and one truck were visible"; brief without the brackets."""
    if not counts:
        return "no objects were found"
    parts = [_interval(count) if brief else _counted(count) for count in counts]
    one = len(counts) == 1 and {counts[0].low or counts[0].found, counts[0].high or counts[0].found} == {1}
    # A part with categories ends in a comma, and a list puts one behind each part but the last two.
    return f"{listed(parts)} {'was' if one else 'were'} visible".replace(",,", ",")


def _counted(count: Count) -> str:
    """A number found, or the interval of the true number beside it, with the categories that are told apart."""
    known = count.low is not None and count.high is not None
    found = f" (90 % interval; {count.found:,} found)" if known else ""
    return f"{_interval(count)}{found}{among(count)}"


def _interval(count: Count) -> str:
    """As in "22 to 26 aircraft", or the number found where no interval is known."""
    if count.low is None or count.high is None:
        return things(count.found, count.label)
    if count.low == count.high:
        return things(count.low, count.label)
    return f"{count.low:,} to {count.high:,} {noun(count.label, count.high)}"


def among(count: Count) -> str:
    """As in ", among them 4 to 6 fighters and one bomber,".

    What is of no known category is not told of, nor a category of which there may be none: "0 to 2 bombers" at an
    airport would be read as a find. Of many only those with most are told. The table of counts has them all.
    """
    told = [part for part in count.parts if _least(part) > 0 and part.name != "other"]
    most = sorted(told, key=lambda part: -part.found)[:MOST_PARTS]
    return f", among them {listed([_number(part) for part in told if part in most])}," if told else ""


def _least(part: CountPart) -> int:
    return part.found if part.low is None else part.low


def _number(part: CountPart) -> str:
    """As in "4 to 6 fighters", "two armoured-vehicle-sized"."""
    low, high = (part.found if end is None else end for end in (part.low, part.high))
    name = noun(part.name, high) if part.kind == "category" else part.name.replace("_", " ")
    return f"{number(low)} {name}" if low == high else f"{low:,} to {high:,} {name}"
