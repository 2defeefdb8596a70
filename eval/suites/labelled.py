"""The suites over labelled encounters: one arrow each, from the same fixtures.

Which metrics, gates and weights belong to which arrow stands here side by side, so that they can be compared.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from eval.metrics.metric import Metric, Score
from eval.metrics.review import alarms, names, tallies
from eval.metrics.sliced import sliced
from eval.results import Tally
from eval.samples import folder
from eval.samples.heard import Heard, hear, record_bytes, recorded, recording_of
from eval.samples.labels import Expected, LabelledEncounter
from eval.samples.relocated import relocated
from eval.samples.visit import visit_of
from eval.suite import Evaluated, Gate, Sample, Setup, Suite, at_least, at_most
from eval.suites.audio_to_transcript import audio_path
from eval.suites.compared import shown
from eval.suites.drafting import from_labels, read
from eval.suites.measure import measured, named
from scribe.schema.finding import Disposition
from scribe.schema.result import Result

Drafted = Callable[[Sample, LabelledEncounter, Setup], tuple[LabelledEncounter, Result]]
"""The labels, as they stand to the transcript that was read, and the result."""

FACTS = named(
    "fact-recall",
    "fact-precision",
    "assertion-flips",
    "side-swaps",
    "region-errors",
    "silence-broken",
    "evidence-agreement",
    "evidence-located",
    "doubled-facts",
)
CODES = named(
    "codes-exact",
    "primary-code",
    "code-recall",
    "code-precision",
    "forbidden-codes",
    "invalid-codes",
)
DISPOSITION = named("disposition")
REVIEW = named("finding-recall", "finding-silence", "query-agreement", "leading-queries")
NOTE = named("unsupported-major", "unsupported-minor", "omissions-major", "omissions-minor", "lost-negations")
LOCATED = named("evidence-located")
COST = named("calls", "tokens")
_BY_KIND = ("fact-recall", "fact-precision")


def _text(sample: Sample, labelled: LabelledEncounter, setup: Setup) -> tuple[LabelledEncounter, Result]:
    return labelled, read(sample, visit_of(labelled, sample.name), setup)


def _gold(sample: Sample, labelled: LabelledEncounter, _: Setup) -> tuple[LabelledEncounter, Result]:
    return labelled, from_labels(labelled, sample.name)


def _required(sample: Sample, labelled: LabelledEncounter, _: Setup) -> tuple[LabelledEncounter, Result]:
    return labelled, from_labels(labelled, sample.name, True)


def _recorded(sample: Sample, labelled: LabelledEncounter, setup: Setup) -> tuple[LabelledEncounter, Result]:
    return _from_heard(sample, labelled, setup, recorded(sample, labelled))


def _heard(sample: Sample, labelled: LabelledEncounter, setup: Setup) -> tuple[LabelledEncounter, Result]:
    return _from_heard(sample, labelled, setup, hear(recording_of(sample, labelled)))


def _from_heard(
    sample: Sample, labelled: LabelledEncounter, setup: Setup, heard: Heard
) -> tuple[LabelledEncounter, Result]:
    result = read(sample, visit_of(labelled, sample.name), setup, heard.transcript, heard.asr)
    return relocated(labelled, heard.transcript), result


def _samples(setup: Setup, *, spoken: bool, with_facts: bool) -> Iterator[Sample]:
    """The labelled encounters of the folder, of which some suites need a recording or labelled facts."""
    return folder.samples(setup.fixtures, folder.ENCOUNTER, spoken=spoken, with_facts=with_facts)


def _recorded_samples(setup: Setup) -> Iterator[Sample]:
    """Those with a recording; what was heard of it counts into their sums, for it is what is read."""
    for sample in _samples(setup, spoken=True, with_facts=False):
        yield replace(sample, sha256=hashlib.sha256(sample.sha256.encode() + record_bytes(sample)).hexdigest())


def _evaluate(
    sample: Sample, setup: Setup, *, drafted: Drafted, metrics: tuple[Metric[Expected, Result], ...]
) -> Evaluated:
    labelled, result = drafted(sample, folder.encounter(sample, setup.fixtures), setup)
    expected = labelled.expected
    scores = measured(metrics, expected, result)
    for metric in metrics:
        if metric.id in _BY_KIND:
            scores |= sliced(metric, expected, result)
    return Evaluated(
        scores=scores,
        confusion=_confusion(scores, labelled, result),
        shown=shown(labelled.title, expected, result, audio_path(sample, labelled, setup.fixtures)),
        outcome=result.model_dump_json(),
    )


def _confusion(scores: Mapping[str, Score], labelled: LabelledEncounter, result: Result) -> Mapping[str, Tally]:
    if "finding-recall" not in scores:
        return {}
    return tallies(labelled.expected, names(result), alarms(result))


def _suite(
    name: str,
    dangerous_error: str,
    drafted: Drafted,
    metrics: tuple[Metric[Expected, Result], ...],
    gates: tuple[Gate, ...],
    weights: Mapping[str, float],
    *,
    spoken: bool = False,
    with_facts: bool = False,
    exact: bool = True,
) -> Suite:
    return Suite(
        name=name,
        dangerous_error=dangerous_error,
        version=1,
        samples=partial(_samples, spoken=spoken, with_facts=with_facts),
        evaluate=partial(_evaluate, drafted=drafted, metrics=metrics),
        metrics=metrics,
        gates=gates,
        weights=weights,
        exact=exact,
    )


_UNLABELLED = Expected(why="nobody labelled it", codes=(), disposition=Disposition.READY_FOR_REVIEW)
_UNSUPPORTED = named("evidence-located", "doubled-facts", "unsupported-major", "unsupported-minor", "invalid-codes")


def _unlabelled_samples(setup: Setup) -> Iterator[Sample]:
    return folder.samples(setup.fixtures, folder.UNLABELLED)


def _unlabelled(sample: Sample, setup: Setup) -> Evaluated:
    """What can be said of an encounter without labels: whether everything rests on its words."""
    given = folder.unlabelled(sample, setup.fixtures)
    result = read(sample, visit_of(given, sample.name), setup)
    scores = measured(_UNSUPPORTED, _UNLABELLED, result)
    return Evaluated(scores=scores, outcome=result.model_dump_json())


UNLABELLED_TO_NOTE = Suite(
    name="unlabelled-to-note",
    dangerous_error="a sentence or a code that rests on words nobody said",
    version=1,
    samples=_unlabelled_samples,
    evaluate=_unlabelled,
    metrics=_UNSUPPORTED,
    gates=(
        at_least("evidence-located", 1.0, 1),
        at_most("unsupported-major", 0.05, 1),
        at_most("invalid-codes", 0.0, 1),
    ),
    weights={"evidence-located": 20, "unsupported-major": 20},
    needs="encounters of a public set (python -m eval.adapters)",
)


_FACT_WEIGHTS = {
    "fact-recall": 1.0,
    "fact-precision": 2.0,
    "assertion-flips": 20.0,
    "side-swaps": 20.0,
    "region-errors": 5.0,
    "silence-broken": 10.0,
    "evidence-located": 20.0,
}
_CODE_WEIGHTS = {"codes-exact": 5.0, "primary-code": 5.0, "forbidden-codes": 20.0, "invalid-codes": 20.0}
_REVIEW_WEIGHTS = {"finding-recall": 2.0, "finding-silence": 2.0, "query-agreement": 3.0, "leading-queries": 20.0}
_NOTE_WEIGHTS = {"unsupported-major": 20.0, "omissions-major": 2.0, "lost-negations": 20.0}

TRANSCRIPT_TO_DOCUMENTATION = _suite(
    "transcript-to-documentation",
    "a fact whose 'no' was lost, or that nobody said",
    _text,
    (*FACTS, *COST),
    (
        at_least("fact-recall", 0.7, 60),
        at_least("fact-precision", 0.9, 60),
        at_most("assertion-flips", 0.03, 40),
        at_most("side-swaps", 0.0, 10),
        at_most("silence-broken", 0.03, 40),
        at_least("evidence-located", 1.0, 60),
        at_most("doubled-facts", 0.0, 60),
    ),
    _FACT_WEIGHTS,
    with_facts=True,
)
DOCUMENTATION_TO_CODES = _suite(
    "documentation-to-codes",
    "a code that the facts forbid, or one that is not valid on the day",
    _gold,
    (*CODES, *REVIEW),
    (
        at_least("codes-exact", 0.95, 60),
        at_most("forbidden-codes", 0.0, 60),
        at_most("invalid-codes", 0.0, 50),
        at_least("finding-recall", 0.95, 20),
        at_most("finding-silence", 0.02, 60),
        at_most("leading-queries", 0.0, 5),
        at_least("query-agreement", 0.95, 60),
    ),
    {**_CODE_WEIGHTS, **_REVIEW_WEIGHTS},
    with_facts=True,
)
DOCUMENTATION_TO_NARRATIVE = _suite(
    "documentation-to-narrative",
    "a sentence that the facts do not bear out, or that lost its 'no'",
    _required,
    (*NOTE, *LOCATED),
    (
        at_most("unsupported-major", 0.1, 60),
        at_most("lost-negations", 0.05, 20),
        at_most("omissions-major", 0.05, 60),
        at_least("evidence-located", 1.0, 60),
    ),
    _NOTE_WEIGHTS,
    with_facts=True,
)
_END_TO_END = (*CODES, *DISPOSITION, *REVIEW, *NOTE, *LOCATED, *COST)
_END_WEIGHTS = {**_CODE_WEIGHTS, **_REVIEW_WEIGHTS, **_NOTE_WEIGHTS}
TRANSCRIPT_TO_NOTE = _suite(
    "transcript-to-note",
    "a code or a sentence that rests on words nobody said, or on a lost 'no'",
    _text,
    _END_TO_END,
    (
        at_least("codes-exact", 0.85, 60),
        at_least("primary-code", 0.85, 60),
        at_most("forbidden-codes", 0.06, 60),
        at_most("invalid-codes", 0.0, 50),
        at_most("unsupported-major", 0.02, 60),
        at_most("lost-negations", 0.02, 20),
        at_least("evidence-located", 1.0, 60),
    ),
    _END_WEIGHTS,
)
_SPOKEN_GATES = (
    # Short recordings leave open who speaks without the extra for voices, and the engine knows few drugs.
    at_least("codes-exact", 0.4, 20),
    at_most("forbidden-codes", 0.25, 20),
    at_most("invalid-codes", 0.0, 15),
    at_most("unsupported-major", 0.05, 20),
    at_most("lost-negations", 0.06, 15),
    at_least("evidence-located", 1.0, 20),
)
_HEARD_SUITE = _suite(
    "heard-to-note",
    "a code or a sentence that rests on misheard words",
    _recorded,
    _END_TO_END,
    _SPOKEN_GATES,
    _END_WEIGHTS,
    spoken=True,
)
HEARD_TO_NOTE = replace(_HEARD_SUITE, samples=_recorded_samples)
ENCOUNTER_TO_NOTE = _suite(
    "encounter-to-note",
    "a code or a sentence that rests on words nobody spoke, or on a 'no' that was not heard",
    _heard,
    _END_TO_END,
    _SPOKEN_GATES,
    _END_WEIGHTS,
    spoken=True,
    exact=False,
)
