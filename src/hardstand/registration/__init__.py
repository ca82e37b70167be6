"""One ground frame for all dates."""
