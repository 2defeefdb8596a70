"""Consent: who allowed the recording of a visit, when and how; a record of what happened, never text we wrote."""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from scribe.schema.record import Record

Named = Annotated[str, Field(min_length=1, max_length=200)]


class ConsentMethod(StrEnum):
    """How consent was given."""

    VERBAL = "verbal"
    WRITTEN = "written"
    ELECTRONIC = "electronic"


class Consent(Record):
    """One given consent. Without it no sound of a visit is kept. FHIR Consent: grantor, controller, dateTime."""

    given_by: Named
    """Who gave it: the patient, or whoever may speak for the patient."""
    obtained_by: Named
    """Who asked for it."""
    obtained_at: AwareDatetime
    """When it was given, with its time zone."""
    method: ConsentMethod
    wording: Annotated[str, Field(min_length=1, max_length=4000)] | None = None
    """The words that were put to the patient, where the site keeps them; stored as given and shown nowhere else."""
