"""The diarizer: whatever fails in the extra costs the voices, never the words, and is told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audio import doctor_report, embedder
from audio.blocks import SpeechBlock
from audio.bundles import Part
from audio.decode import SAMPLE_RATE, Samples
from audio.diarizer import MISSING, Diarizer, LazyEmbedder
from audio.embedder import Embedder, Vectors
from audio.engine import SharedEngine
from audio.heard import HeardPassage
from audio.roles import assign_roles
from audio.spans import Span
from audio.speech import EngineSettings, SpeechTranscriber
from audio.utterances import Utterance
from scribe.schema.errors import EngineUnavailable
from scribe.schema.transcript import NoticeKind, SpeakerRole
from tests.audio.talk import passage, talk
from tests.audio.test_roles import LINES, TRUTH, VISIT

PITCH = {"C": 1.0, "P": -1.0}


class Ear:
    """A stand-in: the sound of each speaker is a constant, and its embedding says which."""

    def vectors(self, stretches: Sequence[Samples]) -> Vectors:
        return np.array([[max(s.mean(), 0), max(-s.mean(), 0)] for s in stretches], np.float32).reshape(-1, 2)


class Telephone(Ear):
    """A stand-in for a channel that makes all voices alike: cosine 0.40 between two clear voices."""

    def vectors(self, stretches: Sequence[Samples]) -> Vectors:
        plain = super().vectors(stretches)
        return np.column_stack([plain * np.sqrt(0.60), np.full(len(plain), np.sqrt(0.40))]).astype(np.float32)


class Blurred:
    """A stand-in for two voices nearly as alike as one: cosine 0.53 within a voice, 0.33 between them."""

    def __init__(self) -> None:
        self._chance = np.random.default_rng(7)

    def vectors(self, stretches: Sequence[Samples]) -> Vectors:
        drawn = self._chance.standard_normal((len(stretches), 64)) * np.sqrt(0.47 / 64)
        drawn[:, 0] += np.sqrt(0.33)
        for one, sound in zip(drawn, stretches, strict=True):
            one[1 if sound.mean() > 0 else 2] += np.sqrt(0.20)
        return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


class Fails:
    """An embedder that breaks, as a full memory or a foreign network would make it."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def vectors(self, stretches: Sequence[Samples]) -> Vectors:
        raise self._error


class Nonsense:
    def vectors(self, stretches: Sequence[Samples]) -> Vectors:
        return np.full((len(stretches), 2), np.nan, np.float32)


def visit(times: int = 1) -> tuple[SpeechBlock, list[Utterance]]:
    """The lines of the visit, in a block in which every speaker sounds as a constant."""
    said = talk(*LINES * times)
    samples = np.zeros(round((said[-1].end + 1) * SAMPLE_RATE), np.float32)
    for one, (who, _) in zip(said, VISIT * times, strict=True):
        samples[round(one.start * SAMPLE_RATE) : round(one.end * SAMPLE_RATE)] = PITCH[who]
    return SpeechBlock(samples, (Span(0.0, len(samples) / SAMPLE_RATE),)), said


def test_voices_that_are_told_apart_give_roles_and_labels() -> None:
    block, said = visit()
    diarizer = Diarizer(Ear)

    diarizer.listen(block, said)
    spoken = diarizer.spoken(said)

    assert [one.role for one in spoken] == TRUTH
    assert {one.label for one in spoken} == {"SPEAKER_00", "SPEAKER_01"}
    assert diarizer.notices == ()


def test_blocks_are_heard_one_after_the_other() -> None:
    block, said = visit()
    diarizer = Diarizer(Ear)

    for first, after in ((0, 7), (7, 12), (12, len(said))):
        diarizer.listen(block, said[first:after])

    assert [one.role for one in diarizer.spoken(said)] == TRUTH


@pytest.mark.parametrize(
    "broken",
    [Fails(MemoryError()), Fails(RuntimeError("no")), Fails(ValueError("my patient")), Nonsense()],
    ids=["memory", "engine", "input", "nan"],
)
def test_a_failure_costs_the_voices_and_is_told_without_its_text(broken: Fails | Nonsense) -> None:
    block, said = visit()
    diarizer = Diarizer(lambda: broken)

    diarizer.listen(block, said)

    assert diarizer.spoken(said) == assign_roles(said)
    assert [one.kind for one in diarizer.notices] == [NoticeKind.SPEAKERS_NOT_TOLD_APART]
    assert "my patient" not in diarizer.notices[0].detail


def test_a_failure_in_a_later_block_costs_no_word_of_an_earlier_one() -> None:
    block, said = visit()
    ears: Iterator[Ear | Fails] = iter([Ear(), Fails(MemoryError())])
    diarizer = Diarizer(lambda: next(ears))

    diarizer.listen(block, said[:9])
    diarizer.listen(block, said[9:])

    assert [one.utterance for one in diarizer.spoken(said)] == said
    assert diarizer.notices


def test_words_that_were_not_listened_to_are_a_failure_that_is_told() -> None:
    block, said = visit()
    diarizer = Diarizer(Ear)

    diarizer.listen(block, said[:9])

    assert diarizer.spoken(said) == assign_roles(said)
    assert diarizer.notices


def test_a_loop_that_ran_across_blocks_costs_no_voices() -> None:
    block, said = visit()
    diarizer = Diarizer(Ear)
    diarizer.listen(block, said)

    spoken = diarizer.spoken([said[0], replace(said[1], words=said[1].words[1:]), *said[3:]])

    assert diarizer.notices == ()
    assert len({one.label for one in spoken}) == 2


def test_one_voice_leaves_the_roles_to_the_wording() -> None:
    block, said = visit()
    block = SpeechBlock(np.abs(block.samples), block.spans)
    diarizer = Diarizer(Ear)

    diarizer.listen(block, said)

    assert diarizer.spoken(said) == assign_roles(said)
    assert diarizer.notices == ()


def test_voices_nearly_alike_are_told_apart_where_the_wording_bears_it_out() -> None:
    block, said = visit(times=3)
    diarizer = Diarizer(Blurred)

    diarizer.listen(block, said)
    found = [one.role for one in diarizer.spoken(said)]

    assert all(role in (true, SpeakerRole.UNKNOWN) for role, true in zip(found, TRUTH * 3, strict=True))
    assert sum(role is SpeakerRole.UNKNOWN for role in found) <= 0.1 * len(found)


def test_two_clear_voices_are_two_also_where_the_channel_makes_all_voices_alike() -> None:
    said = talk(
        *("Well that is what it was like on that day, I suppose.", "It rained all of Sunday and the bus was late.")
        * 3
    )
    samples = np.zeros(round((said[-1].end + 1) * SAMPLE_RATE), np.float32)
    for number, one in enumerate(said):
        samples[round(one.start * SAMPLE_RATE) : round(one.end * SAMPLE_RATE)] = 1.0 if number % 2 else -1.0
    diarizer = Diarizer(Telephone)

    diarizer.listen(SpeechBlock(samples, (Span(0.0, len(samples) / SAMPLE_RATE),)), said)

    assert [one.label for one in diarizer.spoken(said)] == ["SPEAKER_00", "SPEAKER_01"] * 3


@pytest.mark.parametrize("ear", [Ear, Telephone, Blurred])
def test_voices_that_contradict_the_wording_are_not_listened_to(ear: type[Ear | Blurred]) -> None:
    block, said = visit(times=3)
    chance = np.random.default_rng(5)
    samples = np.zeros_like(block.samples)
    for one in said:
        samples[round(one.start * SAMPLE_RATE) : round(one.end * SAMPLE_RATE)] = chance.choice([-1.0, 1.0])
    diarizer = Diarizer(ear)

    diarizer.listen(SpeechBlock(samples, block.spans), said)

    assert diarizer.spoken(said) == assign_roles(said)


def test_an_utterance_outside_the_sound_has_no_voice_and_stays() -> None:
    block, said = visit()
    short = SpeechBlock(block.samples[: 20 * SAMPLE_RATE], (Span(0.0, 20.0),))
    diarizer = Diarizer(Ear)

    diarizer.listen(short, said)

    assert [one.utterance for one in diarizer.spoken(said)] == said
    assert diarizer.notices == ()


def test_without_the_extra_nothing_changes() -> None:
    block, said = visit()
    diarizer = Diarizer(None)

    diarizer.listen(block, said)

    assert diarizer.spoken(said) == assign_roles(said)
    assert diarizer.notices == ()


@pytest.mark.parametrize(
    ("choice", "installed", "asked"),
    [("auto", True, True), ("auto", False, False), ("on", True, True), ("on", False, True), ("off", True, False)],
)
def test_the_extra_is_used_as_the_setting_says(choice: str, installed: bool, asked: bool) -> None:
    weights = Path("weights.pt") if installed else None

    assert LazyEmbedder(choice, 0, lambda: weights).asked is asked


def test_the_missing_extra_is_named() -> None:
    with pytest.raises(EngineUnavailable, match="setup-diarize"):
        _ = LazyEmbedder("on", 0, lambda: None).loaded


def test_other_weights_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "campplus_cn_en_common.pt"
    other.write_bytes(b"somebody else's")

    with pytest.raises(EngineUnavailable, match="not the official file"):
        Embedder(other)


class Says:
    """An engine that says one thing, whatever it hears."""

    def language_of(self, samples: Samples) -> str:
        return "en"

    def hear(
        self, samples: Samples, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        if again:
            return
        yield passage("What brings you in today?", start=1.0)


@pytest.mark.parametrize(("choice", "told"), [("on", [MISSING]), ("auto", []), ("off", [])])
def test_a_transcript_is_whole_where_the_extra_that_was_asked_for_is_missing(
    choice: str, told: list[str], opening_mp3: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(embedder, "WEIGHTS", Part("no-such-distribution", "weights.pt"))
    monkeypatch.setattr(SharedEngine, "hear", Says().hear)
    settings = EngineSettings(None, "cpu", None, tmp_path, "en", 1, choice)

    transcript = SpeechTranscriber(settings, pytest.fail).transcribe(opening_mp3)

    assert [segment.text for segment in transcript.segments] == ["What brings you in today?"]
    assert transcript.segments[0].speaker_role in (SpeakerRole.UNKNOWN, SpeakerRole.CLINICIAN)
    assert [notice.detail for notice in transcript.notices] == told


@pytest.mark.parametrize(
    ("choice", "state"), [("auto", "note"), ("on", "missing"), ("off", "note")], ids=["auto", "on", "off"]
)
def test_the_doctor_says_whether_voices_are_told_apart(
    choice: str, state: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("audio.doctor.WEIGHTS", Part("no-such-distribution", "weights.pt"))

    line = next(one for one in doctor_report(None, "cpu", None, tmp_path, choice) if one.what == "speakers")

    assert line.state == state
    assert choice == "off" or "make setup-diarize" in line.told


@pytest.mark.parametrize(("choice", "named"), [("auto", True), ("off", False)])
def test_provenance_names_the_speaker_weights_only_where_they_are_used(
    choice: str, named: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(embedder, "WEIGHTS", Part("pytest", "pytest/__init__.py"))

    component = SpeechTranscriber(EngineSettings(None, "cpu", None, tmp_path, "en", 1, choice), print).component

    assert ("speakers" in component.settings) is named
