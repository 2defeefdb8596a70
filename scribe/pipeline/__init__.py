"""The five steps in one line."""
