"""The day of the request, read at the edge and handed on as an argument."""

from datetime import UTC, date, datetime


def today() -> date:
    """The local calendar day: the stand-in for a date of service that nobody gave."""
    return datetime.now(UTC).astimezone().date()
