"""Encounter: the visit as every step sees it; an argument of each step, never changed."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from scribe.schema.record import Record


class Setting(StrEnum):
    """Place of care; decides between guideline parts IV (outpatient, emergency) and II/III (inpatient)."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"
    EMERGENCY = "emergency"


class Sex(StrEnum):
    """FHIR administrative gender."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Encounter(Record):
    """One visit. Source of the field names: FHIR Encounter, ICD-10-CM Guidelines (date of service, setting)."""

    id: Annotated[str, Field(min_length=1, max_length=128)]
    date_of_service: date
    """The day that decides which code set is in force (discharge day for an inpatient stay)."""
    date_of_service_assumed: bool = False
    """True where nobody gave a date of service and the day of the run stands in for it."""
    setting: Setting = Setting.OUTPATIENT
    encounter_type: Annotated[str, Field(max_length=128)] | None = None
    age_years: Annotated[int, Field(ge=0, le=150)] | None = None
    sex: Sex | None = None
