"""One metric a file: what it counts, which error is the dangerous one, and its normaliser."""
