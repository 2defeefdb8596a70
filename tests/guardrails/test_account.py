"""The account of an unspecified code: what was searched, heard, hinted at, asked and considered."""

import pytest

from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, flags, said
from guardrails.reviewer import check
from scribe.schema.account import UnspecifiedAccount
from scribe.schema.draft import Draft
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Coverage, Gap, Segment, SpeakerRole, Transcript

COVERAGE = Coverage(
    seconds_in=751.0,
    seconds_speech=700.0,
    seconds_decoded=690.0,
    gaps=(
        Gap(start=100.0, end=140.0, reason="silence"),
        Gap(start=200.0, end=209.5, reason="speech_not_transcribed"),
        Gap(start=300.0, end=302.0, reason="undecodable"),
    ),
)


def _draft(*facts: Said) -> Draft:
    draft = draft_of(flags("a visit", *facts))
    texts = [fact.evidence[0].quote for fact in draft.documentation.facts]
    spoken = tuple(
        Segment(id=f"s{n}", speaker_role=SpeakerRole.CLINICIAN, text=text) for n, text in enumerate(texts, start=1)
    )
    return draft.model_copy(update={"transcript": Transcript(segments=spoken, coverage=COVERAGE)})


def _accounts(*facts: Said) -> dict[str, UnspecifiedAccount]:
    return {account.code: account for account in check(_draft(*facts)).accounts}


def test_m54_9_says_how_much_was_heard_and_how_much_was_not() -> None:
    account = _accounts(diagnosis("back pain"))["M54.9"]

    assert (account.seconds_recorded, account.seconds_heard, account.seconds_not_decoded) == (751.0, 690.0, 11.5)
    assert "transcript 0:00-12:31 (11:30 heard of 12:31 recorded, 12 s of speech not decoded" in account.statement


def test_m54_9_names_the_kinds_that_were_searched_and_those_nobody_spoke_of() -> None:
    account = _accounts(complaint("back pain"), said("physical_exam", "normal gait"))["M54.9"]

    assert account.kinds_searched == (FactKind.PHYSICAL_EXAM, FactKind.CHIEF_COMPLAINT)
    assert FactKind.IMAGING in account.kinds_without_facts
    assert set(account.kinds_searched) | set(account.kinds_without_facts) == set(FactKind)


def test_a_kind_that_could_not_be_read_is_no_silence() -> None:
    draft = draft_of(flags("a visit", diagnosis("back pain"), draft={"unread": ("imaging",)}))
    account = check(draft).accounts[0]

    assert account.kinds_unread == (FactKind.IMAGING,)
    assert FactKind.IMAGING not in account.kinds_without_facts
    assert "20 of 21 kinds read" in account.statement


def test_m54_9_shows_the_words_that_point_to_a_region_and_the_query_about_them() -> None:
    account = _accounts(diagnosis("back pain"), said("physical_exam", "lumbar paraspinal tenderness"))["M54.9"]

    assert [quote.quote for quote in account.indicators] == ["lumbar paraspinal tenderness"]
    assert account.queries == ("GG106-back",)


def test_m54_9_is_confirmed_against_its_nearer_codes() -> None:
    account = _accounts(diagnosis("back pain"))["M54.9"]

    assert [c.code for c in account.considered] == ["M54.2", "M54.50", "M54.6", "M53.3", "R10.A0", "M54.89"]
    assert {c.reason for c in account.considered} == {"Nothing in the record states it."}


def test_m54_50_is_confirmed_against_its_siblings_with_what_was_said_of_them() -> None:
    account = _accounts(
        diagnosis("low back pain"), said("imaging", "Modic type 2 endplate changes", status="reported")
    )["M54.50"]

    assert [(c.code, c.reason) for c in account.considered] == [
        ("M54.51", "Mentioned only as: imaging."),
        ("M54.59", "Nothing in the record states it."),
    ]
    assert account.queries == ("GG107-low-back-film",)


@pytest.mark.parametrize(
    ("phrase", "code", "what", "query"),
    [
        ("low back pain with sciatica", "M54.40", "side", "GG105-low-back"),
        ("sciatica", "M54.30", "side", "GG105-low-back"),
        ("flank pain", "R10.A0", "side", "GG105-flank"),
        ("radiculopathy of the spine", "M54.10", "region", "GG106-back"),
        ("lumbar degenerative disc disease", "M51.369", "pain pattern", "GG107-low-back-disc"),
    ],
)
def test_other_codes_that_leave_something_open_have_their_account(
    phrase: str, code: str, what: str, query: str
) -> None:
    account = _accounts(diagnosis(phrase))[code]

    assert account.statement.startswith(f"No {what} was found in")
    assert account.queries == (query,)


def test_a_specific_code_has_no_account() -> None:
    assert _accounts(diagnosis("low back pain with left sciatica")) == {}


def test_facts_without_a_transcript_claim_no_seconds() -> None:
    account = check(draft_of(flags("a visit", diagnosis("back pain")))).accounts[0]

    assert (account.seconds_recorded, account.seconds_heard, account.seconds_not_decoded) == (None, None, None)
    assert "1 fact, 21 of 21 kinds read" in account.statement


def test_a_code_that_something_points_to_is_told_from_one_nobody_spoke_of() -> None:
    exam = _accounts(diagnosis("back pain"), said("physical_exam", "lumbar tenderness"))["M54.9"]
    film = _accounts(diagnosis("back pain"), said("imaging", None, region="cervical", status="ordered"))["M54.9"]

    pointed_to = "Pointed to, and not stated as the site of the pain."
    assert [c.code for c in exam.considered if c.reason == pointed_to] == ["M54.50"]
    assert [c.code for c in film.considered if c.reason == pointed_to] == ["M54.2"]
    upper = _accounts(diagnosis("upper back pain"))["M54.9"]
    assert [c.code for c in upper.considered if c.reason == pointed_to] == []
    of_type = _accounts(diagnosis("low back pain"), said("physical_exam", "lumbar tenderness"))["M54.50"]
    assert pointed_to not in [c.reason for c in of_type.considered]


def test_a_film_of_another_part_says_nothing_of_this_pain() -> None:
    account = _accounts(
        diagnosis("neck pain"),
        diagnosis("low back pain"),
        said("imaging", "disc-space narrowing at C5-6", status="reported", region="cervical"),
    )["M54.50"]

    assert (account.indicators, account.queries) == ((), ())
    assert "nothing points to one" in account.statement
