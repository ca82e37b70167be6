"""How good it is, measured on public data sets that stay outside the repository."""
