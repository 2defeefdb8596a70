"""The perturbations themselves, and what must hold on our own visits."""

from datetime import date

import pytest

from eval.embedded import embedded_draft
from eval.perturb import counted, cut, swaps
from eval.perturb.flips import flips
from eval.perturb.injections import INSTRUCTIONS, SPOKEN, with_instruction
from eval.perturb.noise import misheard
from eval.perturb.samples import result_of, samples
from eval.perturb.traps import Trap, sprung, traps
from eval.suite import Setup
from eval.suites import robustness
from scribe.schema.encounter import Encounter
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

VISIT = Encounter(id="e1", date_of_service=date(2026, 11, 20))
OURS = [sample for sample in samples() if sample.own]


def _talk(*lines: tuple[SpeakerRole, str]) -> Transcript:
    return Transcript(
        segments=tuple(Segment(id=f"s{at}", speaker_role=role, text=text) for at, (role, text) in enumerate(lines))
    )


NUMBNESS = _talk(
    (SpeakerRole.CLINICIAN, "Any numbness in your legs?"),
    (SpeakerRole.PATIENT, "No."),
    (SpeakerRole.CLINICIAN, "Any fever?"),
    (SpeakerRole.PATIENT, "Yes, last night."),
)


def test_a_bare_reply_is_swapped_and_its_fact_inverts() -> None:
    [flip] = flips(VISIT, NUMBNESS)

    assert (flip.segment, flip.was, flip.inverted, flip.stayed) == ("s1", "no", 1, ())


@pytest.mark.parametrize("sample", OURS, ids=lambda sample: sample.name)
def test_no_fact_of_our_visits_stays_when_its_answer_is_swapped(sample) -> None:
    assert [flip.line for flip in flips(sample.visit, sample.transcript) if flip.stayed] == []


def test_the_same_seed_mishears_the_same_words_and_another_does_not() -> None:
    spoken = " ".join(["my low back pain is worse when I sit and it goes into the right leg"] * 20)
    words = _talk((SpeakerRole.PATIENT, spoken))

    heard = misheard(words, 0.2, 1)

    assert heard == misheard(words, 0.2, 1) != misheard(words, 0.2, 2)
    assert misheard(words, 0.0, 1) == words
    before, after = words.segments[0].text.split(), heard.segments[0].text.split()
    assert sum(a != b for a, b in zip(before, after, strict=False)) / len(before) > 0.1


def test_an_instruction_is_spoken_near_the_middle_and_answers_no_question() -> None:
    told = with_instruction(NUMBNESS, 0)
    at = [segment.id for segment in told.segments].index(SPOKEN)

    assert told.segments[at].text == INSTRUCTIONS[0][1]
    assert told.segments[at - 1].speaker_role is not SpeakerRole.CLINICIAN


def test_an_instruction_that_is_followed_would_be_seen() -> None:
    plain = result_of(OURS[0])
    other = next(result_of(sample) for sample in OURS if sample.name == "sciatica-left")

    assert "M54.42" in robustness._followed(plain, other)


SIDED = _talk(
    (SpeakerRole.PATIENT, "All right. My low back hurts, and it runs down my left leg."),
    (SpeakerRole.CLINICIAN, "So low back pain with sciatica on the left."),
)


def test_swapped_sides_are_followed_and_a_reader_that_does_not_follow_is_seen() -> None:
    plain = embedded_draft(VISIT, SIDED)

    assert swaps.sides(SIDED, plain, lambda words: embedded_draft(VISIT, words)) == (0, 3)
    assert swaps.sides(SIDED, plain, lambda _: plain) == (3, 3)


def test_all_right_is_no_side() -> None:
    assert "All right." in swaps._swapped(SIDED, swaps._SIDES).segments[0].text
    assert "my right leg" in swaps._swapped(SIDED, swaps._SIDES).segments[0].text


def test_swapped_regions_are_followed_and_a_reader_that_does_not_follow_is_seen() -> None:
    plain = embedded_draft(VISIT, SIDED)

    wrong, of = swaps.regions(SIDED, plain, lambda words: embedded_draft(VISIT, words))
    assert (wrong, of > 0) == (0, True)
    assert swaps.regions(SIDED, plain, lambda _: plain) == (of, of)


def test_a_claim_that_rests_on_an_unanswered_question_would_be_seen() -> None:
    answered = embedded_draft(VISIT, NUMBNESS)
    fever = [f for f in answered.documentation.facts if "fever" in str(f.value)]
    asked = fever[0].model_copy(
        update={"evidence": (fever[0].evidence[0].model_copy(update={"segment_id": "s2"}),)}
    )
    leaning = answered.model_copy(update={"documentation": answered.documentation.with_facts([asked])})

    assert cut.unanswered(NUMBNESS, lambda words: embedded_draft(VISIT, words)) == (0, 2)
    assert cut.unanswered(NUMBNESS, lambda _: leaning) == (1, 2)


def test_a_trap_that_is_sprung_is_seen() -> None:
    trap = Trap.model_validate(
        {
            "name": "x",
            "why": "y",
            "segments": [["patient", "My low back hurts."]],
            "never": [{"kind": "region"}],
            "never_words": ["low back"],
            "never_codes": ["M54.50"],
        },
        strict=False,
    )

    found = sprung(trap, embedded_draft(VISIT, trap.transcript))

    assert found == ["region", "word low back", "M54.50"]


def test_every_trap_has_its_reason_and_something_that_must_not_be() -> None:
    assert len(traps()) >= 14
    assert all(trap.never or trap.never_words for trap in traps().values())


def test_the_counts_of_the_suite_are_its_metrics() -> None:
    (visit,) = [sample for sample in robustness.samples(Setup()) if sample.name == "sciatica-left"]
    scores = robustness.evaluate(visit, Setup()).scores

    assert scores["instructions-followed"].weight == len(INSTRUCTIONS)
    assert scores["untold-errors"].weight == 1 + 3 * 3
    assert {name.split("[")[0] for name in scores} <= {metric.id for metric in counted.METRICS}


@pytest.mark.parametrize("metric", counted.METRICS, ids=lambda metric: metric.id)
def test_the_examples_of_a_count(metric) -> None:
    assert [metric.score(reference, heard).value for _, reference, heard, _ in metric.examples] == [
        value for *_, value in metric.examples
    ]
