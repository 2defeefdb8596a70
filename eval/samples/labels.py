"""LabelledEncounter: one sample of the evaluation, an encounter and what must come of it.

The labels are written from the script and the decision table of the coding reference, before any run, and never
taken from what the program gives. ``docs/fixtures.md`` tells how; the JSON Schema beside it is made from here.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from scribe.schema.facts import Scalar
from scribe.schema.finding import Disposition
from scribe.schema.record import Record
from scribe.schema.request import NoteRequest
from scribe.schema.terms import Assertion, Experiencer, FactKind, Temporality
from scribe.schema.transcript import Seconds, SpeakerRole

FORMAT = "scribe-eval-encounter/1"
Text = Annotated[str, Field(min_length=1)]
Value: TypeAlias = str | int | float | None


class Importance(StrEnum):
    """Major: its loss or its invention can change a code, a treatment or what is done about a red flag."""

    MAJOR = "major"
    MINOR = "minor"


class FactLabel(Record):
    """A fact that a careful reader finds in the transcript.

    A fact of the program matches where the kind, the assertion, the experiencer and every attribute named here
    agree, one quote of its evidence stands in one of ``segments``, and its value is ``value``, one of ``or_values``
    or, of an open kind, holds one of ``words`` (in the value or in its quotes, without regard to case).
    """

    kind: FactKind
    value: Value
    """As the result writes it; of an open kind a few plain words. None only for imaging without a finding."""
    quote: Text
    """The words it rests on, as they stand in the first of ``segments``."""
    segments: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Ids of the segments in which it is said, the best first."""
    assertion: Assertion = Assertion.DOCUMENTED
    experiencer: Experiencer = Experiencer.PATIENT
    temporality: Temporality = Temporality.CURRENT
    or_values: tuple[Value, ...] = ()
    words: tuple[Text, ...] = ()
    attributes: dict[str, Scalar] = Field(default_factory=dict)
    about: Text | None = None
    """The ``name`` of the chief_complaint or diagnosis label that it belongs to."""
    name: Text | None = None
    importance: Importance = Importance.MAJOR
    required: bool = True
    """False: a careful reader may leave it out; it is neither an omission nor unsupported."""


class Expected(Record):
    """What must come of the encounter."""

    why: Text
    """The rows of the decision table or the rules that the labels follow from."""
    codes: tuple[Text, ...]
    """In sequence."""
    also_acceptable: tuple[tuple[Text, ...], ...] = ()
    """Other sequences that a certified coder may stand by."""
    never_codes: tuple[Text, ...] = ()
    disposition: Disposition
    queries: tuple[Text, ...] = ()
    """Names of all provider queries: one more or one less is an error."""
    findings: tuple[Text, ...] = ()
    """Names that must stand among the findings."""
    never_findings: tuple[Text, ...] = ()
    """Names that must not."""
    facts: tuple[FactLabel, ...] = ()
    complete_for: tuple[FactKind, ...] = ()
    """Kinds of which every fact is labelled: a fact of one of them that matches no label is unsupported."""
    documented: tuple[FactKind, ...] = ()
    """Kinds of which there must be a fact, whatever its assertion."""
    not_discussed: tuple[FactKind, ...] = ()
    """Kinds nobody spoke of: there must be no fact."""
    never_words: tuple[Text, ...] = ()
    """Words that must not stand in the note, for nobody said them."""


class Voice(StrEnum):
    """Of ``eval/recordings/voices.py``."""

    WOMAN = "woman"
    MAN = "man"
    ANOTHER_MAN = "another_man"


class Noise(StrEnum):
    """Of the room under the voices: none to speak of, 20 dB below them, 10 dB below them."""

    QUIET = "quiet"
    MODERATE = "moderate"
    LOUD = "loud"


class Recording(Record):
    """How the encounter was spoken. ``file``, ``sha256`` and ``turns`` are written when it is rendered."""

    voices: dict[SpeakerRole, Voice]
    noise: Noise
    pronounced: dict[Voice, dict[str, str]] = Field(default_factory=dict)
    """For each voice, written form -> how it must be told to read it."""
    file: Text | None = None
    sha256: Text | None = None
    duration: Seconds | None = None
    turns: tuple[tuple[Seconds, Seconds], ...] = ()
    """Start and end of each segment in seconds, in order."""


class LabelledEncounter(Record):
    """One file. The name of the file is the name of the sample."""

    format: Literal["scribe-eval-encounter/1"]
    title: Text
    family: Text
    """Of the decision table: ``low-back``, ``injury``, ``psychogenic``; suites report by it."""
    source: Text
    """Who wrote it, and from what."""
    licence: Text
    labelled_by: Text
    """Who labelled it, from which reference."""
    request: NoteRequest
    expected: Expected
    recording: Recording | None = None

    @model_validator(mode="after")
    def _labels_stand_in_the_words(self) -> Self:
        """Every quote in its segment, every name known. The messages hold places and no words."""
        texts = {segment.id: segment.text for segment in self.request.transcript.segments}
        if None in texts or len(texts) != len(self.request.transcript.segments):
            raise ValueError("every segment needs an id of its own")
        names = {label.name for label in self.expected.facts if label.name}
        for number, label in enumerate(self.expected.facts):
            if unknown := [segment for segment in label.segments if segment not in texts]:
                raise ValueError(f"facts[{number}] names segments that are not there: {', '.join(unknown)}")
            if label.quote not in texts[label.segments[0]]:
                raise ValueError(f"facts[{number}].quote does not stand in segment {label.segments[0]}")
            if label.about is not None and label.about not in names:
                raise ValueError(f"facts[{number}].about is no name of a label")
        both = set(self.expected.not_discussed) & {label.kind for label in self.expected.facts if label.required}
        if both:
            raise ValueError(f"labelled and yet not discussed: {', '.join(sorted(both))}")
        return self
