"""When: the dates and spans that a text says, absolute and relative."""
