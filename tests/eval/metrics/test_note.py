"""What a note says is held to what was said: no false alarm over the phrasing of our own template."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from eval.embedded import embedded_draft
from eval.metrics.examples import Wrote, drafted, expected, wrote
from eval.metrics.note_words import doses, drug_doses, drugs, numbers, plain, sides
from eval.metrics.support import is_minor, major_fault, statements
from eval.own_encounters import load, paths
from scribe.schema.encounter import Encounter

NOTHING_FORBIDDEN = expected()


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_our_own_template_raises_no_false_alarm(path: object) -> None:
    own = load(path)  # type: ignore[arg-type]
    result = embedded_draft(own.visit, own.transcript, own.proposed)

    alarms = [
        s.text for s in statements(result) if major_fault(s, NOTHING_FORBIDDEN, result) or is_minor(s, result)
    ]

    assert alarms == []


def test_sentences_of_another_visit_are_found_out() -> None:
    """Each note is laid over the words of the next visit, quote by quote at its first words."""
    drafts = [embedded_draft(own.visit, own.transcript, own.proposed) for own in map(load, paths())]
    seen = found = 0
    for one, other in pairwise([draft for draft in drafts if draft.note.sections]):
        first = other.transcript.segments[0]
        quote = (
            next(s for s in statements(other))
            .evidence[0]
            .model_copy(update={"segment_id": first.id, "quote": first.text[:4], "start_char": 0, "end_char": 4})
        )
        for statement in statements(one):
            moved = statement.model_copy(update={"evidence": (quote,)})
            seen += 1
            found += bool(major_fault(moved, NOTHING_FORBIDDEN, other) or is_minor(moved, other))

    assert found / seen > 0.6


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (lambda text: text.replace("left", "right"), "side"),
        (lambda text: text.replace("500 milligrams", "50 milligrams"), "number"),
        (lambda text: text.replace("weeks", "weeks, 9 days"), "number"),
        (lambda text: text.replace("Low back pain.", "Low back pain, tramadol."), "drug"),
    ],
    ids=["side", "dose", "duration", "drug"],
)
def test_a_changed_detail_is_found_in_our_own_notes(changed: Callable[[str], str], fault: str) -> None:
    seen, found = 0, []
    for own in map(load, paths()):
        result = embedded_draft(own.visit, own.transcript, own.proposed)
        for statement in statements(result):
            other = statement.model_copy(update={"text": changed(statement.text)})
            if other.text != statement.text:
                seen += 1
                found += [major_fault(other, NOTHING_FORBIDDEN, result)]

    assert seen
    assert found.count(fault) >= 0.7 * seen


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (wrote("Left leg pain, 7 out of 10.", "left leg", "seven"), None),
        (wrote("Pain on both sides.", "left leg"), "side"),
        (wrote("Right leg pain.", "left leg"), "side"),
        (wrote("Left leg pain for 8 weeks.", "left leg"), "number"),
        (wrote("Ibuprofen 400 mg.", "seven"), None),
        (wrote("Ibuprofen 600 mg.", "seven"), "dose"),
        (wrote("Naproxen 400 mg.", "seven"), "dose"),
        (wrote("Advil 400 mg.", "seven"), None),
        (wrote("Tramadol.", "seven"), "drug"),
        (wrote("Denies weakness.", "left leg"), "negation"),
        (wrote("Left leg pain, response not known.", "left leg"), None),
        (wrote("Left leg pain.", "left leg", misplaced=True), "quote"),
        (wrote("X-ray of the leg.", "left leg"), "word"),
        (wrote("A 52 year old with left leg pain.", "left leg"), None),
    ],
)
def test_the_first_thing_without_support_is_named(statement: Wrote, fault: str | None) -> None:
    turns = (
        "P: It is in my left leg.",
        "C: How bad?",
        "P: A seven. Ibuprofen four hundred milligrams, naproxen 600 mg.",
    )
    heard = drafted(*turns, note=[statement])
    heard = heard.model_copy(
        update={"encounter": Encounter(id="x", date_of_service=date(2026, 11, 20), age_years=52)}
    )

    assert major_fault(next(statements(heard)), expected(never_words=("x-ray",)), heard) == fault


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("twenty-five mg, two and a half weeks", {25.0, 2.5}),
        ("three hundred and fifty, 1,200", {350.0, 1200.0}),
        ("L5-S1, T12", {5.0, 1.0, 12.0}),
        ("four or five days, twice", {4.0, 5.0, 2.0}),
        ("six hundred, three times a day", {600.0, 3.0}),
        ("a hundred", set()),
    ],
)
def test_numbers_are_read_however_they_are_written(text: str, found: set[float]) -> None:
    assert numbers(text) == found


def test_words_in_brackets_and_contractions_are_read() -> None:
    assert plain("He can’t (and doesn't) bend") == ("he", "can", "not", "and", "does", "not", "bend")


def test_doses_go_with_the_drug_before_them() -> None:
    text = "Ibuprofen 400 mg and Aleve, five hundred milligrams"

    assert doses(text) == {(400.0, "mg"), (500.0, "mg")}
    assert drugs(text) == {"ibuprofen", "naproxen"}
    assert drug_doses(text) == {("ibuprofen", 400.0), ("naproxen", 500.0)}


def test_right_is_not_always_a_side() -> None:
    assert sides("All right, right after sitting, on the left") == {"left"}
