"""Evaluation on recorded fixtures."""
