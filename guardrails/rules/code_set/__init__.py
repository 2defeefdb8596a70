"""CS: the code set itself."""
