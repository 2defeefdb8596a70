"""Coding rules: from the picture of a visit to codes, one decision a file (rows of the decision table)."""
