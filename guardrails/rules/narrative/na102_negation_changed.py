"""NA102 NEGATION_CHANGED: a sentence affirms what its own evidence denies, or denies what it affirms."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.narrating import differing
from guardrails.reading.lexicon import words as listed
from guardrails.reading.narrative.alignment import heads_of
from guardrails.reading.narrative.claims import Claim
from guardrails.reading.narrative.clauses import Clause, Token, clauses_of, may_deny
from guardrails.reading.narrative.polarity import NEGATIONS
from guardrails.reading.narrative.scope import DENIED, OPEN, STATED
from guardrails.reading.narrative.sentences import Sentence
from guardrails.reading.narrative.statements import denies
from guardrails.reading.narrative.words import words_of
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import Assertion, FactKind, Temporality


def check(chart: Chart) -> Iterator[Hit]:
    yield from differing(chart, _changed)


def _changed(sentence: Sentence) -> tuple[str, ...]:
    return tuple(
        f"{'no ' if denies(token) else ''}{token.word}"
        for clause, claims in sentence.repeats
        for token in heads_of(clause)
        if _turned(token, clause, claims, sentence)
    )


def _turned(token: Token, clause: Clause, claims: tuple[Claim, ...], sentence: Sentence) -> bool:
    """Where the evidence speaks of it, the word has the other sign, or its quotes deny what the fact states."""
    signs = sentence.signs_of(token.key, clause, claims)
    if not signs or token.sign == OPEN or OPEN in signs:
        return False
    return token.sign not in signs or (token.sign == STATED and _quoted_as_denied(token.key, claims))


def _quoted_as_denied(key: str, claims: tuple[Claim, ...]) -> bool:
    """A fact that lost the "no" of its quote does not speak for the sentence."""
    quotes = {quote for claim in claims for quote in claim.quotes if _states(claim, quote)}
    if not any(map(may_deny, quotes)):
        return False
    return _signs_in(frozenset(quotes)).get(key) == {DENIED}


def _states(claim: Claim, quote: str) -> bool:
    """The claim is stated on this quote, without a "no" that the quote has, and at the time the quote speaks of.

    Of what is past a quote may say that it is not there now, of what is planned that it is not done yet.
    """
    words = words_of(quote)
    past = claim.temporality is Temporality.PAST or "past:" in claim.words
    over = past and not _NOW.isdisjoint(words)
    to_come = claim.kind is FactKind.PLAN and "yet" in words
    kept = 0 < _denials(words) <= _denials(words_of(claim.text))
    return claim.assertion is Assertion.DOCUMENTED and not (over or to_come or kept)


_NOW = frozenset({"since", "now", "nolonger", "anymore", "currently", "recurrence", "remission"})
_AGAINST = listed(
    "declined declines refused refuses stopped quit difficulty difficulties trouble hard lack lost lossof"
)
"""Words that say "no" without one: "difficulty sleeping" of "can't sleep"."""


def _denials(words: Sequence[str]) -> int:
    return sum(word in NEGATIONS or word in _AGAINST for word in words)


@lru_cache(maxsize=256)
def _signs_in(quotes: frozenset[str]) -> dict[str, set[int]]:
    """Each word of the quotes with the signs it has."""
    signs: dict[str, set[int]] = {}
    for quote in quotes:
        for part in clauses_of(quote):
            for token in part.tokens:
                signs.setdefault(token.key, set()).add(token.sign)
    return signs


RULE = Rule(
    id="NA102",
    name="NEGATION_CHANGED",
    title="A sentence that affirms what was denied, or denies what was affirmed",
    why='A lost or an added "no" turns a finding into its opposite; the provider must see it first.',
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message='A sentence of {where} says "{what}"; its own evidence says the opposite.',
    examples=(
        flags(
            "a lost denial",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied", quote="no leg pain"),
            sentence="Low back pain with leg pain.",
        ),
        flags(
            "an invented denial",
            said("red_flag", "numbness", by="patient"),
            sentence="Patient denies numbness.",
            section="History of present illness",
        ),
        flags(
            "one of several in a list",
            said("red_flag", "fever", by="patient", assertion="denied"),
            said("red_flag", "weakness", by="patient"),
            sentence="Denies fever, chills or weakness.",
            section="History of present illness",
        ),
        flags(
            "radiation that was there",
            said("radiation", "leg", by="patient", quote="it shoots into my leg"),
            sentence="No radiation to the leg.",
        ),
        flags(
            "a sign that turned positive",
            said("neurologic_exam", "straight leg raise negative"),
            sentence="Straight leg raise is positive.",
            section="Examination",
        ),
        flags(
            "relief that there was not",
            said("treatment", "naproxen", by="patient", response="no", quote="naproxen gave me no relief"),
            sentence="Naproxen gave relief.",
            section="History of present illness",
        ),
        flags(
            "no longer",
            said("history", "tingling", by="patient"),
            sentence="The tingling is no longer present; no more tingling.",
            section="History of present illness",
        ),
        flags(
            "a question without its answer",
            said("red_flag", "urinary retention", by="patient", assertion="denied", quote="I pee fine"),
            sentence="Patient says “urinary retention”.",
            section="History of present illness",
        ),
        passes(
            "a past thing that is not there now",
            said(
                "history",
                "prostate cancer, removed in 2019",
                temporality="past",
                quote="removed in 2019, and there is no evidence of that prostate cancer since",
            ),
            sentence="Clinician states: prostate cancer, removed in 2019, past.",
            section="Past medical history",
        ),
        passes(
            "a fact that says no in other words",
            said("neurologic_exam", "sensation not tested", quote="I did not test sensation"),
            sentence="Sensation not tested.",
            section="Physical examination",
        ),
        passes(
            "a difficulty with what cannot be done",
            said("history", "difficulty sleeping", by="patient", quote="can't sleep"),
            sentence="Patient reports: difficulty sleeping.",
            section="Past medical history",
        ),
        flags(
            "a trouble that is denied",
            complaint("low back pain", quote="it hurts"),
            said("history", "bladder trouble", by="patient", assertion="denied", quote="no bladder trouble"),
            sentence="Patient reports: bladder trouble.",
            section="Past medical history",
        ),
        passes(
            "an operation that was declined",
            said("history", "declined an operation", by="patient", quote="I said no to the operation"),
            sentence="Patient reports: declined an operation.",
            section="Past medical history",
        ),
        passes(
            "a sign that is denied by what is well",
            said("red_flag", "weight loss", assertion="denied", quote="weight is stable"),
            sentence="Clinician says “weight is stable”.",
            section="History of present illness",
        ),
        passes(
            "a kept denial",
            said("radiation", "leg", by="patient", assertion="denied", quote="no, it stays in my back"),
            sentence="Patient denies leg pain.",
            section="History of present illness",
        ),
        passes(
            "a denial in other words",
            said("radiation", "none", by="patient", quote="it doesn't go anywhere"),
            diagnosis("low back pain"),
            sentence="Low back pain without radiation.",
        ),
        passes(
            "the pain is affirmed, where it goes is denied",
            complaint("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied"),
            sentence="Low back pain does not radiate to the leg.",
        ),
        passes(
            "no relief, as said",
            said("treatment", "naproxen", by="patient", temporality="past", response="no"),
            sentence="Patient tried naproxen without relief.",
            section="History of present illness",
        ),
        passes(
            "not uncommon is common",
            said("history", "common headaches", by="patient"),
            sentence="Patient reports headaches, which are not uncommon.",
            section="History of present illness",
        ),
        passes(
            "a list that ends where a verb begins",
            said("red_flag", "fever", by="patient", assertion="denied"),
            said("history", "tingling", by="patient"),
            sentence="Denies fever, but reports tingling.",
            section="History of present illness",
        ),
        passes(
            "absence that is the finding",
            said("imaging", "no acute pathology", modality="x-ray", status="reported"),
            sentence="X-ray shows no acute pathology.",
            section="Diagnostic testing",
        ),
    ),
)
