"""Measure what is found in labelled sentences, and what is wrongly found where nothing is claimed."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from typing import Any

from hardstand.claims import Claim, Gazetteer, extract_claims
from hardstand.claims.reading.documents import document_of
from hardstand.exchange import claim_record

Progress = Callable[[str, int, int], None]
Record = dict[str, Any]

FIELDS = (
    "kind", "thing", "low", "high", "approximate", "polarity", "hedged", "speaker", "provider", "after", "by", "place",
    "distance_km", "bearing", "imagery_can_tell",
)  # fmt: skip
"""Those that are compared."""
UNBOUND = frozenset({"location", "name", "capability", "intent"})
"""Kinds of which one may mark the place, the words for its property or the whole clause."""
NAMES = frozenset({"speaker", "provider", "place"})
"""They agree where one holds the other: an article or an office more or less is no error."""
UNSAID_FIELDS: Record = {
    "low": None,
    "high": None,
    "approximate": False,
    "polarity": "affirmed",
    "hedged": False,
    "speaker": None,
    "provider": None,
    "after": None,
    "by": None,
    "place": None,
    "distance_km": None,
    "bearing": None,
    "imagery_can_tell": True,
}
"""What a labelled claim says where the file does not."""
NEAR = 0.05
"""Kilometres agree within this share."""


@dataclass(frozen=True, kw_only=True)
class ClaimFigures:
    """How much was found in labelled sentences.

    Attributes:
        sentences: items, some of two or three sentences.
        labelled: claims in them.
        found: of those, how many were found.
        extra: claims found that nobody labelled.
        precision: found / (found + extra), 0..1.
        recall: found / labelled, 0..1.
        f1: harmonic mean of the two.
        fields: share of the fields of the found ones that are right, 0..1.
        by_field: the same, field by field.
        whole: share of the labelled claims found with every field right.
    """

    sentences: int
    labelled: int
    found: int
    extra: int
    precision: float
    recall: float
    f1: float
    fields: float
    by_kind: dict[str, float]
    by_field: dict[str, float]
    whole: float


@dataclass
class Tally:
    """The sums behind the figures."""

    sentences: int = 0
    labelled: int = 0
    found: int = 0
    extra: int = 0
    whole: int = 0
    right: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    kinds_found: Counter[str] = field(default_factory=Counter)

    def figures(self) -> ClaimFigures:
        """As shares."""
        precision = self.found / max(1, self.found + self.extra)
        recall = self.found / max(1, self.labelled)
        return ClaimFigures(
            sentences=self.sentences,
            labelled=self.labelled,
            found=self.found,
            extra=self.extra,
            precision=precision,
            recall=recall,
            f1=2 * precision * recall / max(1e-9, precision + recall),
            fields=self.right.total() / max(1, self.found * len(FIELDS)),
            by_kind={kind: self.kinds_found[kind] / number for kind, number in sorted(self.kinds.items())},
            by_field={name: self.right[name] / max(1, self.found) for name in FIELDS},
            whole=self.whole / max(1, self.labelled),
        )


def measure_claims(name: str, tell: Progress) -> ClaimFigures:
    """Find the claims of the labelled sentences of one set, and compare.

    Args:
        name: "seen" for the sentences that were looked at while the rules were written, "unseen" for the others.
        tell: told how far it is.
    """
    items = labelled_items(name)
    gazetteer = Gazetteer()
    tally = Tally()
    for number, item in enumerate(items, start=1):
        found = [claim_record(claim) for claim in claims_in(item, gazetteer)]
        score(tally, item["text"], item["claims"], found)
        tell(f"Sentences {name}", number, len(items))
    return tally.figures()


def measure_innocuous(name: str, tell: Progress) -> tuple[int, list[str]]:
    """How many claims are found in sentences without any, and in which sentences.

    Args:
        name: as above.
        tell: told how far it is.
    """
    text = (resources.files("hardstand.bench") / f"innocuous_{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    gazetteer = Gazetteer()
    wrong = []
    for number, line in enumerate(lines, start=1):
        wrong += [line for _ in extract_claims(document_of(line), gazetteer)]
        tell(f"Innocuous sentences {name}", number, len(lines))
    return len(lines), wrong


def labelled_items(name: str) -> list[Record]:
    """The labelled sentences of a set; fields that the file leaves out of a claim are as in `UNSAID_FIELDS`."""
    text = (resources.files("hardstand.bench") / f"claim_sentences_{name}.json").read_text(encoding="utf-8")
    items: list[Record] = json.loads(text)
    return [{**item, "claims": [{**UNSAID_FIELDS, **claim} for claim in item["claims"]]} for item in items]


def claims_in(item: Record, gazetteer: Gazetteer) -> tuple[Claim, ...]:
    """The claims of one item."""
    published = None if item["published"] is None else date.fromisoformat(item["published"])
    return extract_claims(document_of(item["text"], name=item["id"], published=published), gazetteer)


def score(tally: Tally, text: str, labelled: Sequence[Record], found: Sequence[Record]) -> None:
    """Add one item to the sums."""
    tally.sentences += 1
    tally.labelled += len(labelled)
    pairs = matched(text, labelled, found)
    tally.found += len(pairs)
    tally.kinds.update(label["kind"] for label in labelled)
    tally.kinds_found.update(label["kind"] for label, _ in pairs)
    tally.extra += len(found) - len(pairs)
    for label, claim in pairs:
        right = [name for name in FIELDS if agree(name, label[name], claim[name])]
        tally.right.update(right)
        tally.whole += len(right) == len(FIELDS)


def matched(text: str, labelled: Sequence[Record], found: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Pairs of a label and a claim, each used once, those that agree most first.

    Their words overlap; for kinds that are about no thing that is counted the same kind in the same item is enough.
    """
    candidates = []
    for index, label in enumerate(labelled):
        spans = _spans(text, label["text"])
        for other, claim in enumerate(found):
            overlap = any(claim["start"] < end and claim["end"] > start for start, end in spans)
            if overlap or (label["kind"] == claim["kind"] and label["kind"] in UNBOUND):
                right = sum(agree(name, label[name], claim[name]) for name in FIELDS)
                same = (label["kind"] == claim["kind"]) + 2 * (label["thing"] == claim["thing"])
                candidates.append((-overlap, -same, -right, index, other))
    taken: set[tuple[str, int]] = set()
    pairs = []
    for *_, index, other in sorted(candidates):
        if ("label", index) not in taken and ("claim", other) not in taken:
            taken |= {("label", index), ("claim", other)}
            pairs.append((labelled[index], found[other]))
    return pairs


def agree(name: str, labelled: object, found: object) -> bool:
    """Whether a field of a claim is as labelled."""
    if name == "place" and isinstance(found, dict):
        names = [found["name"], *found["also"]]
        return labelled is not None and any(_same_name(str(labelled), each) for each in names)
    if labelled is None or found is None:
        return labelled is found
    if name in NAMES:
        return _same_name(str(labelled), str(found))
    if name == "distance_km":
        assert isinstance(labelled, int | float)
        assert isinstance(found, int | float)
        return abs(labelled - found) <= NEAR * max(labelled, 1)
    return labelled == found


def _same_name(first: str, second: str) -> bool:
    first, second = _plain(first), _plain(second)
    return first in second or second in first


def _plain(name: str) -> str:
    words = name.lower().replace("\u2019", "'").replace("-", " ").split()
    return " ".join(word for word in words if word not in {"the", "a", "an"})


def _spans(text: str, words: str) -> list[tuple[int, int]]:
    spans, start = [], text.find(words)
    while start >= 0:
        spans.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return spans


@dataclass(frozen=True, kw_only=True)
class SpeedFigures:
    """How long texts take, made of the labelled sentences.

    Attributes:
        short_seconds: a text of `SHORT` characters, as long as a long news report.
        long_seconds: one of `LONG` characters.
        ratio: of the two, over the ratio of their lengths: 1 where time is linear.
    """

    short_seconds: float
    long_seconds: float
    ratio: float


SHORT, LONG = 6_000, 1_000_000


def measure_speed_of_claims(tell: Progress) -> SpeedFigures:
    """Time a short and a long text, after a first one that loads what is loaded once."""
    paragraph = "\n\n".join(item["text"] for item in labelled_items("seen"))
    long = (paragraph + "\n\n") * (LONG // len(paragraph) + 1)
    gazetteer = Gazetteer()
    extract_claims(document_of(paragraph), gazetteer)
    seconds = []
    for number, length in enumerate((SHORT, LONG), start=1):
        begun = time.perf_counter()
        extract_claims(document_of(long[:length]), gazetteer)
        seconds.append(time.perf_counter() - begun)
        tell("Long texts", number, 2)
    short, whole = seconds
    return SpeedFigures(short_seconds=short, long_seconds=whole, ratio=whole / short / (LONG / SHORT))
