"""Every metric, in the order they are documented. A metric is one file of this folder and one line here."""

from typing import Any

from eval.metrics import (
    assertion_flips,
    deletions,
    doubled_facts,
    drug_recall,
    evidence_agreement,
    evidence_located,
    fact_precision,
    fact_recall,
    insertions,
    lost_negations,
    medical_word_error_rate,
    negated_term_recall,
    omissions_major,
    omissions_minor,
    region_errors,
    role_error,
    role_unknown,
    side_swaps,
    silence_broken,
    substitutions,
    term_recall,
    unsupported_major,
    unsupported_minor,
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
    # facts: (labels, result)
    fact_recall.METRIC,
    fact_precision.METRIC,
    assertion_flips.METRIC,
    side_swaps.METRIC,
    region_errors.METRIC,
    evidence_located.METRIC,
    evidence_agreement.METRIC,
    silence_broken.METRIC,
    # note: (labels, result)
    unsupported_major.METRIC,
    unsupported_minor.METRIC,
    omissions_major.METRIC,
    omissions_minor.METRIC,
    doubled_facts.METRIC,
    lost_negations.METRIC,
)
