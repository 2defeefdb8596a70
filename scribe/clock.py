"""The moment and the day of a request, read at the edge and handed on as an argument."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The local calendar day: the stand-in for a date of service that nobody gave."""
    return datetime.now(UTC).astimezone().date()
