"""The confusion by name counts what the labels speak of, and a metric of an empty result is no crash."""

from typing import Any

import pytest

from eval.metrics.accepted_codes import nearest
from eval.metrics.examples import asked, drafted, expected
from eval.metrics.finding_recall import score as recall
from eval.metrics.metric import Metric
from eval.metrics.registry import METRICS
from eval.metrics.review import names, tallies
from eval.results import Tally
from eval.samples.drafts import DraftExpected
from eval.samples.labels import Expected
from scribe.schema.finding import Disposition, Review

LABELS = expected(findings=("A", "B"), queries=("QUERY_C",), never_findings=("D", "E"))
OF_RESULTS = [metric for metric in METRICS if isinstance(metric.examples[0][1], Expected)]


def test_each_name_of_the_labels_has_one_fate() -> None:
    found = tallies(LABELS, ["A", "D", "F", "QUERY_G"])

    assert found == {
        "A": Tally(hit=1),
        "B": Tally(missed=1),
        "D": Tally(extra=1),
        "E": Tally(silent=1),
        "QUERY_C": Tally(missed=1),
        "QUERY_G": Tally(extra=1),
    }
    assert list(found) == sorted(found)


def test_a_draft_that_does_not_list_its_queries_has_none_too_many() -> None:
    labels = DraftExpected(why="an example", findings=("A",), queries=None)

    assert tallies(labels, {"QUERY_G"}) == {"A": Tally(missed=1)}
    assert tallies(labels.model_copy(update={"queries": ()}), {"QUERY_G"})["QUERY_G"] == Tally(extra=1)


def test_tallies_of_visits_add_up() -> None:
    both = [tallies(LABELS, names)["A"] for names in ({"A"}, set())]

    assert both[0] + both[1] == Tally(hit=1, missed=1)


def test_names_are_those_of_findings_and_queries() -> None:
    assert names(drafted("P: pain", findings=("A", "A"), queries=(asked("QUERY_C"),))) == {"A", "QUERY_C"}


def test_a_review_alone_is_enough() -> None:
    review = Review(queries=(asked("QUERY_C"),), disposition=Disposition.HOLD_FOR_QUERY)

    assert recall(expected(findings=("QUERY_C", "A")), review).value == 0.5


def test_the_labelled_sequence_is_the_nearest_of_equals() -> None:
    labels = expected(codes=("M54.50",), also_acceptable=(("M54.59",),))

    assert nearest(labels, ()) == ("M54.50",)
    assert nearest(labels, ("M54.59", "M54.2")) == ("M54.59",)


@pytest.mark.parametrize("metric", OF_RESULTS, ids=lambda metric: metric.id)
def test_an_empty_result_is_scored_without_a_crash(metric: Metric[Any, Any]) -> None:
    references = [reference for _, reference, _, _ in metric.examples]

    scores = [metric.score(reference, drafted()) for reference in references]

    assert all(score.weight >= 0 for score in scores)
