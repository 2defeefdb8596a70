"""Support: whether the words a statement cites hold what it says.

The support of a statement is the text of the segments in which its quotes stand at their offsets, and of the
segment before each of them where that may be the question it answers: one of another speaker, or one with a
question mark. A visit told in one segment (a dictation) supports by all of its words, so this finds less there.

Unsupported major, by the first that holds: ``quote`` (no quote of it stands at its offsets), ``word`` (it holds one
of the labels' never_words, at the beginning of a word), ``side``, ``number``, ``drug``, ``dose`` (another unit, or
a number that the support gives to this drug otherwise) or ``negation`` that the support does not hold. Where the
quotes themselves name a side, they alone decide on it. The age of the patient supports its number; "of 10" and the
number one ("this one", "a week") need no support; "both" is supported by left and right together; a negation is
supported by any word of negation or of absence ("it stays in the back").

Unsupported minor: fewer than half of its words of content stand in the support. Words of content are those that are
neither function words nor the words by which a note tells whose statement it is and what it is about ("patient
reports onset"). A word stands there where the support has its stem, a word that begins with it, or one of its group
of words for the same.
"""

import re
from collections.abc import Iterator

from eval.metrics.listed import listed
from eval.metrics.matching import stands_in
from eval.metrics.negation import CUES
from eval.metrics.note_words import doses, drug_doses, drugs, numbers, plain, sides
from eval.metrics.same_words import content, stands
from eval.samples.labels import Expected
from scribe.schema.evidence import Evidence
from scribe.schema.narrative import Statement
from scribe.schema.result import Result
from scribe.schema.transcript import Segment, SpeakerRole

_OF_THE_RECORD = re.compile(
    r"region not stated|(?:a |by a )?speaker not identified|response not known|current or old not clear"
    r"|the patient['’]s own view|as given by somebody else|stated with|only if it occurs|\bchronicity\b",
    re.IGNORECASE,
)
"""Fixed phrases of a note that speak of the record and not of the visit."""
_OF_TEN = re.compile(r"(?:/|\b(?:out )?of)\s*(?:10|ten)\b", re.IGNORECASE)
_ABSENCE = CUES | listed(
    "nope nah nothing nobody nowhere neither absent absence free stays stay stayed normal normally clear intact "
    "full fully fine excluded unlikely hardly useless"
)


def statements(heard: Result) -> Iterator[Statement]:
    """Every statement of the note in order."""
    for section in heard.note.sections:
        yield from section.statements


def support_of(statement: Statement, heard: Result) -> tuple[str, ...] | None:
    """The texts that support a statement; None where no quote of it stands at its offsets."""
    segments = heard.transcript.segments
    located = {quote.segment_id for quote in _located(statement, heard)}
    cited = [n for n, segment in enumerate(segments) if segment.id in located]
    asked = {n - 1 for n in cited if n and _may_ask(segments[n - 1], segments[n])}
    return tuple(segments[n].text for n in sorted({*cited, *asked})) or None


def _located(statement: Statement, heard: Result) -> list[Evidence]:
    texts = {segment.id: segment.text for segment in heard.transcript.segments}
    return [q for q in statement.evidence if texts.get(q.segment_id, "")[q.start_char : q.end_char] == q.quote]


def _may_ask(before: Segment, answer: Segment) -> bool:
    """Another speaker, or one who is not known, or a question mark: points are not always heard."""
    unknown = SpeakerRole.UNKNOWN in (before.speaker_role, answer.speaker_role)
    return unknown or before.speaker_role is not answer.speaker_role or "?" in before.text


def major_fault(statement: Statement, reference: Expected, heard: Result) -> str | None:
    """What of the statement has no support (see above), or None."""
    texts = support_of(statement, heard)
    if texts is None:
        return "quote"
    said, text = "\n".join(texts), _OF_TEN.sub(" ", _OF_THE_RECORD.sub(" ", statement.text))
    quoted = "\n".join(quote.quote for quote in _located(statement, heard))
    age = heard.encounter.age_years
    held = numbers(said) | {1.0} | ({float(age)} if age is not None else set())
    checks = {
        "word": stands_in(reference.never_words, _OF_THE_RECORD.sub(" ", statement.text)),
        "side": not sides(text) <= (_sides_of(quoted) or _sides_of(said)),
        "number": not numbers(text) <= held,
        "drug": not drugs(text) <= drugs(said),
        "dose": _another_dose(text, said),
        "negation": not CUES.isdisjoint(plain(text)) and _ABSENCE.isdisjoint(plain(said)),
    }
    return next((fault for fault, present in checks.items() if present), None)


def is_minor(statement: Statement, heard: Result) -> bool:
    """Fewer than half of its words of content stand in its support; False where nothing supports it at all."""
    said = {word for text in support_of(statement, heard) or () for word in plain(text)}
    text = _OF_TEN.sub(" ", _OF_THE_RECORD.sub(" ", statement.text))
    words = content(text)
    return bool(said) and 2 * sum(stands(word, said) for word in words) < len(words)


def _sides_of(said: str) -> frozenset[str]:
    named = sides(said)
    return named | {"both"} if named >= {"left", "right"} else named


def _another_dose(text: str, said: str) -> bool:
    """A number with another unit than it was said with, or a drug with another dose."""
    units, given = dict(doses(said)), drug_doses(said)
    other_unit = any(
        units.get(value, unit) != unit and (value, unit) not in doses(said) for value, unit in doses(text)
    )
    dosed = {drug for drug, _ in given}
    return other_unit or any(drug in dosed and (drug, value) not in given for drug, value in drug_doses(text))
