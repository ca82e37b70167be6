"""The result as files for other programs."""
