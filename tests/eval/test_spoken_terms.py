"""The spoken terms: recordings that are what the README says, halves that nobody chose, scores that count."""

import hashlib
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from audio.heard import HeardWord
from audio.survey import survey
from audio.vocabulary import corrected
from eval.bench_audio.term_scores import median_shift, score
from eval.recordings import spoken_terms
from eval.recordings.spoken_terms import FOLDER, Half, Kind, Spoken
from tests.audio.talk import words

SENTENCES = spoken_terms.load()
RECORDINGS = sorted(FOLDER.glob("*.opus"))


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_a_recording_has_the_sum_the_readme_tells(path: Path) -> None:
    readme = (FOLDER.parent / "README.md").read_text(encoding="utf-8")

    assert f"{hashlib.sha256(path.read_bytes()).hexdigest()}  vocabulary/{path.name}" in readme


def test_the_recordings_are_small_and_are_those_of_the_sentences() -> None:
    assert {path.name for path in RECORDINGS} == {sentence.recording for sentence in SENTENCES}
    assert sum(path.stat().st_size for path in RECORDINGS) < 900_000


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.text)
def test_the_half_of_a_sentence_follows_from_its_words(sentence: Spoken) -> None:
    is_even = hashlib.sha256(sentence.text.encode()).digest()[0] % 2 == 0

    assert sentence.half is (Half.TUNE if is_even else Half.REPORT)


def test_the_times_of_a_recording_run_forward_within_it() -> None:
    by_recording = groupby(sorted(SENTENCES, key=lambda one: (one.recording, one.start)), lambda one: one.recording)
    for name, group in by_recording:
        here = list(group)

        assert all(before.end < after.start for before, after in pairwise(here))
        assert here[-1].end < survey(FOLDER / name).seconds


def spoken(text: str, *terms: str, kind: Kind = Kind.TERM) -> Spoken:
    return Spoken(kind=kind, half=Half.TUNE, voice="woman", text=text, terms=terms, start=0.0, end=10.0)


def heard(sentence: Spoken, said: tuple[HeardWord, ...]) -> dict[str, tuple[HeardWord, ...]]:
    return {sentence.recording: said}


def test_a_term_counts_written_in_one_word_or_in_two() -> None:
    sentence = spoken("A radiofrequency ablation.", "radiofrequency", "ablation")

    assert score([sentence], heard(sentence, words("a radio-frequency ablation"))).terms == [2, 2]
    assert score([sentence], heard(sentence, words("a radio oblation"))).terms == [0, 2]


def test_a_wrong_correction_and_a_harmful_one_are_told_apart() -> None:
    wrong = HeardWord(0.3, 0.6, " lordosis", 0.9, original="lardosis")

    misheard, right = spoken("It is kyphosis."), spoken("It is lardosis.")

    assert score([misheard], heard(misheard, (wrong,))).wrongly_corrected == 1
    assert score([right], heard(right, (wrong,))).harmed == 1


def test_a_right_correction_lowers_the_error_rate_and_is_no_harm() -> None:
    sentence = spoken("The normal lordosis is lost.", "lordosis")
    said = words("The normal lardosis is lost.")

    before, after = (score([sentence], heard(sentence, one)) for one in (said, corrected(said)))

    assert (before.word_error_rate, after.word_error_rate) == (0.2, 0.0)
    assert (after.corrections, after.harmed, after.wrongly_corrected, after.invented) == (1, 0, 0, 0)


def test_vocabulary_in_a_sentence_without_it_is_invented() -> None:
    sentence = spoken("We fixed the roof.", kind=Kind.TRAP)

    assert score([sentence], heard(sentence, words("We fixed the sacrum."))).invented_on_traps == 1


def test_words_that_move_have_a_shift() -> None:
    assert median_shift({"a": words("one of two")}, {"a": words("one of two", start=0.5)}) == pytest.approx(0.5)
