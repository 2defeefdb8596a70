"""Signing: who put a signature under a note, in which role, when, and under which statement."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from scribe.schema.record import Record
from scribe.schema.transcript import NFC

_Named = Annotated[str, Field(min_length=1, max_length=200), NFC]


class Signing(Record):
    """One signature. It makes a note final; ``amended``: a note that was signed before and changed since."""

    by: _Named
    """Who signed, as the site names the person."""
    role: _Named
    """In which role: "attending physician"."""
    at: AwareDatetime
    """When, with its time zone."""
    statement: Annotated[str, Field(min_length=1, max_length=2000), NFC]
    """What the person stated by signing, as it was shown."""
    amended: bool = False
