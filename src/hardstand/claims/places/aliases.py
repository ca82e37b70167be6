"""Other names that a text gives a place, and whom it says a place is named after."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hardstand.claims.document import Document
from hardstand.claims.gazetteer.names import core, fold, letters_between
from hardstand.claims.places.facilities import facility_length
from hardstand.claims.places.runs import runs_of, words_of
from hardstand.claims.places.types import Named, PlaceKind, PlaceMention, Stretch
from hardstand.claims.sentences import Sentence

_NAME_OF = r"(?: by (?:its|the|an|their) (?:[\w-]+ ){0,2}names?(?: of)?| as| under the name(?: of)?| by)"
_CUE = re.compile(
    rf"(?:'s)?\s*(?:[,(]|--?)?\s*(?:which (?:is|was) |that is |is |was |and )?(?P<cue>"
    rf"(?:also |better |once |locally |formerly |previously |now |officially |sometimes |often |commonly |still )*"
    rf"(?:known|called|named|spelled|spelt|written|referred to|transliterated|rendered)"
    rf"(?: (?:also|locally|officially|formerly|in [A-Z]\w+|to [A-Za-z]+(?: [a-z]+)?|by (?:locals|residents|[A-Z]\w+)))?"
    rf"(?:{_NAME_OF})?"
    rf"|formerly|previously|a\.?k\.?a\.?|alias|renamed|or|its (?:old|former|other|local|official) name(?: is| was)?)"
    r",?\s+(?:the )?[\"']?(?=[^\W\d_])"
)
_BRACKET = re.compile(r"\s*\((?:or |also |also spelled |also called |ICAO:? |ICAO code:? )?(?=[^\W\d_])")
_AFTER = re.compile(
    r"\s*,?\s*(?:which (?:is|was) |that (?:is|was) |is |was |has been )?"
    r"(?P<cue>named (?:after|for|in honou?r of)|takes its name from|bears the name of)\s+"
    r"(?P<who>[^,.;:()]+?)(?=\s*(?:[,;:()]|\.(?:\s|$)|$| who\b| which\b| that\b| when\b| - ))"
)
LONGEST_OTHER = 80
"""Characters after a cue in which the other name ends."""
NOT_OTHER = 3
"""Two names joined by "or" are one in two spellings where so many letters differ at most."""
_MAY_HAVE = frozenset({PlaceKind.AIRPORT, PlaceKind.BASE, PlaceKind.CITY})


@dataclass(frozen=True, kw_only=True)
class StatedName:
    """What the text says of a name.

    Attributes:
        start: offset of the first character in the folded text, that of the place's own name.
        end: offset after the last one, that of the other name or of the person.
        name: of the place, in the words of the text.
        other: its other name, or whom it is named after.
        cue: the words that say so ("also known by its old name"); "(" where it only stands in brackets.
        after: whether `other` is whom or what it is named after.
    """

    start: int
    end: int
    name: str
    other: str
    cue: str
    after: bool = False


@dataclass(kw_only=True)
class Names:
    """The mentions of one place, and its other names.

    Attributes:
        mentions: in the order of the text, that with the main name first.
        others: other names, in the words of the text.
    """

    mentions: list[Named]
    others: list[str] = field(default_factory=list)

    @property
    def distinct(self) -> list[Named]:
        """One mention of each name."""
        return list({(fold(each.name), each.hints): each for each in reversed(self.mentions)}.values())[::-1]


def link_names(text: str, sentences: Sequence[Sentence], named: Sequence[Named]) -> list[Names]:
    """Mentions by place: those of one name, and those that the text calls one.

    Args:
        text: the folded text.
        sentences: of headline and body.
        named: in order.
    """
    starts = {each.start: each for each in named}
    groups: dict[tuple[object, ...], Names] = {}
    taken: set[int] = set()
    pairs: dict[int, list[Named]] = {}
    for number, start, end, _ in _pairs(text, sentences, named):
        main = named[number]
        other = replace(main, start=start, end=end, text=text[start:end], name=text[start:end])
        if start in starts and starts[start].facility == main.facility and starts[start].end >= end:
            other = starts[start]
        taken.add(start)
        pairs.setdefault(number, []).append(other)
    for number, each in enumerate(named):
        if each.start in taken:
            continue
        group = _group(groups, each)
        group.mentions.append(each)
        for other in pairs.get(number, ()):
            group.mentions.append(other)
            group.others.append(other.text)
            groups.setdefault(_key(other), group)
    unique = {id(group): group for group in groups.values()}
    return list(unique.values())


def _group(groups: dict[tuple[object, ...], Names], named: Named) -> Names:
    return groups.setdefault(_key(named), Names(mentions=[]))


def _key(named: Named) -> tuple[object, ...]:
    if named.facility:
        return "facility", " ".join(core(named.name))
    return named.kind, named.government, fold(named.name), named.hints


def _pairs(
    text: str, sentences: Sequence[Sentence], stretches: Sequence[Stretch]
) -> Iterator[tuple[int, int, int, str]]:
    """Number of each stretch with another name after it: that name's start and end, and the cue."""
    ends = [sentence.end for sentence in sentences]
    areas = {each.start for each in stretches if each.kind in {PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.SEA}}
    for number, each in enumerate(stretches):
        if each.kind not in _MAY_HAVE:
            continue
        stop = ends[min(bisect_right(ends, each.start), len(ends) - 1)] if ends else len(text)
        found = _other_name(text, each, stop)
        if found is not None and found[0] not in areas:
            yield number, *found


def _other_name(text: str, stretch: Stretch, stop: int) -> tuple[int, int, str] | None:
    cue = _CUE.match(text, stretch.end, stop)
    if cue is not None:
        span = _name_at(text, cue.end(), stop)
        if span is not None and (cue["cue"] != "or" or _one_in_two_spellings(stretch.text, text[slice(*span)])):
            return *span, " ".join(cue["cue"].split())
        return None
    bracket = _BRACKET.match(text, stretch.end, stop)
    if bracket is None:
        return None
    span = _name_at(text, bracket.end(), stop)
    if span is None or text[span[1] : span[1] + 1] != ")" or not _is_name(text[slice(*span)], stretch.kind):
        return None
    return *span, "("


def _is_name(name: str, kind: PlaceKind) -> bool:
    """Whether what stands in brackets is a name: of capitals only a code of four letters after an airport."""
    return not name.isupper() or (len(name) == 4 and kind is not PlaceKind.CITY)


def _name_at(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """The name that begins there, with a lower-case "airport" after it."""
    words = words_of(text[start : min(stop, start + LONGEST_OTHER)], start)
    runs = runs_of(words)
    if not runs or words[runs[0].first].start != start:
        return None
    end = runs[0].end
    return start, words[end + facility_length(words, end) - 1].end


def _one_in_two_spellings(name: str, other: str) -> bool:
    one, two = " ".join(core(name)), " ".join(core(other))
    return one != two and one[:1] + two[:1] != "" and letters_between(one, two, NOT_OTHER)


def stated_names(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[PlaceMention]
) -> tuple[StatedName, ...]:
    """What the text says of the names of its places, in order.

    Args:
        document: the text as read.
        sentences: of headline and body.
        mentions: what `find_places` found in it.
    """
    text = document.folded
    found = [
        StatedName(start=mentions[number].start, end=end, name=mentions[number].text, other=text[start:end], cue=cue)
        for number, start, end, cue in _pairs(text, sentences, mentions)
    ]
    for mention in mentions:
        match = None if mention.kind in {PlaceKind.COUNTRY, PlaceKind.SEA} else _AFTER.match(text, mention.end)
        if match is not None:
            found.append(
                StatedName(
                    start=mention.start,
                    end=match.end("who"),
                    name=mention.text,
                    other=match["who"],
                    cue=match["cue"],
                    after=True,
                )
            )
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))
