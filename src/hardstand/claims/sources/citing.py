"""Providers of images whom nobody makes speak: "AP wrote, citing Planet images", "(Satellite image: Planet)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hardstand.claims.entries import Source
from hardstand.claims.sentences import Token
from hardstand.claims.sources.frame import Frame
from hardstand.claims.sources.providers import Provider
from hardstand.claims.word_sets import word_set

CITES = word_set(
    "citing cited cites quoting comparing compared basis based drawing drew relying relied using used worked works "
    "concludes concluded conclude inferred referring pointing examining reviewing studying analysing analyzing credited"
)
BACK = 9
"""So many tokens before a provider's name the word that cites it is looked for."""


def credited(tokens: Sequence[Token], providers: Sequence[Provider]) -> Iterator[Frame]:
    """A frame over the whole sentence for each provider that it cites or credits; its speaker is another one.

    Args:
        tokens: of the sentence.
        providers: that it names.
    """
    for provider in providers:
        position = next((index for index, token in enumerate(tokens) if token.start >= provider.start), len(tokens))
        if position == len(tokens) or not _is_cited(tokens, position):
            continue
        spans = ((tokens[0].start, tokens[-1].end),)
        yield Frame(source=Source(provider=provider.name), spans=spans, verb=position, first=position, weak=True)


def _is_cited(tokens: Sequence[Token], position: int) -> bool:
    for index in range(position - 1, max(-1, position - BACK), -1):
        if tokens[index].text in {";", ".", '"'}:
            return False
        if tokens[index].lower in CITES:
            return True
    return False
