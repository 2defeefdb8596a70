"""Terms: the closed values of facts. The vocabulary is that of the public contract; assertion, experiencer and
temporality follow ConText (Harkema et al. 2009).
"""

from enum import StrEnum


class Assertion(StrEnum):
    """Status of what was said. A kind nobody spoke of makes no fact at all."""

    DOCUMENTED = "documented"
    DENIED = "denied"
    """Stated to be absent, by anyone."""
    UNCERTAIN = "uncertain"


class Experiencer(StrEnum):
    """Whose condition it is."""

    PATIENT = "patient"
    FAMILY = "family"
    OTHER = "other"


class Temporality(StrEnum):
    """When it holds."""

    CURRENT = "current"
    PAST = "past"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


class FactKind(StrEnum):
    """What a fact is about, in the order of the contract."""

    REGION = "region"
    LATERALITY = "laterality"
    RADIATION = "radiation"
    CHRONICITY = "chronicity"
    ONSET = "onset"
    SEVERITY = "severity"
    PAIN_DESCRIPTION = "pain_description"
    MECHANISM = "mechanism"
    FUNCTIONAL_LIMITATION = "functional_limitation"
    RANGE_OF_MOTION = "range_of_motion"
    TREATMENT = "treatment"
    IMAGING = "imaging"
    PSYCHOGENIC = "psychogenic"
    RED_FLAG = "red_flag"
    NEUROLOGIC_EXAM = "neurologic_exam"
    PHYSICAL_EXAM = "physical_exam"
    HISTORY = "history"
    PLAN = "plan"
    ENCOUNTER_REASON = "encounter_reason"
    CHIEF_COMPLAINT = "chief_complaint"
    DIAGNOSIS = "diagnosis"


class RegionName(StrEnum):
    """Site of the pain."""

    CERVICAL = "cervical"
    THORACIC = "thoracic"
    LUMBAR = "lumbar"
    LUMBOSACRAL = "lumbosacral"
    SACRAL = "sacral"
    SACROILIAC = "sacroiliac"
    COCCYGEAL = "coccygeal"
    FLANK = "flank"
    UNSPECIFIED = "unspecified"


PARTS_OF_THE_BACK = frozenset(
    {RegionName.THORACIC, RegionName.LUMBAR, RegionName.LUMBOSACRAL, RegionName.SACRAL, RegionName.SACROILIAC}
)
"""Regions that somebody who only says "back" may mean."""


class Side(StrEnum):
    """Side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"
    UNSPECIFIED = "unspecified"


class RadiationSite(StrEnum):
    """Where the pain travels."""

    LEG = "leg"
    ARM = "arm"
    BUTTOCK = "buttock"
    GROIN = "groin"
    CHEST_WALL = "chest_wall"
    NONE = "none"


class Chronicity(StrEnum):
    """Only as said in words; a duration is an ``onset`` fact and never makes pain chronic."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"
    UNSPECIFIED = "unspecified"


class Motion(StrEnum):
    """Range of motion as found or reported."""

    FULL = "full"
    LIMITED = "limited"
    PAINFUL = "painful"


class PsychogenicLink(StrEnum):
    """What the clinician says of a psychological origin of the pain (mood alone is ``history``)."""

    EXCLUSIVE = "exclusive"
    RELATED_FACTORS = "related_factors"
    UNSPECIFIED = "unspecified"


class InjuryStatus(StrEnum):
    """Whether the mechanism is a current injury."""

    CURRENT = "current"
    OLD = "old"
    NONE = "none"
    UNCLEAR = "unclear"


class TreatmentKind(StrEnum):
    """Family of a treatment."""

    DRUG = "drug"
    THERAPY = "therapy"
    EXERCISE = "exercise"
    INJECTION = "injection"
    SURGERY = "surgery"
    DEVICE = "device"
    OTHER = "other"


class TreatmentResponse(StrEnum):
    """What the treatment did, as said."""

    HELPED = "helped"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class ImagingStatus(StrEnum):
    """``reviewed``: the clinician looked at it. ``reported``: read from a report or told by the patient."""

    ORDERED = "ordered"
    REVIEWED = "reviewed"
    REPORTED = "reported"
