"""Fact: one atomic claim of the encounter, with its status, its owner, its time and its evidence.

A tagged union on ``kind``. Closed values are terms; open values are short text.
"""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import ConfigDict, Field

from scribe.schema.evidence import EvidenceList
from scribe.schema.record import Record
from scribe.schema.terms import (
    Assertion,
    Chronicity,
    Experiencer,
    FactKind,
    ImagingStatus,
    InjuryStatus,
    Motion,
    PsychogenicLink,
    RadiationSite,
    RegionName,
    Side,
    Temporality,
    TreatmentKind,
    TreatmentResponse,
)
from scribe.schema.transcript import NFC, Probability, SpeakerRole

Scalar: TypeAlias = str | int | float | bool | None
OpenText = Annotated[str, Field(min_length=1, max_length=500), NFC]
_Text = Annotated[str, Field(max_length=300), NFC] | None


class Attributes(Record):
    """Details of one fact, each None where it was not said. Further scalar attributes are kept as given."""

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, Scalar]


class NoAttributes(Attributes):
    """A kind whose value says everything."""


class LateralityAttributes(Attributes):
    """``of_what``: the part whose side it is (``leg``, ``low back``)."""

    of_what: _Text = None


class RadiationAttributes(Attributes):
    """``side``, ``to_where`` (``below the knee``) and ``quality`` (``burning``) of travelling pain."""

    side: Side | None = None
    to_where: _Text = None
    quality: _Text = None


class ChronicityAttributes(Attributes):
    """``words``: the word that was said (``chronic``)."""

    words: _Text = None


class QuantityAttributes(Attributes):
    """``duration`` in ``unit`` (hour, day, week, month, year); for a severity, when that severity holds."""

    duration: float | None = None
    unit: _Text = None


class MechanismAttributes(Attributes):
    """``injury``: is it a current one. ``date``: as said."""

    injury: InjuryStatus | None = None
    date: _Text = None


class MotionAttributes(Attributes):
    """``movement`` (flexion, extension, rotation, lateral bending), ``region`` and ``degrees`` measured."""

    movement: _Text = None
    region: RegionName | None = None
    degrees: float | None = None


class TreatmentAttributes(Attributes):
    """``kind`` of treatment, ``dose`` as said, ``response`` as said."""

    kind: TreatmentKind | None = None
    dose: _Text = None
    response: TreatmentResponse | None = None


class ImagingAttributes(Attributes):
    """``modality`` (x-ray, MRI, CT, bone scan), ``region`` and ``status``."""

    modality: _Text = None
    region: RegionName | None = None
    status: ImagingStatus | None = None


class DiagnosisAttributes(Attributes):
    """``stated_by``: whose diagnosis it is. ``certainty_words``: the hedge that was said (``probably``)."""

    stated_by: SpeakerRole | None = None
    certainty_words: _Text = None


class FactBase(Record):
    """What every fact has. ``about``: id of the ``chief_complaint`` or ``diagnosis`` it belongs to, or None.

    disputed: two readers understood it differently, and this is the safer form. It is no provider's uncertainty, so
    no setting codes it as if it were established. confidence: how surely the least sure of the words that decide it
    was heard; None where nobody measured it (a typed transcript).
    """

    id: Annotated[str, Field(min_length=1, max_length=64)]
    kind: FactKind
    value: Any
    assertion: Assertion = Assertion.DOCUMENTED
    experiencer: Experiencer = Experiencer.PATIENT
    temporality: Temporality = Temporality.CURRENT
    speaker_role: SpeakerRole = SpeakerRole.UNKNOWN
    about: str | None = None
    disputed: bool = False
    confidence: Probability | None = None
    evidence: EvidenceList
    attributes: Attributes = NoAttributes()


class Region(FactBase):
    kind: Literal[FactKind.REGION] = FactKind.REGION
    value: RegionName
    attributes: NoAttributes = NoAttributes()


class Laterality(FactBase):
    kind: Literal[FactKind.LATERALITY] = FactKind.LATERALITY
    value: Side
    attributes: LateralityAttributes = LateralityAttributes()


class Radiation(FactBase):
    kind: Literal[FactKind.RADIATION] = FactKind.RADIATION
    value: RadiationSite
    attributes: RadiationAttributes = RadiationAttributes()


class ChronicityFact(FactBase):
    kind: Literal[FactKind.CHRONICITY] = FactKind.CHRONICITY
    value: Chronicity
    attributes: ChronicityAttributes = ChronicityAttributes()


class Onset(FactBase):
    kind: Literal[FactKind.ONSET] = FactKind.ONSET
    value: OpenText
    attributes: QuantityAttributes = QuantityAttributes()


class Severity(FactBase):
    """``value``: 0 to 10 where a number was said, else the words."""

    kind: Literal[FactKind.SEVERITY] = FactKind.SEVERITY
    value: Annotated[int, Field(ge=0, le=10)] | Annotated[float, Field(ge=0, le=10)] | OpenText
    attributes: QuantityAttributes = QuantityAttributes()


class PainDescription(FactBase):
    kind: Literal[FactKind.PAIN_DESCRIPTION] = FactKind.PAIN_DESCRIPTION
    value: OpenText
    attributes: QuantityAttributes = QuantityAttributes()


class Mechanism(FactBase):
    kind: Literal[FactKind.MECHANISM] = FactKind.MECHANISM
    value: OpenText
    attributes: MechanismAttributes = MechanismAttributes()


class FunctionalLimitation(FactBase):
    kind: Literal[FactKind.FUNCTIONAL_LIMITATION] = FactKind.FUNCTIONAL_LIMITATION
    value: OpenText
    attributes: NoAttributes = NoAttributes()


class RangeOfMotion(FactBase):
    kind: Literal[FactKind.RANGE_OF_MOTION] = FactKind.RANGE_OF_MOTION
    value: Motion
    attributes: MotionAttributes = MotionAttributes()


class Treatment(FactBase):
    kind: Literal[FactKind.TREATMENT] = FactKind.TREATMENT
    value: OpenText
    attributes: TreatmentAttributes = TreatmentAttributes()


class Imaging(FactBase):
    """``value``: the finding, or None where imaging was only ordered or mentioned."""

    kind: Literal[FactKind.IMAGING] = FactKind.IMAGING
    value: OpenText | None = None
    attributes: ImagingAttributes = ImagingAttributes()


class Psychogenic(FactBase):
    kind: Literal[FactKind.PSYCHOGENIC] = FactKind.PSYCHOGENIC
    value: PsychogenicLink
    attributes: NoAttributes = NoAttributes()


class RedFlag(FactBase):
    kind: Literal[FactKind.RED_FLAG] = FactKind.RED_FLAG
    value: OpenText
    attributes: NoAttributes = NoAttributes()


class NeurologicExam(FactBase):
    kind: Literal[FactKind.NEUROLOGIC_EXAM] = FactKind.NEUROLOGIC_EXAM
    value: OpenText
    attributes: NoAttributes = NoAttributes()


class PhysicalExam(FactBase):
    kind: Literal[FactKind.PHYSICAL_EXAM] = FactKind.PHYSICAL_EXAM
    value: OpenText
    attributes: NoAttributes = NoAttributes()


class History(FactBase):
    kind: Literal[FactKind.HISTORY] = FactKind.HISTORY
    value: OpenText
    attributes: NoAttributes = NoAttributes()


class Plan(FactBase):
    kind: Literal[FactKind.PLAN] = FactKind.PLAN
    value: OpenText
    attributes: NoAttributes = NoAttributes()


class EncounterReason(FactBase):
    kind: Literal[FactKind.ENCOUNTER_REASON] = FactKind.ENCOUNTER_REASON
    value: OpenText
    attributes: NoAttributes = NoAttributes()


class ChiefComplaint(FactBase):
    kind: Literal[FactKind.CHIEF_COMPLAINT] = FactKind.CHIEF_COMPLAINT
    value: OpenText
    attributes: NoAttributes = NoAttributes()


class Diagnosis(FactBase):
    """``value``: as stated. Whose diagnosis it is, is in ``attributes.stated_by``, else the speaker."""

    kind: Literal[FactKind.DIAGNOSIS] = FactKind.DIAGNOSIS
    value: OpenText
    attributes: DiagnosisAttributes = DiagnosisAttributes()


Fact = Annotated[
    Region
    | Laterality
    | Radiation
    | ChronicityFact
    | Onset
    | Severity
    | PainDescription
    | Mechanism
    | FunctionalLimitation
    | RangeOfMotion
    | Treatment
    | Imaging
    | Psychogenic
    | RedFlag
    | NeurologicExam
    | PhysicalExam
    | History
    | Plan
    | EncounterReason
    | ChiefComplaint
    | Diagnosis,
    Field(discriminator="kind"),
]
