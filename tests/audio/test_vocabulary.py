"""Vocabulary: what sounds like one term and could be nothing else becomes it; everything else stays as heard."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio import wordlists
from audio.blocks import SpeechBlock
from audio.heard import HeardPassage, HeardWord
from audio.hearing import hear_block
from audio.roles import assign_roles
from audio.segments import as_segments
from audio.spans import Span
from audio.terms import vocabulary
from audio.vocabulary import corrected
from tests.audio.talk import words


def text(found: tuple[HeardWord, ...]) -> str:
    return "".join(word.text for word in found).strip()


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("You have lost the normal lardosis.", "You have lost the normal lordosis."),
        ("a spondy low list thesis at L4-L5", "a spondylolisthesis at L4-L5"),
        ("moderate foraminol stenosis", "moderate foraminal stenosis"),
        ("My assessment is cervic halja after", "My assessment is cervicalgia after"),
        ("a thoracic chifosis of 50 degrees", "a thoracic kyphosis of 50 degrees"),
        ("a thoracic cifosis of 50 degrees", "a thoracic kyphosis of 50 degrees"),
        ("no clonus and no bebenzki sign", "no clonus and no Babinski sign"),
        ("Let us start Gabby Penton 300 milligrams", "Let us start gabapentin 300 milligrams"),
        ("was on tizzinidine, but", "was on tizanidine, but"),
        ("prescribed ametric to line for sleep", "prescribed amitriptyline for sleep"),
        ("Nuproxen helps.", "Naproxen helps."),
        ("It helps. Gabapenten too.", "It helps. Gabapentin too."),
        ('They said "lardosis" to me', 'They said "lordosis" to me'),
        ("Lyrica and Simbalt did", "Lyrica and Cymbalta did"),
        ("no sign of quota equina syndrome", "no sign of cauda equina syndrome"),
        ("no sign of cauda equinocindrom.", "no sign of cauda equina syndrome."),
    ],
)
def test_a_misspelt_term_is_written_as_it_is(heard: str, written: str) -> None:
    assert text(corrected(words(heard))) == written


@pytest.mark.parametrize(
    ("heard", "written"),
    [("it is sigh attic a again", "it is sciatica again"), ("The medics alone", "The metaxalone")],
)
def test_ordinary_words_become_a_term_only_where_the_engine_was_unsure(heard: str, written: str) -> None:
    assert text(corrected(words(heard, probability=0.3))) == written
    assert text(corrected(words(heard, probability=0.9))) == heard


@pytest.mark.parametrize("probability", [0.2, 0.9])
@pytest.mark.parametrize(
    "said",
    [
        "Look at this, the pole fell on my other side.",
        "That is a fascinating fact about the piano chord.",
        "My friend Mel likes a camp by the lake.",
        "Nora trips every time she wears those shoes.",
        "I say attic, you say basement.",
        "We lost the list at the low table in the hall.",
        "She cycled with Ben's apron on in the rain.",
        "for a minimal stenosis of the canal",
        "a cervical epidural for a radiculopathy is planned",
        "the spine is straight and the limb are warm",
        "Mr. Stenson and Mrs. Gabardi and Dr. Kowalski",
        "I am Maestas, and this is Theis here.",
        "Please ask Mr. Gabapenten about it.",
        "no numbness, no tingling, not one",
        "L4-L5, L5-S1, C7, 5-7",
    ],
)
def test_a_trap_stays_as_it_is_said(said: str, probability: float) -> None:
    assert text(corrected(words(said, probability=probability))) == said


@pytest.mark.parametrize(
    "said",
    ["prednisolone", "Naprosyn", "hydroxyzine", "hydralazine", "Celexa", "clonidine", "metformin", "omeprazole"],
)
def test_another_drug_is_never_made_one_of_ours(said: str) -> None:
    assert text(corrected(words(f"I take {said} daily", probability=0.1))) == f"I take {said} daily"


def test_the_end_of_a_longer_drug_name_is_not_made_a_shorter_one() -> None:
    assert text(corrected(words("that is mental prednisolum then"))) == "that is mental prednisolum then"
    assert text(corrected(words("a metal prednisolun pack"))) == "a methylprednisolone pack"


def test_a_shorter_name_is_corrected_where_no_longer_one_is_likely() -> None:
    assert text(corrected(words("eye drops with prednisolun then"))) == "eye drops with prednisolone then"


@pytest.mark.parametrize("between", ["spondylosys", "spondylasis", "hydrocodisone", "predniselone's"])
def test_what_could_be_two_terms_or_none_stays_as_heard(between: str) -> None:
    found = corrected(words(f"it is {between} then"))

    assert text(found) in {f"it is {between} then", "it is spondylosis then"}
    assert "hydrocodone" not in text(found)


@pytest.mark.parametrize("heard", ["sigh attic not a", "cervic no halja", "Gabby, Penton", "Gabby 3 Penton"])
def test_no_term_is_read_across_a_negation_a_number_or_a_mark(heard: str) -> None:
    assert text(corrected(words(heard, probability=0.2))) == heard


def test_no_term_is_read_across_a_pause() -> None:
    parted = (*words("Gabby"), *words("Penton", start=2.0))

    assert corrected(parted) == parted


def test_a_joined_word_spans_its_parts_and_keeps_what_the_engine_wrote() -> None:
    heard = words("a spondy low list thesis, yes", probability=0.7)

    term = corrected(heard)[1]

    assert term.text == " spondylolisthesis,"
    assert term.original == "spondy low list thesis,"
    assert (term.start, term.end) == (heard[1].start, heard[4].end)
    assert term.probability == 0.7


def test_a_parted_word_shares_its_time() -> None:
    heard = words("of cauda equinocindrom. Next")

    found = corrected(heard)

    assert [word.original for word in found] == [None, None, "equinocindrom.", "equinocindrom.", None]
    assert (found[2].start, found[3].end) == (heard[2].start, heard[2].end)
    assert found[2].end == found[3].start


def test_words_that_were_right_keep_no_original() -> None:
    said = words("lumbar radiculopathy and naproxen for the pain")

    assert corrected(said) == said


class Misspelling:
    """An engine that hears one sentence."""

    def language_of(self, samples: np.ndarray) -> str:
        return "en"

    def hear(
        self, samples: np.ndarray, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        if again:
            return
        yield HeardPassage(words("The pain is sciatica and lardosis."), 0, -0.3, 0.1, 1.5)


@pytest.mark.parametrize(("language", "written"), [("en", "lordosis."), ("de", "lardosis.")])
def test_the_way_from_sound_to_words_corrects_english_terms(language: str, written: str) -> None:
    block = SpeechBlock(np.zeros(16_000 * 3, np.float32), (Span(0.0, 3.0),))

    heard = hear_block(Misspelling(), block, (Span(0.0, 3.0),), language)
    segment = as_segments(assign_roles(heard.utterances))[0]

    assert segment.words[-1].text == written
    assert segment.text == " ".join(word.text for word in segment.words)
    assert segment.words[-1].original == (None if language == "de" else "lardosis.")


COMMON = sorted(wordlists.ordinary())
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(COMMON),
        st.sampled_from(sorted(vocabulary())),
        st.text("abcdeghiklmnoprstuxy", min_size=3, max_size=14),
        st.sampled_from(["no", "not", "five", "L4-L5,", "gabby", "penton", "lardosis.", "equinocindrom", "spondy"]),
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@settings(deadline=None)
@given(TEXTS, st.floats(0.0, 1.0))
def test_correcting_twice_is_correcting_once(said: str, probability: float) -> None:
    once = corrected(words(said, probability=probability))

    assert corrected(once) == once


@settings(deadline=None)
@given(TEXTS, st.floats(0.0, 1.0))
def test_times_run_forward_and_nothing_is_lost(said: str, probability: float) -> None:
    heard = words(said, probability=probability)

    found = corrected(heard)

    assert all(before.end <= after.start + 1e-9 for before, after in pairwise(found))
    assert (found[0].start, found[-1].end) == (heard[0].start, heard[-1].end)
    originals = [word.original or word.text.strip() for word in found]
    assert set(" ".join(originals).split()) == set(said.split())


@settings(deadline=None)
@given(st.sampled_from(COMMON), st.floats(0.0, 1.0))
def test_an_ordinary_word_alone_is_never_changed(word: str, probability: float) -> None:
    said = words(word, probability=probability)

    assert corrected(said) == said


@settings(deadline=None)
@given(st.lists(st.sampled_from(COMMON), min_size=2, max_size=6).map(" ".join))
def test_ordinary_words_the_engine_was_sure_of_are_never_changed(said: str) -> None:
    heard = words(said, probability=0.7)

    assert corrected(heard) == heard


@settings(deadline=None)
@given(st.sampled_from(sorted(vocabulary())), st.floats(0.0, 1.0))
def test_a_term_or_drug_is_never_turned_into_another(word: str, probability: float) -> None:
    said = words(f"the {word} again", probability=probability)

    assert corrected(said) == said
