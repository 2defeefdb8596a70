"""The term lists can be found in normalised text, and no term hides behind a doubled line."""

import pytest

from eval.metrics.negation import clauses, cue_of
from eval.metrics.spoken import text
from eval.metrics.term_list import _lines, all_terms, drug_names, places, spine_terms
from scribe.schema.transcript import SpeakerRole


@pytest.mark.parametrize("term", sorted(all_terms()))
def test_a_term_is_what_the_normaliser_leaves(term: str) -> None:
    assert text(((SpeakerRole.UNKNOWN, term),)) == term


def test_no_term_is_listed_twice() -> None:
    assert len(_lines("spine.txt")) == len(spine_terms())
    assert sum(len(line.replace(":", " ").split()) for line in _lines("drugs.txt")) == len(drug_names())


def test_the_longest_term_is_found_and_not_its_parts() -> None:
    spoken = ["my", "low", "back", "pain", "and", "back", "pain"]

    assert list(places(spoken, spine_terms())) == [(1, 4), (5, 7)]


def test_another_name_stands_for_the_generic() -> None:
    assert drug_names()["tylenol"] == drug_names()["paracetamol"] == "acetaminophen"


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("denies numbness, tingling or weakness", ["numbness", "tingling", "or", "weakness"]),
        ("no numbness but weakness", ["numbness"]),
        ("weakness, no numbness", ["numbness"]),
        ("No, numbness it is", []),
        ("no numbness. weakness", ["numbness"]),
        ("no longer numb", []),
        ("I don't have 2.5 of it", ["have", "2.5", "of", "it"]),
    ],
)
def test_a_negation_reaches_to_the_end_of_its_clause(said: str, denied: list[str]) -> None:
    found = [
        word
        for clause in clauses(said)
        for word, cue in zip(clause, cue_of(clause), strict=True)
        if cue is not None
    ]

    assert found == denied
