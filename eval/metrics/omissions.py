"""Omissions: required labels that the note does not tell.

A statement tells a label where a quote of it stands in one of the label's segments, and, since one segment may say
many things, one of these holds as well: the quote shares words with the label's quote, the segment is another than
the label's first, the statement names a fact that matches the label, or one of the label's words stands in the
statement. Whether the statement says it rightly is for other metrics to tell.
"""

from eval.metrics.matching import matches, place_of, stands_in, words_of
from eval.metrics.metric import NOTHING, Score
from eval.metrics.support import statements
from eval.samples.labels import Expected, FactLabel, Importance
from scribe.schema.evidence import Evidence
from scribe.schema.finding import Disposition
from scribe.schema.narrative import Statement
from scribe.schema.result import Result

_WITHOUT_A_NOTE = (Disposition.OUT_OF_SCOPE, Disposition.NO_SPEECH)
"""Visits that are not drafted: the contract."""


def omissions(importance: Importance, reference: Expected, heard: Result) -> Score:
    """Omitted labels of the importance, of one note; no weight where none is required or no note is due."""
    if reference.disposition in _WITHOUT_A_NOTE:
        return NOTHING
    required = [label for label in reference.facts if label.required and label.importance is importance]
    return Score(points=len(omitted(required, heard)), weight=1) if required else NOTHING


def omitted(labels: list[FactLabel], heard: Result) -> list[FactLabel]:
    """The labels that no statement of the note tells."""
    written = list(statements(heard))
    return [label for label in labels if not any(tells(statement, label, heard) for statement in written)]


def tells(statement: Statement, label: FactLabel, heard: Result) -> bool:
    """Whether the statement is about what the label says."""
    quotes = [quote for quote in statement.evidence if quote.segment_id in label.segments]
    if not quotes:
        return False
    place = place_of(label, heard)
    return (
        any(_is_of(quote, place, label) for quote in quotes)
        or stands_in(words_of(label), statement.text)
        or any(fact.id in statement.fact_ids and matches(label, fact) for fact in heard.documentation.facts)
    )


def _is_of(quote: Evidence, place: tuple[str, int, int] | None, label: FactLabel) -> bool:
    if place is None or quote.segment_id != label.segments[0]:
        return True
    return quote.start_char < place[2] and place[1] < quote.end_char
