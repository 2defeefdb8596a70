"""The check rules: their examples, their metadata, and the order in which findings are listed."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import guardrails
from guardrails import docs
from guardrails.compliance import faults
from guardrails.drafting import draft_of
from guardrails.examples import CheckExample, complaint, diagnosis, flags, said
from guardrails.registry import CODING_RULES, LAST_RULES, RETIRED, RULES
from guardrails.reviewer import check
from guardrails.rule import Rule
from scribe.schema.draft import Draft
from scribe.schema.errors import RuleCrashed, UnknownRule
from scribe.schema.finding import Disposition, Finding, ProviderQuery, Severity
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

CLINICIAN = SpeakerRole.CLINICIAN
FOLDER = Path(guardrails.__file__).parent
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}: {example.title}")
    for rule in RULES
    if rule not in LAST_RULES
    for example in rule.examples
]
ALL_EXAMPLES = [example for rule in RULES for example in rule.examples]


def _own(rule: Rule, example: CheckExample) -> list[Finding]:
    return [finding for finding in check(draft_of(example)).findings if finding.rule == rule.id]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_flags_what_its_example_says(rule: Rule, example: CheckExample) -> None:
    assert bool(_own(rule, example)) is example.flagged


@pytest.mark.parametrize(
    ("rule", "example"),
    [p for p in EXAMPLES if p.values[1].at is not None],
    ids=lambda value: getattr(value, "id", ""),
)
def test_a_finding_names_the_codes_of_its_example(rule: Rule, example: CheckExample) -> None:
    assert example.at in [finding.codes for finding in _own(rule, example)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_an_example_it_flags_and_a_near_miss(rule: Rule) -> None:
    assert {example.flagged for example in rule.examples} == {True, False}


@pytest.mark.parametrize("rule", [*CODING_RULES, *RULES], ids=lambda rule: rule.id)
def test_a_rule_names_its_authority_with_section_and_edition(rule: Rule) -> None:
    assert rule.citation.source
    assert rule.citation.section
    assert rule.citation.edition


@pytest.mark.parametrize("folder", ["coding", "rules"])
def test_every_rule_file_is_in_its_tuple(folder: str) -> None:
    files = {path.stem[:5].upper() for path in (FOLDER / folder).rglob("*_*.py") if path.stem != "__init__"}

    assert files == {rule.id for rule in (CODING_RULES if folder == "coding" else RULES)}


def test_ids_and_names_are_unique_and_never_reused() -> None:
    ids = [rule.id for rule in (*CODING_RULES, *RULES)]
    names = [rule.name for rule in RULES]

    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    assert not set(RETIRED) & set(ids)
    assert all(re.fullmatch(r"[A-Z]{2}\d{3}", identifier) for identifier in ids)


def test_a_file_is_named_after_its_rule() -> None:
    stems = {path.stem for path in FOLDER.rglob("*.py")}

    assert {f"{rule.id}_{rule.name}".lower() for rule in (*CODING_RULES, *RULES)} <= stems


@pytest.mark.parametrize("example", ALL_EXAMPLES, ids=lambda example: example.title)
def test_every_query_the_rules_raise_is_compliant(example: CheckExample) -> None:
    queries = check(draft_of(example)).queries

    assert [fault for query in queries for fault in faults(query)] == []


@pytest.mark.parametrize("example", ALL_EXAMPLES, ids=lambda example: example.title)
def test_a_query_is_raised_at_most_once_a_name(example: CheckExample) -> None:
    names = [(query.name, query.question) for query in check(draft_of(example)).queries]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("question", "options", "fault"),
    [
        ("Please add chronic to avoid a denial?", ("Acute", "Chronic"), "it speaks of money, coding or review"),
        ("Is this G89.29?", ("Acute", "Chronic"), "it shows a code number"),
        ("Please document chronic?", ("Acute", "Chronic"), "it leads"),
        ("Acute? Or chronic?", ("Acute", "Chronic"), "it is not exactly one question"),
        ("Is it vertebrogenic?", ("No", "Yes"), "it offers only yes or no"),
        ("Which side?", ("Right", "Left"), "the answers are not in alphabetical order"),
    ],
)
def test_a_query_that_is_not_compliant_is_recognised(question: str, options: tuple[str, ...], fault: str) -> None:
    assert fault in faults(_query(question, options))


def _query(question: str, options: tuple[str, ...]) -> ProviderQuery:
    quote = draft_of(flags("a visit", diagnosis("low back pain"))).documentation.facts[0].evidence
    open_answers = ("Other (please specify)", "Unable to determine")
    return ProviderQuery(
        id="q1",
        rule="GG106",
        name="QUERY_REGION",
        question=question,
        options=options + open_answers,
        indicators=quote,
    )


def test_alerts_come_first_then_errors_then_warnings_then_information() -> None:
    example = flags(
        "much at once", complaint("back pain"), said("red_flag", "fever", by="patient"), proposed="M54.5"
    )

    findings = check(draft_of(example)).findings

    severities = [finding.severity for finding in findings[1:]]
    assert findings[0].name == "RED_FLAG_INFECTION"
    assert severities == sorted(severities, key=list(Severity).index)


def test_a_transcript_without_words_is_no_speech() -> None:
    draft = draft_of(flags("nothing", proposed="M54.50")).model_copy(update={"transcript": Transcript(segments=())})

    review = check(draft)

    assert review.disposition is Disposition.NO_SPEECH
    assert review.findings == ()


def test_a_visit_for_something_else_is_out_of_scope_without_queries() -> None:
    example = flags(
        "a cough", complaint("cough"), diagnosis("bronchitis"), said("region", "thoracic", by="patient")
    )

    review = check(draft_of(example))

    assert review.disposition is Disposition.OUT_OF_SCOPE
    assert review.queries == ()


def test_an_unsupported_sentence_holds_the_draft() -> None:
    example = flags("invented", complaint("back pain"), sentence="Lumbar pain radiating to the right leg.")

    assert check(draft_of(example)).disposition is Disposition.HOLD_FOR_QUERY


def test_an_error_on_a_proposed_code_does_not_hold_the_draft() -> None:
    example = flags("a wrong proposal", diagnosis("low back pain"), proposed="M54.9 M54.5 G89.4")

    review = check(draft_of(example))

    assert review.findings[0].severity is Severity.ERROR
    assert review.disposition is Disposition.READY_FOR_REVIEW


def test_a_rule_that_raises_is_named_without_what_it_held(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(chart: object) -> list[object]:
        raise KeyError("the patient's words")

    monkeypatch.setattr("guardrails.reviewer.RULES", (replace(RULES[0], check=broken),))

    with pytest.raises(RuleCrashed) as raised:
        check(draft_of(flags("a visit", diagnosis("low back pain"))))

    assert "patient's words" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_the_page_of_rules_is_what_the_rules_say() -> None:
    assert docs.PAGE.read_text("utf-8") == docs.page()


def test_a_rule_is_found_by_id_and_by_name_in_any_case() -> None:
    assert docs.find_rule("cv101") is docs.find_rule("Excludes1_Conflict")
    assert "Excludes1" in docs.rule_text("CV101")


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UnknownRule):
        docs.find_rule("CV999")


def test_the_rule_pack_is_named_by_the_digest_of_its_sources() -> None:
    component = guardrails.rule_pack_component()

    assert component == guardrails.rule_pack_component()
    assert len(component.sha256 or "") == 64


def test_a_quote_at_its_place_is_no_finding() -> None:
    example = flags("a visit", diagnosis("low back pain"))
    draft: Draft = draft_of(example)
    transcript = Transcript(segments=(Segment(id="s1", text="low back pain, as I said", speaker_role=CLINICIAN),))

    names = {finding.name for finding in check(draft.model_copy(update={"transcript": transcript})).findings}

    assert "QUOTE_NOT_IN_SOURCE" not in names


MONEY = re.compile(r"\b(reimburs\w*|revenue|rvu|hcc|downgrade\w*|profit\w*|upcod\w*)\b", re.IGNORECASE)


@pytest.mark.parametrize("rule", [*CODING_RULES, *RULES], ids=lambda rule: rule.id)
def test_no_rule_holds_a_procedure_code_or_a_word_of_money(rule: Rule) -> None:
    """Procedure codes are licensed content and five digits long; what is paid decides nothing here."""
    message = rule.message if isinstance(rule, Rule) else ""
    texts = [rule.title, rule.why, message, *(e.title for e in rule.examples)]

    assert [text for text in texts if re.search(r"\b\d{5}\b|\bCPT\b", text) or MONEY.search(text)] == []


def test_only_inpatient_and_payer_rules_speak_of_groups() -> None:
    speaking = {r.id for r in RULES if "DRG" in f"{r.title} {r.why} {r.message}"}

    assert speaking == {"IP102"}


def test_a_rule_is_silent_outside_its_dates() -> None:
    rule = next(rule for rule in RULES if rule.id == "IP102")
    day_before = rule.since - timedelta(days=1)
    example = replace(rule.examples[0], day=day_before)

    assert _own(rule, rule.examples[0])
    assert not _own(rule, example)


def test_a_finding_about_a_notice_prints_nothing_a_client_wrote() -> None:
    draft = {"transcript": "low back pain", "notices": ("sample_rate_doubted",)}

    found = _own(docs.find_rule("DC122"), flags("told", diagnosis("low back pain"), draft=draft))

    assert [("A notice." in finding.message, "sample rate" in finding.message) for finding in found] == [
        (False, True)
    ]
