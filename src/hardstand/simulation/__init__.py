"""Rendered sites with known truth: for the demo and for tests. Everything rendered is labelled as simulated."""
