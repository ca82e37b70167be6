"""Terms of one or more words, found in a row of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Generic, TypeVar

from spacy.lang.en import English
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from hardstand.claims.sentences import Token

Label = TypeVar("Label")


SENTENCES_KEPT = 64
"""Each lexicon looks at a sentence in turn: its document is made once."""


@cache
def _english() -> English:
    return English()


@lru_cache(maxsize=SENTENCES_KEPT)
def _doc(words: tuple[str, ...]) -> Doc:
    return Doc(_english().vocab, words=list(words))


class Lexicon(Generic[Label]):
    """Finds the longest terms that do not overlap; upper and lower case are one."""

    def __init__(self, terms: Iterable[tuple[str, Label]]) -> None:
        """Take the terms.

        Args:
            terms: each term with what it stands for; of equal terms the first counts.
        """
        language = _english()
        self._vocab = language.vocab
        self._labels: dict[str, Label] = {}
        self._matcher = PhraseMatcher(self._vocab, attr="LOWER")
        patterns: dict[str, list[str]] = {}
        for term, label in terms:
            words = [token.lower_ for token in language.tokenizer(term)]
            key = " ".join(words)
            if key not in self._labels:
                self._labels[key] = label
                patterns[key] = words
        for key, words in patterns.items():
            self._matcher.add(key, [Doc(self._vocab, words=words)])

    def find(self, tokens: Sequence[Token]) -> list[tuple[int, int, Label]]:
        """First and after-last token of each term, with what it stands for, in order."""
        doc = _doc(tuple(token.lower for token in tokens))
        found = sorted(self._matcher(doc), key=lambda match: (match[1] - match[2], match[1]))
        taken: set[int] = set()
        kept = []
        for key, start, end in found:
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                kept.append((start, end, self._labels[self._vocab.strings[key]]))
        return sorted(kept, key=lambda each: each[0])
