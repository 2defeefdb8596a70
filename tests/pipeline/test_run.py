"""The line from transcript to result keeps its promises whatever the readers do."""

from dataclasses import dataclass, field

import pytest

from scribe.export.json_result import result_json
from scribe.extraction.chain import ChainReading
from scribe.pipeline.run import ModelReading, Parts, draft, input_id
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.errors import ModelError, ModelTimeout, ScribeError
from scribe.schema.facts import ChiefComplaint, Diagnosis, Region
from scribe.schema.result import Component, ModelComponent
from scribe.schema.terms import RegionName
from scribe.schema.transcript import SpeakerRole, Transcript
from tests.build import encounter, quote, transcript

VISIT = transcript("P: My low back hurts.", "C: My assessment is low back pain.")


def documented(source: Transcript) -> Documentation:
    return Documentation(
        facts=(
            ChiefComplaint(
                id="f1",
                value="low back pain",
                speaker_role=SpeakerRole.PATIENT,
                evidence=(quote(source, "My low back hurts"),),
            ),
            Region(
                id="f2",
                value=RegionName.LUMBAR,
                speaker_role=SpeakerRole.PATIENT,
                about="f1",
                evidence=(quote(source, "low back"),),
            ),
            Diagnosis(
                id="f3",
                value="low back pain",
                speaker_role=SpeakerRole.CLINICIAN,
                evidence=(quote(source, "assessment is low back pain"),),
            ),
        )
    )


FAKE = Component(name="fake", version="1")


@dataclass
class Fake:
    """An extractor that gives one documentation, or fails, and counts its calls."""

    fails: ScribeError | None = None
    calls: list[str] = field(default_factory=list)
    component: Component = FAKE

    def extract(self, _: Encounter, source: Transcript) -> Documentation:
        self.calls.append("extract")
        if self.fails:
            raise self.fails
        return documented(source)


@dataclass
class FakeChain:
    """A chain whose one call gives the same documentation, only the first ``most`` facts of it, or fails."""

    fails: ModelError | None = None
    most: int | None = None
    calls: list[str] = field(default_factory=list)
    component: Component = FAKE

    def read(self, source: Transcript) -> ChainReading:
        self.calls.append("read")
        account = ModelComponent(name="m", host="127.0.0.1:1", structured="json_schema", temperature=0.0, calls=1)
        found = Documentation() if self.fails else Documentation(facts=documented(source).facts[: self.most])
        return ChainReading(found, account, {}, (self.fails,) if self.fails else ())


def model(chain: FakeChain) -> ModelReading:
    return ModelReading(chain=chain, prompt=Component(name="extract", version="v1"))


def test_a_visit_becomes_codes_with_evidence_in_the_transcript() -> None:
    result = draft(encounter(), VISIT, (), Parts(reader=Fake()))

    assert [code.code for code in result.codes] == ["M54.50"]
    for evidence in result.codes[0].evidence:
        segment = result.transcript.segment(evidence.segment_id)
        assert segment is not None
        assert segment.text[evidence.start_char : evidence.end_char] == evidence.quote


@pytest.mark.parametrize("silent", [transcript(), transcript("U: ...", "U:  ")])
def test_without_a_spoken_word_no_reader_and_no_model_is_called(silent: Transcript) -> None:
    reader, chain = Fake(), FakeChain()

    result = draft(encounter(), silent, (), Parts(reader=reader, model=model(chain)))

    assert (result.disposition, result.codes, result.note.sections) == ("no_speech", (), ())
    assert reader.calls == chain.calls == []


def test_a_failed_model_leaves_the_readers_draft_and_a_finding() -> None:
    chain = FakeChain(fails=ModelTimeout("silence", ""))

    result = draft(encounter(), VISIT, (), Parts(reader=Fake(), model=model(chain)))

    assert "MODEL_FAILED" in [finding.name for finding in result.findings]
    assert [code.code for code in result.codes] == ["M54.50"]
    assert result.provenance.extractor.name == "fake"
    assert result.provenance.model is not None
    assert result.provenance.model.error == "model-timeout"


def test_what_the_reader_alone_saw_is_a_disagreement_and_no_silence() -> None:
    result = draft(encounter(), VISIT, (), Parts(reader=Fake(), model=model(FakeChain(most=1))))

    found = [(d.kind, d.on) for d in result.documentation.disagreements]
    assert ("region", "only-one") in found
    assert ("diagnosis", "only-one") in found
    assert {"region", "diagnosis"}.isdisjoint(result.documentation.not_discussed)
    assert [code.code for code in result.codes] == ["M54.50"]


def test_a_model_that_answers_with_empty_lists_has_failed_where_the_reader_found_something() -> None:
    result = draft(encounter(), VISIT, (), Parts(reader=Fake(), model=model(FakeChain(most=0))))

    assert "MODEL_FAILED" in [finding.name for finding in result.findings]
    assert [code.code for code in result.codes] == ["M54.50"]
    assert result.provenance.model is not None
    assert result.provenance.model.error == "model-found-nothing"


def test_a_required_model_that_fails_is_an_error() -> None:
    parts = Parts(reader=Fake(), model=model(FakeChain(fails=ModelTimeout("silence", ""))), require_model=True)

    with pytest.raises(ModelTimeout):
        draft(encounter(), VISIT, (), parts)


def test_two_runs_give_the_same_bytes() -> None:
    first, second = (result_json(draft(encounter(), VISIT, (), Parts(reader=Fake()))) for _ in range(2))

    assert first == second


def test_the_id_of_an_input_depends_on_its_settings() -> None:
    assert input_id("ab", "outpatient") != input_id("ab", "inpatient")
