"""From a file to plain text: decoding, markup, page furniture, datelines, the day of publication."""
