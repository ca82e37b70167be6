"""The command line: thin words around the pipeline."""

from hardstand.cli.main import app, main

__all__ = ["app", "main"]
