"""Words of strangers, made harmless for the files that take them: names, texts and labels are data, never code."""

from __future__ import annotations

import re
from datetime import datetime

from hardstand.exchange.records import iso_utc

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, not even escaped: https://www.w3.org/TR/xml/#charsets."""


def xml_text(text: str) -> str:
    """Without the characters that XML can't hold; each becomes the replacement character."""
    return _NOT_XML.sub("\ufffd", text)


def jsonable(value: object) -> object:
    """Times as ISO 8601 in UTC, nested ones too; everything else stays."""
    if isinstance(value, datetime):
        return iso_utc(value)
    if isinstance(value, list):
        return [jsonable(each) for each in value]
    if isinstance(value, dict):
        return {key: jsonable(each) for key, each in value.items()}
    return value
