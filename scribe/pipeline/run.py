"""The one line from a transcript to a result: extract, code, write, check. No clock, no environment, no chance."""

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import guardrails
from scribe import __version__
from scribe.extraction.cross_check import cross_check
from scribe.extraction.extractor import Extractor
from scribe.extraction.safer import safer
from scribe.phrasing.phrase import Phrased, phrased
from scribe.schema.coding import Coding, ProposedCode
from scribe.schema.documentation import Documentation
from scribe.schema.draft import Draft
from scribe.schema.encounter import Encounter
from scribe.schema.errors import ModelError, ModelFoundNothing
from scribe.schema.facts import Fact
from scribe.schema.finding import Disposition, Finding, Review, Severity
from scribe.schema.heard import confidence_of
from scribe.schema.narrative import Narrative
from scribe.schema.result import (
    AsrComponent,
    Component,
    ModelComponent,
    Note,
    PhrasingComponent,
    Provenance,
    Result,
)
from scribe.schema.transcript import Transcript
from scribe.writing.compose import compose
from scribe.writing.markdown import render

if TYPE_CHECKING:
    from scribe.extraction.chain import ChainReading
    from scribe.phrasing.phraser import Phraser

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
    """What this installation drafts with. ``model`` is None where no language model is named.

    phraser: who words the note where the model read the visit; None for the templates.
    """

    reader: Extractor
    model: ModelReading | None = None
    require_model: bool = False
    phraser: "Phraser | None" = None


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
    return drafted(encounter, transcript, proposed, parts, read(encounter, transcript, parts), asr)


def drafted(
    encounter: Encounter,
    transcript: Transcript,
    proposed: tuple[ProposedCode, ...],
    parts: Parts,
    reading: "Reading",
    asr: AsrComponent | None = None,
) -> Result:
    """The result from what was read: coded, written and checked. Raises as ``draft`` does."""
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
    worded = _worded(whole, guardrails.check(whole), reading, parts)
    review = _with_failure(worded.review, reading.failure, worded.failure)
    return _result(worded.draft, review, reading, asr, worded.component)


def read(encounter: Encounter, transcript: Transcript, parts: Parts) -> Reading:
    """The facts: by the chain, checked against the reader, where a model is named; else by the reader alone.

    Each says how surely the words it rests on were heard.
    """
    reading = _read(encounter, transcript, parts)
    facts = (_as_heard(fact, transcript) for fact in reading.documentation.facts)
    return replace(reading, documentation=reading.documentation.with_facts(facts))


def _as_heard(fact: Fact, transcript: Transcript) -> Fact:
    confidence = confidence_of(fact.evidence, transcript)
    return fact if confidence is None else fact.model_copy(update={"confidence": confidence})


def _read(encounter: Encounter, transcript: Transcript, parts: Parts) -> Reading:
    if not transcript.word_count:
        return Reading(Documentation(), parts.reader.component)
    by_reader = parts.reader.extract(encounter, transcript)
    if parts.model is None:
        return Reading(by_reader, parts.reader.component)
    return _by_model(parts.model, transcript, by_reader, parts)


def _by_model(model: ModelReading, transcript: Transcript, by_reader: Documentation, parts: Parts) -> Reading:
    """The chain's facts; where any of its calls failed, the reader's: half a reading must not pass for a whole."""
    reading = model.chain.read(transcript)
    if failure := _failure(reading, by_reader):
        if parts.require_model:
            raise failure
        account = reading.model.model_copy(update={"error": failure.code})
        return Reading(by_reader, parts.reader.component, account, model.prompt, failure)
    disagreements = cross_check(reading.documentation, by_reader)
    checked = safer(reading.documentation, by_reader, disagreements)
    return Reading(checked, model.chain.component, reading.model, model.prompt)


def _failure(reading: "ChainReading", by_reader: Documentation) -> ModelError | None:
    """The first failure. Empty lists alone are one where the reader found something: that is no silence."""
    if reading.failures:
        return reading.failures[0]
    if by_reader.facts and not reading.documentation.facts:
        return ModelFoundNothing("The model wrote no fact that could be kept.", "Try another model.")
    return None


def _worded(whole: Draft, review: Review, reading: Reading, parts: Parts) -> Phrased:
    """The draft in the model's words where it read the visit and is to word it; a failed one is not asked again."""
    if parts.phraser is None or reading.model is None or reading.failure or review.disposition in _UNDRAFTED:
        return Phrased(whole, review)
    worded = phrased(whole, review, parts.phraser, reading.model.seconds or 0.0)
    if worded.failure and parts.require_model:
        raise worded.failure
    return worded


def _with_failure(review: Review, of_reading: ModelError | None, of_wording: ModelError | None) -> Review:
    """The review with what failed of the model, after errors and alerts."""
    if review.disposition is Disposition.NO_SPEECH or not (of_reading or of_wording):
        return review
    failed = [_reading_failed(of_reading)] if of_reading else []
    failed += [_wording_failed(of_wording)] if of_wording else []
    graver = [f for f in review.findings if f.severity is Severity.ERROR or _is_alert(f)]
    others = [f for f in review.findings if f not in graver]
    return review.model_copy(update={"findings": (*graver, *failed, *others)})


def _reading_failed(failure: ModelError) -> Finding:
    return Finding(
        rule="SY101",
        name="MODEL_FAILED",
        severity=Severity.WARNING,
        message=f"The language model gave no usable reply ({failure.code}); the deterministic reader drafted.",
        citation="Scribe public interface, Commands",
    )


def _wording_failed(failure: ModelError) -> Finding:
    return Finding(
        rule="SY102",
        name="MODEL_WORDING_FAILED",
        severity=Severity.INFO,
        message=f"The language model did not word every section ({failure.code}); fixed wording stands there.",
        citation="Scribe public interface, Commands",
    )


def _is_alert(finding: Finding) -> bool:
    return finding.rule.startswith("CA") and finding.severity is Severity.WARNING


def _result(
    whole: Draft,
    review: Review,
    reading: Reading,
    asr: AsrComponent | None,
    phrasing: PhrasingComponent | None,
) -> Result:
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
            phrasing=phrasing,
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
