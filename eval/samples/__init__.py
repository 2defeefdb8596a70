"""Samples: self-written encounters, each with its labels and, where it was spoken, its recording."""
