"""Scribe: a recorded encounter becomes a note whose every statement and code has evidence."""

__version__ = "0.1.0"
