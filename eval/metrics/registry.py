"""Every metric, in the order they are documented. A metric is one file of this folder and one line here."""

from typing import Any

from eval.metrics import (
    deletions,
    drug_recall,
    insertions,
    medical_word_error_rate,
    negated_term_recall,
    role_error,
    role_unknown,
    substitutions,
    term_recall,
    word_error_rate,
    words_on_silence,
)
from eval.metrics.metric import Metric

METRICS: tuple[Metric[Any, Any], ...] = (
    # speech: (turns said, turns heard)
    word_error_rate.METRIC,
    substitutions.METRIC,
    deletions.METRIC,
    insertions.METRIC,
    words_on_silence.METRIC,
    term_recall.METRIC,
    drug_recall.METRIC,
    negated_term_recall.METRIC,
    medical_word_error_rate.METRIC,
    role_error.METRIC,
    role_unknown.METRIC,
)
