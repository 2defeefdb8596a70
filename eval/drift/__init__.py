"""Drift: which stored notes a new model, prompt or rule pack would change, and why."""
