"""Rule: one check of a draft, with its authority, its examples and, where it asks, its question to the provider."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from guardrails.asking import Option
from guardrails.chart import Chart
from guardrails.citation import FIRST_DAY, LAST_DAY, Citation
from guardrails.examples import CheckExample
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.finding import Severity
from scribe.schema.terms import FactKind


class Grade(StrEnum):
    """How grave a hit is (CODING reference section 10), in the order findings are listed."""

    ALERT = "alert"
    """A clinical alert: a warning listed above every finding on codes."""
    ERROR = "error"
    HOLD = "hold"
    """An error that also holds the draft until the provider has answered."""
    WARNING = "warning"
    INFO = "info"


SEVERITY = {
    Grade.ALERT: Severity.WARNING,
    Grade.ERROR: Severity.ERROR,
    Grade.HOLD: Severity.ERROR,
    Grade.WARNING: Severity.WARNING,
    Grade.INFO: Severity.INFO,
}
ORDER = tuple(Grade)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the provider. The engine sorts the options, adds two neutral ones and quotes the indicators."""

    question: str
    options: tuple[Option, ...]
    indicators: tuple[Fact, ...]
    about: str = ""
    """The problem: a rule asks once about each."""
    subject: Fact | None = None
    """The fact of the complaint or diagnosis that an answer speaks of."""
    words: FactKind | None = FactKind.DIAGNOSIS
    """What an answer in the clinician's own words is read as; None where only a listed answer can settle it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule strikes. ``words`` fill the rule's message; ``grade`` replaces the rule's own."""

    codes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    grade: Grade | None = None
    ask: Ask | None = None
    evidence: tuple[Evidence, ...] = ()
    """Quotes beyond those of ``facts``."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """``name`` is the finding's name: the bad pattern. ``message`` is filled from the words of a hit."""

    id: str
    name: str
    title: str
    why: str
    grade: Grade
    citation: Citation
    check: Callable[[Chart], Iterable[Hit]]
    message: str
    examples: tuple[CheckExample, ...]
    rows: tuple[str, ...] = ()
    """Rows of the decision table that the rule serves."""
    since: date = FIRST_DAY
    """First date of service the rule speaks of."""
    until: date = LAST_DAY
    """Last date of service the rule speaks of, inclusive."""
    uncertain: str = ""
    """What a certified coder or a clinician must still confirm, or empty."""

    def speaks_of(self, day: date) -> bool:
        """The rule is in force for this date of service."""
        return self.since <= day <= self.until
