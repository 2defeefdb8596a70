"""The drafts that speed is measured on are sound, typical, and no two of them alike."""

import json
from datetime import date

from eval import drafts
from eval.figure import Figure
from scribe.commands.checked import check
from scribe.intake.document import parse_document

DAY = date(2026, 11, 20)


def _quotes(line: bytes) -> set[str]:
    facts = json.loads(line)["documentation"]["facts"]
    return {quote["quote"] for fact in facts for quote in fact["evidence"]}


def test_no_two_drafts_share_a_quote() -> None:
    quotes = [_quotes(line) for line in drafts.in_new_words(40)]

    assert len(set().union(*quotes)) == sum(map(len, quotes))


def test_every_quote_of_a_draft_stands_in_its_transcript() -> None:
    reviews = [check(parse_document(line, today=DAY))[1] for line in drafts.in_new_words(40)]

    assert [f for review in reviews for f in review.findings if f.name == "QUOTE_NOT_IN_SOURCE"] == []


def test_a_draft_in_other_words_has_the_codes_of_its_visit() -> None:
    visits = drafts.visits()
    codes = [
        [assignment.code for assignment in check(parse_document(document, today=DAY))[0].coding.assignments]
        for document in (*visits, *drafts.in_new_words(len(visits)))
    ]

    assert codes[: len(visits)] == codes[len(visits) :]


def test_a_longer_visit_has_its_facts_so_many_times_and_each_id_once() -> None:
    visit = drafts.visits()[0]

    facts = parse_document(drafts.longer(visit, 10), today=DAY).documentation.facts

    assert len(facts) == 10 * len(json.loads(visit)["documentation"]["facts"])


def test_a_figure_holds_on_its_side_of_the_bound() -> None:
    assert Figure("a time", 0.9, 1.0, "ms").holds
    assert not Figure("a rate", 999.0, 1000.0, "/s", at_least=True).holds
