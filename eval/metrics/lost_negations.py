"""Lost negations: denied labels whose words the note affirms, by denied labels whose words stand in the note.

Dangerous error: this one; the note says the patient has what the patient denied. Of a label that is denied (by its
assertion, or by a "no" in its value), a statement counts that cites one of its segments (or the one before the
first, where the question may stand) and holds its value or one of its ``words``; of a radiation, its site as "leg
pain"; of another closed kind only its ``words``. A statement of family history says nothing of the patient, and
question and answer word for word say what they said: neither counts. The words stand affirmed where no cue of
``eval/metrics/negation.py`` and no word like "stopped" is before them in their clause, and neither a word of
negation nor "past" within four words behind them. A label is lost where one statement affirms it. A denial that the
note does not hold weighs nothing here: ``omissions-major`` counts it.
"""

import re
from collections.abc import Iterator

from eval.metrics.examples import drafted, expected, label, wrote
from eval.metrics.listed import listed
from eval.metrics.matching import CLOSED, standing, words_of
from eval.metrics.metric import Metric, Score
from eval.metrics.negation import CUES, clauses, cue_of
from eval.metrics.support import statements
from eval.metrics.words import spoken_words
from eval.samples.labels import Expected, FactLabel
from scribe.schema.narrative import Statement
from scribe.schema.result import Result
from scribe.schema.terms import Assertion, Experiencer, FactKind
from scribe.schema.transcript import SpeakerRole

_EXCHANGE = re.compile(r"“[^”]*”, asked “[^”]*”")
"""Question and answer word for word, which affirm and deny what they affirm and deny."""
_BEHIND = listed("negative absent none not denied past stopped resolved declined gone")
_BEFORE = listed("stop stopped stopping skip declined discontinue discontinued past")
_NEAR = 4
"""Words behind within which they are looked for: further on they speak of something else."""


def score(reference: Expected, heard: Result) -> Score:
    """Denied labels affirmed by denied labels written."""
    denied = [one for one in reference.facts if standing(one) is Assertion.DENIED]
    written = [kept for one in denied if (kept := [negated for _, negated in standings(one, heard)])]
    return Score(points=sum(not all(kept) for kept in written), weight=len(written))


def standings(one: FactLabel, heard: Result) -> Iterator[tuple[Statement, bool]]:
    """Each statement about a denied label that holds its words, and whether it negates them wherever they stand."""
    around = _around(one, heard)
    for statement in statements(heard):
        of_family = one.experiencer is Experiencer.PATIENT and "family history" in statement.text.lower()
        if (
            not of_family
            and not _EXCHANGE.search(statement.text)
            and any(quote.segment_id in around for quote in statement.evidence)
        ):
            found = [negated for clause in clauses(statement.text) for negated in _in_clause(one, clause)]
            if found:
                yield statement, all(found)


def _in_clause(one: FactLabel, clause: tuple[str, ...]) -> Iterator[bool]:
    """For each place where the label's words begin, whether they are negated there."""
    cues = cue_of(clause)
    for wanted in _names(one):
        for at in range(len(clause) - len(wanted) + 1):
            if all(word.startswith(part) for word, part in zip(clause[at:], wanted, strict=False)):
                behind = clause[at + len(wanted) :][:_NEAR]
                over = not (_BEHIND.isdisjoint(_without_ways(behind)) and _BEFORE.isdisjoint(clause[:at]))
                yield cues[at] is not None or over


def _names(one: FactLabel) -> list[tuple[str, ...]]:
    """The words that name what is denied, as the normaliser leaves them; none that is a cue alone."""
    if one.kind is FactKind.RADIATION:
        names: tuple[str, ...] = (*one.words, f"{str(one.value).replace('_', ' ')} pain")
    else:
        names = one.words if one.kind in CLOSED else words_of(one)
    split = (tuple(word for word, _ in spoken_words([(SpeakerRole.UNKNOWN, name)])) for name in names)
    return [words for words in split if not CUES.issuperset(words)]


def _without_ways(words: tuple[str, ...]) -> list[str]:
    """Without the "past" of "past the knee"."""
    return [word for at, word in enumerate(words) if words[at : at + 2] != ("past", "the")]


def _around(one: FactLabel, heard: Result) -> set[str]:
    """The label's segments and the one before the first; not the one behind, where an examination may follow."""
    ids = [segment.id for segment in heard.transcript.segments]
    first = ids.index(one.segments[0]) if one.segments[0] in ids else 0
    return {*one.segments, *ids[max(first - 1, 0) : first]}


_TURNS = ("C: Any weakness or fever?", "P: No.", "P: My back hurts.", "P: It does.", "C: I see weakness here.")
_WEAK = label("red_flag", "weakness", "weakness", "s1", "s2", assertion="denied", words=("weak",))
_FEVER = label("red_flag", "fever", "No", "s2", assertion="denied")

METRIC: Metric[Expected, Result] = Metric(
    id="lost-negations",
    title="Denied in the visit, affirmed in the note",
    unit="denied labels affirmed / denied labels written",
    better="lower",
    version=1,
    score=score,
    examples=(
        (
            "a list that is denied",
            expected(_WEAK, _FEVER),
            drafted(*_TURNS, note=[wrote("Patient denies fever or weakness.", "weakness or fever", "No")]),
            0.0,
        ),
        (
            "a list that ends",
            expected(_WEAK, _FEVER),
            drafted(*_TURNS, note=[wrote("Denies fever but reports feeling weak.", "weakness or fever", "No")]),
            0.5,
        ),
        ("a lost no", expected(_WEAK), drafted(*_TURNS, note=[wrote("Weakness.", "No")]), 1.0),
        ("negative behind it", expected(_WEAK), drafted(*_TURNS, note=[wrote("Weakness (negative).", "No")]), 0.0),
        (
            "a lost no of which only the question is cited",
            expected(_FEVER),
            drafted(*_TURNS, note=[wrote("Fever.", "fever")]),
            1.0,
        ),
        (
            "a relative's is not the patient's, and what is past is over",
            expected(_WEAK, _FEVER),
            drafted(*_TURNS, note=[wrote("Weakness (family history).", "No"), wrote("Fever, past.", "No")]),
            0.0,
        ),
        (
            "past the knee is not past",
            expected(label("radiation", "leg", "No", "s2", assertion="denied")),
            drafted(*_TURNS, note=[wrote("Left leg pain, past the knee.", "No")]),
            1.0,
        ),
        (
            "a statement about other words",
            expected(_WEAK),
            drafted(*_TURNS, note=[wrote("Weakness.", "I see weakness here")]),
            None,
        ),
        ("it is not written", expected(_WEAK), drafted(*_TURNS, note=[wrote("Back pain.", "No")]), None),
    ),
)
