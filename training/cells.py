"""The grid on which the network answers."""

STRIDE = 4
"""Input pixels per output cell."""
