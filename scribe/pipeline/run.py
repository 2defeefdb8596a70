"""The one line from a transcript to a result: extract, code, write, check. No clock, no environment, no chance."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import guardrails
from scribe import __version__
from scribe.extraction.cross_check import cross_check
from scribe.extraction.extractor import Extractor
from scribe.extraction.safer import safer
from scribe.schema.coding import Coding, ProposedCode
from scribe.schema.documentation import Documentation
from scribe.schema.draft import Draft
from scribe.schema.encounter import Encounter
from scribe.schema.errors import ModelError
from scribe.schema.finding import Disposition, Finding, Review, Severity
from scribe.schema.narrative import Narrative
from scribe.schema.result import AsrComponent, Component, ModelComponent, Note, Provenance, Result
from scribe.schema.transcript import Transcript
from scribe.writing.compose import compose
from scribe.writing.markdown import render

if TYPE_CHECKING:
    from scribe.extraction.chain import ChainReading

SOFTWARE = Component(name="scribe", version=__version__)
_UNDRAFTED = (Disposition.NO_SPEECH, Disposition.OUT_OF_SCOPE)


@dataclass(frozen=True)
class ModelReading:
    """The LLM chain and the prompt it asks with."""

    chain: "ModelReader"
    prompt: Component


class ModelReader(Protocol):
    """What a chain is to the pipeline: a reading with its account, failures named and not raised."""

    @property
    def component(self) -> Component:
        """Name, version and hash for the provenance."""

    def read(self, transcript: Transcript) -> "ChainReading":
        """The facts, what failed, and what it cost."""


@dataclass(frozen=True)
class Parts:
    """What this installation drafts with. ``model`` is None where no language model is named."""

    reader: Extractor
    model: ModelReading | None = None
    require_model: bool = False


@dataclass(frozen=True)
class Reading:
    """The documentation and who read it; ``failure`` where the model failed and the reader stood in."""

    documentation: Documentation
    extractor: Component
    model: ModelComponent | None = None
    prompt: Component | None = None
    failure: ModelError | None = None


def draft(
    encounter: Encounter,
    transcript: Transcript,
    proposed: tuple[ProposedCode, ...],
    parts: Parts,
    asr: AsrComponent | None = None,
) -> Result:
    """The result of a visit. Without a spoken word no reader runs and no model is called.

    Raises DateOfServiceOutOfRange, and ModelError only where the model is required.
    """
    guardrails.code_set_for(encounter.date_of_service)
    reading = read(encounter, transcript, parts)
    coding = guardrails.code(encounter, reading.documentation)
    narrative = compose(reading.documentation)
    whole = Draft(
        encounter=encounter,
        transcript=transcript,
        documentation=reading.documentation,
        coding=coding,
        proposed=proposed,
        narrative=narrative,
    )
    review = _with_failure(guardrails.check(whole), reading.failure)
    return _result(whole, review, reading, asr)


def read(encounter: Encounter, transcript: Transcript, parts: Parts) -> Reading:
    """The facts: by the chain, checked against the reader, where a model is named; else by the reader alone."""
    if not transcript.word_count:
        return Reading(Documentation(), parts.reader.component)
    by_reader = parts.reader.extract(encounter, transcript)
    if parts.model is None:
        return Reading(by_reader, parts.reader.component)
    return _by_model(parts.model, transcript, by_reader, parts)


def _by_model(model: ModelReading, transcript: Transcript, by_reader: Documentation, parts: Parts) -> Reading:
    """The chain's facts; where any of its calls failed, the reader's: half a reading must not pass for a whole."""
    reading = model.chain.read(transcript)
    if reading.failures:
        failure = reading.failures[0]
        if parts.require_model:
            raise failure
        account = reading.model.model_copy(update={"error": failure.code})
        return Reading(by_reader, parts.reader.component, account, model.prompt, failure)
    disagreements = cross_check(reading.documentation, by_reader)
    checked = safer(reading.documentation, disagreements)
    return Reading(checked, model.chain.component, reading.model, model.prompt)


def _with_failure(review: Review, failure: ModelError | None) -> Review:
    if failure is None or review.disposition is Disposition.NO_SPEECH:
        return review
    finding = Finding(
        rule="SY101",
        name="MODEL_FAILED",
        severity=Severity.WARNING,
        message=f"The language model gave no usable reply ({failure.code}); the deterministic reader drafted.",
        citation="Scribe public interface, Commands",
    )
    graver = [f for f in review.findings if f.severity is Severity.ERROR or _is_alert(f)]
    others = [f for f in review.findings if f not in graver]
    return review.model_copy(update={"findings": (*graver, finding, *others)})


def _is_alert(finding: Finding) -> bool:
    return finding.rule.startswith("CA") and finding.severity is Severity.WARNING


def _result(whole: Draft, review: Review, reading: Reading, asr: AsrComponent | None) -> Result:
    transcript = whole.transcript or Transcript(segments=())
    undrafted = review.disposition in _UNDRAFTED
    narrative = Narrative() if undrafted else whole.narrative
    coding = Coding(code_set=whole.coding.code_set) if undrafted else whole.coding
    markdown = render(whole.encounter, transcript, whole.documentation, coding, narrative, review)
    return Result(
        encounter=whole.encounter,
        transcript=transcript,
        documentation=whole.documentation,
        codes=coding.assignments,
        withheld=coding.withheld,
        proposed_codes=whole.proposed,
        findings=review.findings,
        queries=review.queries,
        accounts=() if undrafted else review.accounts,
        note=Note(sections=narrative.sections, markdown=markdown),
        disposition=review.disposition,
        provenance=Provenance(
            asr=asr,
            extractor=reading.extractor,
            model=reading.model,
            prompt=reading.prompt,
            rule_pack=guardrails.rule_pack_component(),
            code_set=guardrails.code_set_component(whole.encounter.date_of_service),
            software=SOFTWARE,
        ),
    )


def input_id(content_sha256: str, *settings: str) -> str:
    """The id of an encounter nobody named: a hash of its input's hash and the settings that shape the result."""
    digest = hashlib.sha256(content_sha256.encode())
    for setting in settings:
        digest.update(b"\x00" + setting.encode())
    return digest.hexdigest()[:32]
