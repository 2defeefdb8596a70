"""Word metrics count what they say, and nothing scored is None."""

import pytest

from eval.metrics.alignment import align
from eval.metrics.speaker_roles import role_shares
from eval.metrics.words import spoken_words
from scribe.schema.transcript import SpeakerRole

C, P, U = SpeakerRole.CLINICIAN, SpeakerRole.PATIENT, SpeakerRole.UNKNOWN


def test_numbers_and_punctuation_do_not_count_as_errors() -> None:
    reference = spoken_words([(P, "About twenty minutes.")])
    heard = spoken_words([(P, "about 20 minutes")])

    assert align(reference, heard).word_error_rate == 0


def test_each_kind_of_error_counts_once() -> None:
    reference = [(word, C) for word in ["a", "b", "c", "d"]]
    heard = [(word, C) for word in ["a", "x", "c", "d", "e"]]

    found = align(reference, heard)

    assert (found.substitutions, found.deletions, found.insertions) == (1, 0, 1)
    assert found.word_error_rate == 0.5


def test_roles_are_shared_out_over_the_heard_words() -> None:
    reference = [("how", C), ("long", C), ("a", P), ("year", P)]
    heard = [("how", C), ("long", P), ("a", U), ("year", P)]

    shares = role_shares(reference, heard)

    assert (shares.words, shares.right, shares.wrong, shares.unknown) == (4, 0.5, 0.25, 0.25)


@pytest.mark.parametrize("heard", [[], [("x", U)]])
def test_a_silent_reference_scores_nothing(heard: list[tuple[str, SpeakerRole]]) -> None:
    assert align([], heard).word_error_rate is None
    assert role_shares([], heard).right is None
