"""The deterministic reader: the extractor that needs no model."""

from scribe.extraction.reader.read import Reader

__all__ = ["Reader"]
