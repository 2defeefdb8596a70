"""Versioned prompts with locked hashes."""
