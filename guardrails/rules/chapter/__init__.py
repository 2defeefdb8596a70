"""CH: chapter-specific guidelines."""
