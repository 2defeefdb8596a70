"""Shared values and errors; imports pydantic and nothing of ours."""
