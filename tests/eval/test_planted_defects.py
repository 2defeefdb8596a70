"""Each gate is shown to fail: twelve planted defects, each caught by the suite that is meant for it.

Every suite is run twice over the same few samples, as it is and with the defect; the gate holds the first time and
fails the second. Of the gates only the numbers of samples they ask for are lowered, for the samples are few.
"""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval import suites
from eval.metrics import codes_exact
from eval.metrics.metric import Metric
from eval.results import RunResult
from eval.running.evaluate import Plan, evaluate
from eval.running.folder import RunFolder
from eval.running.judge import RAN
from eval.samples import folder, heard
from eval.samples.labels import Expected
from eval.samples.lock import rendered
from eval.suite import FIXTURES, Setup, Suite
from eval.suites import labelled, latency, recorded_model
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.narrative import Section, Statement
from scribe.schema.result import Result
from scribe.schema.terms import Assertion, Side
from scribe.schema.transcript import Segment, Transcript

FEW = ("acute-neck-pain-after-a-night-on-a-couch", "right-sciatica-no-back-pain", "sciatica-side-never-said")
Change = Callable[[Result], Result]


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A folder with a few of the fixtures, and a lock of its own."""
    there = tmp_path / "fixtures"
    there.mkdir()
    for name in FEW:
        shutil.copy(FIXTURES / "visits" / f"{name}.json", there)
    (there / folder.LOCK).write_text(rendered(there), "utf-8")
    folder.found.cache_clear()
    folder.read_lock.cache_clear()
    return there


def gates(suite: Suite, fixtures: Path, out: Path) -> dict[str, bool]:
    """The gates of a suite over a folder, whether each holds."""
    eased = replace(suite, gates=tuple(replace(gate, min_scored=1) for gate in suite.gates))
    made: RunResult = evaluate(Plan([eased], Setup(fixtures=fixtures), RunFolder(out), 1, lambda _: eased))
    return {gate.gate: gate.passed for gate in made.suites[0].gates}


def caught(
    monkeypatch: pytest.MonkeyPatch, name: str, gate: str, fixtures: Path, out: Path, target: str, change: Change
) -> None:
    """The gate holds as it is and fails where every result of ``eval.suites.labelled.<target>`` is changed."""
    assert gates(suites.known(name), fixtures, out / "sound")[gate] is True
    sound = getattr(labelled, target)
    monkeypatch.setattr(labelled, target, lambda *given: change(sound(*given)))
    assert gates(suites.known(name), fixtures, out / "defect")[gate] is False


def with_facts(result: Result, change: Callable[[Fact], Fact]) -> Result:
    facts = result.documentation.with_facts(map(change, result.documentation.facts))
    return result.model_copy(update={"documentation": facts})


def test_1_a_dropped_negation(monkeypatch: pytest.MonkeyPatch, few: Path, tmp_path: Path) -> None:
    def affirmed(fact: Fact) -> Fact:
        denied = fact.assertion is Assertion.DENIED
        return fact.model_copy(update={"assertion": Assertion.DOCUMENTED}) if denied else fact

    suite, gate = "transcript-to-documentation", "assertion-flips"
    caught(monkeypatch, suite, gate, few, tmp_path, "read", lambda result: with_facts(result, affirmed))


def test_2_a_swapped_side(monkeypatch: pytest.MonkeyPatch, few: Path, tmp_path: Path) -> None:
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}

    def swapped(fact: Fact) -> Fact:
        side = getattr(fact.attributes, "side", None)
        attributes = fact.attributes.model_copy(update={"side": other[side]}) if side in other else fact.attributes
        return fact.model_copy(update={"value": other.get(fact.value, fact.value), "attributes": attributes})

    suite, gate = "transcript-to-documentation", "side-swaps"
    caught(monkeypatch, suite, gate, few, tmp_path, "read", lambda result: with_facts(result, swapped))


def test_3_a_fabricated_exam_sentence(monkeypatch: pytest.MonkeyPatch, few: Path, tmp_path: Path) -> None:
    def examined(result: Result) -> Result:
        words = result.documentation.facts[0].evidence
        made_up = Statement(text="Right ankle reflex absent, strength 3 of 5, no clonus.", evidence=words)
        sections = (*result.note.sections, Section(title="Physical examination", statements=(made_up,)))
        return result.model_copy(update={"note": result.note.model_copy(update={"sections": sections})})

    caught(monkeypatch, "transcript-to-note", "unsupported-major", few, tmp_path, "read", examined)


def test_4_an_invalid_code(monkeypatch: pytest.MonkeyPatch, few: Path, tmp_path: Path) -> None:
    def header(result: Result) -> Result:
        first, *others = result.codes
        return result.model_copy(update={"codes": (first.model_copy(update={"code": "M54.5"}), *others)})

    caught(monkeypatch, "documentation-to-codes", "invalid-codes", few, tmp_path, "from_labels", header)


def test_5_a_query_that_leads(monkeypatch: pytest.MonkeyPatch, few: Path, tmp_path: Path) -> None:
    def leading(result: Result) -> Result:
        question = "Please document left sciatica so that the higher-paying code can be billed."
        asked = [query.model_copy(update={"question": question}) for query in result.queries]
        return result.model_copy(update={"queries": tuple(asked)})

    caught(monkeypatch, "documentation-to-codes", "leading-queries", few, tmp_path, "from_labels", leading)


def test_6_a_quote_off_by_one(monkeypatch: pytest.MonkeyPatch, few: Path, tmp_path: Path) -> None:
    def off(quote: Evidence) -> Evidence:
        return quote.model_copy(update={"start_char": quote.start_char + 1, "end_char": quote.end_char + 1})

    def shifted(fact: Fact) -> Fact:
        return fact.model_copy(update={"evidence": (off(fact.evidence[0]), *fact.evidence[1:])})

    suite, gate = "transcript-to-documentation", "evidence-located"
    caught(monkeypatch, suite, gate, few, tmp_path, "read", lambda result: with_facts(result, shifted))


def test_7_words_on_silence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    there = tmp_path / "fixtures" / "visits"
    there.mkdir(parents=True)
    shutil.copy(FIXTURES / "visits" / "nobody-speaks.json", there)
    (there.parent / "recordings").mkdir()
    shutil.copy(FIXTURES / "recordings" / "room-noise.opus", there.parent / "recordings")
    words: list[str] = []

    def said(recording: Path) -> heard.Heard:
        segments = (Segment(id=f"s{n}", text=text, start=1.0, end=2.0) for n, text in enumerate(words))
        transcript = Transcript(segments=tuple(segments), duration=60.0)
        return heard.Heard(recording_sha256="0", asr=ASR, seconds=1.0, transcript=transcript)

    monkeypatch.setattr("eval.suites.audio_to_transcript.hear", said)
    suite = suites.known("audio-to-transcript")
    assert gates(suite, there.parent, tmp_path / "sound")["words-on-silence"] is True
    words.append("Thank you for watching.")
    assert gates(suite, there.parent, tmp_path / "defect")["words-on-silence"] is False


ASR = heard.AsrComponent(name="none", version="0")


def test_8_a_model_that_answers_empty_lists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    suite = suites.known("recorded-model")
    one = next(iter(suite.samples(Setup())))
    suite = replace(suite, samples=lambda _: [one])
    assert gates(suite, FIXTURES, tmp_path / "sound")["model-failures"] is True

    replies = tmp_path / "replies"
    replies.mkdir()
    recorded = json.loads((FIXTURES / "replies" / f"{one.name}.json").read_text("utf-8"))
    for call in recorded["calls"]:
        content = json.loads(call["body"]["choices"][0]["message"]["content"])
        empty = json.dumps({key: [] for key in content})
        call["body"]["choices"][0]["message"]["content"] = empty
    (replies / f"{one.name}.json").write_text(json.dumps(recorded), "utf-8")
    monkeypatch.setattr(recorded_model, "load", lambda name: sound_load(name, replies))
    monkeypatch.setattr(recorded_model, "replay", lambda name: sound_replay(name, replies))

    assert gates(suite, FIXTURES, tmp_path / "defect")["model-failures"] is False


sound_load, sound_replay = recorded_model.load, recorded_model.replay


def test_9_doubled_facts(monkeypatch: pytest.MonkeyPatch, few: Path, tmp_path: Path) -> None:
    def doubled(result: Result) -> Result:
        again = [fact.model_copy(update={"id": f"{fact.id}-2"}) for fact in result.documentation.facts]
        facts = result.documentation.with_facts([*result.documentation.facts, *again])
        return result.model_copy(update={"documentation": facts})

    caught(monkeypatch, "transcript-to-documentation", "doubled-facts", few, tmp_path, "read", doubled)


def test_10_a_slow_run(monkeypatch: pytest.MonkeyPatch, few: Path, tmp_path: Path) -> None:
    suite, sound = suites.known("latency"), latency.read
    assert gates(suite, few, tmp_path / "sound")["slow-drafts"] is True

    def slow(*given: Any) -> Result:
        time.sleep(0.06)
        return sound(*given)

    monkeypatch.setattr(latency, "read", slow)
    monkeypatch.setattr(latency, "SLOW_S", 0.05)

    assert gates(suite, few, tmp_path / "defect")["slow-drafts"] is False


@pytest.mark.parametrize("name", ["transcript-to-documentation", "documentation-to-codes", "transcript-to-note"])
def test_11_a_missing_fixture(few: Path, tmp_path: Path, name: str) -> None:
    assert gates(suites.known(name), few, tmp_path / "sound")[RAN] is True
    (few / f"{FEW[0]}.json").unlink()
    folder.found.cache_clear()

    assert gates(suites.known(name), few, tmp_path / "defect")[RAN] is False


def test_11_a_changed_fixture(few: Path, tmp_path: Path) -> None:
    path = few / f"{FEW[0]}.json"
    path.write_text(path.read_text("utf-8").replace('"M54.2"', '"M54.6"'), "utf-8")
    folder.found.cache_clear()

    assert gates(suites.known("documentation-to-codes"), few, tmp_path)[RAN] is False


def test_11_a_missing_recording(few: Path, tmp_path: Path) -> None:
    suite = suites.known("heard-to-note")

    assert gates(suite, few, tmp_path)[RAN] is False


def test_12_a_crashed_metric(monkeypatch: pytest.MonkeyPatch, few: Path, tmp_path: Path) -> None:
    suite = suites.known("documentation-to-codes")
    assert gates(suite, few, tmp_path / "sound")[RAN] is True

    def crash(reference: Expected, heard: Result) -> Any:
        raise ZeroDivisionError

    broken: Metric[Expected, Result] = replace(codes_exact.METRIC, score=crash)
    kept = [broken if metric.id == broken.id else metric for metric in suite.metrics]
    monkeypatch.setattr(labelled, "measured", lambda _, *given: {m.id: m.score(*given) for m in kept})
    found = gates(suite, few, tmp_path / "defect")

    assert found[RAN] is False
    assert found["codes-exact"] is False
