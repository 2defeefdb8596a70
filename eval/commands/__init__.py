"""The commands of ``scribe eval``, one a file."""
