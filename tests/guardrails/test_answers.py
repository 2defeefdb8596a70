"""Answers to queries as facts, and accounts of what was left open: what they hold and on which day."""

from datetime import date

import pytest

from guardrails.answering import with_answers
from guardrails.asking import OTHER, UNABLE
from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, flags, said
from guardrails.reviewer import check
from scribe.schema.account import UnspecifiedAccount
from scribe.schema.answer import QueryAnswer
from scribe.schema.draft import Draft
from scribe.schema.errors import AnswerIncomplete
from scribe.schema.transcript import Coverage, Gap, Segment, Transcript

SCIATICA = diagnosis("low back pain with sciatica")


def _draft(*facts: Said, day: date = date(2026, 11, 20)) -> Draft:
    return draft_of(flags("a visit", *facts, day=day))


def _answered(draft: Draft, *answers: tuple[str, str] | tuple[str, str, str]) -> Draft:
    given = [QueryAnswer(query=a[0], answer=a[1], text=a[2] if len(a) > 2 else None) for a in answers]
    return with_answers(draft, given)


def _codes(draft: Draft) -> list[str]:
    return [a.code for a in draft.coding.assignments]


def test_an_answer_is_recorded_with_the_facts_it_stated_and_nothing_before_it_is_lost() -> None:
    draft = _draft(SCIATICA)

    after = _answered(draft, ("GG105-low-back", "Left"))

    (record,) = after.answers
    assert record.facts == after.documentation.facts[1:]
    assert after.documentation.facts[:1] == draft.documentation.facts
    assert [(f.kind.value, f.value, f.assertion.value) for f in record.facts] == [
        ("laterality", "left", "documented")
    ]


def test_a_fact_given_in_answer_is_the_clinicians_about_the_diagnosis_and_quotes_question_and_answer() -> None:
    (fact,) = _answered(_draft(SCIATICA), ("GG105-low-back", "Left")).answers[0].facts

    (quote,) = fact.evidence
    assert (fact.id, fact.about, fact.speaker_role.value) == ("answer-1.1", "f1", "clinician")
    assert quote.quote == "Which side is affected? Left"
    assert (quote.start_char, quote.end_char) == (0, len(quote.quote))


def test_the_second_answer_has_a_segment_of_its_own() -> None:
    draft = _draft(SCIATICA, said("onset", "for years"))

    after = _answered(draft, ("GG105-low-back", "Left"), ("CH103-low-back", "Chronic"))

    assert [f.id for record in after.answers for f in record.facts] == ["answer-1.1", "answer-2.1"]
    assert _codes(after) == ["M54.42", "G89.29"]


def test_unable_to_determine_states_no_fact() -> None:
    after = _answered(_draft(SCIATICA), ("GG105-low-back", UNABLE))

    assert after.answers[0].facts == ()


def test_other_with_words_is_read_and_without_them_refused() -> None:
    after = _answered(_draft(SCIATICA), ("GG105-low-back", OTHER, "the right leg"))

    assert _codes(after) == ["M54.41"]
    with pytest.raises(AnswerIncomplete):
        _answered(_draft(SCIATICA), ("GG105-low-back", OTHER))


def test_a_draft_without_a_transcript_gets_none_by_an_answer() -> None:
    assert _answered(_draft(SCIATICA), ("GG105-low-back", "Left")).transcript is None


def test_an_answer_counts_against_the_words_of_the_diagnosis() -> None:
    draft = _draft(
        complaint("low back pain"), diagnosis("lumbar strain"), said("mechanism", "lifting", injury="unclear")
    )

    assert _codes(_answered(draft, ("CH116-low-back", "Current, under active treatment"))) == ["S39.012A"]


# Accounts


def _accounts(draft: Draft) -> dict[str, UnspecifiedAccount]:
    return {account.code: account for account in check(draft).accounts}


def test_only_codes_billable_on_the_day_are_considered() -> None:
    before = _accounts(_draft(diagnosis("back pain"), day=date(2025, 9, 30)))["M54.9"]
    after = _accounts(_draft(diagnosis("back pain"), day=date(2025, 10, 1)))["M54.9"]

    assert "R10.A0" not in [c.code for c in before.considered]
    assert "R10.A0" in [c.code for c in after.considered]


def test_a_code_that_is_derived_too_is_not_considered_beside_itself() -> None:
    account = _accounts(_draft(diagnosis("back pain"), diagnosis("cervicalgia")))["M54.9"]

    assert "M54.2" not in [c.code for c in account.considered]


def test_a_considered_code_says_which_rule_took_its_place() -> None:
    account = _accounts(_draft(diagnosis("low back pain"), diagnosis("cervicalgia"), diagnosis("back pain")))[
        "M54.50"
    ]

    assert {c.code: c.description for c in account.considered}["M54.59"] == "Other low back pain"


def test_a_considered_code_names_every_way_in_which_it_was_mentioned_in_alphabetical_order() -> None:
    facts = (
        diagnosis("low back pain"),
        diagnosis("vertebrogenic low back pain", assertion="uncertain"),
        diagnosis("vertebrogenic low back pain", temporality="past"),
        said("imaging", "Modic type 2 endplate changes", status="reported"),
        diagnosis("vertebrogenic low back pain", experiencer="family"),
        diagnosis("vertebrogenic low back pain", assertion="denied"),
    )
    account = _accounts(_draft(*facts))["M54.50"]

    reasons = {c.code: c.reason for c in account.considered}
    assert reasons["M54.51"] == "Mentioned only as: denied, family, imaging, past, uncertain."


def test_the_statement_says_whether_something_points_to_more_and_whether_it_is_asked() -> None:
    asked = _accounts(_draft(diagnosis("back pain"), said("physical_exam", "lumbar tenderness")))["M54.9"]
    silent = _accounts(_draft(diagnosis("low back pain")))["M54.50"]

    assert asked.statement.endswith("; 1 finding points to one; asked in GG106-back.")
    assert silent.statement.endswith("; nothing points to one; no question is raised.")


def _with_gaps(*gaps: Gap, seconds: float | None = 100.0) -> UnspecifiedAccount:
    spoken = Segment(id="s1", text="back pain")
    heard = None if seconds is None else 90.0
    coverage = Coverage(seconds_in=seconds, seconds_decoded=heard, gaps=gaps)
    transcript = Transcript(segments=(spoken,), coverage=coverage)
    return _accounts(_draft(diagnosis("back pain")).model_copy(update={"transcript": transcript}))["M54.9"]


def test_what_was_not_decoded_is_told_in_thousandths_of_a_second_and_without_silence() -> None:
    lost = Gap(start=1.0, end=2.23456, reason="undecodable")
    silent = Gap(start=10.0, end=20.0, reason="silence")

    assert _with_gaps(lost, silent).seconds_not_decoded == 1.235
    assert _with_gaps(silent).seconds_not_decoded == 0.0


def test_a_transcript_without_times_claims_no_seconds() -> None:
    account = _with_gaps(seconds=None)

    assert (account.seconds_recorded, account.seconds_not_decoded, account.segments) == (None, None, 1)
    assert "1 segment of transcript" in account.statement


def test_minutes_are_written_with_two_digits_of_seconds() -> None:
    assert "0:00-1:40 (1:30 heard of 1:40 recorded" in _with_gaps().statement
