"""Deterministic coding and checking: no model, no clock, no chance."""
