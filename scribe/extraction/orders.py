"""Orders: what is said to a program in a visit. A model may take it for a message; no fact rests on it."""

from collections.abc import Sequence

from scribe.extraction.reader.clauses import clauses_of
from scribe.extraction.reader.software import spoken_to_software
from scribe.extraction.reader.turns import turns_of
from scribe.schema.evidence import Evidence, share_words
from scribe.schema.transcript import Segment


class Orders:
    """Where the words of a visit address a program."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        clauses = [clause for turn in turns_of(segments) for clause in clauses_of(turn)]
        self._places = [
            quote
            for clause in spoken_to_software(clauses)
            for quote in clause.turn.evidence(clause.start, clause.end)
        ]

    def hold(self, quote: Evidence) -> bool:
        """Whether a quote lies in one, or takes words of one."""
        return share_words([quote], self._places)
