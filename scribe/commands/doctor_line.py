"""A line of the report of ``scribe doctor``."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One thing looked at: ``ok``, ``missing`` (with a cure) or ``note``."""

    state: str
    what: str
    told: str
