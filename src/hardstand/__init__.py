"""Hardstand: from several overhead images of one place to statements that can be published and checked."""

__version__ = "0.1.0"
