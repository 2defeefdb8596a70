"""Encounters that other people wrote, with labels: how much is found, and how much of what is found is right."""
