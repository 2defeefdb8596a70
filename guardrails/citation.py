"""Citation: the authority a rule follows, with section and edition."""

from dataclasses import dataclass
from datetime import date

FIRST_DAY, LAST_DAY = date(2015, 10, 1), date(9999, 12, 31)
"""ICD-10-CM came into use on the first; what has no end has the last."""


@dataclass(frozen=True, slots=True)
class Citation:
    """``source`` is the work, ``section`` the place in it, ``edition`` the year it is read in."""

    source: str
    section: str
    edition: str = "FY2026"

    def __str__(self) -> str:
        return f"{self.source}, {self.section} ({self.edition})"


def guidelines(section: str) -> Citation:
    """A section of the Official Guidelines for Coding and Reporting."""
    return Citation("ICD-10-CM Official Guidelines", section)


def tabular(section: str) -> Citation:
    """A line of the Tabular List."""
    return Citation("ICD-10-CM Tabular List", section, "April 2026")


def index(section: str) -> Citation:
    """An entry of the Alphabetic Index."""
    return Citation("ICD-10-CM Alphabetic Index", section)


def query_practice(section: str) -> Citation:
    """The practice brief on compliant provider queries."""
    return Citation("AHIMA/ACDIS Guidelines for Achieving a Compliant Query Practice", section, "2022")
