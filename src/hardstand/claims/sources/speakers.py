"""Who speaks: a noun phrase read as name and office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hardstand.claims.sentences import Token
from hardstand.claims.sources.clauses import is_name_like, lower_at
from hardstand.claims.sources.lexicon import BODIES, NAME_PARTICLES, OFFICE_TAIL, PLURAL_ROLES, ROLES
from hardstand.claims.sources.shades_lexicon import ADVERBS, PREPOSITIONS, TIMES

LEADING = frozenset({"the", "a", "an", "and", "but", "or", "both", "that", "then", "one", "its", "his", "her", "their"})
NO_OFFICE = frozenset(
    {"who", "which", "whose", "where", "when", "in", "on", "at", "after", "during", "from", "to", "with", "as"}
)


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """A speaker as a text names one.

    Attributes:
        name: person, body or firm; of a pronoun or an office alone the words themselves.
        office: before or after a person's name, or None.
        person: whether it is one person.
        many: whether it is several.
    """

    name: str
    office: str | None = None
    person: bool = False
    many: bool = False

    @property
    def surname(self) -> str:
        """The last word of a name, in lower case."""
        return self.name.split()[-1].lower()


def text_of(tokens: Sequence[Token], folded: str) -> str:
    """The characters from the first to the last token, with single spaces."""
    return " ".join(folded[tokens[0].start : tokens[-1].end].split())


def read_speaker(tokens: Sequence[Token], folded: str, apposition: Sequence[Token] = ()) -> Speaker | None:
    """The speaker that a noun phrase names, with what follows it between commas; None where it names none."""
    tokens = strip_leading(tokens)
    while tokens and (tokens[-1].lower in ADVERBS or tokens[-1].text in {",", '"'}):
        tokens = tokens[:-1]
    if not tokens:
        return None
    name_at = _name_start(tokens)
    if name_at is None:
        return _unnamed(tokens, folded, apposition)
    office = text_of(tokens[:name_at], folded) if name_at else None
    name = tokens[name_at:]
    many = any(token.lower in {"and", "or"} for token in name)
    office = _apposed_office(apposition, folded) or office
    person = office is not None or (_looks_personal(name) and not many)
    return Speaker(name=text_of(name, folded), office=_clean(office), person=person, many=many)


def strip_leading(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without articles, adverbs and times that stand before a name."""
    while tokens and (tokens[0].lower in LEADING or tokens[0].lower in ADVERBS or _opens_time(tokens)):
        if tokens[0].lower == "that" and len(tokens) == 1:
            break
        tokens = tokens[2:] if _opens_time(tokens) and tokens[0].lower in PREPOSITIONS else tokens[1:]
    return tokens


def _opens_time(tokens: Sequence[Token]) -> bool:
    """As in "On Monday", "Thursday", "in 2015", "last week"."""
    first = tokens[0].lower
    if first in PREPOSITIONS:
        following = lower_at(tokens, 1)
        return (following in TIMES or following[:1].isdigit()) and len(tokens) > 2
    return (first in TIMES or (first.isdigit() and len(first) == 4)) and len(tokens) > 1


def _name_start(tokens: Sequence[Token]) -> int | None:
    """Where the name begins: after the last word of an office, or at once; None where only an office stands."""
    roles = [index for index, token in enumerate(tokens) if _is_role(token)]
    if not roles:
        return 0
    conjunction = next((index for index, token in enumerate(tokens) if token.lower in {"and", "or"}), len(tokens))
    before = [index for index in roles if index < conjunction] or roles
    start = _after_office(tokens, before[-1] + 1)
    if start < len(tokens) and is_name_like(tokens[start]) and lower_at(tokens, start + 1) != "'s":
        return start
    return None if before[-1] > 0 or roles != [0] or not _is_name(tokens) else 0


def _is_role(token: Token) -> bool:
    return token.lower.rstrip(".") in ROLES


def _is_name(tokens: Sequence[Token]) -> bool:
    return all(is_name_like(token) for token in tokens) and len(tokens) > 1


def _after_office(tokens: Sequence[Token], start: int) -> int:
    """Past "of State", "of the General Staff", "for Foreign Affairs", and the full stop of "Gen."."""
    while start < len(tokens):
        token = tokens[start]
        joins = token.lower in {"of", "for", "the", "and", "-"} and start + 1 < len(tokens)
        follows = joins and (tokens[start + 1].text in OFFICE_TAIL or tokens[start + 1].lower == "the")
        if not (follows or token.text in OFFICE_TAIL or token.text == "." or _is_role(token)):
            return start
        start += 1
    return start


def _unnamed(tokens: Sequence[Token], folded: str, apposition: Sequence[Token]) -> Speaker:
    """An office or a group without a name: the name may follow between commas."""
    words = text_of(tokens, folded)
    named = strip_leading(apposition)
    if named and named[0].text[:1].isupper() and not any(token.lower in NO_OFFICE for token in named[:1]):
        inner = read_speaker(named, folded)
        if inner is not None and (inner.office is not None or _looks_personal(named)):
            return replace(inner, office=words, person=True)
    many = any(token.lower in PLURAL_ROLES for token in tokens)
    return Speaker(name=words, person=not many, many=many)


def _apposed_office(apposition: Sequence[Token], folded: str) -> str | None:
    tokens = strip_leading(apposition)
    if not tokens or tokens[0].lower in NO_OFFICE or tokens[0].lower.endswith("ing"):
        return None
    if not any(_is_role(token) or token.lower == "member" for token in tokens[:8]):
        return None
    return text_of(tokens, folded)


def _clean(office: str | None) -> str | None:
    return office.strip(" ,") or None if office else None


def _looks_personal(tokens: Sequence[Token]) -> bool:
    """Two to four words with capitals, none of which belongs to a body."""
    words = [token for token in tokens if token.lower not in NAME_PARTICLES]
    if not 2 <= len(words) <= 4 or any(token.lower in BODIES or any(map(str.isdigit, token.text)) for token in words):
        return False
    return all(token.text[:1].isupper() and "." not in token.text[:-1] and not token.text.isupper() for token in words)
