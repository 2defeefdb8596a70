"""The reviewer and the coder: the order of findings, one query a problem, dates of rules, and what a crash says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from guardrails import code
from guardrails.asking import OTHER, UNABLE, option
from guardrails.chart import Chart
from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, documentation, encounter, flags, said
from guardrails.reading.mentions import Standing
from guardrails.reading.picture import picture_of
from guardrails.registry import CODING_RULES, RULES
from guardrails.reviewer import check
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.draft import Draft
from scribe.schema.errors import RuleCrashed
from scribe.schema.finding import Disposition, Severity
from scribe.schema.transcript import Segment, Transcript

DAY = date(2026, 11, 20)
BACK = diagnosis("low back pain")


def _draft(*facts: Said, proposed: str = "", day: date = DAY) -> Draft:
    return draft_of(flags("a visit", *(facts or (BACK,)), proposed=proposed, day=day))


def _chart(*facts: Said, proposed: str = "") -> Chart:
    draft = _draft(*facts, proposed=proposed)
    return Chart(draft, picture_of(draft.encounter, draft.documentation))


def _rule(rule_id: str, *hits: Hit, grade: Grade = Grade.INFO) -> Rule:
    """A rule that strikes as told, whatever the draft."""
    return replace(
        RULES[0], id=rule_id, name=f"NAME_{rule_id}", grade=grade, check=lambda chart: hits, message="{codes}"
    )


InForce = Callable[..., None]


@pytest.fixture
def in_force(monkeypatch: pytest.MonkeyPatch) -> InForce:
    """Puts rules in the place of all others."""

    def put(*rules: Rule) -> None:
        monkeypatch.setattr("guardrails.reviewer.RULES", rules)
        monkeypatch.setattr("guardrails.reviewer.LAST_RULES", ())

    return put


# Findings


def test_findings_are_listed_by_grade_whatever_the_order_of_the_rules(in_force: InForce) -> None:
    in_force(*(_rule(f"R{number}", Hit(), grade=grade) for number, grade in enumerate(reversed(Grade))))

    found = check(_draft()).findings

    assert [f.severity.value for f in found] == ["warning", "error", "error", "warning", "info"]
    assert [f.rule for f in found] == ["R4", "R3", "R2", "R1", "R0"]


def test_the_grade_of_a_hit_replaces_that_of_its_rule(in_force: InForce) -> None:
    in_force(_rule("R1", Hit(grade=Grade.ERROR)))

    assert [f.severity for f in check(_draft()).findings] == [Severity.ERROR]


def test_findings_of_one_grade_keep_the_order_of_the_rules(in_force: InForce) -> None:
    in_force(_rule("R2", Hit()), _rule("R1", Hit()))

    assert [f.rule for f in check(_draft()).findings] == ["R2", "R1"]


def test_a_finding_told_twice_is_listed_once(in_force: InForce) -> None:
    in_force(_rule("R1", Hit(codes=("M54.9",)), Hit(codes=("M54.9",)), Hit(codes=("M54.2",))))

    assert [f.codes for f in check(_draft()).findings] == [("M54.9",), ("M54.2",)]


def test_a_finding_of_two_grades_is_listed_with_each(in_force: InForce) -> None:
    in_force(_rule("R1", Hit(grade=Grade.INFO), Hit(grade=Grade.ERROR)))

    assert [f.severity for f in check(_draft()).findings] == [Severity.ERROR, Severity.INFO]


def test_findings_on_other_words_of_the_record_are_told_apart(in_force: InForce) -> None:
    draft = _draft(BACK, diagnosis("cervicalgia"))
    first, second = draft.documentation.facts
    in_force(_rule("R1", Hit(facts=(first,)), Hit(facts=(second,)), Hit(facts=(first,))))

    assert [[e.quote for e in f.evidence] for f in check(draft).findings] == [["low back pain"], ["cervicalgia"]]


def test_a_message_names_its_codes(in_force: InForce) -> None:
    in_force(_rule("R1", Hit(codes=("M54.9", "M54.50"))))

    assert [f.message for f in check(_draft()).findings] == ["M54.9 and M54.50"]


def test_a_finding_names_rule_authority_and_quotes_each_once(in_force: InForce) -> None:
    draft = _draft()
    (fact,) = draft.documentation.facts
    in_force(_rule("R1", Hit(facts=(fact, fact), evidence=fact.evidence)))

    (finding,) = check(draft).findings

    assert (finding.rule, finding.name, finding.citation) == ("R1", "NAME_R1", str(RULES[0].citation))
    assert [e.quote for e in finding.evidence] == ["low back pain"]


@pytest.mark.parametrize(
    ("grade", "disposition"),
    [(g, Disposition.HOLD_FOR_QUERY if g is Grade.HOLD else Disposition.READY_FOR_REVIEW) for g in Grade],
)
def test_only_a_hold_holds_the_draft(in_force: InForce, grade: Grade, disposition: Disposition) -> None:
    in_force(_rule("R1", Hit(), grade=grade), _rule("R2", Hit()))

    assert check(_draft()).disposition is disposition


def test_a_visit_of_something_else_is_out_of_scope_even_where_a_rule_would_hold(in_force: InForce) -> None:
    in_force(_rule("R1", Hit(), grade=Grade.HOLD))

    assert check(_draft(complaint("cough"))).disposition is Disposition.OUT_OF_SCOPE


@pytest.mark.parametrize(
    ("text", "disposition"),
    [("   ", Disposition.NO_SPEECH), ("low back pain", Disposition.READY_FOR_REVIEW)],
)
def test_a_transcript_is_no_speech_only_without_a_word(
    in_force: InForce, text: str, disposition: Disposition
) -> None:
    in_force()
    transcript = Transcript(segments=(Segment(id="s1", text=text),))

    assert check(_draft().model_copy(update={"transcript": transcript})).disposition is disposition


# Queries


def _ask(draft: Draft, about: str = "", *texts: str) -> Hit:
    options = tuple(option(text) for text in texts or ("Left", "right", "Both"))
    return Hit(ask=Ask("Which side?", options, draft.documentation.facts, about))


def test_the_options_stand_in_alphabetical_order_and_end_with_the_two_open_answers(in_force: InForce) -> None:
    draft = _draft()
    in_force(_rule("R1", _ask(draft)))

    (query,) = check(draft).queries

    assert query.options == ("Both", "Left", "right", OTHER, UNABLE)
    assert (query.id, query.rule, query.name, query.question) == ("R1", "R1", "NAME_R1", "Which side?")
    assert [e.quote for e in query.indicators] == ["low back pain"]


def test_a_rule_asks_once_about_each_problem(in_force: InForce) -> None:
    draft = _draft()
    first = _rule("R1", _ask(draft, "low back"), _ask(draft, "low back"), _ask(draft, "neck"))
    in_force(first, _rule("R2", _ask(draft, "neck")))

    assert [query.id for query in check(draft).queries] == ["R1-low-back", "R1-neck", "R2-neck"]


def test_a_hit_without_a_question_asks_nothing(in_force: InForce) -> None:
    in_force(_rule("R1", Hit()))

    assert check(_draft()).queries == ()


def test_nothing_is_asked_of_a_visit_of_something_else(in_force: InForce) -> None:
    draft = _draft(complaint("cough"))
    in_force(_rule("R1", _ask(draft)))

    assert check(draft).queries == ()


# Dates and crashes


@pytest.mark.parametrize(("offset", "struck"), [(-1, False), (0, True), (1, True)])
def test_a_check_speaks_of_its_first_day_and_of_none_before(in_force: InForce, offset: int, struck: bool) -> None:
    in_force(replace(_rule("R1", Hit()), since=DAY))

    assert bool(check(_draft(day=DAY + timedelta(days=offset))).findings) is struck


@pytest.mark.parametrize(("offset", "struck"), [(-1, True), (0, True), (1, False)])
def test_a_check_speaks_of_its_last_day_and_of_none_after(in_force: InForce, offset: int, struck: bool) -> None:
    in_force(replace(_rule("R1", Hit()), until=DAY))

    assert bool(check(_draft(day=DAY + timedelta(days=offset))).findings) is struck


@pytest.mark.parametrize(
    ("change", "offset", "codes"),
    [
        ({"since": DAY}, -1, []),
        ({"since": DAY}, 0, ["M54.50"]),
        ({"until": DAY}, 0, ["M54.50"]),
        ({"until": DAY}, 1, []),
    ],
)
def test_a_coding_rule_speaks_of_its_days_alone(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, date], offset: int, codes: list[str]
) -> None:
    dated = tuple(replace(rule, **change) for rule in CODING_RULES if rule.id == "CD104")
    monkeypatch.setattr("guardrails.coder.CODING_RULES", dated)

    coding = code(encounter(DAY + timedelta(days=offset)), documentation([BACK]))

    assert [a.code for a in coding.assignments] == codes


def test_a_coding_rule_that_raises_is_named_without_what_it_held(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(picture: object) -> list[object]:
        raise KeyError("the patient's words")

    monkeypatch.setattr("guardrails.coder.CODING_RULES", (replace(CODING_RULES[0], derive=broken),))

    with pytest.raises(RuleCrashed) as raised:
        code(encounter(), documentation([BACK]))

    assert CODING_RULES[0].id in str(raised.value)
    assert "patient's words" not in str(raised.value)
    assert raised.value.__cause__ is None


# The coder


def test_a_code_names_its_set_rank_title_rules_reason_and_facts() -> None:
    coding = code(encounter(), documentation([diagnosis("chronic low back pain")]))

    assert coding.code_set == "ICD-10-CM FY2027"
    assert [(a.rank, a.code, a.description) for a in coding.assignments] == [
        (1, "M54.50", "Low back pain, unspecified"),
        (2, "G89.29", "Other chronic pain"),
    ]
    assert [(a.rules, a.fact_ids) for a in coding.assignments] == [(("CD104",), ("f1",)), (("CD129",), ("f1",))]
    assert all(a.rationale for a in coding.assignments)


def test_one_code_that_several_facts_give_is_assigned_once_with_all_of_them() -> None:
    coding = code(encounter(), documentation([BACK, complaint("pain in the lower back")]))

    assert [(a.code, a.fact_ids) for a in coding.assignments] == [("M54.50", ("f1", "f2"))]
    assert [e.quote for e in coding.assignments[0].evidence] == ["low back pain", "pain in the lower back"]


def test_every_quote_of_one_speaker_is_evidence() -> None:
    coding = code(encounter(), documentation([BACK, diagnosis("lumbago"), BACK]))

    assert [e.quote for e in coding.assignments[0].evidence] == ["low back pain", "lumbago", "low back pain"]


def test_problems_are_coded_in_the_order_of_the_provider() -> None:
    coding = code(encounter(), documentation([BACK, diagnosis("cervicalgia"), diagnosis("thoracic spine pain")]))

    assert [a.code for a in coding.assignments] == ["M54.50", "M54.2", "M54.6"]


def test_a_withheld_code_says_to_whom_it_yielded_and_why() -> None:
    coding = code(encounter(), documentation([BACK, diagnosis("lumbar stenosis")]))
    by_code = {withheld.code: withheld for withheld in coding.withheld}

    assert by_code["M54.50"].yielded_to == "CD123"
    assert by_code["M54.50"].rule == "CD104"
    assert by_code["M54.50"].reason


def test_a_code_that_yields_in_one_region_stands_in_another() -> None:
    coding = code(encounter(), documentation([diagnosis("lumbar stenosis"), BACK, diagnosis("cervicalgia")]))

    assert [a.code for a in coding.assignments] == ["M48.061", "M54.2"]
    assert "M54.2" not in [withheld.code for withheld in coding.withheld]


def test_a_visit_of_something_else_has_neither_codes_nor_withheld_ones() -> None:
    coding = code(encounter(), documentation([complaint("cough"), diagnosis("bronchitis")]))

    assert (coding.assignments, coding.withheld) == ((), ())


# The chart


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("m54.50", "M54.50"),
        ("M5450", "M54.50"),
        (" M54.50 ", "M54.50"),
        ("s39012a", "S39.012A"),
        ("banana", "banana"),
        ("54.9", "54.9"),
    ],
)
def test_a_proposed_code_is_written_with_its_dot_where_it_has_the_form_of_one(given: str, written: str) -> None:
    draft = _draft(BACK)
    proposal = draft_of(flags("a visit", BACK, proposed="M54.9")).proposed[0].model_copy(update={"code": given})
    chart = Chart(
        draft.model_copy(update={"proposed": (proposal,)}), picture_of(draft.encounter, draft.documentation)
    )

    assert chart.proposed == (written,)


def test_proposed_codes_are_told_once_and_apart_from_the_derived_ones() -> None:
    chart = _chart(diagnosis("chronic low back pain"), proposed="M54.9 M54.50 M549 G89.4")

    assert chart.derived == ("M54.50", "G89.29")
    assert chart.proposed == ("M54.9", "M54.50", "G89.4")
    assert chart.extra == ("M54.9", "G89.4")
    assert chart.all_codes == ("M54.50", "G89.29", "M54.9", "G89.4")


def test_codes_are_found_by_their_stems_and_rules() -> None:
    chart = _chart(diagnosis("chronic low back pain"), proposed="M54.9 G89.4")

    assert chart.derived_below("G89") == ("G89.29",)
    assert chart.derived_below("G89", "M54") == ("M54.50", "G89.29")
    assert chart.extra_below("G89") == ("G89.4",)
    assert chart.derived_by(["CD129"]) == ("G89.29",)
    assert chart.derived_by([]) == ()


def test_only_codes_of_some_form_exist() -> None:
    chart = _chart()

    assert chart.existing(["M54.50", "M54.5", "M54.99", "banana", "M51.36", "S39.012"]) == (
        "M54.50",
        "M54.5",
        "M51.36",
        "S39.012",
    )


def test_a_proposed_code_is_overtaken_by_the_rule_that_took_its_place() -> None:
    chart = _chart(BACK, diagnosis("lumbar stenosis"), proposed="M54.59 M54.2")

    assert [(code_, withheld.code) for code_, withheld in chart.overtaken(["CD123"])] == [("M54.59", "M54.50")]
    assert list(chart.overtaken(["CD122"])) == []


def test_a_code_rests_on_nothing_uncodable_where_one_mention_may_be_coded() -> None:
    film = said("imaging", "lumbar stenosis", status="reported")

    assert list(_chart(film, BACK, proposed="M48.061").resting_on(Standing.IMAGING)) == ["M48.061"]
    assert list(_chart(film, diagnosis("cervical stenosis"), proposed="M48.061").resting_on(Standing.IMAGING)) == []
    assert list(_chart(film, BACK, proposed="M48.061").resting_on(Standing.DENIED)) == []


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        (said("imaging", "lumbar stenosis", status="reported"), "lumbar stenosis"),
        (diagnosis("lumbar stenosis", assertion="denied"), "lumbar stenosis"),
        (diagnosis("lumbar stenosis", by="patient"), "lumbar stenosis"),
        (diagnosis("possible lumbar stenosis"), "possible lumbar stenosis"),
    ],
)
def test_a_refused_code_is_shown_with_the_words_it_would_rest_on(fact: Said, quote: str) -> None:
    findings = check(_draft(BACK, fact, proposed="M48.061")).findings
    refused = [f for f in findings if f.codes == ("M48.061",) and "rests on" in f.message]

    assert [[e.quote for e in f.evidence] for f in refused] == [[quote]]
