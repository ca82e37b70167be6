"""How far, and in which direction, a text says that a place lies from another.

`find_distances` reads "about 25 kilometers (15 miles) south of", "just north-west of", "on the outskirts of" and the
like. Whether the figures hold is for `distance_checks` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hardstand.claims.grammar.quantities import NUMBER_WORD, number_of
from hardstand.claims.places.distance_units import KILOMETRES, UNIT, unit_of
from hardstand.claims.places.facilities import facility_length
from hardstand.claims.places.runs import runs_of, words_of

_WORD_NUMBER = rf"(?:(?:half a dozen|a|{NUMBER_WORD})[ -]?){{1,5}}"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,6}}(?:\.\d{{1,6}})?|{_WORD_NUMBER})"
_ABOUT = (
    r"(?:about|around|some|roughly|approximately|approx\.?|nearly|almost|close to|an estimated|circa|just over|"
    r"just under|a little over|a little under|over|under|more than|less than|fewer than|"
    r"at least|up to|only|just|barely|within|~)"
)
_FIGURE = rf"(?:{_ABOUT}\s+)?{_NUMBER}(?:\s?(?:to|and|or|-)\s?{_NUMBER})?(?:\s|-)?{UNIT}\b(?!/|\s+per\b|ph\b)"
_BEARING = (
    r"(?:due |just |directly |immediately |further |farther |slightly |to the |the ){0,3}(?P<wind>"
    r"(?:north|south)-?\s?(?:north|south)?-?(?:east|west)(?:ern)?|(?:east|west)-(?:north|south)-?(?:east|west)|"
    r"north|south|east|west)"
    r"(?:wards?|erly)?(?: side| edge)?"
)
_AWAY = (
    r"(?:away|inland|offshore|out|further|farther|up the coast|down the coast|up the road|down the road|deep|by road|"
    r"as the crow flies|in a straight line)"
)
_FROM = r"(?:of|from|off|outside|inside|beyond|behind|into)"
_STATED = re.compile(
    rf"(?<![\w.,])(?P<figures>{_FIGURE}(?:\s?[(/,]\s?(?:or |about |some )?{_FIGURE}\)?)?),?"
    rf"(?:\s+{_AWAY}){{0,3}}(?:\s+{_BEARING})?(?:\s+{_AWAY})?\s+{_FROM}\s+",
    re.IGNORECASE,
)
_TOWARDS = re.compile(rf"\b{_BEARING}\s+(?:of|from)\s+(?!the\s+(?:country|world)\b)", re.IGNORECASE)
_APART = re.compile(
    rf"(?<![\w.,])(?P<figures>{_FIGURE}(?:\s?[(/,]\s?(?:or |about |some )?{_FIGURE}\)?)?)(?:\s+{_AWAY})?\s+to the "
    rf"(?P<wind>(?:north|south)-?(?:east|west)|north|south|east|west)(?=[,.;:)]|\s+(?:and|but|while|where|was|is|on)\b|$)",
    re.IGNORECASE,
)
"""The place from which it is measured was named before: "Farchana, 55 km to the west"."""
_EDGE = re.compile(
    r"\b(?:on|in|at|near|to) the (?:(?P<wind>north(?:-?(?:east|west))?|south(?:-?(?:east|west))?|east|west)(?:ern)?\s)?"
    r"(?P<edge>outskirts|edge|edges|suburbs|fringes|periphery)\s+of\s+",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?P<about>{_ABOUT}\s+)?(?P<low>{_NUMBER})(?:\s?(?:to|and|or|-)\s?(?P<high>{_NUMBER}))?(?:\s|-)?(?P<unit>{UNIT})\b",
    re.IGNORECASE,
)
_EXACT = re.compile(r"(?:only|just|barely)\s*$", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:(?:the|its|their|his|a|coastal|northern|southern|eastern|western|central|nearby|besieged|capital|port|provincial|"
    r"Syrian|Russian|Ukrainian|Iranian|Iraqi|Turkish)\s+|(?:city|town|village|port|centre|center|capital|suburb)\s+of\s+){0,6}",
)
_COMMON = re.compile(
    r"(?:(?:the|its|their|a)\s+)(?:[A-Za-z-]+\s+){0,2}?(?:city|town|village|capital|border|frontier|coast|coastline|shore|"
    r"airport|base|airbase|airfield|site|front ?line|port|line of contact|demarcation line|runway|centre|center|"
    r"facility|strait|river|(?:disputed|ceasefire|cease-fire|dividing|administrative) line|boundary|crossing|fence|"
    r"buffer zone|motorway|highway|railway)\b"
    r"(?:\s+(?:with|between|of|and)\s+(?:the\s+)?(?=[A-Z]))?"
)
LONGEST_ORIGIN = 100
"""Characters in which the name ends from which it is measured."""


@dataclass(frozen=True, kw_only=True)
class StatedDistance:
    """A distance or direction as a text states it; what lies there is not resolved.

    Attributes:
        start: offset of its first character.
        end: offset after the last one of the origin's name.
        figures: the text's figures with their units ("km", "mi", "nmi", "m", "ft", "yd"), in its order; of a range the
            two ends; empty where only a direction is said.
        approximate: whether it is said to be no exact figure.
        bearing: direction in words ("south", "north-west"), from the origin; None where none is said.
        origin: the words for that from which it is measured ("Latakia", "the border with Syria"); empty where the
            figures only lead on from what was named before ("55 km to the west").
        origin_from: characters from `start` to the origin's first.
        edge: whether it is said to lie on the outskirts.
    """

    start: int
    end: int
    figures: tuple[tuple[float, str], ...]
    approximate: bool
    bearing: str | None
    origin: str
    origin_from: int
    edge: bool = False

    @property
    def km(self) -> float | None:
        """Kilometres by the first figure, the middle of a range; None where only a direction is said."""
        if not self.figures:
            return None
        unit = self.figures[0][1]
        same = [number for number, other in self.figures if other == unit]
        return sum(same) / len(same) * KILOMETRES[unit]


def find_distances(text: str) -> tuple[StatedDistance, ...]:
    """The distances and directions that a text states, in order; offsets are those of the text given.

    Args:
        text: folded, of a sentence or more.
    """
    found: list[StatedDistance] = []
    for pattern in (_STATED, _EDGE, _TOWARDS, _APART):
        for match in pattern.finditer(text):
            stated = _stated(text, match)
            if stated is not None and _is_extent(text, stated):
                continue
            if stated is not None and not any(each.start < stated.end and stated.start < each.end for each in found):
                found.append(stated)
    return tuple(sorted(found, key=lambda each: each.start))


def _is_extent(text: str, stated: StatedDistance) -> bool:
    """Whether the figures tell how long something is: "a strip of 1,100 m just east of Kufra"."""
    before = text[: stated.start]
    return bool(stated.figures) and before.endswith(" of ") and not before.endswith("distance of ")


def _stated(text: str, match: re.Match[str]) -> StatedDistance | None:
    origin = (match.end(), match.end()) if match.re is _APART else _origin(text, match.end())
    groups = match.groupdict()
    figures, approximate = _figures(groups.get("figures") or "")
    if origin is None or (groups.get("figures") and not figures):
        return None
    wind = groups.get("wind")
    return StatedDistance(
        start=match.start(),
        end=origin[1],
        figures=figures,
        approximate=approximate,
        bearing=None if wind is None else bearing_of(wind),
        origin=text[slice(*origin)],
        origin_from=origin[0] - match.start(),
        edge=bool(groups.get("edge")),
    )


def _figures(text: str) -> tuple[tuple[tuple[float, str], ...], bool]:
    figures: list[tuple[float, str]] = []
    approximate = False
    for part in _PART.finditer(text):
        unit = unit_of(part["unit"])
        numbers = [_number(part[name]) for name in ("low", "high") if part[name]]
        about = part["about"]
        approximate = approximate or (about is not None and not _EXACT.match(about))
        figures += [(number, unit) for number in numbers if number is not None]
    return tuple(figures), approximate


def _number(words: str) -> float | None:
    words = words.strip().lower()
    plain = words.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    number = number_of(words)
    return 1.0 if number == 0 else None if number is None else float(number)


def bearing_of(words: str) -> str:
    """A direction as Hardstand writes it.

    >>> bearing_of("Northwest"), bearing_of("south-south-east"), bearing_of("south")
    ('north-west', 'south-south-east', 'south')
    """
    return "-".join(re.findall("north|south|east|west", words.lower()))


def _origin(text: str, start: int) -> tuple[int, int] | None:
    """The name that stands there, or a border, coast or base without one."""
    common = _COMMON.match(text, start)
    leading = _LEADING.match(text, start)
    first = leading.end() if leading is not None else start
    words = words_of(text[first : first + LONGEST_ORIGIN], first)
    runs = runs_of(words)
    if runs and words[runs[0].first].start == first:
        end = runs[0].end
        return first, words[end + facility_length(words, end) - 1].end
    if common is None:
        return None
    named = _origin(text, common.end()) if text[common.end() - 1 : common.end()] == " " else None
    return start, common.end() if named is None else named[1]
