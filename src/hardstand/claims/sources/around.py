"""Who stands at the edge of a sentence: "..., said an official who spoke on condition of anonymity"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hardstand.claims.entries import Source
from hardstand.claims.sentences import Sentence
from hardstand.claims.sources.providers import Provider

_IMAGES = r"(?:images?|imagery|photos?|photographs?|pictures?|footage|scans?)"
_SHOWN = re.compile(
    rf",\s[^,;:]{{0,60}}\b{_IMAGES}\b[^,;:]{{0,60}}\b(?P<verb>show|shows|showed|reveal|reveals|revealed|suggest|suggests|"
    rf"suggested|indicate|indicates|indicated|confirm|confirms|confirmed)\W*$",
    re.IGNORECASE,
)
_CAPTION = re.compile(rf"^[^:]{{0,80}}\b{_IMAGES}\b[^:]{{0,80}}:", re.IGNORECASE)
_SAID = re.compile(
    r",\W{0,2}(?P<verb>said|says|added|according to|reported|noted|claimed|announced|confirmed)\s+(?:the |an? )?"
    r"(?P<who>[^,;:]{3,80}?)(?=\s+(?:who|which|speaking|in a|on condition|on a|at a|citing|familiar)\b|[,;]|\W*$)"
)


def source_at_edge(sentence: Sentence, folded: str, start: int, providers: Sequence[Provider]) -> Source | None:
    """Who says a stretch of a sentence, by what stands at the sentence's end or before its colon; None = nobody there.

    Args:
        sentence: that holds the stretch.
        folded: the document's folded text.
        start: offset of the stretch in it.
        providers: all that the text names.
    """
    text = folded[sentence.start : sentence.end]
    here = next((each.name for each in providers if sentence.start <= each.start < sentence.end), None)
    shown = _SHOWN.search(text)
    if shown is not None and start - sentence.start < shown.start():
        return Source(speaker=here, provider=here, verb=shown["verb"])
    caption = _CAPTION.search(text)
    if caption is not None and start - sentence.start >= caption.end():
        return Source(speaker=here, provider=here)
    said = _SAID.search(text)
    if said is not None and start - sentence.start < said.start():
        return Source(speaker=said["who"].rstrip('."'), verb=said["verb"])
    return None
